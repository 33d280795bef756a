"""The last step: a first question, suggested from what has been read so far."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.conversation.suggested_questions import SuggestedQuestions
from desktop.library.indexing_status import headline
from desktop.library.library_totals import LibraryTotals
from desktop.onboarding.first_step import FirstStep
from desktop.theme import GRID
from desktop.widgets import plain_label
from engine.events import IndexingProgressed, QuestionsSuggested


class QuestionStep(FirstStep):
    """`questions`, `box` and `ask_button` are public, for whoever drives the window."""

    title = "Ask your documents"
    explanation = (
        "Every statement of an answer carries a number. Click it, and the page opens with the very words highlighted. "
        "Where your documents hold no answer, Pagewise says so."
    )
    question_asked = Signal(str)

    def __init__(self, totals: Callable[[], LibraryTotals], parent: QWidget | None = None) -> None:
        """`totals` gives what the library holds now."""
        super().__init__(parent)
        self._totals = totals
        self.questions = SuggestedQuestions()
        self.questions.question_chosen.connect(self.question_asked)
        self.box = QLineEdit(placeholderText="Your question")
        self.box.setAccessibleName("Your question")
        self.ask_button = QPushButton("Ask")
        self.ask_button.setEnabled(False)
        self.ask_button.setAutoDefault(False)
        self.box.textChanged.connect(lambda text: self.ask_button.setEnabled(bool(text.strip())))
        self.box.returnPressed.connect(self._ask)
        self.ask_button.clicked.connect(self._ask)
        self._progress = plain_label(muted=True)
        asking = QHBoxLayout()
        asking.addWidget(self.box, stretch=1)
        asking.addWidget(self.ask_button)
        self.rows.addWidget(self._progress)
        self.rows.addWidget(self.questions)
        self.rows.addSpacing(GRID)
        self.rows.addLayout(asking)
        self.rows.addStretch()

    def show_progress(self, event: IndexingProgressed) -> None:
        """Say how far reading is."""
        self._progress.setText(headline(event.progress, self._totals()))

    def show_suggestions(self, event: QuestionsSuggested) -> None:
        """Offer questions that what was read so far answers."""
        self.questions.show_questions(event.questions)

    def _ask(self) -> None:
        if self.box.text().strip():
            self.question_asked.emit(self.box.text())
