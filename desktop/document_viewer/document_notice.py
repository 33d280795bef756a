"""A one-line notice above the document."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.theme import GRID
from desktop.widgets import plain_label


class DocumentNotice(QFrame):
    """Says something that the reader of the document should know; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._label = plain_label()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.addWidget(self._label)
        self.hide()

    @property
    def text(self) -> str:
        """What is said now, empty if nothing."""
        return self._label.text()

    def say(self, text: str) -> None:
        """Show `text`, or hide the bar if it is empty."""
        self._label.setText(text)
        self.setVisible(bool(text))
