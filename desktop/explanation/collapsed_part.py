"""A part that is shown only when it is wanted, and a text in it that can be copied."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.theme import GRID, fixed_font
from desktop.widgets import flat_button, tool_button

_CHARACTERS_IN_LINE = 70
_MOST_LINES = 16


class CollapsedPart(QWidget):
    """A button that shows and hides what `make` makes when it is wanted first."""

    def __init__(
        self, title: str, make: Callable[[], QWidget], beside: Sequence[QWidget] = (), parent: QWidget | None = None
    ) -> None:
        """`beside` stands before the button; the last of it takes the room there is."""
        super().__init__(parent)
        self._make = make
        self._content: QWidget | None = None
        self.button = flat_button(title, self._toggle, icon_name="expand")
        self.button.setCheckable(True)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for widget in beside:
            row.addWidget(widget, stretch=int(widget is beside[-1]))
        row.addWidget(self.button)
        if not beside:
            row.addStretch()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GRID // 2)
        self._layout.addLayout(row)

    def _toggle(self) -> None:
        opened = self.button.isChecked()
        self.button.setIcon(icon("collapse" if opened else "expand"))
        if self._content is None:
            self._content = self._make()
            self._layout.addWidget(self._content)
        self._content.setVisible(opened)


class CopyableText(QWidget):
    """A long text as it is, in letters of equal width, with a button that copies it."""

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        """`name` says what the text is."""
        super().__init__(parent)
        self.view = QPlainTextEdit(text)
        self.view.setReadOnly(True)
        self.view.setTabChangesFocus(True)
        self.view.setAccessibleName(name)
        self.view.setFont(fixed_font(self.font()))
        lines = 2 + sum(1 + len(line) // _CHARACTERS_IN_LINE for line in text.split("\n"))
        self.view.setFixedHeight(min(lines, _MOST_LINES) * self.view.fontMetrics().lineSpacing())
        self.copy_button = tool_button(
            "copy", f"Copy: {name}", lambda: QGuiApplication.clipboard().setText(self.view.toPlainText())
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view, stretch=1)
        buttons = QVBoxLayout()
        buttons.addWidget(self.copy_button)
        buttons.addStretch()
        layout.addLayout(buttons)
