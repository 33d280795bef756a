"""The library pane through its controls."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from desktop.library.documents_model import Column, Selection
from desktop.library.empty_library import EmptyLibrary
from desktop.library.indexing_status import details, headline
from desktop.library.library_totals import LibraryTotals
from desktop.main_window import MainWindow
from desktop.theme import LIGHT, style_sheet
from engine.events import DocumentsChanged, DocumentsRemoved, IndexingProgressed, PlacesChanged
from engine.types import Document, DocumentState, FolderState, IndexingProgress, WatchedPlace
from tests.desktop.values import FOLDER, document
from tests.fakes import FakeDocumentAssistant


@pytest.fixture
def filled(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> MainWindow:
    """A window whose library holds a folder, an unplugged drive and three documents, one of them failed."""
    places = (WatchedPlace(FOLDER), WatchedPlace(Path("/media/stick"), FolderState.UNAVAILABLE))
    documents = (document("a.pdf"), document("broken.pdf", DocumentState.FAILED), document("c.pdf"))
    assistant.deliver(PlacesChanged(places), DocumentsChanged(documents))
    qtbot.waitUntil(lambda: window.library_pane.documents.rowCount() == 3)
    return window


def button(parent: QMessageBox, text: str) -> QPushButton:
    return next(b for b in parent.findChildren(QPushButton) if b.text().replace("&", "") == text)


def open_dialog(qtbot: QtBot, window: MainWindow) -> QMessageBox:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(QMessageBox)))
    return next(dialog for dialog in window.findChildren(QMessageBox) if dialog.isVisible())


def test_an_empty_library_teaches_and_a_filled_one_does_not(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    lesson = window.findChild(EmptyLibrary)
    assert lesson is not None
    assert lesson.isVisible()
    assert any("Drop folders or files anywhere" in label.text() for label in lesson.findChildren(QLabel))
    assistant.deliver(PlacesChanged((WatchedPlace(FOLDER),)))
    qtbot.waitUntil(lambda: not lesson.isVisible())


def test_an_unavailable_place_is_marked_and_explained(filled: MainWindow) -> None:
    places = filled.library_pane.places
    assert [places.item(row).text() for row in range(places.count())] == ["documents", "stick (unavailable)"]
    assert "cannot be reached now" in places.item(1).toolTip()


def test_removing_a_place_asks_first_and_says_what_is_lost(
    qtbot: QtBot, filled: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    filled.library_pane.places.setFocus()
    filled.library_pane.places.setCurrentRow(0)
    qtbot.keyClick(filled.library_pane.places, Qt.Key.Key_Delete)
    dialog = open_dialog(qtbot, filled)
    assert "3 documents with 30 passages" in dialog.informativeText()
    assert "untouched" in dialog.informativeText()
    qtbot.mouseClick(button(dialog, "Cancel"), Qt.MouseButton.LeftButton)
    assert assistant.calls_of("remove_place") == []
    qtbot.keyClick(filled.library_pane.places, Qt.Key.Key_Delete)
    qtbot.mouseClick(button(open_dialog(qtbot, filled), "Remove"), Qt.MouseButton.LeftButton)
    assert assistant.calls_of("remove_place") == [(FOLDER,)]


def test_documents_that_another_place_holds_too_are_not_lost(
    qtbot: QtBot, filled: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    assistant.deliver(PlacesChanged((WatchedPlace(FOLDER), WatchedPlace(FOLDER / "a.pdf"))))
    qtbot.waitUntil(lambda: filled.library_pane.places.item(1).text() == "a.pdf")
    filled.library_pane.confirm_removal(FOLDER / "a.pdf")
    dialog = open_dialog(qtbot, filled)
    assert "No indexed document is lost" in dialog.informativeText()
    dialog.reject()


def test_a_failed_document_shows_its_reason_and_is_read_again_and_copied_by_keyboard(
    qtbot: QtBot, filled: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    pane = filled.library_pane
    pane.table.setFocus()
    pane.table.selectRow(1)
    detail = " ".join(label.text() for label in pane.card.findChildren(QLabel))
    assert pane.card.isVisible()
    assert "The file is damaged." in detail
    assert "No page table." in detail
    assert "get a new copy" in detail
    qtbot.keyClick(pane.table, Qt.Key.Key_F5)
    assert assistant.calls_of("retry") == [(FOLDER / "broken.pdf",)]
    qtbot.keyClick(pane.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(f"{FOLDER / 'broken.pdf'}: The file is damaged.")


def test_the_menu_offers_retry_only_for_failed_documents(qtbot: QtBot, filled: MainWindow) -> None:
    table = filled.library_pane.table
    for row, offered in ((0, False), (1, True)):
        table.selectRow(row)
        table.customContextMenuRequested.emit(table.visualRect(table.model().index(row, 0)).center())
        menu = next(menu for menu in table.findChildren(QMenu) if menu.isVisible())
        assert (table.retry_action in menu.actions()) is offered
        menu.close()
        qtbot.waitUntil(lambda: not table.findChildren(QMenu))


def test_enter_and_double_click_open_a_document(
    qtbot: QtBot, filled: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    table = filled.library_pane.table
    table.setFocus()
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert assistant.calls_of("open_document") == [(FOLDER / "a.pdf",)]
    center = table.visualRect(table.model().index(2, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=center)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=center)
    assert assistant.calls_of("open_document")[-1] == (FOLDER / "c.pdf",)


def test_the_filter_box_filters_and_keeps_the_selection(qtbot: QtBot, filled: MainWindow) -> None:
    pane = filled.library_pane
    pane.table.selectRow(2)
    qtbot.keyClicks(pane.filter_box, "c.P")
    assert pane.documents.rowCount() == 1
    assert [entry.path.name for entry in pane.table.selected_documents()] == ["c.pdf"]


def test_the_link_to_failed_documents_shows_only_those(
    qtbot: QtBot, filled: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    pane = filled.library_pane
    pane.filter_box.setText("no such name")
    pane.status.failed_wanted.emit()
    assert pane.selection_box.currentData() == Selection.FAILED
    assert pane.documents.rowCount() == 1
    assistant.deliver(DocumentsRemoved((FOLDER / "broken.pdf",)))
    qtbot.waitUntil(lambda: pane.documents.rowCount() == 0)
    pane.selection_box.setCurrentIndex(0)
    assert pane.documents.rowCount() == 2


def test_the_selection_shows_what_waits_and_what_is_found_by_words_only(
    qtbot: QtBot, filled: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    pane = filled.library_pane
    scan = Document(FOLDER / "scan.pdf", DocumentState.INDEXED, pages=3, pages_to_ocr=3)
    whole = Document(FOLDER / "whole.txt", DocumentState.INDEXED, passages=4, passages_embedded=4)
    assistant.deliver(DocumentsChanged((scan, whole, document("new.pdf", DocumentState.WAITING))))
    qtbot.waitUntil(lambda: pane.documents.rowCount() == 6)

    def shown(selection: Selection) -> list[tuple[str, str]]:
        pane.selection_box.setCurrentIndex(pane.selection_box.findData(selection))
        rows = range(pane.documents.rowCount())
        return [(pane.documents.index(row, 0).data(), pane.documents.index(row, 1).data()) for row in rows]

    assert shown(Selection.WORDS_ONLY) == [("a.pdf", "Words only"), ("c.pdf", "Words only")]
    assert shown(Selection.WAITING) == [("new.pdf", "Waiting"), ("scan.pdf", "Scan waiting")]
    assert ("whole.txt", "Indexed") in shown(Selection.ALL)


def test_a_chosen_folder_is_added(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> None:
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    dialog = window.library_pane.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.fileMode() == QFileDialog.FileMode.Directory
    dialog.filesSelected.emit([str(FOLDER)])
    dialog.close()
    assert assistant.calls_of("add_places") == [(FOLDER,)]


def test_files_of_every_kind_can_be_chosen(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> None:
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = window.library_pane.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.nameFilters() == ["All Files (*)"]
    dialog.filesSelected.emit([str(FOLDER / "slides.odp"), str(FOLDER / "mail.mbox")])
    dialog.close()
    assert assistant.calls_of("add_places") == [(FOLDER / "slides.odp", FOLDER / "mail.mbox")]


def test_progress_appears_in_words(qtbot: QtBot, filled: MainWindow, assistant: FakeDocumentAssistant) -> None:
    progress = IndexingProgress(2, 40, pages_per_second=84.2, passages_to_embed=50, seconds_left=200)
    assistant.deliver(IndexingProgressed(progress))

    def texts() -> str:
        return " ".join(label.text() for label in filled.library_pane.status.findChildren(QLabel))

    qtbot.waitUntil(lambda: "Reading 3 of 40 documents" in texts())
    assert "84 pages/s · about 3 min left" in texts()
    assert "15 of 30 passages searchable by meaning" in texts()
    assert "1 document could not be read" in texts()


def test_words_for_every_phase() -> None:
    totals = LibraryTotals()
    totals.add(Document(FOLDER / "a", DocumentState.INDEXED, passages=4, passages_embedded=1))
    assert headline(IndexingProgress(), totals) == "1 document searchable"
    assert headline(IndexingProgress(1, 1, passages_to_embed=3), totals) == "Preparing search by meaning"
    assert headline(IndexingProgress(0, 1, paused=True), totals) == "Indexing waits while an answer is written"
    assert details(IndexingProgress(), totals) == ["1 of 4 passages searchable by meaning"]
    assert headline(IndexingProgress(0, 1, paused_by_user=True), totals) == "Indexing is paused"
    assert details(IndexingProgress(0, 1, pages_per_second=0.3), totals)[:1] == [
        "1 of 4 passages searchable by meaning"
    ]
    assert headline(IndexingProgress(ocr_pages_total=2), totals) == "Reading 1 of 2 scanned pages"


def test_every_state_is_written_out(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> None:
    table, documents = window.library_pane.table, window.library_pane.documents
    table.setStyleSheet(style_sheet(LIGHT, table.font()))
    assistant.deliver(DocumentsChanged(tuple(document(f"{state}.pdf", state) for state in DocumentState)))
    qtbot.waitUntil(lambda: documents.rowCount() == len(DocumentState))
    for row in range(len(DocumentState)):
        index = documents.index(row, Column.STATE)
        assert table.sizeHintForIndex(index).width() <= table.columnWidth(Column.STATE), index.data()
