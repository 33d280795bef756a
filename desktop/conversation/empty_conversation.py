"""What the conversation shows before the first question."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.theme import GRID
from desktop.widgets import plain_label

EXAMPLE_QUESTIONS = (
    "What are the important deadlines?",
    "Which costs are mentioned?",
    "Who is responsible for what?",
)


class EmptyConversation(QWidget):
    """Explains what an answer is made of and offers questions that fit most documents."""

    question_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = plain_label("What do you want to know?")
        title.setObjectName("emptyTitle")
        explanation = plain_label(
            "Answers come from your documents only. Every statement carries a number: "
            "click it and see the very passage it was taken from.",
            muted=True,
        )
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addStretch()
        for label in (title, explanation):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addSpacing(GRID)
        for question in EXAMPLE_QUESTIONS:
            button = QPushButton(question)
            button.clicked.connect(lambda _, chosen=question: self.question_chosen.emit(chosen))
            layout.addWidget(button, alignment=Qt.AlignmentFlag.AlignCenter)
        layout.addStretch()
