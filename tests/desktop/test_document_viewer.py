"""The document viewer as its user meets it: citations, highlights, zoom, errors."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.document_viewer.document_header import DocumentHeader
from desktop.document_viewer.document_viewer import CHANGED_NOTICE, EMPTY_ADVICE, DocumentViewer
from desktop.document_viewer.page_painter import HIGHLIGHT
from desktop.document_viewer.page_toolbar import PageToolbar
from desktop.document_viewer.page_view import PIXELS_PER_POINT, PageView
from desktop.document_viewer.text_view import MAX_CHARACTERS, TextView
from desktop.theme import DARK, LIGHT, palette_of
from engine.errors import FileVanished, ReaderEnded
from engine.events import DocumentOpened, PageRendered, ViewingFailed
from engine.types import Citation, PageImage, PageSize, Rectangle

PDF = Path("/documents/report.pdf")
NOTES = Path("/documents/notes.md")
SIZES = (PageSize(595, 842),) * 12
BOXES = (Rectangle(5, 72, 400, 300, 414), Rectangle(5, 72, 416, 200, 430))
CITATION = Citation(1, PDF, "hash", 5, 5, 0, 5, "Quote", BOXES)
OPENED = DocumentOpened(PDF, "hash", SIZES)
TEXT = ("The first part.", "A café \N{GRINNING FACE} and\na \N{GRINNING FACE} quoted sentence here.", "The end.")
_Part = TypeVar("_Part", bound=QWidget)
QUOTE = "quoted sentence"
TEXT_CITATION = Citation(2, NOTES, "hash", None, 2, TEXT[1].index(QUOTE), TEXT[1].index(QUOTE) + len(QUOTE), QUOTE)
TEXT_OPENED = DocumentOpened(NOTES, "hash", (), TEXT)


class Requests:
    """What the viewer asks for; white pages are rendered at once while `answering`."""

    def __init__(self, viewer: DocumentViewer) -> None:
        self.documents: list[Path] = []
        self.pages: list[tuple[Path, int, float]] = []
        self.answering = True
        self._viewer = viewer
        viewer.document_wanted.connect(self.documents.append)
        viewer.page_wanted.connect(self._page_wanted)

    def _page_wanted(self, path: Path, page: int, zoom: float) -> None:
        self.pages.append((path, page, zoom))
        if self.answering:
            self._viewer.show_page(PageRendered(path, page, zoom, white_page(zoom)))


def white_page(zoom: float) -> PageImage:
    width, height = round(595 * zoom), round(842 * zoom)
    return PageImage(width, height, bytes([255]) * (3 * width * height))


@pytest.fixture
def viewer(qtbot: QtBot) -> Iterator[DocumentViewer]:
    viewer = DocumentViewer()
    qtbot.addWidget(viewer)
    viewer.resize(600, 800)
    with qtbot.waitExposed(viewer):
        viewer.show()
    yield viewer
    viewer.close()


@pytest.fixture
def requests(viewer: DocumentViewer) -> Requests:
    return Requests(viewer)


def part(viewer: DocumentViewer, kind: type[_Part]) -> _Part:
    found = viewer.findChild(kind)
    assert isinstance(found, kind)
    return found


def colour_in(viewer: DocumentViewer, area: QRect) -> QColor:
    image: QImage = viewer.grab().toImage()
    ratio = image.devicePixelRatio()
    centre = QPointF(area.center()) * ratio
    return image.pixelColor(centre.toPoint())


def button(viewer: DocumentViewer, name: str) -> QToolButton:
    (found,) = [b for b in viewer.findChildren(QToolButton) if b.accessibleName().startswith(name)]
    return found


def wait_for_pages(qtbot: QtBot, requests: Requests, page: int) -> None:
    qtbot.waitUntil(lambda: any(asked == page for _, asked, _ in requests.pages))


def test_the_empty_viewer_teaches(viewer: DocumentViewer) -> None:
    assert EMPTY_ADVICE in viewer.message
    assert viewer.current_path is None
    assert viewer.current_page is None
    assert viewer.highlights == []


def test_a_citation_opens_its_document_at_the_quote(viewer: DocumentViewer, requests: Requests, qtbot: QtBot) -> None:
    viewer.open_citation(CITATION)
    assert requests.documents == [PDF]
    assert viewer.current_path == PDF
    viewer.show_document(OPENED)
    assert (viewer.current_page, viewer.page_count, viewer.message) == (5, 12, "")
    assert viewer.highlights == list(BOXES)
    assert part(viewer, PageToolbar).position_text == "5 of 12"
    first, _ = viewer.highlight_areas()
    assert viewer.height() * 0.2 < first.center().y() < viewer.height() * 0.5
    wait_for_pages(qtbot, requests, 5)


@pytest.mark.parametrize("page", [1, 2])
def test_a_page_narrower_than_others_is_shown_whole(viewer: DocumentViewer, requests: Requests, page: int) -> None:
    """Landscape pages make the column wider than the view; the page that was asked for is still in its middle."""
    portrait, landscape = PageSize(595, 842), PageSize(1190, 842)
    edges = (Rectangle(page, 0, 100, 20, 110), Rectangle(page, 575, 100, 595, 110))
    viewer.open_citation(replace(CITATION, page=page, part=page, rectangles=edges))
    viewer.show_document(replace(OPENED, page_sizes=(portrait, portrait, landscape)))
    assert requests.documents == [PDF]
    assert len(viewer.highlight_areas()) == 2


def test_highlights_tint_exactly_their_boxes(viewer: DocumentViewer, requests: Requests, qtbot: QtBot) -> None:
    viewer.open_citation(CITATION)
    viewer.show_document(OPENED)
    wait_for_pages(qtbot, requests, 5)
    for zoom in (viewer.zoom_in, viewer.zoom_in, viewer.zoom_out, viewer.zoom_to_actual_size):
        zoom()
        first, second = viewer.highlight_areas()
        scale = viewer.zoom * PIXELS_PER_POINT
        assert abs(first.width() - 228 * scale) <= 1.5
        assert abs(first.height() - 14 * scale) <= 1.5
        assert colour_in(viewer, first) == HIGHLIGHT
        assert colour_in(viewer, second) == HIGHLIGHT
        right_of_second = QRect(second.topRight() + QPoint(6, 0), second.size() / 4)
        assert colour_in(viewer, right_of_second) == QColor("white")


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_pages_stay_white_and_surroundings_follow_the_palette(
    viewer: DocumentViewer, requests: Requests, qtbot: QtBot, colours: object
) -> None:
    chosen = LIGHT if colours is LIGHT else DARK
    viewer.setPalette(palette_of(chosen))
    viewer.open_citation(CITATION)
    viewer.show_document(OPENED)
    wait_for_pages(qtbot, requests, 5)
    (area, _) = viewer.highlight_areas()
    assert colour_in(viewer, area) == HIGHLIGHT
    assert colour_in(viewer, area.translated(0, -60)) == QColor("white")
    edge = part(viewer, PageView).viewport().mapTo(viewer, QPoint(2, 300))
    assert colour_in(viewer, QRect(edge, edge)) == QColor(chosen.window)


def test_a_citation_of_the_open_document_jumps_at_once(viewer: DocumentViewer, requests: Requests) -> None:
    viewer.open_citation(CITATION)
    viewer.show_document(OPENED)
    viewer.open_citation(replace(CITATION, page=9, part=9, rectangles=(Rectangle(9, 10, 700, 90, 712),)))
    assert viewer.current_page == 9
    assert len(viewer.highlights) == 1
    assert requests.documents == [PDF, PDF]  # asked again, in case the file has changed
    viewer.show_document(OPENED)
    assert viewer.current_page == 9


def test_without_rectangles_the_page_opens_unpainted(viewer: DocumentViewer) -> None:
    viewer.open_citation(replace(CITATION, rectangles=()))
    viewer.show_document(OPENED)
    assert viewer.current_page == 5
    assert viewer.highlights == []
    assert viewer.highlight_areas() == []


def test_a_changed_document_is_told_and_nothing_is_highlighted(viewer: DocumentViewer) -> None:
    viewer.open_citation(CITATION)
    viewer.show_document(replace(OPENED, content_hash="another"))
    assert viewer.notice == CHANGED_NOTICE
    assert (viewer.current_page, viewer.highlights) == (5, [])
    viewer.open_citation(replace(TEXT_CITATION, content_hash="old"))
    viewer.show_document(TEXT_OPENED)
    assert viewer.notice == CHANGED_NOTICE
    assert viewer.highlighted_text == ""
    viewer.open_document(PDF)
    viewer.show_document(OPENED)
    assert viewer.notice == ""


def test_a_document_that_changes_while_it_is_read_stays_on_its_page(viewer: DocumentViewer) -> None:
    viewer.open_citation(CITATION)
    viewer.show_document(OPENED)
    part(viewer, PageToolbar).page_chosen.emit(8)
    viewer.show_document(replace(OPENED, content_hash="another"))
    assert viewer.current_page == 8
    assert viewer.highlights == []
    assert viewer.notice == CHANGED_NOTICE


def test_a_document_that_became_shorter_opens_its_last_page(viewer: DocumentViewer) -> None:
    viewer.open_citation(CITATION)
    viewer.show_document(DocumentOpened(PDF, "another", SIZES[:2]))
    assert viewer.current_page == 2


def test_answers_for_other_documents_are_ignored(viewer: DocumentViewer) -> None:
    viewer.open_citation(CITATION)
    viewer.show_document(TEXT_OPENED)
    viewer.show_failure(ViewingFailed(NOTES, None, FileVanished()))
    viewer.show_page(PageRendered(NOTES, 1, 1.0, white_page(0.1)))
    assert viewer.current_page is None
    assert FileVanished.title not in viewer.message
    viewer.show_document(OPENED)
    assert viewer.current_page == 5


def test_a_document_that_cannot_be_shown_says_why(viewer: DocumentViewer, requests: Requests) -> None:
    viewer.open_citation(CITATION)
    viewer.show_failure(ViewingFailed(PDF, None, FileVanished()))
    assert FileVanished.title in viewer.message
    assert FileVanished.advice in viewer.message
    viewer.open_citation(CITATION)
    viewer.show_document(OPENED)
    assert viewer.current_page == 5


def test_opening_is_told_when_it_takes_a_while(viewer: DocumentViewer, qtbot: QtBot) -> None:
    viewer.open_document(PDF)
    qtbot.waitUntil(lambda: "Opening" in viewer.message)
    viewer.show_document(OPENED)
    assert viewer.message == ""


def test_a_bad_page_costs_a_placeholder_and_is_asked_for_again_only_by_a_click(
    viewer: DocumentViewer, requests: Requests, qtbot: QtBot
) -> None:
    requests.answering = False
    viewer.open_citation(CITATION)
    viewer.show_document(OPENED)
    wait_for_pages(qtbot, requests, 5)
    viewer.show_failure(ViewingFailed(PDF, 5, ReaderEnded()))
    requests.pages.clear()
    viewer.zoom_in()
    wait_for_pages(qtbot, requests, 4)
    assert 5 not in [page for _, page, _ in requests.pages]
    assert viewer.current_page == 5
    viewer.open_citation(CITATION)
    wait_for_pages(qtbot, requests, 5)


def test_asks_only_for_pages_near_the_view_most_important_last(
    viewer: DocumentViewer, requests: Requests, qtbot: QtBot
) -> None:
    viewer.open_citation(CITATION)
    viewer.show_document(OPENED)
    wait_for_pages(qtbot, requests, 5)
    assert {page for _, page, _ in requests.pages} <= {4, 5, 6}
    assert requests.pages[-1][:2] == (PDF, 5)
    assert requests.pages[-1][2] == viewer.zoom * PIXELS_PER_POINT * viewer.devicePixelRatioF()


def test_pages_are_rendered_sharply_again_after_zooming(
    viewer: DocumentViewer, requests: Requests, qtbot: QtBot
) -> None:
    viewer.open_document(PDF)
    viewer.show_document(OPENED)
    wait_for_pages(qtbot, requests, 1)
    requests.pages.clear()
    viewer.zoom_to_actual_size()
    wait_for_pages(qtbot, requests, 1)
    assert requests.pages[-1][2] == PIXELS_PER_POINT * viewer.devicePixelRatioF()


def test_fits_the_width_until_another_zoom_is_chosen(viewer: DocumentViewer, qtbot: QtBot) -> None:
    viewer.open_document(PDF)
    viewer.show_document(OPENED)
    narrow = viewer.zoom
    assert part(viewer, PageView).horizontalScrollBar().maximum() == 0
    viewer.resize(900, 800)
    qtbot.waitUntil(lambda: viewer.zoom > narrow)
    viewer.zoom_to_actual_size()
    viewer.resize(500, 800)
    qtbot.waitUntil(lambda: part(viewer, PageView).horizontalScrollBar().maximum() > 0)
    assert viewer.zoom == 1.0
    button(viewer, "Fit width").click()
    assert viewer.zoom < 1.0


def test_the_quote_stays_in_view_over_zooming_and_resizing(viewer: DocumentViewer, qtbot: QtBot) -> None:
    viewer.open_citation(CITATION)
    viewer.show_document(OPENED)
    for change in (viewer.zoom_in, viewer.zoom_in, viewer.zoom_in, lambda: viewer.resize(340, 500)):
        change()
        qtbot.waitUntil(lambda: bool(viewer.highlight_areas()))
        assert viewer.current_page == 5


def test_the_keyboard_moves_and_zooms(viewer: DocumentViewer, qtbot: QtBot) -> None:
    viewer.open_document(PDF)
    viewer.show_document(OPENED)
    pages = part(viewer, PageView)
    pages.setFocus()
    QTest.keyClick(pages, Qt.Key.Key_End)
    assert viewer.current_page == 12
    QTest.keyClick(pages, Qt.Key.Key_Home)
    assert viewer.current_page == 1
    QTest.keyClick(pages, Qt.Key.Key_PageDown)
    QTest.keyClick(pages, Qt.Key.Key_PageDown)
    assert viewer.current_page == 3
    before = pages.verticalScrollBar().value()
    QTest.keyClick(pages, Qt.Key.Key_Down)
    assert pages.verticalScrollBar().value() > before
    fitting = viewer.zoom
    QTest.keyClick(pages, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert viewer.zoom > fitting
    QTest.keyClick(pages, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert viewer.zoom == 1.0
    QTest.keyClick(pages, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert viewer.zoom == 0.9


def test_ctrl_and_wheel_zoom_around_the_pointer(viewer: DocumentViewer) -> None:
    viewer.open_citation(CITATION)
    viewer.show_document(OPENED)
    pages = part(viewer, PageView)
    before = viewer.highlight_areas()[0].topLeft()
    pointer = QPointF(pages.viewport().mapFrom(viewer, before))
    wheel = QWheelEvent(
        pointer,
        QPointF(pages.viewport().mapToGlobal(pointer.toPoint())),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    zoom = viewer.zoom
    QApplication.sendEvent(pages.viewport(), wheel)
    assert viewer.zoom == pytest.approx(zoom * 1.15**2)
    assert (viewer.highlight_areas()[0].topLeft() - before).manhattanLength() <= 3


def test_the_page_box_goes_to_the_typed_page(viewer: DocumentViewer, qtbot: QtBot) -> None:
    viewer.open_document(PDF)
    viewer.show_document(OPENED)
    toolbar = part(viewer, PageToolbar)
    for typed, page in (("7", 7), ("9999", 12), ("0", 1), ("x", 1), ("", 1)):
        toolbar.page_box.selectAll()
        QTest.keyClicks(toolbar.page_box, typed)
        QTest.keyClick(toolbar.page_box, Qt.Key.Key_Return)
        assert viewer.current_page == page
        assert toolbar.position_text == f"{page} of 12"


def test_previous_and_next_end_at_the_document(viewer: DocumentViewer) -> None:
    viewer.open_document(PDF)
    viewer.show_document(replace(OPENED, page_sizes=SIZES[:2]))
    assert not button(viewer, "Previous page").isEnabled()
    button(viewer, "Next page").click()
    assert viewer.current_page == 2
    assert not button(viewer, "Next page").isEnabled()


def test_text_is_highlighted_exactly_behind_wide_characters(viewer: DocumentViewer) -> None:
    viewer.open_citation(TEXT_CITATION)
    viewer.show_document(TEXT_OPENED)
    assert viewer.highlighted_text == QUOTE
    assert viewer.current_page is None
    (area,) = viewer.highlight_areas()
    image = viewer.grab(area).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    assert pixels.count(HIGHLIGHT) > len(pixels) / 2


def test_a_quote_that_is_not_there_is_not_guessed(viewer: DocumentViewer) -> None:
    viewer.open_citation(replace(TEXT_CITATION, start=0))
    viewer.show_document(TEXT_OPENED)
    assert viewer.highlighted_text == ""
    assert viewer.highlight_areas() == []
    viewer.open_citation(replace(TEXT_CITATION, part=17))
    assert viewer.highlighted_text == ""


def test_characters_that_qt_would_change_do_not_shift_the_highlight(viewer: DocumentViewer) -> None:
    text = "a\r\nb\x00c\ufdd0d\udc80e " + QUOTE
    start = text.index(QUOTE)
    viewer.open_citation(replace(TEXT_CITATION, part=1, start=start, end=len(text)))
    viewer.show_document(DocumentOpened(NOTES, "hash", (), (text,)))
    assert viewer.highlighted_text == QUOTE


def test_long_texts_are_shown_in_stretches(viewer: DocumentViewer) -> None:
    parts = (*("filler text " * 1500 for _ in range(40)), "Here is the " + QUOTE, *("more text " * 1500,) * 20)
    viewer.open_citation(replace(TEXT_CITATION, part=41, start=12, end=12 + len(QUOTE)))
    viewer.show_document(DocumentOpened(NOTES, "hash", (), parts))
    view = part(viewer, TextView)
    assert viewer.highlighted_text == QUOTE
    assert len(view.text) <= MAX_CHARACTERS + 100
    hint = view.hint
    assert "section" in hint
    button(viewer, "Later text").click()
    assert viewer.highlighted_text == ""
    assert view.hint != hint
    button(viewer, "Earlier text").click()
    assert viewer.highlighted_text == QUOTE


def test_text_can_be_zoomed_and_comes_back_to_its_size(viewer: DocumentViewer) -> None:
    viewer.open_citation(TEXT_CITATION)
    viewer.show_document(TEXT_OPENED)
    before = viewer.highlight_areas()[0].height()
    for _ in range(6):
        viewer.zoom_in()
    assert viewer.highlight_areas()[0].height() > before
    viewer.zoom_to_actual_size()
    assert viewer.highlight_areas()[0].height() == before


def test_a_slide_shows_as_text_and_a_citation_goes_to_it(viewer: DocumentViewer) -> None:
    """Slides have page numbers, but no pages to look at: the document that was opened decides, not the citation."""
    slide = replace(TEXT_CITATION, page=2, rectangles=(), place="slide 2")
    viewer.open_citation(slide)
    viewer.show_document(TEXT_OPENED)
    assert viewer.highlighted_text == QUOTE
    assert (viewer.current_page, viewer.page_count) == (None, 0)
    assert part(viewer, DocumentHeader).text == "notes.md, slide 2"
    viewer.open_citation(replace(slide, part=3, page=3, quote="", place="slide 3"))
    assert part(viewer, DocumentHeader).text == "notes.md, slide 3"
    assert viewer.highlighted_text == ""


def test_an_image_shows_as_a_page(viewer: DocumentViewer, requests: Requests, qtbot: QtBot) -> None:
    scan = Path("/documents/scan.png")
    viewer.open_citation(Citation(1, scan, "hash", 1, 1, 0, 5, "words", (Rectangle(1, 10, 10, 80, 30),)))
    viewer.show_document(DocumentOpened(scan, "hash", (PageSize(400, 300),)))
    wait_for_pages(qtbot, requests, 1)
    assert (viewer.current_page, viewer.page_count) == (1, 1)
    assert len(viewer.highlight_areas()) == 1


def test_the_header_names_the_cited_place_while_it_is_looked_at(viewer: DocumentViewer) -> None:
    viewer.open_citation(replace(CITATION, place="page 5 (printed iii)"))
    viewer.show_document(OPENED)
    header = part(viewer, DocumentHeader)
    assert header.text == "report.pdf, page 5 (printed iii)"
    part(viewer, PageToolbar).page_chosen.emit(8)
    assert header.text == "report.pdf"
    part(viewer, PageToolbar).page_chosen.emit(5)
    assert header.text == "report.pdf, page 5 (printed iii)"
    viewer.open_document(PDF)
    assert header.text == "report.pdf"


def test_the_header_names_the_document_and_opens_it_elsewhere(
    viewer: DocumentViewer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return len(opened) == 1

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    path = tmp_path / "a report.pdf"
    viewer.open_document(path)
    for header_button in part(viewer, DocumentHeader).buttons:
        header_button.click()
    assert opened == [str(path), str(tmp_path)]
    assert viewer.notice == "No program on this computer showed the folder."


def test_every_control_has_a_name_and_fits_a_narrow_pane(viewer: DocumentViewer) -> None:
    viewer.open_document(PDF)
    viewer.show_document(OPENED)
    assert viewer.minimumSizeHint().width() <= 320
    assert all(b.accessibleName() and b.toolTip() for b in viewer.findChildren(QToolButton))
    assert all(area.accessibleName() for area in viewer.findChildren(QAbstractScrollArea))
