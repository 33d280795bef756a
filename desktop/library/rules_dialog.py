"""The dialog in which the user says what of a folder belongs to the library."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.library.exclusion_check import effect_of, patterns_of, problem_of
from desktop.path_names import shown_name, shown_path
from desktop.theme import GRID
from desktop.widgets import control_row, plain_label, scrolled
from engine.types import Document, PlaceRules, WatchedPlace

_FIRST_SIZE = (64 * GRID, 58 * GRID)
_MEGABYTE = 1_000_000
_MOST_MEGABYTES = 1_000_000
_FIRST_MEGABYTES = 100
_CHECK_DELAY_MS = 150
_EXAMPLES = (
    "*.bak – all files with this ending\n"
    "drafts/ – folders of this name, with everything in them\n"
    "/private/** – this folder only where it lies right here\n"
    "!keep.bak – after other patterns: leave this one in"
)


class RulesDialog(QDialog):
    """Shows the rules of a watched folder and tells by a signal when they are changed."""

    rules_chosen = Signal(object)
    """The `PlaceRules` that the folder is to have from now on."""

    def __init__(self, place: WatchedPlace, documents: Sequence[Document], parent: QWidget | None = None) -> None:
        """`documents` are those that the library holds of the folder: patterns are tried on them."""
        super().__init__(parent)
        self._place = place
        self._documents = documents
        self.setWindowTitle(f"Rules of “{shown_name(place.path)}”")
        rules = place.rules
        self.patterns = QPlainTextEdit("\n".join(rules.excluded))
        self.patterns.setAccessibleName("Leave out, one pattern a line")
        self.patterns.setTabChangesFocus(True)
        self.patterns.setPlaceholderText("One pattern a line")
        self.patterns.setFixedHeight(6 * self.fontMetrics().lineSpacing())
        self.check = plain_label(small=True)
        self.hidden = QCheckBox("Include hidden files and folders")
        self.hidden.setChecked(rules.hidden)
        self.bounded = QCheckBox("Leave out files larger than")
        self.bounded.setChecked(rules.largest is not None)
        self.largest = QSpinBox(minimum=1, maximum=_MOST_MEGABYTES, suffix=" MB")
        self.largest.setAccessibleName("Largest size in megabytes")
        self.largest.setValue(_FIRST_MEGABYTES if rules.largest is None else max(1, rules.largest // _MEGABYTE))
        self.paused = QCheckBox("Pause this folder")
        self.paused.setChecked(rules.paused)
        buttons = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(buttons.Save | buttons.Cancel)
        self._check_timer = QTimer(self, singleShot=True, interval=_CHECK_DELAY_MS)
        self._lay_out()
        self._connect_parts()
        self._check()

    @property
    def rules(self) -> PlaceRules:
        """The rules as they stand in the dialog."""
        largest = self.largest.value() * _MEGABYTE if self.bounded.isChecked() else None
        return PlaceRules(
            patterns_of(self.patterns.toPlainText()), self.hidden.isChecked(), largest, self.paused.isChecked()
        )

    def accept(self) -> None:
        """Hand over the rules and close, unless a pattern is wrong."""
        if not self._check():
            self.patterns.setFocus()
            return
        self.rules_chosen.emit(self.rules)
        super().accept()

    def done(self, result: int) -> None:
        """Close."""
        self._check_timer.stop()
        super().done(result)

    def _lay_out(self) -> None:
        title = QLabel("Leave out")
        title.setBuddy(self.patterns)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 0)
        layout.setSpacing(GRID)
        layout.addWidget(plain_label(shown_path(self._place.path), muted=True))
        layout.addWidget(title)
        layout.addWidget(self.patterns)
        layout.addWidget(self.check)
        layout.addWidget(plain_label(_EXAMPLES, muted=True, small=True))
        layout.addSpacing(GRID)
        layout.addWidget(self.hidden)
        layout.addWidget(control_row(self.bounded, self.largest))
        layout.addWidget(self.paused)
        paused = "What is indexed stays searchable; changes are left until the folder is followed again."
        layout.addWidget(plain_label(paused, muted=True, small=True))
        self._put_together(content)

    def _put_together(self, content: QWidget) -> None:
        """Let the rules be scrolled where text is too large for the window, and the buttons stay in sight."""
        below = QVBoxLayout()
        below.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        below.addWidget(self.buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scrolled(content), stretch=1)
        layout.addLayout(below)
        self.resize(*_FIRST_SIZE)

    def _connect_parts(self) -> None:
        self.patterns.textChanged.connect(self._check_timer.start)
        self._check_timer.timeout.connect(self._check)
        self.bounded.toggled.connect(self.largest.setEnabled)
        self.largest.setEnabled(self.bounded.isChecked())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _check(self) -> bool:
        """Say what the patterns do, or what is wrong with them; True if nothing is."""
        self._check_timer.stop()
        patterns, folder = self.rules.excluded, self._place.path
        problems = [problem for pattern in patterns if (problem := problem_of(pattern, folder))]
        self.check.setText("\n".join(problems) if problems else effect_of(patterns, folder, self._documents))
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(not problems)
        return not problems
