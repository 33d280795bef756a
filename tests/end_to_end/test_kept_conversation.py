"""A conversation with the real engine: ask, follow up, close, open again, click; then a cited document changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.engine_bridge import EngineBridge
from desktop.main_window import MainWindow
from engine.api import DocumentAssistant
from engine.events import DocumentsChanged
from engine.types import Answer, DocumentState, Question

pytestmark = pytest.mark.models

_TIMEOUT = 120_000
_RENT = "The flat in Bergen is let for 900 euros a month. The deposit of the flat in Bergen is 1,800 euros.\n"
_OFFICE = "The office in Oslo is let for 4,000 euros a month. The deposit of the office in Oslo is 8,000 euros.\n"


@contextmanager
def window_on(qtbot: QtBot, library: Path) -> Iterator[tuple[MainWindow, EngineBridge]]:
    """A window with the real engine, from its start to its end."""
    bridge = EngineBridge()
    assistant = DocumentAssistant(library, bridge.deliver)
    assistant.start()
    window = MainWindow(assistant, bridge)
    qtbot.addWidget(window)
    window.show()
    try:
        yield window, bridge
    finally:
        window.refuse_work()
        window.hide()
        assistant.close()


@pytest.fixture
def folder(tmp_path: Path, qapp: QApplication) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "flat.txt").write_text(_RENT)
    (folder / "office.txt").write_text(_OFFICE)
    return folder


def index(qtbot: QtBot, window: MainWindow, bridge: EngineBridge, folder: Path) -> None:
    complete: set[Path] = set()

    def note(event: DocumentsChanged) -> None:
        complete.update(
            document.path
            for document in event.documents
            if document.state is DocumentState.INDEXED and document.passages_embedded == document.passages > 0
        )

    bridge.documents_changed.connect(note)
    window.library_pane.add_places([folder])
    qtbot.waitUntil(lambda: complete == set(folder.iterdir()), timeout=_TIMEOUT)


def ask(qtbot: QtBot, window: MainWindow, question: str) -> None:
    box = window.conversation_pane.question_box
    box.setFocus()
    qtbot.keyClicks(box, question)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.conversation_pane.exchanges[-1].finished, timeout=_TIMEOUT)


def answers_about_deposits(qtbot: QtBot, window: MainWindow, folder: Path) -> list[Answer]:
    """Ask about one deposit, and follow up about the other."""
    ask(qtbot, window, "How much is the deposit of the flat in Bergen?")
    ask(qtbot, window, "And of the office in Oslo?")
    first, second = window.conversation_pane.exchanges
    assert first.answer is not None
    assert "1,800" in first.answer.text
    assert second.answer is not None
    assert second.answer.asked_as == "How much is the deposit of the office in Oslo?"
    assert second.answer.sources[0].passage.path == folder / "office.txt"
    return [first.answer, second.answer]


def open_by_search(qtbot: QtBot, window: MainWindow, words: str) -> None:
    """Open the one kept conversation that has these words, by the keyboard."""
    conversations = window.conversation_pane.conversation_list
    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(conversations.search_box, words)
    qtbot.waitUntil(lambda: conversations.items.count() == 1)
    qtbot.keyClick(conversations.search_box, Qt.Key.Key_Down)
    qtbot.keyClick(conversations.items, Qt.Key.Key_Return)


def test_a_conversation_outlives_the_app_and_tells_what_has_changed(qtbot: QtBot, library: Path, folder: Path) -> None:
    with window_on(qtbot, library) as (window, bridge):
        index(qtbot, window, bridge, folder)
        answers = answers_about_deposits(qtbot, window, folder)

    with window_on(qtbot, library) as (window, bridge):
        pane = window.conversation_pane
        qtbot.waitUntil(pane.empty.continue_button.isVisible, timeout=_TIMEOUT)
        qtbot.mouseClick(pane.empty.continue_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: len(pane.exchanges) == 2)
        assert [exchange.answer for exchange in pane.exchanges] == answers
        assert pane.exchanges[1].looked_for.isVisible()
        exchange = pane.exchanges[0]
        assert not exchange.changes.isVisible()
        with qtbot.waitSignal(bridge.document_opened, timeout=_TIMEOUT):
            qtbot.mouseClick(exchange.sources.cards[0], Qt.MouseButton.LeftButton)
        assert window.document_viewer.current_path == folder / "flat.txt"

        (folder / "flat.txt").write_text(_RENT.replace("1,800", "2,700"))
        qtbot.waitUntil(exchange.changes.isVisible, timeout=_TIMEOUT)
        assert exchange.changes.text().startswith("1 of the cited documents has changed since")

    with window_on(qtbot, library) as (window, _):
        pane = window.conversation_pane
        open_by_search(qtbot, window, "oslo")
        qtbot.waitUntil(lambda: len(pane.exchanges) == 2)
        exchange = pane.exchanges[0]
        assert exchange.changes.isVisible()
        assert "Changed since" in exchange.sources.cards[0].accessibleName()
        qtbot.mouseClick(exchange.again_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: pane.exchanges[0].finished, timeout=_TIMEOUT)
        answer = pane.exchanges[0].answer
        assert answer is not None
        assert "2,700" in answer.text
        assert not pane.exchanges[0].changes.isVisible()


def test_a_read_only_library_keeps_nothing(library: Path, folder: Path) -> None:
    with_documents = DocumentAssistant(library, watch=False)
    with_documents.start()
    with_documents.add_places([folder])
    with_documents.wait_until_indexed()
    with_documents.close()
    assistant = DocumentAssistant(library, writable=False)
    assistant.start()
    assert assistant.answer(Question("How much is the deposit of the flat in Bergen?", use_model=False)).found
    assistant.close()
    assert not (library / "conversations.db").exists()
