"""Documents without pages in the viewer: their text, exactly highlighted."""

from dataclasses import replace

from desktop.document_viewer.document_header import DocumentHeader
from desktop.document_viewer.document_viewer import CHANGED_NOTICE, DocumentViewer
from desktop.document_viewer.page_painter import HIGHLIGHT
from desktop.document_viewer.text_view import MAX_CHARACTERS, TextView
from engine.events import DocumentOpened
from tests.desktop.viewer_tools import (
    NOTES,
    QUOTE,
    TEXT_CITATION,
    TEXT_OPENED,
    button,
    part,
)


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


def test_a_document_whose_text_is_gone_is_shown_empty(viewer: DocumentViewer) -> None:
    viewer.open_citation(TEXT_CITATION)
    viewer.show_document(DocumentOpened(NOTES, "another hash"))
    assert (viewer.message, viewer.highlighted_text) == ("", "")
    assert viewer.notice == CHANGED_NOTICE
