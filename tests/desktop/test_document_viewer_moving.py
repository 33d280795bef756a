"""Moving through a document in the viewer: which pages are asked for, zoom, keyboard, wheel, page numbers."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.document_viewer.document_viewer import DocumentViewer
from desktop.document_viewer.page_toolbar import PageToolbar
from desktop.document_viewer.page_view import PIXELS_PER_POINT, PageView
from tests.desktop.viewer_tools import (
    CITATION,
    OPENED,
    PDF,
    SIZES,
    Requests,
    button,
    part,
    wait_for_pages,
)


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
