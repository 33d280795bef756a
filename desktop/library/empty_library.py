"""What the library pane shows before anything is watched."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.theme import GRID
from desktop.widgets import plain_label


class EmptyLibrary(QWidget):
    """Says how documents come into the library, and offers the first step."""

    def __init__(
        self, choose_folder: Callable[[], None], choose_files: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        picture = QLabel()
        picture.setPixmap(icon("drop", QPalette.ColorRole.PlaceholderText).pixmap(5 * GRID, 5 * GRID))
        title = plain_label("Drop folders or files anywhere in this window")
        title.setObjectName("emptyTitle")
        explanation = plain_label(
            "Pagewise reads them, follows their changes and answers questions about them. "
            "They stay where they are, and nothing leaves this computer.",
            muted=True,
        )
        layout = QVBoxLayout(self)
        layout.setSpacing(2 * GRID)
        layout.addStretch()
        for label in (picture, title, explanation):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        for text, run in (("Add a folder…", choose_folder), ("Add files…", choose_files)):
            button = QPushButton(text)
            button.clicked.connect(run)
            layout.addWidget(button, alignment=Qt.AlignmentFlag.AlignCenter)
        layout.addStretch()
