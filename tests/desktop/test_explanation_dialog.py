"""Why this answer: the button, the key, and the window that tells it, by mouse and keyboard."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from desktop.explanation.collapsed_part import CopyableText
from desktop.explanation.explanation_dialog import ExplanationDialog
from desktop.explanation.weighed_bars import ShareBar
from desktop.main_window import MainWindow
from engine.events import AnswerFinished, ConversationLoaded
from engine.types import AnswerExplanation, Confidence, Conversation, SummariseFolder
from tests.desktop.values import FOLDER, answer, explanation
from tests.fakes import FakeDocumentAssistant

LEFT = Qt.MouseButton.LeftButton
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def answered(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> MainWindow:
    """The window with one question, answered and explained."""
    window.conversation_pane.ask("How long is the notice period?")
    assistant.deliver(AnswerFinished(1, answer(), explanation()))
    qtbot.waitUntil(lambda: not window.conversation_pane.conversation.asking)
    return window


@pytest.fixture
def dialog(qtbot: QtBot, answered: MainWindow) -> Iterator[ExplanationDialog]:
    qtbot.mouseClick(answered.conversation_pane.exchanges[0].why_button, LEFT)
    dialog = opened(answered)
    qtbot.waitExposed(dialog)
    yield dialog
    dialog.close()


def opened(window: MainWindow) -> ExplanationDialog:
    (dialog,) = window.findChildren(ExplanationDialog)
    return dialog


def said(dialog: ExplanationDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog))


def shown_alone(qtbot: QtBot, explained: AnswerExplanation) -> ExplanationDialog:
    dialog = ExplanationDialog("Why?", explained)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    return dialog


def test_it_says_what_happened_in_the_order_in_which_people_ask(dialog: ExplanationDialog) -> None:
    lines = said(dialog).split("\n")
    titles = [
        "What I looked for",
        "Pages I compared",
        "Why I answered",
        "What was written and what was struck out",
        "How long it took",
    ]
    assert [line for line in lines if line in titles] == titles
    assert lines[:2] == ["How long is the notice period?", explanation().verdict]
    assert "Words: long, notice, period" in lines
    assert "Words that documents may use instead: termination" in lines
    assert "Pages that the question names: 2" in lines
    assert (
        "50 passages on 11 pages and parts of documents were compared with the question. 6 of them were read." in lines
    )
    assert lines[lines.index("All of it") + 1] == "0.760 s"
    assert "82% likely that these sentences hold the answer; 45% is needed" in lines


def test_what_was_struck_out_looks_so_and_says_why(dialog: ExplanationDialog) -> None:
    by_text = {label.text(): label for label in dialog.findChildren(QLabel)}
    struck, kept = by_text["It is <b>free</b>."], by_text["The notice period is three months."]
    assert struck.font().strikeOut()
    assert struck.accessibleName().startswith("Struck out")
    assert not kept.font().strikeOut()
    assert "Struck out: the quote does not say “free”." in by_text
    assert "Kept, as [1]: the quote says the same." in by_text


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_row_opens_its_page(qtbot: QtBot, answered: MainWindow, dialog: ExplanationDialog, key: Qt.Key) -> None:
    qtbot.mouseClick(dialog.rows[1].card, LEFT)
    assert answered.document_viewer.current_path == FOLDER / "2.pdf"
    assert dialog.isVisible()
    dialog.rows[2].card.setFocus()
    qtbot.keyClick(dialog.rows[2].card, key)
    assert answered.document_viewer.current_path == FOLDER / "3.pdf"


def test_the_numbers_of_a_row_stand_below_it_when_they_are_wanted(qtbot: QtBot, dialog: ExplanationDialog) -> None:
    assert "Words of the question in the passage" not in said(dialog)
    button = dialog.rows[1].details.button
    assert button.accessibleName() == "Numbers of 2.pdf, page 2"
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert "2. by all that speaks for it (score 1.00), 2. by words alone, not by meaning alone" in said(dialog)
    bars = {bar.accessibleName(): bar.share for bar in dialog.rows[1].findChildren(ShareBar)}
    assert bars["Words of the question in the passage: 50%"] == 0.5
    assert bars["67% of the best score"] == pytest.approx(2 / 3)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert "Words of the question in the passage" not in said(dialog)


def test_the_other_passages_come_when_they_are_wanted(qtbot: QtBot, dialog: ExplanationDialog) -> None:
    assert len(dialog.rows) == 4
    assert dialog.more.button.text() == "Show 4 more passages"
    qtbot.mouseClick(dialog.more.button, LEFT)
    assert len(dialog.rows) == 8
    assert "No. 8 · Left out: says the same as 1.pdf, page 1" in said(dialog)


def test_the_exact_text_can_be_copied(qtbot: QtBot, dialog: ExplanationDialog) -> None:
    qtbot.mouseClick(dialog.prompt.button, LEFT)
    given, wrote = dialog.findChildren(CopyableText)
    qtbot.mouseClick(given.copy_button, LEFT)
    assert QGuiApplication.clipboard().text() == "Quotes:\n[1] The notice period is three months."
    assert wrote.view.toPlainText() == explanation().written
    assert "It was given 120 tokens (parts of words), and had to read 40:" in said(dialog)


def test_the_key_opens_it_and_escape_closes_it(qtbot: QtBot, answered: MainWindow) -> None:
    qtbot.keyClick(answered, Qt.Key.Key_E, CONTROL_SHIFT)
    dialog = opened(answered)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.explanation == explanation()
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_one_answer_is_explained_at_a_time(qtbot: QtBot, answered: MainWindow) -> None:
    for _ in range(2):
        qtbot.mouseClick(answered.conversation_pane.exchanges[0].why_button, LEFT)
    (dialog,) = [dialog for dialog in answered.findChildren(ExplanationDialog) if dialog.isVisible()]
    dialog.close()


def test_an_answer_can_be_explained_when_its_conversation_is_opened_again(
    qtbot: QtBot, answered: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    pane = answered.conversation_pane
    saved = pane.exchanges[0].saved()
    other = replace(saved, exchange_id="from before")
    pane.begin_conversation()
    conversation = Conversation("1", "Notice", (other, saved))
    assistant.deliver(ConversationLoaded("1", conversation, {}))
    qtbot.waitUntil(lambda: len(pane.exchanges) == 2)
    before, same = pane.exchanges
    assert before.why_button.isHidden()
    assert same.explanation == explanation()
    assert not same.why_button.isHidden()


def test_a_task_has_nothing_to_explain(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> None:
    window.conversation_pane.run_task(SummariseFolder(FOLDER))
    assistant.deliver(AnswerFinished(1, answer()))
    qtbot.waitUntil(lambda: not window.conversation_pane.conversation.asking)
    assert window.conversation_pane.exchanges[0].why_button.isHidden()
    qtbot.keyClick(window, Qt.Key.Key_E, CONTROL_SHIFT)
    assert not window.findChildren(ExplanationDialog)


def test_a_calculated_answer_shows_the_figures_that_it_was_calculated_from(qtbot: QtBot) -> None:
    explained = replace(explanation(), verdict="Calculated.", calculated=True, confidence=Confidence())
    text = said(shown_alone(qtbot, explained))
    assert "Why I answered" in text
    assert "The answer was calculated from these figures." in text
    assert all(quote.text in text for quote in explained.quotes)


def test_where_little_happened_it_says_so(qtbot: QtBot) -> None:
    nothing = AnswerExplanation("No answer: nothing.", explanation().question)
    dialog = shown_alone(qtbot, nothing)
    qtbot.mouseClick(dialog.prompt.button, LEFT)
    text = said(dialog)
    assert "Why I did not answer" in text
    assert "No page has anything in common with the question." in text
    assert "There was nothing to judge." in text
    assert text.count("The language model was not asked.") == 2
    assert dialog.more.isHidden()


def test_long_words_never_need_scrolling_sideways(qtbot: QtBot) -> None:
    long_word = "W" * 300
    wide = replace(explanation(), question=replace(explanation().question, text=long_word, words=(long_word,)))
    dialog = shown_alone(qtbot, wide)
    dialog.show()
    (area,) = dialog.findChildren(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    dialog.close()
