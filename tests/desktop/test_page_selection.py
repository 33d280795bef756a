"""Selecting words on a page."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.document_viewer.page_view import PIXELS_PER_POINT, PageView
from desktop.document_viewer.word_selection import WordSelection
from desktop.main_window import MainWindow
from engine.events import DocumentOpened, PageWordsLoaded
from engine.types import Citation, ExplainPassage, PageSize, PageWord, Rectangle, Selection
from tests.fakes import FakeDocumentAssistant

PATH = Path("/documents/contract.pdf")
LINES = ("The rent is 900 euros.", "It is due on the first day.")


def words_of_page(page: int = 1) -> tuple[PageWord, ...]:
    """Two lines of words, 50 points wide, 20 points apart, from (50, 100) on."""
    return tuple(
        PageWord(word, Rectangle(page, 50 + 55 * place, 100 + 20 * line, 100 + 55 * place, 112 + 20 * line))
        for line, text in enumerate(LINES)
        for place, word in enumerate(text.split())
    )


@pytest.fixture
def view(window: MainWindow, assistant: FakeDocumentAssistant, qtbot: QtBot) -> PageView:
    """The view of a document with two pages, at 100 %."""
    window.document_viewer.open_document(PATH)
    assistant.deliver(DocumentOpened(PATH, "hash", page_sizes=(PageSize(595, 842), PageSize(595, 842))))
    qtbot.waitUntil(lambda: window.document_viewer.message == "")
    view = window.document_viewer.findChild(PageView)
    assert view is not None
    view.zoom_to_actual_size()
    view.go_to_page(1)
    view.setFocus()
    return view


def point(view: PageView, x: float, y: float) -> QPoint:
    """Where a place of page 1 is in the viewport."""
    corner = view.place_at(QPointF(), 1)[1]
    return ((QPointF(x, y) - corner) * PIXELS_PER_POINT).toPoint()


def drag(qtbot: QtBot, view: PageView, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view.viewport(), end)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)


def test_dragging_selects_words_and_asks_for_them_once(
    window: MainWindow, assistant: FakeDocumentAssistant, view: PageView, qtbot: QtBot
) -> None:
    drag(qtbot, view, point(view, 110, 105), point(view, 60, 125))
    assert assistant.calls_of("request_page_words") == [(PATH, 1)]
    assert view.selector.text == ""
    assistant.deliver(PageWordsLoaded(PATH, 1, "hash", words_of_page()))
    qtbot.waitUntil(lambda: view.selector.text == "rent is 900 euros. It")
    assert view.selector.areas == [Rectangle(1, 105, 100, 320, 112), Rectangle(1, 50, 120, 100, 132)]
    assert window.document_viewer.selection == Selection(PATH, "rent is 900 euros. It", 1)
    drag(qtbot, view, point(view, 60, 105), point(view, 110, 105))
    assert view.selector.text == "The rent"
    assert len(assistant.calls_of("request_page_words")) == 1


def test_the_selected_words_are_explained_and_copied(
    window: MainWindow, assistant: FakeDocumentAssistant, view: PageView, qtbot: QtBot
) -> None:
    drag(qtbot, view, point(view, 60, 105), point(view, 320, 105))
    assistant.deliver(PageWordsLoaded(PATH, 1, "hash", words_of_page()))
    qtbot.waitUntil(lambda: view.selector.text == LINES[0])
    qtbot.keyClick(view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert assistant.calls_of("ask")[-1][0] == ExplainPassage(Selection(PATH, LINES[0], 1))
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == LINES[0]


def test_a_click_ends_the_selection(assistant: FakeDocumentAssistant, view: PageView, qtbot: QtBot) -> None:
    drag(qtbot, view, point(view, 60, 105), point(view, 320, 105))
    assistant.deliver(PageWordsLoaded(PATH, 1, "hash", words_of_page()))
    qtbot.waitUntil(lambda: view.selector.text == LINES[0])
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point(view, 60, 105))
    assert view.selector.text == ""
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point(view, 120, 125))
    assert view.selector.text == "is"


def test_words_of_another_version_of_the_file_are_not_taken(
    window: MainWindow, assistant: FakeDocumentAssistant, view: PageView, qtbot: QtBot
) -> None:
    drag(qtbot, view, point(view, 60, 105), point(view, 320, 105))
    window.document_viewer.take_words(PageWordsLoaded(PATH, 1, "other", words_of_page()))
    assert view.selector.text == ""


def test_by_keyboard_the_quote_is_selected_first_and_then_extended(
    window: MainWindow, assistant: FakeDocumentAssistant, view: PageView, qtbot: QtBot
) -> None:
    box = Rectangle(1, 105, 100, 265, 112)
    window.document_viewer.open_citation(Citation(1, PATH, "hash", 1, 1, 4, 15, "rent is 900", (box,)))
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view, Qt.Key.Key_Right, shift)
    assistant.deliver(PageWordsLoaded(PATH, 1, "hash", words_of_page()))
    qtbot.waitUntil(lambda: view.selector.text == "rent is 900")
    qtbot.keyClick(view, Qt.Key.Key_Right, shift)
    assert view.selector.text == "rent is 900 euros."
    qtbot.keyClick(view, Qt.Key.Key_Left, shift)
    qtbot.keyClick(view, Qt.Key.Key_Left, shift)
    assert view.selector.text == "rent is"
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.selector.text == " ".join(LINES)


def test_another_document_begins_without_a_selection(
    window: MainWindow, assistant: FakeDocumentAssistant, view: PageView, qtbot: QtBot
) -> None:
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assistant.deliver(PageWordsLoaded(PATH, 1, "hash", words_of_page()))
    qtbot.waitUntil(lambda: view.selector.text != "")
    other = PATH.with_name("other.pdf")
    window.document_viewer.open_document(other)
    assistant.deliver(DocumentOpened(other, "hash", page_sizes=(PageSize(595, 842),)))
    qtbot.waitUntil(lambda: view.page_count == 1)
    assert view.selector.text == ""
    assert window.document_viewer.selection is None


def test_a_page_without_words() -> None:
    selection = WordSelection()
    for change in (selection.select_all, selection.clear, lambda: selection.extend_by(1)):
        change()
        assert selection.text == ""
    selection.begin(QPointF(1, 1))
    selection.extend(QPointF(2, 2))
    selection.select_areas([Rectangle(1, 0, 0, 9, 9)])
    assert selection.areas == []
