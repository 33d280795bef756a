"""Asking again and changing a question: the new answer takes the old one's place, or else the old one stays."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.conversation.exchange import Exchange
from desktop.main_window import MainWindow
from engine.errors import ModelCrashed
from engine.events import AnswerFinished, ConversationLoaded, QuestionFailed, SentenceFinished
from engine.types import Answer, Conversation, Question, SavedExchange, Sentence, Turn
from tests.desktop.values import FOLDER, answer, citation, not_found
from tests.fakes import FakeDocumentAssistant

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
OTHER = replace(answer(), text="Another answer.", sentences=(Sentence("Another answer.", True, (1,)),))
STOPPED = Answer("The", True, (Sentence("The", True),), stopped=True)


@pytest.fixture
def exchanges(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> list[Exchange]:
    """Three answered questions: "1?", "2?" and "3?"."""
    box = window.conversation_pane.question_box
    for number in (1, 2, 3):
        qtbot.keyClicks(box, f"{number}?")
        qtbot.keyClick(box, Qt.Key.Key_Return)
        finish(qtbot, window, assistant, answer())
    return list(window.conversation_pane.exchanges)


def finish(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant, result: Answer) -> None:
    assistant.deliver(AnswerFinished(len(assistant.calls_of("ask")), result))
    qtbot.waitUntil(lambda: not window.conversation_pane.conversation.asking)


def shown(window: MainWindow) -> list[tuple[str, str]]:
    return [
        (exchange.question, exchange.answer.text if exchange.answer else "")
        for exchange in window.conversation_pane.exchanges
    ]


def last_asked(assistant: FakeDocumentAssistant) -> Question:
    ((*_, asked),) = assistant.calls_of("ask")[-1:]
    assert isinstance(asked, Question)
    return asked


TEXT = answer().text


def test_asking_again_replaces_the_answer_in_its_place(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant, exchanges: list[Exchange]
) -> None:
    qtbot.mouseClick(exchanges[1].again_button, Qt.MouseButton.LeftButton)
    cited = (FOLDER / "1.pdf", FOLDER / "2.pdf")
    assert last_asked(assistant) == Question("2?", history=(Turn("1?", TEXT, cited),))
    assert assistant.keys[3] == assistant.keys[1]
    assert shown(window) == [("1?", TEXT), ("2?", ""), ("3?", TEXT)]
    finish(qtbot, window, assistant, OTHER)
    assert shown(window) == [("1?", TEXT), ("2?", "Another answer."), ("3?", TEXT)]


@pytest.mark.parametrize("is_failure", [True, False])
def test_without_a_new_answer_the_old_one_stays(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant, exchanges: list[Exchange], is_failure: bool
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_R, CONTROL)
    assistant.deliver(SentenceFinished(4, Sentence("The", True, (1,)), (citation(1),)))
    if is_failure:
        assistant.deliver(QuestionFailed(4, ModelCrashed()))
    else:
        qtbot.keyClick(window, Qt.Key.Key_Escape)
        assert assistant.calls_of("stop_question") == [(4,)]
        assistant.deliver(AnswerFinished(4, STOPPED))
    qtbot.waitUntil(lambda: not window.conversation_pane.conversation.asking)
    assert shown(window) == [("1?", TEXT), ("2?", TEXT), ("3?", TEXT)]
    assert window.conversation_pane.exchanges[2] is exchanges[2]
    assert exchanges[2].notice.text().endswith("This is the answer from before.")


def test_a_failed_question_is_asked_again(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> None:
    qtbot.keyClicks(window.conversation_pane.question_box, "1?")
    qtbot.keyClick(window.conversation_pane.question_box, Qt.Key.Key_Return)
    assistant.deliver(QuestionFailed(1, ModelCrashed()))
    (exchange,) = window.conversation_pane.exchanges
    qtbot.waitUntil(lambda: exchange.finished)
    assert not exchange.copy_button.isVisible()
    qtbot.mouseClick(exchange.again_button, Qt.MouseButton.LeftButton)
    finish(qtbot, window, assistant, OTHER)
    assert shown(window) == [("1?", "Another answer.")]


def test_a_changed_question_replaces_what_followed(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant, exchanges: list[Exchange]
) -> None:
    pane = window.conversation_pane
    qtbot.keyClicks(pane.question_box, "A thought")
    qtbot.mouseClick(exchanges[1].edit_button, Qt.MouseButton.LeftButton)
    assert pane.form.edit_banner.isVisible()
    assert pane.form.edit_banner.text == (
        "You are changing a question. Sending it replaces its answer and the 1 question after it."
    )
    assert pane.question_box.toPlainText() == "2?"
    qtbot.keyClicks(pane.question_box, "Two?")  # over the selected text
    qtbot.keyClick(pane.question_box, Qt.Key.Key_Return)
    assert last_asked(assistant).text == "Two?"
    assert assistant.keys[3] == assistant.keys[1]
    assert not pane.form.edit_banner.isVisible()
    assert pane.question_box.toPlainText() == "A thought"
    finish(qtbot, window, assistant, not_found())
    assert shown(window) == [("1?", TEXT), ("Two?", not_found().text)]


def test_where_a_changed_question_fails_everything_comes_back(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant, exchanges: list[Exchange]
) -> None:
    pane = window.conversation_pane
    qtbot.mouseClick(exchanges[0].edit_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(pane.question_box, "One?")
    qtbot.keyClick(pane.question_box, Qt.Key.Key_Return)
    assert shown(window) == [("One?", "")]
    assistant.deliver(QuestionFailed(4, ModelCrashed()))
    qtbot.waitUntil(lambda: not pane.conversation.asking)
    assert shown(window) == [("1?", TEXT), ("2?", TEXT), ("3?", TEXT)]


def test_a_changed_question_replaces_what_followed_also_in_a_conversation_that_was_left(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    pane = window.conversation_pane
    saved = tuple(SavedExchange(f"id {n}", Question(f"{n}?"), answer()) for n in (1, 2, 3))
    loaded = ConversationLoaded("a", Conversation("a", "Numbers", saved))
    for _ in range(2):
        with qtbot.waitSignal(pane.conversation.shown):
            assistant.deliver(loaded)
        if not pane.conversation.asking:
            qtbot.mouseClick(pane.exchanges[1].edit_button, Qt.MouseButton.LeftButton)
            qtbot.keyClicks(pane.question_box, "Two?")
            qtbot.keyClick(pane.question_box, Qt.Key.Key_Return)
            pane.begin_conversation()
    assert shown(window) == [("1?", TEXT), ("Two?", "")]
    assistant.deliver(QuestionFailed(1, ModelCrashed()))
    qtbot.waitUntil(lambda: not pane.conversation.asking)
    assert shown(window) == [("1?", TEXT), ("2?", TEXT), ("3?", TEXT)]


def test_escape_leaves_a_question_as_it_is(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant, exchanges: list[Exchange]
) -> None:
    pane = window.conversation_pane
    qtbot.keyClick(window, Qt.Key.Key_Up, ALT)
    assert pane.question_box.toPlainText() == "3?"
    assert pane.question_box.hasFocus()
    qtbot.keyClick(pane.question_box, Qt.Key.Key_Escape)
    assert not pane.form.edit_banner.isVisible()
    assert pane.question_box.toPlainText() == ""
    qtbot.keyClicks(pane.question_box, "4?")
    qtbot.keyClick(pane.question_box, Qt.Key.Key_Return)
    assert [question for question, _ in shown(window)] == ["1?", "2?", "3?", "4?"]


def test_while_an_answer_is_made_nothing_else_is_asked_again(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant, exchanges: list[Exchange]
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_R, CONTROL)
    assert not exchanges[0].again_button.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_R, CONTROL)
    qtbot.keyClick(window, Qt.Key.Key_Up, ALT)
    assert len(assistant.calls_of("ask")) == 4
    finish(qtbot, window, assistant, OTHER)
    assert exchanges[0].again_button.isEnabled()


def test_what_was_looked_for_is_told_where_it_differs(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant, exchanges: list[Exchange]
) -> None:
    assert not exchanges[0].looked_for.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_R, CONTROL)
    finish(qtbot, window, assistant, replace(OTHER, asked_as="How much is three?"))
    (*_, last) = window.conversation_pane.exchanges
    assert last.looked_for.text() == "Looked for: How much is three?"
    assert last.looked_for.isVisible()
