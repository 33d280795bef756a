"""Keeps conversations on a thread of its own, which owns their database."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from engine.conversations.cited_documents import followed
from engine.conversations.conversation_store import ConversationStore
from engine.errors import LibraryError
from engine.events import (
    AnswerFinished,
    ConversationLoaded,
    ConversationsListed,
    Event,
    NoticeRaised,
    QuestionFailed,
    QuestionsSuggested,
)
from engine.library.catalogue_reader import CatalogueReader
from engine.tasks.question_suggestions import suggested_questions
from engine.types import ExchangeKey, Question, Task

_log = logging.getLogger(__name__)


class ConversationKeeper:
    """Does one thing after the other; what goes wrong is a `NoticeRaised`. Methods only enqueue unless they say so."""

    def __init__(
        self, file: Path, open_reader: Callable[[], CatalogueReader], on_event: Callable[[Event], None]
    ) -> None:
        """`file` is the database, which is made when it is first needed; `open_reader` opens the catalogue."""
        self._file = file
        self._open_reader = open_reader
        self._on_event = on_event
        self._store: ConversationStore | None = None
        self._listed: str | None = None
        self._expected: dict[int, tuple[ExchangeKey, Question | Task]] = {}
        self._thread = ThreadPoolExecutor(1, "conversations")

    def request_list(self, text: str = "") -> None:
        """Ask for the conversations changed last, with `text` for those that have its words.

        `ConversationsListed` follows, and again whenever a conversation has changed.
        """
        self._submit(lambda store: self._list(store, text))

    def request(self, conversation_id: str) -> None:
        """Ask for a conversation; `ConversationLoaded` follows."""
        self._submit(lambda store: self._load(store, conversation_id))

    def request_suggestions(self) -> None:
        """Ask for questions to begin a conversation with; `QuestionsSuggested` follows."""
        self._submit(lambda _: self._suggest())

    def rename(self, conversation_id: str, title: str) -> None:
        """Give a conversation another title; a blank one changes nothing."""
        self._submit(lambda store: self._change(store, store.rename, conversation_id, title))

    def delete(self, conversation_id: str) -> None:
        """Forget a conversation, also what is still being answered in it."""
        self._submit(lambda store: self._change(store, store.delete, conversation_id))

    def delete_all(self) -> None:
        """Forget every conversation, also what is still being answered."""
        self._expected.clear()
        self._submit(lambda store: self._change(store, store.delete_all))

    def expect_answer(self, question_id: int, key: ExchangeKey, asked: Question | Task) -> None:
        """Take note of a question or task whose answer is to be kept."""
        self._expected[question_id] = (key, asked)

    def record_if_expected(self, event: AnswerFinished | QuestionFailed) -> None:
        """Blocking: keep an answer that is expected (see `ConversationStore.record`). When this returns, it is kept."""
        expected = self._expected.pop(event.question_id, None)
        if expected is not None and isinstance(event, AnswerFinished):
            key, asked = expected
            self._submit(lambda store: self._change(store, store.record, key, asked, event.answer)).result()

    def close(self) -> None:
        """Do what is waiting, then close the database. Safe to call twice."""
        self._thread.shutdown()
        if self._store is not None:
            self._store.close()

    def _submit(self, task: Callable[[ConversationStore], None]) -> "Future[None]":
        return self._thread.submit(self._run, task)

    def _run(self, task: Callable[[ConversationStore], None]) -> None:
        try:
            task(self._opened_store())
        except LibraryError as error:
            _log.warning("conversations: %s", error)
            self._on_event(NoticeRaised("Your conversations cannot be kept or shown now", str(error.as_failure())))
        except Exception:
            _log.exception("a bug in keeping conversations")
            raise

    def _opened_store(self) -> ConversationStore:
        if self._store is None:
            self._store = ConversationStore(self._file)
            if self._store.set_aside is not None:
                advice = f"They were set aside as {self._store.set_aside.name}; new ones are kept from now on."
                self._on_event(NoticeRaised("Your saved conversations are damaged", advice))
        return self._store

    def _change(self, store: ConversationStore, change: Callable[..., None], *arguments: object) -> None:
        change(*arguments)
        if self._listed is not None:
            self._list(store, self._listed)

    def _list(self, store: ConversationStore, text: str) -> None:
        self._listed = text
        self._on_event(ConversationsListed(text, store.summaries(text)))

    def _load(self, store: ConversationStore, conversation_id: str) -> None:
        conversation = store.conversation(conversation_id)
        if conversation is None:
            self._on_event(ConversationLoaded(conversation_id, None))
            return
        with self._open_reader() as reader:
            conversation, hashes = followed(conversation, reader)
        self._on_event(ConversationLoaded(conversation_id, conversation, hashes))

    def _suggest(self) -> None:
        with self._open_reader() as reader:
            questions = suggested_questions(reader)
        self._on_event(QuestionsSuggested(questions))
