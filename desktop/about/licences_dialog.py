"""The licences and notices of what Pagewise contains of others."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.theme import GRID, fixed_font
from desktop.viewing_dialog import ViewingDialog
from desktop.widgets import plain_label
from engine.types import ThirdPartyNotice

_FIRST_SIZE = (104 * GRID, 68 * GRID)
_WIDTHS = (30 * GRID, 70 * GRID)
_NONE = "The list of licences is missing. Install Pagewise again."


class LicencesDialog(ViewingDialog):
    """Names on the left, the text of the chosen one on the right; what is typed is looked for in names and texts.

    Its parts are public, for whoever drives it: `filter_box`, `names` and `text`.
    """

    def __init__(self, notices: Sequence[ThirdPartyNotice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Third-party licences")
        self.resize(*_FIRST_SIZE)
        self._notices = notices
        self.filter_box = QLineEdit(placeholderText="Find a name or words of a licence", clearButtonEnabled=True)
        self.filter_box.setAccessibleName("Find a name or words of a licence")
        self.filter_box.textChanged.connect(self._filter)
        self.names = QListWidget()
        self.names.setAccessibleName("What Pagewise contains")
        self.names.addItems([notice.name for notice in notices])
        self.names.currentRowChanged.connect(self._show)
        self.text = QPlainTextEdit(_NONE, readOnly=True)
        self.text.setAccessibleName("Licence and notices")
        self.text.setFont(fixed_font(self.font()))
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        panes = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        panes.addWidget(self.names)
        panes.addWidget(self.text)
        panes.setSizes(_WIDTHS)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(plain_label(f"Pagewise stands on the work of others: {len(notices)} packages and models."))
        layout.addWidget(self.filter_box)
        layout.addWidget(panes, stretch=1)
        layout.addWidget(buttons)
        self.names.setCurrentRow(0)

    def _filter(self, words: str) -> None:
        """Leave those whose name or text holds what was typed, and show the first of them at that place."""
        looked_for = words.casefold()
        shown = []
        for row, notice in enumerate(self._notices):
            fits = looked_for in notice.name.casefold() or looked_for in notice.text.casefold()
            self.names.setRowHidden(row, not fits)
            shown.extend([row] if fits else [])
        by_name = [row for row in shown if looked_for in self._notices[row].name.casefold()]
        self.names.setCurrentRow(next(iter(by_name or shown), -1))
        self._show(self.names.currentRow())

    def _show(self, row: int) -> None:
        if row < 0:
            self.text.setPlainText("Nothing fits." if self._notices else _NONE)
            return
        notice = self._notices[row]
        self.text.setPlainText(f"{notice.name}\nLicence: {notice.licence}\nSource: {notice.source}\n\n{notice.text}")
        if words := self.filter_box.text():
            self.text.find(words)
