"""Conversations are kept, found, changed and forgotten; a damaged file costs no new ones."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from engine.conversations.conversation_schema import CONVERSATIONS
from engine.conversations.conversation_store import ConversationStore
from engine.errors import LibraryTooNew
from engine.types import Answer, CompareDocuments, ExchangeKey, Question, SavedExchange, SearchScope, Turn
from engine.types.tasks import title_of
from tests.unit.conversations.saved_answers import saved_answer

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "library" / "conversations.db"


@pytest.fixture
def store(file: Path) -> Iterator[ConversationStore]:
    with closing(ConversationStore(file)) as opened:
        yield opened


def ask(store: ConversationStore, key: str, question: str, answer: Answer | None = None) -> None:
    """Record the answer to a question under "conversation/exchange"."""
    store.record(ExchangeKey(*key.split("/")), Question(question), answer or saved_answer())


def questions(store: ConversationStore, conversation: str) -> list[str]:
    found = store.conversation(conversation)
    return [] if found is None else [title_of(saved.asked) for saved in found.exchanges]


def listed(store: ConversationStore, text: str = "") -> list[str]:
    return [summary.title for summary in store.summaries(text)]


def test_what_a_newer_version_was_asked_is_told_and_the_rest_can_be_read(store: ConversationStore, file: Path) -> None:
    ask(store, "newer/1", "Draw the flat.")
    ask(store, "c/2", "How much?")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE exchanges SET kind = 'DrawPicture' WHERE id = '1'")
    with pytest.raises(LibraryTooNew, match=r"Draw the flat\."):
        store.conversation("newer")
    assert questions(store, "c") == ["How much?"]


def test_a_conversation_comes_back_as_it_was(store: ConversationStore, file: Path) -> None:
    question = Question("How much?", SearchScope((Path("/docs"),)), history=(Turn("Before?"),))
    store.record(ExchangeKey("c", "1"), question, saved_answer())
    ask(store, "c/2", "And why?", saved_answer("Because."))
    store.close()
    with closing(ConversationStore(file)) as again:
        found = again.conversation("c")
        assert found is not None
        assert found.title == "How much?"
        assert found.exchanges == (
            SavedExchange("1", replace(question, history=()), saved_answer()),
            SavedExchange("2", Question("And why?"), saved_answer("Because.")),
        )
        assert again.conversation("other") is None


def test_the_list_has_the_last_changed_first(store: ConversationStore) -> None:
    for name in ("a", "b", "c"):
        ask(store, f"{name}/{name}1", f"Question {name}?")
    ask(store, "a/a2", "And more?")
    assert listed(store) == ["Question a?", "Question c?", "Question b?"]
    first = store.summaries()[0]
    assert (first.conversation_id, first.exchanges, first.matched) == ("a", 2, "")
    assert [summary.title for summary in store.summaries(limit=1)] == ["Question a?"]


def test_a_long_question_gives_a_short_title_on_one_line(store: ConversationStore) -> None:
    ask(store, "a/1", "What is\n  the meaning " + "of all of this " * 20)
    ask(store, "b/2", "x" * 200)
    assert listed(store) == [
        "x" * 80 + "…",
        "What is the meaning of all of this of all of this of all of this of all of this…",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("deposit", ["flat", "flat again"]),
        ("DEPOS", ["flat", "flat again"]),
        ("deposit 900", ["flat"]),
        ("zurich", ["Zürich"]),
        ("東京", ["日本"]),
        ("京都", []),
        ("flat", ["flat", "flat again"]),
        ("renamed", ["flat again"]),
        ('"; DROP', []),
        (" ", ["日本", "Zürich", "flat again", "flat"]),
    ],
)
def test_questions_answers_and_titles_can_be_searched(store: ConversationStore, text: str, found: list[str]) -> None:
    names = {
        "flat": "How much is the deposit of the flat?",
        "Zürich": "Who lives in Zürich?",
        "日本": "東京はどこですか",
    }
    ask(store, "flat/1", names["flat"], saved_answer("It is 900."))
    ask(store, "flat again/2", "And the deposit of the flat again?", saved_answer("None."))
    store.rename("flat again", "Renamed deposit")
    ask(store, "Zürich/3", names["Zürich"], saved_answer("Anna."))
    ask(store, "日本/4", names["日本"], saved_answer("東京は日本の首都です。"))
    assert sorted(summary.conversation_id for summary in store.summaries(text)) == sorted(found)


def test_a_search_tells_the_question_that_it_found(store: ConversationStore) -> None:
    ask(store, "c/1", "What is this?", saved_answer("A contract."))
    ask(store, "c/2", "Who signed it?", saved_answer("Anna Berg."))
    assert [summary.matched for summary in store.summaries("berg")] == ["Who signed it?"]


def test_asking_again_replaces_the_answer_in_its_place(store: ConversationStore) -> None:
    ask(store, "c/1", "How much?", saved_answer("Seven gulden."))
    ask(store, "c/2", "Why?")
    ask(store, "c/1", "How much?", saved_answer("Eight kroner."))
    found = store.conversation("c")
    assert found is not None
    assert [saved.answer.text for saved in found.exchanges] == ["Eight kroner.", saved_answer().text]
    assert listed(store, "gulden") == []
    assert listed(store, "kroner") == ["How much?"]


def test_an_edited_question_drops_what_followed_from_it(store: ConversationStore) -> None:
    for number, question in enumerate(("One?", "Two?", "Three gulden?"), start=1):
        ask(store, f"c/{number}", question)
    ask(store, "c/2", "Other?")
    assert questions(store, "c") == ["One?", "Other?"]
    assert listed(store, "gulden") == []
    ask(store, "c/1", "First?")
    assert questions(store, "c") == ["First?"]
    assert listed(store) == ["First?"]


def test_an_edit_leaves_a_title_that_was_given(store: ConversationStore) -> None:
    ask(store, "c/1", "One?")
    store.rename("c", "  My  title ")
    store.rename("c", " ")
    store.rename("unknown", "x")
    ask(store, "c/1", "First?")
    assert listed(store) == ["My title"]
    assert listed(store, "my") == ["My title"]


def test_a_stopped_answer_is_kept_but_replaces_none(store: ConversationStore) -> None:
    stopped = Answer("Stopped.", False, stopped=True)
    ask(store, "c/1", "One?")
    ask(store, "c/1", "Other?", stopped)
    ask(store, "c/2", "Two?", stopped)
    found = store.conversation("c")
    assert found is not None
    assert [(title_of(saved.asked), saved.answer) for saved in found.exchanges] == [
        ("One?", saved_answer()),
        ("Two?", stopped),
    ]


def test_what_is_deleted_is_gone_from_the_disk(store: ConversationStore, file: Path) -> None:
    ask(store, "a/1", "Where is Zyxomma?", saved_answer("In Qwertland."))
    ask(store, "b/2", "Where is Vexilla?")
    store.rename("a", "Plombus")
    store.delete("a")
    assert listed(store) == ["Where is Vexilla?"]
    store.close()
    everything = b"".join(path.read_bytes().lower() for path in file.parent.iterdir())
    assert b"vexilla" in everything
    for word in (b"zyxomma", b"qwertland", b"plombus"):
        assert word not in everything


def test_all_can_be_deleted_and_new_ones_begin(store: ConversationStore) -> None:
    for name in ("a", "b"):
        ask(store, f"{name}/{name}1", f"Question {name}?")
    store.delete_all()
    assert store.summaries() == ()
    assert store.summaries("question") == ()
    ask(store, "c/1", "New?")
    assert listed(store) == ["New?"]


def test_an_answer_does_not_bring_a_deleted_conversation_back(store: ConversationStore) -> None:
    ask(store, "a/1", "One?")
    store.delete("a")
    store.delete("not kept yet")
    ask(store, "a/2", "Two?")
    ask(store, "not kept yet/3", "Three?")
    assert store.summaries() == ()


def test_a_task_is_kept_like_a_question(store: ConversationStore) -> None:
    task = CompareDocuments(Path("/docs/a.pdf"), Path("/docs/b.pdf"))
    store.record(ExchangeKey("c", "1"), task, saved_answer())
    found = store.conversation("c")
    assert found is not None
    assert found.exchanges == (SavedExchange("1", task, saved_answer()),)
    assert listed(store, "comparison") == ["Comparison of a.pdf and b.pdf"]


def test_text_that_sqlite_cannot_hold_is_kept(store: ConversationStore) -> None:
    ask(store, "c/1", "What is \ud83d and \0?")
    assert questions(store, "c") == ["What is \ud83d and \0?"]
    assert listed(store) == ["What is ? and \ufffd?"]


def test_a_damaged_file_is_set_aside(store: ConversationStore, file: Path) -> None:
    ask(store, "c/1", "One?")
    store.close()
    file.write_bytes(b"no database at all" * 500)
    with closing(ConversationStore(file)) as again:
        assert again.set_aside is not None
        assert again.set_aside.read_bytes().startswith(b"no database")
        ask(again, "c/1", "One?")
        assert listed(again) == ["One?"]


def test_conversations_of_a_newer_version_are_left_alone(store: ConversationStore, file: Path) -> None:
    store.close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version = {CONVERSATIONS.version + 1}")
    before = file.read_bytes()
    with pytest.raises(LibraryTooNew):
        ConversationStore(file)
    assert file.read_bytes() == before


def test_what_was_recorded_outlives_a_kill(file: Path) -> None:
    program = """
import os, sys
from pathlib import Path
from engine.conversations.conversation_store import ConversationStore
from engine.types import Answer, CompareDocuments, ExchangeKey, Question
store = ConversationStore(Path(sys.argv[1]))
for number in range(20):
    store.record(ExchangeKey("c", str(number)), Question(f"Question {number}?"), Answer("Yes.", True))
store._database.execute("BEGIN IMMEDIATE")
store._database.execute("DELETE FROM exchanges")
os.kill(os.getpid(), 9)
"""
    ended = subprocess.run([sys.executable, "-c", program, str(file)], cwd=ROOT, check=False)
    assert ended.returncode != 0
    with closing(ConversationStore(file)) as store:
        assert store.set_aside is None
        assert questions(store, "c") == [f"Question {number}?" for number in range(20)]
