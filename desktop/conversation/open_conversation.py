"""The conversation that is open: its exchanges, the question that is being answered, and what it cites."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from desktop.conversation.answer_text import with_unread
from desktop.conversation.cited_documents import CitedDocuments
from desktop.conversation.exchange import Exchange
from desktop.conversation.exchange_list import ExchangeList
from engine.api import DocumentAssistant
from engine.errors import PagewiseError
from engine.events import (
    AnswerFinished,
    ConversationLoaded,
    DocumentsChanged,
    DocumentsRemoved,
    DraftChanged,
    QuestionFailed,
    SentenceFinished,
    SourcesFound,
    TaskProgressed,
    ThinkingChanged,
)
from engine.types import AnswerExplanation, ExchangeKey, Question, SavedExchange, Task, Turn

_TURNS_TOLD = 4
"""So many turns before a question go with it."""

_SHOWN_AT_ONCE = 5
"""Exchanges of a saved conversation that are shown at first, and with each wish for earlier ones."""

_MOST_EXPLANATIONS = 50
"""So many of the last answers can be explained, also when their conversation is opened again."""

_MOST_SHOWN = 20
"""Exchanges above which the oldest are put away when another is added: laying out takes time for each that is shown."""


@dataclass
class _Pending:
    """An exchange that waits for its answer, and what comes back in its place if there is none."""

    question_id: int
    conversation_id: str
    exchange: Exchange
    replaced: list[Exchange]


class OpenConversation(QObject):
    """Asks, one question at a time, and shows what becomes of it in `exchange_list`.

    A question that is still being answered when another conversation is opened goes on, and is kept where it belongs.
    """

    citation_opened = Signal(object)
    """A `Citation` was clicked."""
    edit_wanted = Signal(object)
    """The question of this `Exchange` is to be changed."""
    why_wanted = Signal(object)
    """It is to be told why the answer of this `Exchange` is what it is."""
    asking_changed = Signal(bool)
    """Whether an answer is being made."""
    shown = Signal()
    """A conversation that was kept is open now."""

    def __init__(self, assistant: DocumentAssistant, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._assistant = assistant
        self.conversation_id = _new_id()
        self.exchange_list = ExchangeList()
        self.exchange_list.earlier_wanted.connect(self._show_earlier)
        self._pending: _Pending | None = None
        self._earlier: Sequence[SavedExchange] = ()
        """Exchanges of a saved conversation before those that are shown."""
        self._explanations: dict[str, AnswerExplanation] = {}
        """By the exchange."""
        self._cited = CitedDocuments()
        self._unread = 0

    @property
    def exchanges(self) -> list[Exchange]:
        """All questions with their answers that are shown, oldest first."""
        return self.exchange_list.exchanges

    @property
    def asking(self) -> bool:
        """True while an answer is being made."""
        return self._pending is not None

    def ask(self, asked: Question | Task) -> None:
        """Ask at the end of the conversation. Only while nothing is being answered."""
        if isinstance(asked, Question):
            asked = replace(asked, history=_history(self.exchanges))
        exchange = self._exchange(asked, _new_id())
        self._put_away_oldest()
        self.exchange_list.add(exchange)
        self._send(exchange, [])

    def ask_instead(self, old: Exchange, asked: Question | Task) -> None:
        """Ask in the place of `old`. Only while nothing is being answered.

        The new answer replaces the old one; if something else is asked, it replaces what follows as well. Everything
        comes back if there is no new answer.
        """
        if isinstance(asked, Question):
            asked = replace(asked, history=_history(self.exchanges[: self.exchanges.index(old)]))
        exchange = self._exchange(asked, old.exchange_id)
        replaced = self.exchange_list.replace(old, exchange, alone=exchange.question != old.question)
        self._send(exchange, replaced)

    def ask_again(self, exchange: Exchange) -> None:
        """Ask the same again; passed over while another question is being answered."""
        if not self.asking:
            self.ask_instead(exchange, exchange.asked)

    def stop(self) -> None:
        """End the present question early."""
        if self._pending is not None:
            self._assistant.stop_question(self._pending.question_id)

    def begin_anew(self) -> None:
        """Show a new, empty conversation."""
        self._leave(_new_id())

    def show_saved(self, event: ConversationLoaded) -> None:
        """Show a conversation that was kept; one that has just been deleted is passed over."""
        if event.conversation is None:
            return
        self._leave(event.conversation_id)
        saved = event.conversation.exchanges
        self._cited.follow((exchange.answer for exchange in saved), event.hashes)
        self._earlier = saved
        self._show_earlier()
        if self._pending is not None and self._pending.conversation_id == event.conversation_id:
            self._take_in(self._pending)
        self.shown.emit()

    def note_documents(self, event: DocumentsChanged) -> None:
        """Mark what is cited of documents that have changed."""
        if self._cited.note_changed(event):
            self._mark_changes(self.exchanges)

    def note_removed_documents(self, event: DocumentsRemoved) -> None:
        """Mark what is cited of documents that have left the library."""
        if self._cited.note_removed(event):
            self._mark_changes(self.exchanges)

    def note_unread(self, documents: int) -> None:
        """Take note of how many documents are waiting to be read: answers do not know them yet."""
        self._unread = documents

    # what becomes of a question

    def show_sources(self, event: SourcesFound) -> None:
        """Show the best passages for a question."""
        if exchange := self._waiting(event.question_id):
            exchange.show_sources(event.hits)

    def show_progress(self, event: TaskProgressed) -> None:
        """Show how far a task is."""
        if exchange := self._waiting(event.question_id):
            exchange.show_progress(event)

    def show_draft(self, event: DraftChanged | ThinkingChanged) -> None:
        """Show what is being written: the model's thoughts, or a sentence."""
        if exchange := self._waiting(event.question_id):
            (exchange.thoughts.show_text if isinstance(event, ThinkingChanged) else exchange.show_draft)(event.text)

    def add_sentence(self, event: SentenceFinished) -> None:
        """Add a checked sentence to an answer."""
        if exchange := self._waiting(event.question_id):
            exchange.add_sentence(event.sentence, event.citations)

    def show_answer(self, event: AnswerFinished) -> None:
        """Show a finished answer; one that was stopped does not replace another."""
        if (pending := self._ended(event.question_id)) is None:
            return
        if event.answer.stopped and _has_answer(pending.replaced):
            self._bring_back(pending, "Stopped.")
            return
        if event.explanation is not None:
            self._remember(pending.exchange.exchange_id, event.explanation)
        pending.exchange.show_answer(with_unread(event.answer, self._unread), event.explanation)
        self.exchange_list.discard(pending.replaced)
        if pending.exchange in self.exchanges:
            self._cited.follow_new(event.answer)
            self._mark_changes(self.exchanges)
        else:
            pending.exchange.deleteLater()

    def show_error(self, event: QuestionFailed) -> None:
        """Say why a question has no answer; an answer that it had before comes back."""
        if (pending := self._ended(event.question_id)) is None:
            return
        if _has_answer(pending.replaced):
            self._bring_back(pending, str(event.error.as_failure()))
        else:
            pending.exchange.show_error(event.error)
            self.exchange_list.discard(pending.replaced)

    def _send(self, exchange: Exchange, replaced: list[Exchange]) -> None:
        try:
            key = ExchangeKey(self.conversation_id, exchange.exchange_id)
            question_id = self._assistant.ask(exchange.asked, key)
        except PagewiseError as error:
            exchange.show_error(error)
        else:
            self._pending = _Pending(question_id, self.conversation_id, exchange, replaced)
            self._tell_whether_asking()

    def _tell_whether_asking(self) -> None:
        for exchange in self.exchanges:
            exchange.again_button.setEnabled(not self.asking)
        self.asking_changed.emit(self.asking)

    def _waiting(self, question_id: int) -> Exchange | None:
        return self._pending.exchange if self._pending and self._pending.question_id == question_id else None

    def _ended(self, question_id: int) -> _Pending | None:
        """What waited for this question, which waits no more; None if nothing did."""
        pending = self._pending
        if pending is None or pending.question_id != question_id:
            return None
        self._pending = None
        self._tell_whether_asking()
        return pending

    def _bring_back(self, pending: _Pending, reason: str) -> None:
        pending.replaced[0].keep_answer(reason)
        self.exchange_list.bring_back(pending.exchange, pending.replaced)

    def _take_in(self, pending: _Pending) -> None:
        """Show what is being answered in the conversation that was opened, in its place."""
        shown = {exchange.exchange_id: exchange for exchange in self.exchanges}
        old, new = shown.get(pending.exchange.exchange_id), pending.exchange
        if old is None:
            self.exchange_list.add(new)
        else:
            pending.replaced = self.exchange_list.replace(old, new, alone=new.question != old.question)

    def _leave(self, next_id: str) -> None:
        self.conversation_id = next_id
        self._earlier = ()
        self._cited.clear()
        gone = self.exchange_list.clear()
        if self._pending is not None:
            gone += self._pending.replaced
            self._pending.replaced = []
            gone = [exchange for exchange in gone if exchange is not self._pending.exchange]
        self.exchange_list.discard(gone)

    def _show_earlier(self) -> None:
        """Show the last of the exchanges that are not shown yet."""
        shown, self._earlier = self._earlier[-_SHOWN_AT_ONCE:], self._earlier[:-_SHOWN_AT_ONCE]
        exchanges = [self._exchange(saved.asked, saved.exchange_id) for saved in shown]
        for exchange, saved in zip(exchanges, shown, strict=True):
            exchange.show_answer(saved.answer, self._explanations.get(saved.exchange_id))
        self._mark_changes(exchanges)
        self.exchange_list.show_earlier(exchanges, len(self._earlier))

    def _put_away_oldest(self) -> None:
        """If many exchanges are shown, leave only the last, the others to be shown again on a wish for earlier ones."""
        old = self.exchanges[:-_SHOWN_AT_ONCE] if len(self.exchanges) > _MOST_SHOWN else []
        if not old or any(exchange.answer is None for exchange in old):
            return
        self._earlier = [*self._earlier, *(exchange.saved() for exchange in old)]
        self.exchange_list.put_away(old, len(self._earlier))

    def _remember(self, exchange_id: str, explanation: AnswerExplanation) -> None:
        self._explanations[exchange_id] = explanation
        if len(self._explanations) > _MOST_EXPLANATIONS:
            del self._explanations[next(iter(self._explanations))]

    def _mark_changes(self, exchanges: Iterable[Exchange]) -> None:
        for exchange in exchanges:
            exchange.mark_changes(self._cited.state_of)

    def _exchange(self, asked: Question | Task, exchange_id: str) -> Exchange:
        exchange = Exchange(asked, exchange_id)
        exchange.citation_opened.connect(self.citation_opened)
        exchange.again_wanted.connect(lambda: self.ask_again(exchange))
        exchange.edit_wanted.connect(lambda: self.edit_wanted.emit(exchange))
        exchange.why_wanted.connect(lambda: self.why_wanted.emit(exchange))
        return exchange


def _new_id() -> str:
    return uuid4().hex


def _history(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    turns = (exchange.turn() for exchange in exchanges[-_TURNS_TOLD:])
    return tuple(turn for turn in turns if turn is not None)


def _has_answer(exchanges: Sequence[Exchange]) -> bool:
    return bool(exchanges) and exchanges[0].answer is not None
