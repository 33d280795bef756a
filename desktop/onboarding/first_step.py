"""What every one of the first steps has: a title and a sentence about it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.theme import GRID
from desktop.widgets import plain_label


class FirstStep(QWidget):
    """One of the first steps; what it is made of goes into `rows`."""

    title = ""
    explanation = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(GRID)
        self.rows.addWidget(plain_label(self.explanation, muted=True))
