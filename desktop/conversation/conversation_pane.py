"""The middle pane: the open conversation, the box to ask, and the list of conversations kept."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.conversation.conversation_list import ConversationList
from desktop.conversation.empty_conversation import EmptyConversation
from desktop.conversation.exchange import Exchange
from desktop.conversation.model_button import ModelButton
from desktop.conversation.open_conversation import OpenConversation
from desktop.conversation.question_form import QuestionForm
from desktop.conversation.scope_bar import ScopeBar
from desktop.conversation.suggested_questions import SuggestionRequests
from desktop.error_messages import sentences
from desktop.explanation.explanation_dialog import ExplanationDialog
from desktop.flow_layout import FlowLayout
from desktop.theme import GRID
from desktop.widgets import announce, pane_title, scrolled, tool_button
from engine.api import DocumentAssistant
from engine.events import (
    AnswerFinished,
    ConversationLoaded,
    ConversationsListed,
    NoticeRaised,
    QuestionFailed,
    QuestionsSuggested,
    SettingsChanged,
)
from engine.types import Question, Selection, Task

_STILL_ANSWERING = NoticeRaised(
    "An answer is still being written", "Wait until it is there, or stop it, and choose this again."
)


class ConversationPane(QWidget):
    """Shows the open conversation and lets the user ask in it, change it, and open others.

    Its parts are public, for whoever drives the window: `conversation` (what is open, with its `exchange_list`),
    `form` with its `question_box` and `ask_button`, `model_button`, `menu_button` (whose menu the window fills),
    `scope_bar`, `empty` and `conversation_list`.
    """

    citation_opened = Signal(object)
    """A `Citation` was clicked."""
    notice_raised = Signal(object)
    """The user should know this (`NoticeRaised`)."""

    def __init__(self, assistant: DocumentAssistant, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._assistant = assistant
        self.menu_button = tool_button("menu", "Settings and help", lambda: None)
        self._edited: Exchange | None = None
        self.conversation = OpenConversation(assistant, self)
        self.form = QuestionForm()
        self.question_box, self.ask_button = self.form.question_box, self.form.ask_button
        self.model_button = ModelButton(assistant)
        self.conversation_list = ConversationList()
        self.empty = EmptyConversation()
        self._title = pane_title("")
        self.scope_bar = ScopeBar(thorough=assistant.settings.chosen.thorough)
        self._stack = QStackedWidget()
        # A page that is not shown must not take height from what stands below.
        self._stack.setMinimumHeight(8 * GRID)
        self._empty_page = scrolled(self.empty, fills=True)
        for page in (self._empty_page, self.conversation.exchange_list, self.conversation_list):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._header())
        layout.addWidget(self._stack, stretch=1)
        layout.addWidget(self.scope_bar)
        layout.addWidget(self.form)
        self.suggestion_requests = SuggestionRequests(assistant.conversations.request_suggestions)
        self._connect_parts()
        self._show_conversation()
        assistant.conversations.request_list()

    @property
    def exchanges(self) -> list[Exchange]:
        """All questions of the open conversation with their answers that are shown, oldest first."""
        return self.conversation.exchanges

    def ask(self, text: str) -> None:
        """Ask `text`, in the place of the question that is edited if one is.

        Passed over if it is blank or another question is still being answered.
        """
        text = text.strip()
        if not text or self.conversation.asking:
            return
        edited = self._edited
        self._end_edit()
        if edited is None:
            self.conversation.ask(Question(text, self.scope_bar.scope, thorough=self.scope_bar.thorough))
        elif isinstance(edited.asked, Question):
            self.conversation.ask_instead(edited, replace(edited.asked, text=text, scope=self.scope_bar.scope))
        self._show_conversation()

    def ask_anew(self, text: str) -> None:
        """Ask `text` in a new conversation; while another question is being answered, it waits in the box."""
        if self.conversation.asking:
            self.form.propose(text)
            return
        self.begin_conversation()
        self.ask(text)

    def run_task(self, task: Task) -> None:
        """Do a task and show its result like an answer; while another answer is being made, say what to do."""
        if self.conversation.asking:
            self.notice_raised.emit(_STILL_ANSWERING)
            return
        self._end_edit()
        self.conversation.ask(task)
        self._show_conversation()

    def prepare_question(self, selection: Selection) -> None:
        """Let the user ask about a passage: its words stand in the question box, ready to be completed."""
        self._end_edit()
        self.question_box.setPlainText(f"“{' '.join(selection.quote.split())}”\n")
        self.question_box.moveCursor(QTextCursor.MoveOperation.End)
        self.question_box.setFocus()

    def ask_last_again(self) -> None:
        """Ask the last question again."""
        if self.exchanges:
            self.conversation.ask_again(self.exchanges[-1])
            self._show_conversation()

    def edit(self, exchange: Exchange) -> None:
        """Put a question back into the box; sending it replaces its answer, and the exchanges after it."""
        self._edited = exchange
        if isinstance(exchange.asked, Question):
            self.scope_bar.search_in(exchange.asked.scope)
        self._show_conversation()
        self.form.begin_edit(exchange.question, len(self.exchanges) - 1 - self.exchanges.index(exchange))

    def edit_last(self) -> None:
        """Put the last question back into the box."""
        questions = [exchange for exchange in self.exchanges if isinstance(exchange.asked, Question)]
        if questions and not self.conversation.asking:
            self.edit(questions[-1])

    def explain(self, exchange: Exchange) -> None:
        """Tell why the answer of an exchange is what it is, as far as that is known."""
        if exchange.explanation is not None:
            for earlier in self.window().findChildren(ExplanationDialog):
                earlier.close()
            dialog = ExplanationDialog(exchange.question, exchange.explanation, self.window())
            dialog.citation_opened.connect(self.citation_opened)
            dialog.show()

    def explain_last(self) -> None:
        """Tell why the last answer is what it is."""
        explained = [exchange for exchange in self.exchanges if exchange.explanation is not None]
        if explained:
            self.explain(explained[-1])

    def step_back(self) -> None:
        """Stop answering; or else leave the question that is edited; or else the list of conversations."""
        if self.conversation.asking:
            self._stop()
        elif self._edited is not None:
            self._end_edit()
        elif self._stack.currentWidget() is self.conversation_list:
            self._leave_list()

    def open_citation(self, number: int) -> None:
        """Open the citation with this number of the last answer."""
        answered = [exchange for exchange in self.exchanges if exchange.answer is not None]
        if answered:
            answered[-1].open_citation(number)

    def begin_conversation(self) -> None:
        """Show a new, empty conversation."""
        self._end_edit()
        self.conversation.begin_anew()
        self._leave_list()

    def toggle_conversations(self) -> None:
        """Show the list of conversations, or leave it."""
        if self._stack.currentWidget() is self.conversation_list:
            self._leave_list()
            return
        self._title.setText("History")
        self._stack.setCurrentWidget(self.conversation_list)
        self.conversation_list.search_box.selectAll()
        self.conversation_list.search_box.setFocus()

    def show_conversations(self, event: ConversationsListed) -> None:
        """List the conversations that are kept."""
        self.conversation_list.show_conversations(event)
        if not event.text:
            self.empty.offer(event.conversations[0] if event.conversations else None)

    def open_conversation(self, event: ConversationLoaded) -> None:
        """Show a conversation that was kept."""
        self._end_edit()
        self.conversation.show_saved(event)

    def announce_answer(self, event: AnswerFinished) -> None:
        """Have screen readers say the answer, which comes while the focus is elsewhere."""
        announce(self, event.answer.text)

    def announce_failure(self, event: QuestionFailed) -> None:
        """Have screen readers say why there is no answer."""
        announce(self, sentences(event.error.as_failure()))

    def show_suggestions(self, event: QuestionsSuggested) -> None:
        """Offer questions to begin with."""
        self.empty.questions.show_questions(event.questions)

    def show_settings(self, event: SettingsChanged) -> None:
        """Take over what was chosen in the settings."""
        self.scope_bar.thorough_chip.setChecked(event.settings.thorough)

    def _stop(self) -> None:
        self.ask_button.setEnabled(False)
        self.conversation.stop()

    def _show_conversation(self) -> None:
        self._title.setText("Conversation")
        self._stack.setCurrentWidget(self.conversation.exchange_list if self.exchanges else self._empty_page)

    def _leave_list(self) -> None:
        self._show_conversation()
        self.question_box.setFocus()

    def _end_edit(self) -> None:
        self._edited = None
        self.form.end_edit()

    def _note_asking(self, asking: bool) -> None:
        self.form.show_whether_asking(asking=asking)
        if asking:
            self._end_edit()

    def _delete_conversation(self, conversation_id: str) -> None:
        self._assistant.conversations.delete(conversation_id)
        if conversation_id == self.conversation.conversation_id:
            self._end_edit()
            self.conversation.stop()
            self.conversation.begin_anew()

    def delete_all_conversations(self) -> None:
        """Forget every conversation, the open one included."""
        self._delete_conversation(self.conversation.conversation_id)
        self._assistant.conversations.delete_all()

    def _prefer_thorough(self, thorough: bool) -> None:
        self._assistant.settings.choose(lambda settings: replace(settings, thorough=thorough))

    def _header(self) -> QWidget:
        header = QWidget()
        layout = FlowLayout(header, GRID // 2)
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(tool_button("conversation-new", "New conversation (Ctrl+N)", self.begin_conversation))
        row.addWidget(tool_button("conversations", "History (Ctrl+H)", self.toggle_conversations))
        row.addWidget(self.menu_button)
        for widget in (self._title, self.model_button, buttons):
            layout.addWidget(widget)
        return header

    def _connect_parts(self) -> None:
        self.form.submitted.connect(self.ask)
        self.question_box.typing_began.connect(self._assistant.prepare_to_answer)
        self.scope_bar.thorough_chosen.connect(self._prefer_thorough)
        self.form.stop_wanted.connect(self._stop)
        self.form.edit_cancelled.connect(self._end_edit)
        self.empty.question_chosen.connect(self.form.propose)
        self.conversation.citation_opened.connect(self.citation_opened)
        self.conversation.edit_wanted.connect(self.edit)
        self.conversation.why_wanted.connect(self.explain)
        self.conversation.shown.connect(self._leave_list)
        self.conversation.asking_changed.connect(self._note_asking)
        kept, listed = self._assistant.conversations, self.conversation_list
        self.empty.conversation_wanted.connect(kept.request)
        listed.conversation_wanted.connect(kept.request)
        listed.search_wanted.connect(kept.request_list)
        listed.renamed.connect(kept.rename)
        listed.deleted.connect(self._delete_conversation)
        listed.all_deleted.connect(self.delete_all_conversations)
