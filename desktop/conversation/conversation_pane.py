"""The middle pane: questions, their answers, and the box to ask."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.conversation.answer_text import with_unread
from desktop.conversation.empty_conversation import EmptyConversation
from desktop.conversation.exchange import Exchange
from desktop.conversation.exchange_list import ExchangeList
from desktop.conversation.model_button import ModelButton
from desktop.conversation.question_box import QuestionBox
from desktop.icons import icon
from desktop.tasks.task_titles import task_title
from desktop.theme import GRID
from desktop.widgets import pane_title, set_style_property, tool_button
from engine.api import DocumentAssistant
from engine.errors import PagewiseError
from engine.events import AnswerFinished, DraftChanged, QuestionFailed, SentenceFinished, SourcesFound, TaskProgressed
from engine.types import Question, Selection, Task


class ConversationPane(QWidget):
    """Asks questions, one at a time, and shows what becomes of them.

    Its parts are public, for whoever drives the window: `question_box`, `ask_button`, `model_button`,
    `exchange_list` and `exchanges`.
    """

    citation_opened = Signal(object)
    """A `Citation` was clicked."""
    help_wanted = Signal()
    """The user wants to see the keyboard commands."""

    def __init__(self, assistant: DocumentAssistant, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._assistant = assistant
        self._by_question: dict[int, Exchange] = {}
        self._asked: int | None = None
        self._unread = 0
        self.question_box = QuestionBox()
        self.question_box.submitted.connect(self._submit)
        self.ask_button = QPushButton()
        self.ask_button.setObjectName("primaryButton")
        self.ask_button.clicked.connect(self._ask_or_stop)
        self.model_button = ModelButton(assistant)
        self.exchange_list = ExchangeList()
        empty = EmptyConversation()
        empty.question_chosen.connect(self._take_example)
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(self.exchange_list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(self._header())
        layout.addWidget(self._stack, stretch=1)
        layout.addWidget(self._question_frame())
        self._show_whether_asking()

    @property
    def exchanges(self) -> list[Exchange]:
        """All questions with their answers, oldest first."""
        return self.exchange_list.exchanges

    @property
    def asking(self) -> bool:
        """True while an answer is being made."""
        return self._asked is not None

    def ask(self, text: str) -> None:
        """Ask `text`; passed over if it is blank or another question is still being answered."""
        text = text.strip()
        if text and not self.asking:
            self._begin(Exchange(text), Question(text))

    def run_task(self, task: Task) -> None:
        """Do a task and show its result like an answer; passed over while another answer is being made."""
        if not self.asking:
            self._begin(Exchange(task_title(task), is_task=True), task)

    def prepare_question(self, selection: Selection) -> None:
        """Let the user ask about a passage: its words stand in the question box, ready to be completed."""
        self.question_box.setPlainText(f"“{' '.join(selection.quote.split())}”\n")
        self.question_box.moveCursor(QTextCursor.MoveOperation.End)
        self.question_box.setFocus()

    def stop(self) -> None:
        """End the present question early."""
        if self._asked is not None:
            self.ask_button.setEnabled(False)
            self._assistant.stop_question(self._asked)

    def open_citation(self, number: int) -> None:
        """Open the citation with this number of the last answer."""
        answered = [exchange for exchange in self.exchanges if exchange.answer is not None]
        if answered:
            answered[-1].open_citation(number)

    def note_unread(self, documents: int) -> None:
        """Take note of how many documents are waiting to be read: answers do not know them yet."""
        self._unread = documents

    def show_sources(self, event: SourcesFound) -> None:
        """Show the best passages for a question."""
        if exchange := self._by_question.get(event.question_id):
            exchange.show_sources(event.hits)

    def show_progress(self, event: TaskProgressed) -> None:
        """Show how far a task is."""
        if exchange := self._by_question.get(event.question_id):
            exchange.show_progress(event)

    def show_draft(self, event: DraftChanged) -> None:
        """Show the sentence that is being written."""
        if exchange := self._by_question.get(event.question_id):
            exchange.show_draft(event.text)

    def add_sentence(self, event: SentenceFinished) -> None:
        """Add a checked sentence to an answer."""
        if exchange := self._by_question.get(event.question_id):
            exchange.add_sentence(event.sentence, event.citations)

    def show_answer(self, event: AnswerFinished) -> None:
        """Show a finished answer."""
        if exchange := self._by_question.pop(event.question_id, None):
            exchange.show_answer(with_unread(event.answer, self._unread))
            self._end_question()

    def show_error(self, event: QuestionFailed) -> None:
        """Say why a question has no answer."""
        if exchange := self._by_question.pop(event.question_id, None):
            exchange.show_error(event.error)
            self._end_question()

    def _header(self) -> QHBoxLayout:
        header = QHBoxLayout()
        header.addWidget(pane_title("Conversation"))
        header.addStretch()
        header.addWidget(self.model_button)
        header.addWidget(tool_button("help", "Keyboard commands (F1)", self.help_wanted.emit))
        return header

    def _question_frame(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("questionFrame")
        layout = QHBoxLayout(frame)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.addWidget(self.question_box)
        layout.addWidget(self.ask_button)
        self.question_box.focus_changed.connect(lambda focused: set_style_property(frame, "focused", focused))
        return frame

    def _begin(self, exchange: Exchange, asked: Question | Task) -> None:
        exchange.citation_opened.connect(self.citation_opened)
        self.exchange_list.add(exchange)
        self._stack.setCurrentWidget(self.exchange_list)
        try:
            self._asked = self._assistant.ask(asked)
        except PagewiseError as error:
            exchange.show_error(error)
        else:
            self._by_question[self._asked] = exchange
        self._show_whether_asking()

    def _submit(self) -> None:
        if not self.asking:
            self.ask(self.question_box.toPlainText())
            self.question_box.clear()

    def _ask_or_stop(self) -> None:
        if self.asking:
            self.stop()
        else:
            self._submit()

    def _take_example(self, question: str) -> None:
        self.question_box.setPlainText(question)
        self.question_box.selectAll()
        self.question_box.setFocus()

    def _end_question(self) -> None:
        self._asked = None
        self._show_whether_asking()

    def _show_whether_asking(self) -> None:
        self.ask_button.setEnabled(True)
        self.ask_button.setText("Stop" if self.asking else "Ask")
        self.ask_button.setToolTip("Stop answering (Esc)" if self.asking else "Ask the question (Enter)")
        self.ask_button.setIcon(icon("stop" if self.asking else "send", QPalette.ColorRole.HighlightedText))
