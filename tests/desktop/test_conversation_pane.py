"""The conversation pane through its controls: from the typed question to the opened citation."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.conversation.answer_text import clipboard_text
from desktop.conversation.exchange import Exchange
from desktop.main_window import MainWindow
from engine.errors import ModelCrashed
from engine.events import (
    AnswerFinished,
    DocumentsChanged,
    DraftChanged,
    IndexingProgressed,
    QuestionFailed,
    QuestionsSuggested,
    SentenceFinished,
    SourcesFound,
    ThinkingChanged,
)
from engine.types import Answer, Citation, DocumentState, IndexingProgress, Question, Sentence
from tests.desktop.values import FOLDER, answer, citation, document, hit, not_found
from tests.fakes import FakeDocumentAssistant


def ask(qtbot: QtBot, window: MainWindow, text: str = "How long is the notice period?") -> Exchange:
    box = window.conversation_pane.question_box
    box.setFocus()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    return window.conversation_pane.exchanges[-1]


def wait_for(qtbot: QtBot, exchange: Exchange) -> None:
    qtbot.waitUntil(lambda: exchange.finished)


@pytest.fixture
def opened(window: MainWindow) -> list[Citation]:
    """Every citation that is opened in the test."""
    citations: list[Citation] = []
    window.conversation_pane.citation_opened.connect(citations.append)
    return citations


@pytest.fixture
def answered(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> Exchange:
    exchange = ask(qtbot, window)
    assistant.deliver(AnswerFinished(1, answer()))
    wait_for(qtbot, exchange)
    return exchange


def test_enter_asks_and_empties_the_box_and_shift_enter_begins_a_line(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    box = window.conversation_pane.question_box
    qtbot.keyClicks(box, "one")
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(box, "two")
    assert assistant.calls_of("ask") == []
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert assistant.calls_of("ask") == [(Question("one\ntwo"),)]
    assert box.toPlainText() == ""


def test_the_models_are_wanted_as_soon_as_a_question_is_begun(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    box = window.conversation_pane.question_box
    assert assistant.calls_of("prepare_to_answer") == []
    qtbot.keyClicks(box, "What")
    assert len(assistant.calls_of("prepare_to_answer")) == 1
    box.clear()
    qtbot.keyClicks(box, "Who")
    assert len(assistant.calls_of("prepare_to_answer")) == 2


def test_thoughts_of_the_model_are_folded_away_and_never_part_of_the_answer(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    exchange = ask(qtbot, window)
    assert not exchange.thoughts.isVisible()
    assistant.deliver(ThinkingChanged(1, "The user wants <b>three"))
    qtbot.waitUntil(exchange.thoughts.isVisible)
    assert not exchange.thoughts.label.isVisible()
    assistant.deliver(AnswerFinished(1, replace(answer(), thoughts="The user wants <b>three months.")))
    wait_for(qtbot, exchange)
    exchange.thoughts.button.click()
    assert exchange.thoughts.label.isVisible()
    assert exchange.thoughts.label.text() == "The user wants <b>three months."
    assert "The user wants" not in exchange.answer_label.text()


def test_screen_readers_are_told_of_answers_and_failures(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    for event in (AnswerFinished(1, answer()), QuestionFailed(2, ModelCrashed())):
        exchange = ask(qtbot, window)
        assistant.deliver(event)
        wait_for(qtbot, exchange)
    assert [answer().text, ModelCrashed.title] == [said[0], said[1][: len(ModelCrashed.title)]]


def test_a_blank_question_is_not_asked(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> None:
    qtbot.keyClicks(window.conversation_pane.question_box, "  ")
    qtbot.mouseClick(window.conversation_pane.ask_button, Qt.MouseButton.LeftButton)
    assert assistant.calls_of("ask") == []


def test_questions_that_documents_answer_are_offered_and_go_into_the_box(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    offered = window.conversation_pane.empty.questions
    assistant.deliver(IndexingProgressed(IndexingProgress()))
    qtbot.waitUntil(lambda: assistant.keeper.calls_of("request_suggestions") == [()])
    assert offered.isHidden()
    assistant.deliver(QuestionsSuggested(("What is the rent?", "When was it signed?")))
    qtbot.waitUntil(lambda: len(offered.buttons) == 2)
    qtbot.mouseClick(offered.buttons[1], Qt.MouseButton.LeftButton)
    assert window.conversation_pane.question_box.toPlainText() == "When was it signed?"
    assert assistant.calls_of("ask") == []
    assistant.deliver(QuestionsSuggested(()))
    qtbot.waitUntil(offered.isHidden)


def test_sources_appear_before_the_answer_and_open_on_a_click(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant, opened: list[Citation]
) -> None:
    exchange = ask(qtbot, window)
    assistant.deliver(SourcesFound(1, (hit(1), hit(2)), 0.05))
    qtbot.waitUntil(lambda: len(exchange.sources.cards) == 2)
    card = exchange.sources.cards[1]
    assert "2.pdf, page 2" in card.accessibleName()
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    passage = hit(2).passage
    (cited,) = opened
    assert (cited.path, cited.page, cited.quote) == (passage.path, 2, passage.text)
    assert (cited.start, cited.end, cited.rectangles) == (passage.start, passage.end, passage.rectangles)


def test_a_draft_is_marked_as_unchecked_and_leaves_when_withdrawn(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    exchange = ask(qtbot, window)
    assistant.deliver(DraftChanged(1, "The notice"))
    qtbot.waitUntil(exchange.draft.isVisible)
    assert exchange.draft.text() == "The notice (checking…)"
    assert exchange.draft.font().italic()
    assert not exchange.answer_label.isVisible()
    assistant.deliver(SentenceFinished(1, answer().sentences[0], (citation(1),)), DraftChanged(1, ""))
    qtbot.waitUntil(lambda: not exchange.draft.isVisible())
    assert "three months" in exchange.answer_label.text()


def test_the_finished_answer_cites_and_lists_its_sources(answered: Exchange) -> None:
    assert answered.answer_label.text().count("[1]") == 2
    assert answered.sources.title == "Sources used"
    assert [card.citation.index for card in answered.sources.cards] == [1, 2]
    assert "[2] 2.pdf, page 2: for a reason" in answered.sources.cards[1].accessibleName()
    assert answered.footer.text() == "Found in 0.05 s, answered in 6.2 s · Tiny model"


def test_a_citation_link_opens_by_mouse_and_by_keyboard(
    qtbot: QtBot, answered: Exchange, opened: list[Citation]
) -> None:
    label = answered.answer_label
    label.setFocus()
    qtbot.keyClick(label, Qt.Key.Key_Tab)
    qtbot.keyClick(label, Qt.Key.Key_Return)
    assert opened
    label.linkActivated.emit("cite:2")
    assert opened[-1] == citation(2, "for a reason")


def test_ctrl_and_a_digit_open_a_citation_of_the_last_answer(
    qtbot: QtBot, window: MainWindow, answered: Exchange, opened: list[Citation]
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert [cited.index for cited in opened] == [2]


def test_all_passages_are_behind_a_button(qtbot: QtBot, answered: Exchange) -> None:
    assert not answered.other_passages.isVisible()
    qtbot.mouseClick(answered.passages_button, Qt.MouseButton.LeftButton)
    assert answered.other_passages.isVisible()
    assert len(answered.other_passages.cards) == 3


def test_copy_takes_question_answer_and_sources(qtbot: QtBot, answered: Exchange) -> None:
    qtbot.mouseClick(answered.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == clipboard_text(answered.question, answer())
    assert "[2] 2.pdf, page 2: “for a reason”" in clipboard_text("?", answer())


def test_an_answer_that_is_not_found_says_so_and_shows_the_closest_passages(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    exchange = ask(qtbot, window)
    assistant.deliver(AnswerFinished(1, not_found()))
    wait_for(qtbot, exchange)
    assert "Not found in your documents" in exchange.answer_label.text()
    assert exchange.answer_label.property("tone") == "notFound"
    assert exchange.sources.title == "Closest passages"
    assert len(exchange.sources.cards) == 2


def test_a_failed_question_shows_advice_keeps_its_sources_and_lets_ask_again(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    exchange = ask(qtbot, window)
    assistant.deliver(SourcesFound(1, (hit(1),), 0.1), QuestionFailed(1, ModelCrashed("It ran out of memory")))
    wait_for(qtbot, exchange)
    assert "<b>The language model stopped working.</b> It ran out of memory. Answers" in exchange.answer_label.text()
    assert len(exchange.sources.cards) == 1
    ask(qtbot, window, "Again?")
    assert len(assistant.calls_of("ask")) == 2


def test_the_button_and_escape_stop_an_answer(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    pane = window.conversation_pane
    exchange = ask(qtbot, window)
    assert pane.ask_button.text() == "Stop"
    qtbot.keyClick(pane.question_box, Qt.Key.Key_Escape)
    assert assistant.calls_of("stop_question") == [(1,)]
    assert not pane.ask_button.isEnabled()
    stopped = Answer("The notice", True, (Sentence("The notice period is long.", True, ()),), stopped=True)
    assistant.deliver(AnswerFinished(1, stopped))
    wait_for(qtbot, exchange)
    assert pane.ask_button.text() == "Ask"
    assert exchange.notice.text() == "Stopped before the end."


def test_an_answer_stopped_before_its_first_sentence_does_not_claim_that_nothing_was_found(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    exchange = ask(qtbot, window)
    assistant.deliver(AnswerFinished(1, replace(not_found(), text="No answer was written.", stopped=True)))
    wait_for(qtbot, exchange)
    assert exchange.answer_label.text() == "<b>Stopped</b><br>No answer was written."
    assert exchange.notice.text() == ""


def test_a_second_question_waits_in_the_box(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> None:
    ask(qtbot, window)
    ask(qtbot, window, "Next?")
    assert len(assistant.calls_of("ask")) == 1
    assert window.conversation_pane.question_box.toPlainText() == "Next?"


def test_the_view_follows_only_while_the_user_is_at_the_end(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    window.resize(900, 500)
    for number in (1, 2):
        exchange = ask(qtbot, window)
        assistant.deliver(AnswerFinished(number, answer()))
        wait_for(qtbot, exchange)
    bar = window.conversation_pane.conversation.exchange_list.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0)
    bar.setValue(0)
    exchange.passages_button.click()
    qtbot.waitUntil(lambda: exchange.other_passages.height() > 100)
    assert bar.value() == 0


def test_a_source_says_where_its_copies_are(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> None:
    exchange = ask(qtbot, window)
    found = hit(1)
    copies = tuple(FOLDER / f"copy {number}" / "1.pdf" for number in range(12))
    passage = replace(found.passage, place="page 1 (printed iv)", copies=copies)
    assistant.deliver(SourcesFound(1, (replace(found, passage=passage), hit(2)), 0.05))
    qtbot.waitUntil(lambda: len(exchange.sources.cards) == 2)
    first, second = exchange.sources.cards
    assert first.accessibleName().startswith("1.pdf, page 1 (printed iv) (and 12 copies): ")
    assert f"Also in {copies[0]}" in first.toolTip()
    assert "and in 2 other places" in first.toolTip()
    assert "Also in" not in second.toolTip()


def test_where_nothing_was_found_unread_documents_are_told(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    assistant.deliver(DocumentsChanged((document("new.pdf", DocumentState.WAITING),)))
    qtbot.waitUntil(lambda: window.library_pane.documents.rowCount() == 1)
    for number, nothing in enumerate((not_found(), replace(not_found(), sources=())), start=1):
        exchange = ask(qtbot, window)
        assistant.deliver(AnswerFinished(number, nothing))
        wait_for(qtbot, exchange)
        assert "1 document is still waiting to be read: ask again" in exchange.answer_label.text()
        assert (nothing.text in exchange.answer_label.text()) is bool(nothing.sources)
