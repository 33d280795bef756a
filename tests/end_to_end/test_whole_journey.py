"""The whole journey through the window, with the real engine and models: drop, index, ask, click, see the words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.engine_bridge import EngineBridge
from desktop.explanation.explanation_dialog import ExplanationDialog
from desktop.main_window import MainWindow
from engine.api import DocumentAssistant
from engine.events import DocumentsChanged
from engine.types import Citation, DocumentState, Rectangle

pytestmark = pytest.mark.models

_QUESTION = "How much is the deposit of the flat?"
_INDEXING_TIMEOUT = 120_000
_ANSWER_TIMEOUT = 120_000


@pytest.fixture
def bridge(qapp: QApplication) -> EngineBridge:
    return EngineBridge()


@pytest.fixture
def window(qtbot: QtBot, bridge: EngineBridge, library: Path) -> Iterator[MainWindow]:
    assistant = DocumentAssistant(library, bridge.deliver)
    assistant.start()
    window = MainWindow(assistant, bridge)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.refuse_work()
    assistant.close()


def drop(window: MainWindow, path: Path) -> None:
    """Drag `path` into the window and let go of it, as the window system tells of it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    middle = window.rect().center()
    arguments = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(middle, *arguments)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(middle), *arguments))


def index(qtbot: QtBot, window: MainWindow, bridge: EngineBridge, folder: Path) -> None:
    """Drop `folder` and wait until everything in it is indexed, with meaning."""
    files = {path for path in folder.rglob("*") if path.is_file()}
    complete: set[Path] = set()

    def note(event: DocumentsChanged) -> None:
        for document in event.documents:
            if document.state is DocumentState.INDEXED and document.passages_embedded == document.passages > 0:
                complete.add(document.path)

    bridge.documents_changed.connect(note)
    drop(window, folder)
    qtbot.waitUntil(lambda: complete == files, timeout=_INDEXING_TIMEOUT)


def ask(qtbot: QtBot, window: MainWindow, bridge: EngineBridge, question: str) -> None:
    """Type `question`, press Enter, wait for the answer."""
    box = window.conversation_pane.question_box
    qtbot.keyClicks(box, question)
    with qtbot.waitSignal(bridge.answer_finished, timeout=_ANSWER_TIMEOUT):
        qtbot.keyClick(box, Qt.Key.Key_Return)


