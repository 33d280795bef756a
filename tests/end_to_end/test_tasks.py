"""Tasks with the real engine and models: by command, and in the window."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.engine_bridge import EngineBridge
from desktop.main_window import MainWindow
from engine.api import DocumentAssistant
from tests.end_to_end.conftest import RunPagewise

pytestmark = pytest.mark.models

Run = Callable[..., dict[str, Any]]

SENTENCE_KEYS = ["text", "supported", "citations", "key_words", "calculated", "heading", "column", "quiz"]
CONTRACT, STUDY = "rental-contract.pdf", "rye-dough-study.pdf"
TIMEOUT = 120_000


@pytest.fixture
def indexed(documents: Path, pagewise_json: Run) -> Path:
    """The folder of the sample documents, indexed."""
    pagewise_json("index", documents)
    return documents


def assert_borne_out(result: dict[str, Any]) -> None:
    """Every sentence stands in the quotes that it cites, and those of pages have rectangles."""
    assert result["found"]
    quotes = {citation["index"]: " ".join(citation["quote"].split()) for citation in result["citations"]}
    for sentence in result["sentences"]:
        assert list(sentence) == SENTENCE_KEYS
        assert sentence["supported"]
        assert all(quotes[number] == sentence["text"] for number in sentence["citations"])
    assert all(bool(citation["rectangles"]) == (citation["page"] is not None) for citation in result["citations"])


def test_the_commands_of_tasks(indexed: Path, pagewise: RunPagewise, pagewise_json: Run) -> None:
    summary = pagewise_json("summarise", indexed / CONTRACT)
    assert_borne_out(summary)
    assert "§ 5 Deposit" in {sentence["heading"] for sentence in summary["sentences"]}
    folder = pagewise_json("summarise", indexed)
    assert_borne_out(folder)
    assert CONTRACT in {sentence["heading"] for sentence in folder["sentences"]}
    comparison = pagewise_json("compare", indexed / CONTRACT, indexed / STUDY)
    assert_borne_out(comparison)
    quiz = pagewise_json("quiz", indexed / CONTRACT)
    assert_borne_out(quiz)
    assert all(sentence["quiz"]["answer"] in sentence["text"] for sentence in quiz["sentences"])
    explanation = pagewise_json("explain", indexed / CONTRACT, "The tenants pay a deposit of 2,280 euros")
    assert_borne_out(explanation)
    assert explanation["sentences"][0]["heading"].endswith("“Rental contract > § 5 Deposit”")
    text = pagewise("compare", indexed / CONTRACT, indexed / STUDY)
    assert f"# Only in {CONTRACT}" in text.stdout
    translation = pagewise("translate", indexed / CONTRACT, "The tenants pay a deposit", "German")
    assert translation.returncode == 1
    assert "The embedded model cannot translate" in translation.stderr
    assert "Choose a larger model" in translation.stderr


@pytest.fixture
def window(qtbot: QtBot, library: Path, indexed: Path) -> Iterator[MainWindow]:
    bridge = EngineBridge()
    assistant = DocumentAssistant(library, bridge.deliver)
    assistant.start()
    window = MainWindow(assistant, bridge)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    yield window
    window.refuse_work()
    assistant.close()


def test_a_summary_in_the_window_opens_its_pages(qtbot: QtBot, window: MainWindow, indexed: Path) -> None:
    table, documents = window.library_pane.table, window.library_pane.documents
    qtbot.waitUntil(lambda: documents.row_of(indexed / CONTRACT) is not None, timeout=TIMEOUT)
    row = documents.row_of(indexed / CONTRACT)
    assert row is not None
    table.selectRow(row)
    table.setFocus()
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(table, Qt.Key.Key_S, modifiers)
    (exchange,) = window.conversation_pane.exchanges
    qtbot.waitUntil(lambda: exchange.finished, timeout=TIMEOUT)
    assert exchange.answer is not None
    last = exchange.answer.citations[-1]
    exchange.answer_label.linkActivated.emit(f"cite:{last.index}")
    viewer = window.document_viewer
    qtbot.waitUntil(lambda: viewer.highlights == list(last.rectangles), timeout=TIMEOUT)
    assert viewer.current_page == last.page == 3
