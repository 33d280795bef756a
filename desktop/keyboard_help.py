"""The dialog that lists the keyboard commands."""

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from desktop.theme import GRID

_SIZE = (72 * GRID, 64 * GRID)
"""Fits on the smallest screens; the list is scrolled."""


class KeyboardHelp(QDialog):
    """Lists keys and what they do. Deletes itself when it is closed."""

    def __init__(self, commands: Iterable[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`commands` are pairs of keys and what they do."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard")
        self.list = QTextBrowser()
        self.list.setAccessibleName("Keyboard commands")
        self.list.setHtml(_table(commands))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.list)
        layout.addWidget(buttons)
        self.resize(*_SIZE)


def _table(commands: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f'<tr><td style="padding:2px 16px 2px 0; white-space:nowrap"><b>{escape(keys)}</b></td>'
        f'<td style="padding:2px 0">{escape(text)}</td></tr>'
        for keys, text in commands
    )
    return f"<table>{rows}</table>"