def click_first_link(qtbot: QtBot, label: QLabel) -> None:
    """Find a link in `label` by moving the mouse over it, and click it."""
    hovered: list[str] = []
    label.linkHovered.connect(hovered.append)
    for y in range(2, label.height(), 4):
        for x in range(2, label.width(), 4):
            position = QPointF(x, y)
            move = QMouseEvent(
                QEvent.Type.MouseMove,
                position,
                label.mapToGlobal(position),
                Qt.MouseButton.NoButton,
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
            )
            QApplication.sendEvent(label, move)
            if any(hovered):
                label.linkHovered.disconnect(hovered.append)
                qtbot.mouseClick(label, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
                return
    pytest.fail("there is no link in the answer")


def words_under(rectangles: list[Rectangle], path: Path) -> list[str]:
    """The words of the PDF whose centre lies in one of the rectangles, in reading order."""
    with pymupdf.open(path) as document:
        return [
            word
            for page in sorted({box.page for box in rectangles})
            for x0, y0, x1, y1, word, *_ in document[page - 1].get_text("words")
            if any(
                box.page == page and box.x0 <= (x0 + x1) / 2 <= box.x1 and box.y0 <= (y0 + y1) / 2 <= box.y1
                for box in rectangles
            )
        ]


def tinted_share(image: QImage, x0: int, y0: int, x1: int, y1: int) -> float:
    """Which share of the pixels of a rectangle is coloured, neither grey nor white."""
    pixels = [QColor(image.pixel(x, y)) for x in range(x0, x1, 2) for y in range(y0, y1, 2)]
    return sum(colour.saturation() > 30 for colour in pixels) / len(pixels)


def test_drop_a_folder_ask_and_click_the_citation(
    qtbot: QtBot, window: MainWindow, bridge: EngineBridge, documents: Path
) -> None:
    index(qtbot, window, bridge, documents)
    ask(qtbot, window, bridge, _QUESTION)

    exchange = window.conversation_pane.exchanges[-1]
    assert exchange.answer is not None
    assert exchange.answer.found
    citation = exchange.answer.citations[0]
    assert citation.page is not None

    viewer = window.document_viewer
    with qtbot.waitSignal(bridge.document_opened), qtbot.waitSignal(bridge.page_rendered):
        click_first_link(qtbot, exchange.answer_label)
    assert viewer.current_path == citation.path
    assert viewer.current_page == citation.page
    assert viewer.highlights == list(citation.rectangles)
    assert_highlights_are_exactly(viewer.highlights, citation)

    areas = viewer.highlight_areas()
    assert areas, "the highlighted words are in view"
    qtbot.waitUntil(lambda: viewer.grab().toImage().width() > 0)
    image = viewer.grab().toImage()
    for area in areas:
        assert tinted_share(image, area.left(), area.top(), area.right(), area.bottom()) > 0.5


def assert_highlights_are_exactly(rectangles: list[Rectangle], citation: Citation) -> None:
    """Assert that the rectangles cover the quoted words of the page and no other."""

    def letters(text: str) -> str:
        return re.sub(r"\W", "", text)

    assert letters("".join(words_under(rectangles, citation.path))) == letters(citation.quote)


def test_a_citation_of_a_text_file_marks_the_quote(
    qtbot: QtBot, window: MainWindow, bridge: EngineBridge, tmp_path: Path
) -> None:
    note = tmp_path / "notes" / "garden.md"
    note.parent.mkdir()
    note.write_text("# Garden\n\nAunt Edda planted the quince tree in 1987.\n\nThe shed is green.\n", encoding="utf-8")
    index(qtbot, window, bridge, note.parent)
    ask(qtbot, window, bridge, "Who planted the quince tree?")
    answer = window.conversation_pane.exchanges[-1].answer
    assert answer is not None
    assert answer.found
    with qtbot.waitSignal(bridge.document_opened):
        qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.document_viewer.highlighted_text == answer.citations[0].quote
    assert "quince tree" in window.document_viewer.highlighted_text


def test_a_question_without_an_answer_is_told_so(
    qtbot: QtBot, window: MainWindow, bridge: EngineBridge, documents: Path
) -> None:
    index(qtbot, window, bridge, documents)
    ask(qtbot, window, bridge, "Which chess opening did Bobby Fischer play in Reykjavik in 1972?")
    exchange = window.conversation_pane.exchanges[-1]
    assert exchange.answer is not None
    assert not exchange.answer.found
    assert "Not found" in exchange.answer_label.text()


def test_why_there_is_no_answer_is_told_and_the_pages_compared_open(
    qtbot: QtBot, window: MainWindow, bridge: EngineBridge, documents: Path
) -> None:
    index(qtbot, window, bridge, documents)
    ask(qtbot, window, bridge, "Who discovered penicillin in the flat?")
    exchange = window.conversation_pane.exchanges[-1]
    qtbot.mouseClick(exchange.why_button, Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(ExplanationDialog)
    explanation = dialog.explanation
    assert {"discovered", "penicillin", "flat"} <= set(explanation.question.words)
    assert explanation.verdict.startswith("No answer: it is ")
    assert not explanation.confidence.is_sufficient
    best = explanation.candidates[0]
    assert best.passage.path == documents / "rental-contract.pdf"
    with qtbot.waitSignal(bridge.document_opened):
        qtbot.mouseClick(dialog.rows[0].card, Qt.MouseButton.LeftButton)
    assert window.document_viewer.current_path == best.passage.path
    assert window.document_viewer.current_page == best.passage.page
    dialog.close()


def test_a_document_that_changed_since_the_answer_says_so(
    qtbot: QtBot, window: MainWindow, bridge: EngineBridge, tmp_path: Path
) -> None:
    note = tmp_path / "notes" / "tyres.txt"
    note.parent.mkdir()
    note.write_text("The winter tyres are stored at Hollmann's garage.\n", encoding="utf-8")
    index(qtbot, window, bridge, note.parent)
    ask(qtbot, window, bridge, "Where are the winter tyres stored?")
    note.write_text("Sold everything.\n", encoding="utf-8")
    with qtbot.waitSignal(bridge.document_opened):
        qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert "changed" in window.document_viewer.notice
    assert window.document_viewer.highlighted_text == ""
