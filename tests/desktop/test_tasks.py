"""Tasks in the window: how they are started, and how their results are shown."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.document_viewer.text_view import TextView
from desktop.main_window import MainWindow
from desktop.tasks.comparison_dialog import ComparisonDialog
from desktop.tasks.language_dialog import LanguageDialog
from engine.errors import ModelTooSmall
from engine.events import (
    AnswerFinished,
    DocumentOpened,
    DocumentsChanged,
    PlacesChanged,
    QuestionFailed,
    SentenceFinished,
    TaskProgressed,
)
from engine.types import (
    Answer,
    AnswerTimes,
    Citation,
    CompareDocuments,
    ExplainPassage,
    QuizOnDocument,
    QuizQuestion,
    Selection,
    Sentence,
    SummariseDocument,
    SummariseFolder,
    Task,
    TranslatePassage,
    WatchedPlace,
)
from tests.desktop.values import FOLDER, document
from tests.fakes import FakeDocumentAssistant

CONTRACT, LETTER = FOLDER / "contract.pdf", FOLDER / "letter.txt"
TEXT = "The rent is 900 euros.\nIt is due on the first day."


@pytest.fixture
def filled(window: MainWindow, assistant: FakeDocumentAssistant, qtbot: QtBot) -> MainWindow:
    """A window with two documents in a folder, one of them selected."""
    assistant.deliver(PlacesChanged((WatchedPlace(FOLDER),)))
    assistant.deliver(DocumentsChanged((document("contract.pdf"), document("letter.txt"))))
    qtbot.waitUntil(lambda: window.library_pane.documents.rowCount() == 2)
    window.library_pane.table.selectRow(0)
    window.library_pane.table.setFocus()
    return window


def show_letter(window: MainWindow, assistant: FakeDocumentAssistant, qtbot: QtBot) -> None:
    """Open the text of the letter in the viewer."""
    window.document_viewer.open_document(LETTER)
    assistant.deliver(DocumentOpened(LETTER, "hash", text_parts=(TEXT,)))
    qtbot.waitUntil(lambda: window.document_viewer.message == "")


def text_view(window: MainWindow) -> TextView:
    view = window.document_viewer.findChild(TextView)
    assert view is not None
    return view


def asked(assistant: FakeDocumentAssistant) -> object:
    """What was asked of the engine last."""
    return assistant.calls_of("ask")[-1][0]


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, shift: bool = True) -> None:
    modifiers = Qt.KeyboardModifier.ControlModifier
    if shift:
        modifiers |= Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifiers)


def action(actions: Sequence[QAction], text: str) -> QAction:
    return next(item for item in actions if item.text().startswith(text))


def cited(index: int, path: Path = CONTRACT, quote: str = "The rent is 900 euros.") -> Citation:
    return Citation(index, path, "hash", index, index, 0, len(quote), quote, place=f"page {index}")


def finish(window: MainWindow, assistant: FakeDocumentAssistant, qtbot: QtBot, answer: Answer) -> None:
    assistant.deliver(AnswerFinished(1, answer))
    qtbot.waitUntil(lambda: window.conversation_pane.exchanges[-1].finished)


def answer_of(*sentences: Sentence, citations: tuple[Citation, ...]) -> Answer:
    text = " ".join(sentence.text for sentence in sentences)
    return Answer(text, True, sentences, citations, times=AnswerTimes(total=0.3))


def test_the_selected_document_is_summarised_by_keyboard(
    filled: MainWindow, assistant: FakeDocumentAssistant, qtbot: QtBot
) -> None:
    press(qtbot, filled, Qt.Key.Key_S)
    assert asked(assistant) == SummariseDocument(CONTRACT)
    (exchange,) = filled.conversation_pane.exchanges
    assert exchange.question == "Summary of contract.pdf"


def test_a_task_that_has_to_wait_says_so(filled: MainWindow, assistant: FakeDocumentAssistant) -> None:
    filled.conversation_pane.ask("How much is the rent?")
    filled.tasks.summarise(CONTRACT)
    assert len(assistant.calls_of("ask")) == 1
    (notice,) = filled.notice_bar.notices
    assert "still being written" in notice.title


def test_a_folder_is_summarised_from_its_menu(filled: MainWindow, assistant: FakeDocumentAssistant) -> None:
    filled.library_pane.places.setCurrentRow(0)
    filled.library_pane.places.summary_action.trigger()
    assert asked(assistant) == SummariseFolder(FOLDER)


@pytest.mark.parametrize(
    ("key", "task"),
    [(Qt.Key.Key_S, SummariseDocument(LETTER)), (Qt.Key.Key_K, QuizOnDocument(LETTER))],
)
def test_away_from_the_library_the_document_shown_is_meant(
    filled: MainWindow, assistant: FakeDocumentAssistant, qtbot: QtBot, key: Qt.Key, task: Task
) -> None:
    show_letter(filled, assistant, qtbot)
    filled.document_viewer.focus_stop.setFocus()
    press(qtbot, filled, key)
    assert asked(assistant) == task


def test_the_menus_offer_the_tasks(filled: MainWindow, assistant: FakeDocumentAssistant, qtbot: QtBot) -> None:
    show_letter(filled, assistant, qtbot)
    action(filled.document_viewer.tasks_menu.actions(), "Make a quiz").trigger()
    assert asked(assistant) == QuizOnDocument(LETTER)


def test_a_document_is_compared_with_one_that_is_chosen(
    filled: MainWindow, assistant: FakeDocumentAssistant, qtbot: QtBot
) -> None:
    press(qtbot, filled, Qt.Key.Key_D)
    dialog = filled.findChild(ComparisonDialog)
    assert dialog is not None
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == ["letter.txt"]
    qtbot.keyClicks(dialog.filter_box, "zzz")
    dialog.accept()
    assert dialog.isVisible()
    dialog.filter_box.clear()
    dialog.accept()
    assert asked(assistant) == CompareDocuments(CONTRACT, LETTER)
    assert filled.conversation_pane.exchanges[-1].question == "Comparison of contract.pdf and letter.txt"


def test_two_selected_documents_are_compared_at_once(
    filled: MainWindow, assistant: FakeDocumentAssistant, qtbot: QtBot
) -> None:
    filled.library_pane.table.selectAll()
    press(qtbot, filled, Qt.Key.Key_D)
    assert asked(assistant) == CompareDocuments(CONTRACT, LETTER)


def test_selected_words_are_explained(filled: MainWindow, assistant: FakeDocumentAssistant, qtbot: QtBot) -> None:
    show_letter(filled, assistant, qtbot)
    text_view(filled).select(1, 0, 22)
    press(qtbot, filled, Qt.Key.Key_E, shift=False)
    assert asked(assistant) == ExplainPassage(Selection(LETTER, "The rent is 900 euros.", 1))


def test_the_cited_words_are_translated_if_none_are_selected(
    filled: MainWindow, assistant: FakeDocumentAssistant, qtbot: QtBot
) -> None:
    filled.document_viewer.open_citation(Citation(1, LETTER, "hash", None, 1, 0, 22, TEXT[:22]))
    assistant.deliver(DocumentOpened(LETTER, "hash", text_parts=(TEXT,)))
    qtbot.waitUntil(lambda: filled.document_viewer.selection is not None)
    press(qtbot, filled, Qt.Key.Key_T, shift=False)
    dialog = filled.findChild(LanguageDialog)
    assert dialog is not None
    dialog.box.setCurrentText("  ")
    dialog.accept()
    assert dialog.isVisible()
    dialog.box.setCurrentText("French")
    dialog.accept()
    assert asked(assistant) == TranslatePassage(Selection(LETTER, TEXT[:22], 1), "French")


def test_asking_about_a_passage_puts_it_into_the_question(
    filled: MainWindow, assistant: FakeDocumentAssistant, qtbot: QtBot
) -> None:
    show_letter(filled, assistant, qtbot)
    text_view(filled).select(1, 0, 30)
    press(qtbot, filled, Qt.Key.Key_A)
    box = filled.conversation_pane.question_box
    assert box.toPlainText() == "“The rent is 900 euros. It is d”\n"
    assert box.hasFocus()


def test_without_a_passage_nothing_is_asked(filled: MainWindow, assistant: FakeDocumentAssistant, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_E, Qt.Key.Key_T):
        press(qtbot, filled, key, shift=False)
    assert assistant.calls_of("ask") == []
    assert [notice.title for notice in filled.notice_bar.notices] == ["No passage is chosen"]


def test_without_documents_it_is_said_what_a_task_needs(
    window: MainWindow, assistant: FakeDocumentAssistant, qtbot: QtBot
) -> None:
    press(qtbot, window, Qt.Key.Key_S)
    window.tasks.compare(CONTRACT)
    titles = [notice.title for notice in window.notice_bar.notices]
    assert titles == ["No document is chosen", "There is no other document to compare with"]
    assert assistant.calls_of("ask") == []


def test_progress_and_sections(filled: MainWindow, assistant: FakeDocumentAssistant, qtbot: QtBot) -> None:
    press(qtbot, filled, Qt.Key.Key_S)
    (exchange,) = filled.conversation_pane.exchanges
    assistant.deliver(TaskProgressed(1, 0, 2, "§ 1 <b>Rent</b>"))
    qtbot.waitUntil(lambda: exchange.status.text() == "Reading § 1 <b>Rent</b> (1 of 2)…")
    first = Sentence("The rent is 900 euros.", True, (1,), heading="§ 1 <b>Rent</b>")
    assistant.deliver(SentenceFinished(1, first, (cited(1),)))
    qtbot.waitUntil(lambda: "§ 1 &lt;b&gt;Rent" in exchange.answer_label.text())
    second = Sentence("It is due on the first day.", True, (2,), heading="§ 2")
    finish(filled, assistant, qtbot, answer_of(first, second, citations=(cited(1), cited(2))))
    assert exchange.footer.text() == "Done in 0.30 s"
    with qtbot.waitSignal(filled.conversation_pane.citation_opened) as opened:
        press_number(qtbot, filled, Qt.Key.Key_2)
    assert opened.args == [cited(2)]
    exchange.copy()
    assert "§ 2\nIt is due on the first day. [2]" in QApplication.clipboard().text()


def press_number(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    press(qtbot, window, key, shift=False)


def test_a_quiz_hides_its_answers_until_they_are_wanted(
    filled: MainWindow, assistant: FakeDocumentAssistant, qtbot: QtBot
) -> None:
    press(qtbot, filled, Qt.Key.Key_K)
    quiz = QuizQuestion("The rent is _____ euros.", "900", ("850", "900"))
    sentence = Sentence("The rent is 900 euros.", True, (1,), quiz=quiz)
    other = Sentence("It is due on the 1st.", True, (2,), quiz=QuizQuestion("It is due on the _____.", "1st"))
    finish(filled, assistant, qtbot, answer_of(sentence, other, citations=(cited(1), cited(2))))
    (exchange,) = filled.conversation_pane.exchanges
    assert "The rent is _____ euros." in exchange.answer_label.text()
    assert "The rent is 900 euros." not in exchange.answer_label.text()
    assert exchange.sources.cards == []
    exchange.answer_label.linkActivated.emit("quiz:0:0")
    assert "✗ 850 is wrong" in exchange.answer_label.text()
    assert "<b>900</b> is right" in exchange.answer_label.text()
    assert "The rent is 900 euros." in exchange.answer_label.text()
    assert "It is due on the 1st." not in exchange.answer_label.text()
    assert [card.citation.index for card in exchange.sources.cards] == [1]
    exchange.answer_label.linkActivated.emit("quiz:1:-1")
    assert "It is due on the 1st." in exchange.answer_label.text()


def test_a_comparison_stands_in_two_columns(filled: MainWindow, assistant: FakeDocumentAssistant, qtbot: QtBot) -> None:
    press(qtbot, filled, Qt.Key.Key_S)
    left = Sentence("The rent is 900 euros.", True, (1,), heading="Different", column=1)
    right = Sentence("The rent is 950 euros.", True, (2,), heading="Different", column=2)
    alone = Sentence("Dogs are not allowed.", True, (3,), heading="Different", column=2)
    citations = (cited(1), cited(2, LETTER), cited(3, LETTER))
    finish(filled, assistant, qtbot, answer_of(left, right, alone, citations=citations))
    html = filled.conversation_pane.exchanges[0].answer_label.text()
    rows = html.split("<tr>")[1:]
    assert "contract.pdf" in rows[0]
    assert "letter.txt" in rows[0]
    assert rows[1].index("900") < rows[1].index("950")
    assert "<td></td>" in rows[2]
    assert "Dogs" in rows[2]


def test_a_result_without_sentences_says_why(
    filled: MainWindow, assistant: FakeDocumentAssistant, qtbot: QtBot
) -> None:
    press(qtbot, filled, Qt.Key.Key_S)
    finish(filled, assistant, qtbot, Answer("There is no text in this document.", False))
    html = filled.conversation_pane.exchanges[0].answer_label.text()
    assert "Nothing to show" in html
    assert "There is no text in this document." in html


def test_a_task_that_fails_says_what_to_do(filled: MainWindow, assistant: FakeDocumentAssistant, qtbot: QtBot) -> None:
    press(qtbot, filled, Qt.Key.Key_S)
    assistant.deliver(QuestionFailed(1, ModelTooSmall("The embedded model cannot translate.")))
    (exchange,) = filled.conversation_pane.exchanges
    qtbot.waitUntil(lambda: exchange.finished)
    assert "The embedded model cannot translate." in exchange.answer_label.text()
    assert "Choose a larger model" in exchange.answer_label.text()
