"""Requests are answered by events; a loaded conversation follows its documents to where they are now."""

import queue
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from engine.conversations.conversation_keeper import ConversationKeeper
from engine.errors import ModelCrashed
from engine.events import (
    AnswerFinished,
    ConversationLoaded,
    ConversationsListed,
    Event,
    NoticeRaised,
    QuestionFailed,
)
from engine.library.catalogue import Catalogue
from engine.library.catalogue_reader import CatalogueReader
from engine.types import Answer, ExchangeKey, Question
from tests.unit.conversations.saved_answers import saved_answer
from tests.unit.library.catalogue_content import MODEL, hash_of, store

TIMEOUT = 10.0
A, B = Path("/docs/a.pdf"), Path("/docs/b.pdf")
KEY = ExchangeKey("c", "1")


@pytest.fixture
def events() -> "queue.Queue[Event]":
    return queue.Queue()


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue(tmp_path / "catalogue.db", MODEL) as opened:
        yield opened


@pytest.fixture
def keeper(tmp_path: Path, catalogue: Catalogue, events: "queue.Queue[Event]") -> Iterator[ConversationKeeper]:
    opened = ConversationKeeper(
        tmp_path / "conversations.db", lambda: CatalogueReader(tmp_path / "catalogue.db", MODEL), events.put
    )
    yield opened
    opened.close()


def record(keeper: ConversationKeeper, answer: Answer, key: ExchangeKey = KEY, question: str = "How much?") -> None:
    keeper.expect_answer(5, key, Question(question))
    keeper.record_if_expected(AnswerFinished(5, answer))


def loaded(keeper: ConversationKeeper, events: "queue.Queue[Event]") -> ConversationLoaded:
    keeper.request("c")
    event = events.get(timeout=TIMEOUT)
    assert isinstance(event, ConversationLoaded)
    return event


def titles(events: "queue.Queue[Event]") -> list[str]:
    event = events.get(timeout=TIMEOUT)
    assert isinstance(event, ConversationsListed)
    return [summary.title for summary in event.conversations]


def test_only_expected_answers_are_kept(keeper: ConversationKeeper, events: "queue.Queue[Event]") -> None:
    keeper.record_if_expected(AnswerFinished(1, saved_answer()))
    keeper.expect_answer(2, KEY, Question("How much?"))
    keeper.record_if_expected(QuestionFailed(2, ModelCrashed()))
    keeper.record_if_expected(AnswerFinished(2, saved_answer()))
    assert loaded(keeper, events).conversation is None
    record(keeper, saved_answer())
    assert loaded(keeper, events).conversation is not None


def test_the_list_is_sent_again_after_every_change(keeper: ConversationKeeper, events: "queue.Queue[Event]") -> None:
    record(keeper, saved_answer())
    keeper.request_list("much")
    assert titles(events) == ["How much?"]
    record(keeper, saved_answer(), ExchangeKey("d", "2"), "How much more?")
    assert titles(events) == ["How much more?", "How much?"]
    keeper.rename("c", "Much ado")
    assert titles(events) == ["How much more?", "Much ado"]
    keeper.delete("d")
    assert titles(events) == ["Much ado"]
    keeper.delete_all()
    assert titles(events) == []


def test_what_is_being_answered_is_forgotten_with_all_conversations(
    keeper: ConversationKeeper, events: "queue.Queue[Event]"
) -> None:
    keeper.expect_answer(5, KEY, Question("How much?"))
    keeper.delete_all()
    keeper.record_if_expected(AnswerFinished(5, saved_answer()))
    assert loaded(keeper, events).conversation is None


def test_a_loaded_conversation_tells_what_its_documents_are_now(
    keeper: ConversationKeeper, events: "queue.Queue[Event]", catalogue: Catalogue
) -> None:
    store(catalogue, A, "New text.")
    record(keeper, saved_answer(path=A, content="old hash"))
    record(keeper, saved_answer(path=B, content="other hash"), ExchangeKey("c", "2"))
    event = loaded(keeper, events)
    assert event.hashes == {A: hash_of("New text.")}
    assert event.conversation is not None
    assert [saved.answer.citations[0].path for saved in event.conversation.exchanges] == [A, B]


def test_a_moved_document_is_cited_where_it_lies_now(
    keeper: ConversationKeeper, events: "queue.Queue[Event]", catalogue: Catalogue
) -> None:
    content = store(catalogue, B, "Text.").content_hash
    record(keeper, saved_answer(path=A, content=content))
    event = loaded(keeper, events)
    assert event.hashes == {B: content}
    assert event.conversation is not None
    (saved,) = event.conversation.exchanges
    assert saved.answer.citations == (replace(saved_answer().citations[0], path=B, content_hash=content),)
    assert saved.answer.sources[0].passage.path == B


def test_a_damaged_file_is_told_of_and_costs_no_answer(tmp_path: Path, events: "queue.Queue[Event]") -> None:
    (tmp_path / "conversations.db").write_bytes(b"no database at all" * 500)
    keeper = ConversationKeeper(tmp_path / "conversations.db", lambda: pytest.fail("not needed"), events.put)
    record(keeper, saved_answer())
    keeper.request_list()
    keeper.close()
    notice = events.get(timeout=TIMEOUT)
    assert isinstance(notice, NoticeRaised)
    assert "damaged" in notice.title
    assert titles(events) == ["How much?"]


def test_where_nothing_can_be_kept_the_answer_is_not_lost(tmp_path: Path, events: "queue.Queue[Event]") -> None:
    (tmp_path / "file").touch()
    keeper = ConversationKeeper(tmp_path / "file" / "conversations.db", lambda: pytest.fail("not needed"), events.put)
    record(keeper, saved_answer())
    keeper.close()
    notice = events.get(timeout=TIMEOUT)
    assert isinstance(notice, NoticeRaised)
    assert "cannot be written to" in notice.advice


def test_conversations_of_a_newer_version_are_told_with_advice(
    tmp_path: Path, keeper: ConversationKeeper, events: "queue.Queue[Event]"
) -> None:
    with closing(sqlite3.connect(tmp_path / "conversations.db")) as connection:
        connection.execute("PRAGMA user_version = 1000")
    keeper.request_list()
    notice = events.get(timeout=TIMEOUT)
    assert isinstance(notice, NoticeRaised)
    assert "made by a newer Pagewise" in notice.advice
    assert "Update Pagewise" in notice.advice
