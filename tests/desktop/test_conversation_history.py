"""Conversations that are kept: listed, searched, opened, renamed, deleted, and gone on with."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from desktop.amounts import day_and_time
from desktop.main_window import MainWindow
from engine.events import (
    AnswerFinished,
    ConversationLoaded,
    ConversationsListed,
    DocumentsChanged,
    DocumentsRemoved,
    SourcesFound,
)
from engine.types import (
    Citation,
    Conversation,
    ConversationSummary,
    Document,
    DocumentState,
    Question,
    SavedExchange,
    Turn,
)
from tests.desktop.values import FOLDER, answer, hit
from tests.fakes import FakeDocumentAssistant

NOW = datetime.now(UTC)
SUMMARIES = (ConversationSummary("b", "Rent", NOW, 1), ConversationSummary("a", "Board", NOW, 3, "Who signed it?"))
HASHES = {FOLDER / "1.pdf": "hash", FOLDER / "2.pdf": "hash", FOLDER / "3.pdf": "hash"}
CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


def deliver_list(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> None:
    assistant.deliver(ConversationsListed("", SUMMARIES))
    qtbot.waitUntil(lambda: window.conversation_pane.conversation_list.items.count() == len(SUMMARIES))


def open_saved(
    qtbot: QtBot,
    window: MainWindow,
    assistant: FakeDocumentAssistant,
    count: int = 2,
    hashes: Mapping[Path, str] = HASHES,
) -> list[str]:
    """Open a saved conversation "a" with this many exchanges; returns what is shown of its questions."""
    exchanges = tuple(SavedExchange(f"a{n}", Question(f"Question {n}?"), answer()) for n in range(count))
    with qtbot.waitSignal(window.conversation_pane.conversation.shown):
        assistant.deliver(ConversationLoaded("a", Conversation("a", "Board", exchanges), hashes))
    return shown(window)


def shown(window: MainWindow) -> list[str]:
    return [exchange.question for exchange in window.conversation_pane.exchanges]


def type_and_send(qtbot: QtBot, window: MainWindow, text: str) -> None:
    box = window.conversation_pane.question_box
    box.setFocus()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)


def confirm(window: MainWindow, text: str) -> str:
    """Press the button with `text` in the open dialog; returns what the dialog asks."""
    dialog = next(dialog for dialog in window.findChildren(QMessageBox) if dialog.isVisible())
    asked = dialog.text()
    next(button for button in dialog.buttons() if button.text() == text).click()
    return asked


def test_the_list_opens_by_key_and_a_conversation_by_enter(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    deliver_list(qtbot, window, assistant)
    listed = window.conversation_pane.conversation_list
    qtbot.keyClick(window, Qt.Key.Key_H, CONTROL)
    assert listed.isVisible()
    assert listed.search_box.hasFocus()
    qtbot.keyClick(listed.search_box, Qt.Key.Key_Down)
    qtbot.keyClick(listed.items, Qt.Key.Key_Down)
    qtbot.keyClick(listed.items, Qt.Key.Key_Return)
    assert assistant.keeper.calls_of("request") == [("a",)]
    assert open_saved(qtbot, window, assistant) == ["Question 0?", "Question 1?"]
    assert not listed.isVisible()
    assert window.conversation_pane.question_box.hasFocus()


def test_a_click_opens_a_conversation_and_escape_leaves_the_list(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    deliver_list(qtbot, window, assistant)
    listed = window.conversation_pane.conversation_list
    qtbot.keyClick(window, Qt.Key.Key_H, CONTROL)
    position = listed.items.visualItemRect(listed.items.item(0)).center()
    qtbot.mouseClick(listed.items.viewport(), Qt.MouseButton.LeftButton, NONE, position)
    assert assistant.keeper.calls_of("request") == [("b",)]
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not listed.isVisible()


def test_typing_searches_and_late_results_are_passed_over(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    deliver_list(qtbot, window, assistant)
    listed = window.conversation_pane.conversation_list
    qtbot.keyClick(window, Qt.Key.Key_H, CONTROL)
    qtbot.keyClicks(listed.search_box, "si")
    assert assistant.keeper.calls_of("request_list") == [("",), ("s",), ("si",)]
    listed.show_conversations(ConversationsListed("s", ()))
    assert listed.items.count() == 2
    listed.show_conversations(ConversationsListed("si", SUMMARIES[1:]))
    (only,) = (listed.items.item(row) for row in range(listed.items.count()))
    assert only.text() == "Board"


def test_f2_renames_and_delete_asks_first(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> None:
    deliver_list(qtbot, window, assistant)
    listed = window.conversation_pane.conversation_list
    qtbot.keyClick(window, Qt.Key.Key_H, CONTROL)
    qtbot.keyClick(listed.search_box, Qt.Key.Key_Down)
    qtbot.keyClick(listed.items, Qt.Key.Key_F2)
    editor = listed.items.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "My flat")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: assistant.keeper.calls_of("rename") == [("b", "My flat")])
    assert assistant.keeper.calls_of("request") == []
    qtbot.keyClick(listed.items, Qt.Key.Key_Delete)
    assert "Delete “Rent”?" in confirm(window, "Cancel")
    assert assistant.keeper.calls_of("delete") == []
    qtbot.keyClick(listed.items, Qt.Key.Key_Delete)
    confirm(window, "Delete")
    assert assistant.keeper.calls_of("delete") == [("b",)]


def test_deleting_what_is_open_begins_anew(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> None:
    deliver_list(qtbot, window, assistant)
    open_saved(qtbot, window, assistant)
    qtbot.mouseClick(window.conversation_pane.conversation_list.delete_all_button, Qt.MouseButton.LeftButton)
    confirm(window, "Delete")
    assert assistant.keeper.calls_of("delete") == [("a",)]
    assert assistant.keeper.calls_of("delete_all") == [()]
    assert shown(window) == []


def test_the_last_conversation_is_offered_at_the_start(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    assert not window.conversation_pane.empty.continue_button.isVisible()
    deliver_list(qtbot, window, assistant)
    button: QPushButton = window.conversation_pane.empty.continue_button
    assert button.text() == "Go on with “Rent”"
    assert button.accessibleName() == "Go on with your last conversation: Rent"
    assert "last conversation" in button.toolTip()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert assistant.keeper.calls_of("request") == [("b",)]


def test_answers_are_kept_in_one_conversation_until_a_new_one_begins(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    for number in (1, 2, 3):
        if number == 3:
            qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
            assert shown(window) == []
        type_and_send(qtbot, window, f"{number}?")
        assistant.deliver(AnswerFinished(number, answer()))
        qtbot.waitUntil(lambda: window.conversation_pane.exchanges[-1].finished)
    first, second, third = (key for key in assistant.keys if key is not None)
    assert first.conversation == second.conversation != third.conversation
    assert len({first.exchange, second.exchange, third.exchange}) == 3


def test_a_question_goes_with_the_turns_before_it(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    open_saved(qtbot, window, assistant, count=6)
    type_and_send(qtbot, window, "And why?")
    ((asked,),) = assistant.calls_of("ask")
    assert isinstance(asked, Question)
    cited = (FOLDER / "1.pdf", FOLDER / "2.pdf")
    assert asked.history == tuple(Turn(f"Question {n}?", answer().text, cited) for n in (2, 3, 4, 5))
    assert assistant.keys[0] is not None
    assert assistant.keys[0].conversation == "a"


def test_a_saved_citation_opens(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> None:
    opened: list[Citation] = []
    window.conversation_pane.citation_opened.connect(opened.append)
    open_saved(qtbot, window, assistant)
    qtbot.mouseClick(window.conversation_pane.exchanges[0].sources.cards[1], Qt.MouseButton.LeftButton)
    qtbot.keyClick(window, Qt.Key.Key_1, CONTROL)
    assert opened == [answer().citations[1], answer().citations[0]]


def test_documents_that_have_changed_are_marked(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    open_saved(qtbot, window, assistant, hashes={**HASHES, FOLDER / "2.pdf": "other"})
    exchange = window.conversation_pane.exchanges[0]
    assert exchange.changes.text() == "1 of the cited documents has changed since. Ask again to be sure."
    first, second = exchange.sources.cards
    assert "Changed since" in second.accessibleName()
    assert "Changed since" not in first.accessibleName()
    changed = Document(FOLDER / "1.pdf", DocumentState.INDEXED, content_hash="third")
    about_to_be_read = Document(FOLDER / "2.pdf", DocumentState.READING)
    assistant.deliver(DocumentsChanged((changed, about_to_be_read)))
    qtbot.waitUntil(lambda: exchange.changes.text().startswith("2 of the cited documents have changed since"))
    assistant.deliver(DocumentsRemoved((FOLDER / "1.pdf", FOLDER / "9.pdf")))
    qtbot.waitUntil(lambda: "1 of the cited documents is not in the library any more." in exchange.changes.text())
    assert "Removed since" in exchange.sources.cards[0].accessibleName()


def test_a_fresh_answer_is_marked_when_its_document_changes(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    type_and_send(qtbot, window, "1?")
    assistant.deliver(AnswerFinished(1, answer()))
    exchange = window.conversation_pane.exchanges[0]
    qtbot.waitUntil(lambda: exchange.finished)
    assert not exchange.changes.isVisible()
    assistant.deliver(DocumentsChanged((Document(FOLDER / "1.pdf", DocumentState.INDEXED, content_hash="new"),)))
    qtbot.waitUntil(exchange.changes.isVisible)


def test_of_a_long_conversation_the_end_is_shown_first(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    assert open_saved(qtbot, window, assistant, count=20) == [f"Question {n}?" for n in range(15, 20)]
    exchange_list = window.conversation_pane.conversation.exchange_list
    assert exchange_list.earlier_button.text() == "Show more of 15 earlier questions"
    for first in (10, 5, 0):
        exchange_list.earlier_button.click()
        assert shown(window) == [f"Question {n}?" for n in range(first, 20)]
    assert not exchange_list.earlier_button.isVisible()


def test_of_a_conversation_that_grows_long_the_beginning_is_put_away(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    open_saved(qtbot, window, assistant, count=30)
    exchange_list = window.conversation_pane.conversation.exchange_list
    for _ in range(5):
        exchange_list.earlier_button.click()
    assert len(shown(window)) == 30
    type_and_send(qtbot, window, "Last?")
    assert shown(window) == [*(f"Question {n}?" for n in range(25, 30)), "Last?"]
    exchange_list.earlier_button.click()
    assert shown(window)[0] == "Question 20?"


def test_an_answer_goes_on_while_another_conversation_is_open(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    open_saved(qtbot, window, assistant)
    type_and_send(qtbot, window, "And now?")
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
    assert shown(window) == []
    type_and_send(qtbot, window, "Wait")
    assert len(assistant.calls_of("ask")) == 1
    assert open_saved(qtbot, window, assistant) == ["Question 0?", "Question 1?", "And now?"]
    assistant.deliver(SourcesFound(1, (hit(1),), 0.1), AnswerFinished(1, answer()))
    qtbot.waitUntil(lambda: window.conversation_pane.exchanges[-1].finished)


def test_an_answer_that_arrives_elsewhere_frees_the_box(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    type_and_send(qtbot, window, "And now?")
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
    assistant.deliver(AnswerFinished(1, answer()))
    qtbot.waitUntil(lambda: not window.conversation_pane.conversation.asking)
    assert shown(window) == []
    assert window.conversation_pane.ask_button.text() == "Ask"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 3, 5, 9, 5), "Today, 9:05"),
        (datetime(2026, 3, 4, 23, 59), "Yesterday, 23:59"),
        (datetime(2026, 1, 30), "30 January"),
        (datetime(2025, 12, 31), "31 December 2025"),
    ],
)
def test_moments_are_told_as_people_do(moment: datetime, words: str) -> None:
    assert day_and_time(moment.astimezone(), datetime(2026, 3, 5, 23, 0).astimezone()) == words
