"""A small window that takes a question and is gone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.theme import GRID
from desktop.widgets import plain_label

_WIDTH = 64 * GRID


class QuickQuestion(QWidget):
    """Enter asks, Escape closes; the answer comes in the main window. `box` is public, for whoever drives it."""

    question_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Dialog | Qt.WindowType.WindowStaysOnTopHint)
        self.setWindowTitle("Ask Pagewise")
        self.box = QLineEdit(placeholderText="Ask your documents…")
        self.box.setAccessibleName("Question")
        self.box.returnPressed.connect(self._ask)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.addWidget(self.box)
        layout.addWidget(plain_label("Enter asks, Esc closes", muted=True, small=True))
        self.resize(_WIDTH, self.sizeHint().height())

    def open(self) -> None:
        """Show it in front of everything, ready to type."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.box.selectAll()
        self.box.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        question = self.box.text().strip()
        if question:
            self.hide()
            self.box.clear()
            self.question_asked.emit(question)
