"""The document viewer as its user meets it: citations, highlights, zoom, errors."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QUrl
from PySide6.QtGui import QColor, QDesktopServices
from PySide6.QtWidgets import QAbstractScrollArea, QToolButton
from pytestqt.qtbot import QtBot

from desktop.document_viewer.document_header import DocumentHeader
from desktop.document_viewer.document_viewer import CHANGED_NOTICE, EMPTY_ADVICE, DocumentViewer
from desktop.document_viewer.message_panel import MessagePanel
from desktop.document_viewer.page_painter import HIGHLIGHT
from desktop.document_viewer.page_toolbar import PageToolbar
from desktop.document_viewer.page_view import PIXELS_PER_POINT, PageView
from desktop.theme import DARK, LIGHT, palette_of
from engine.errors import FileVanished, ReaderEnded
from engine.events import DocumentOpened, PageRendered, ViewingFailed
from engine.types import Citation, PageSize, Rectangle
from tests.desktop.viewer_tools import (
    BOXES,
    CITATION,
    NOTES,
    OPENED,
    PDF,
    SIZES,
    TEXT_CITATION,
    TEXT_OPENED,
    Requests,
    colour_in,
    part,
    wait_for_pages,
    white_page,
)


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


def test_a_citation_of_another_document_shows_its_own_page(viewer: DocumentViewer) -> None:
    viewer.open_citation(CITATION)
    viewer.show_document(OPENED)
    other, box = PDF.with_name("other.pdf"), Rectangle(2, 72, 400, 300, 414)
    viewer.open_citation(replace(CITATION, path=other, page=2, part=2, rectangles=(box,)))
    viewer.show_document(replace(OPENED, path=other))
    assert (viewer.current_page, viewer.highlights) == (2, [box])
    assert viewer.highlight_areas()
    viewer.open_document(PDF)
    viewer.show_document(OPENED)
    assert viewer.current_page == 1, "a document that is opened begins with its first page"


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
    assert part(viewer, MessagePanel).busy
    viewer.show_document(OPENED)
    assert viewer.message == ""
    viewer.show_failure(ViewingFailed(PDF, None, FileVanished()))
    assert not part(viewer, MessagePanel).busy


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
