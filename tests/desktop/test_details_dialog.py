"""A document's own page: its facts, its text by part and passage, and what can be done."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from desktop.library.details_dialog import DetailsDialog
from desktop.library.parts_view import pieces
from desktop.main_window import MainWindow
from engine.events import DetailsLoaded, DocumentsChanged, DocumentsRemoved
from engine.types import Document, DocumentDetails, DocumentState, PartDetails
from tests.desktop.values import FOLDER, document
from tests.fakes import FakeDocumentAssistant

REPORT = Document(
    FOLDER / "report.pdf",
    DocumentState.INDEXED,
    size=4_100_000,
    content_hash="hash",
    pages=3000,
    passages=6000,
    passages_embedded=2000,
    pages_to_ocr=7,
)
BROKEN = document("broken.pdf", DocumentState.FAILED)
TEXT = "Heading\n\nThe first passage. The second one. 17"
PASSAGES = ((9, 27), (27, 43))
PARTS = tuple(
    PartDetails(number, number, f"page {number}", f"{TEXT}, page {number}", PASSAGES, ocr=number % 2 == 0)
    for number in range(1, 3001)
)
COPY = FOLDER / "copies" / "report.pdf"


@pytest.fixture
def filled(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> MainWindow:
    assistant.deliver(DocumentsChanged((BROKEN, REPORT)))
    qtbot.waitUntil(lambda: window.library_pane.documents.rowCount() == 2)
    return window


def opened(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant, details: DocumentDetails
) -> DetailsDialog:
    """The dialog of a document whose details have come."""
    dialog = window.library_pane.details
    window.library_pane.show_details(details.document.path)
    assistant.deliver(DetailsLoaded(details.document.path, details))
    qtbot.waitUntil(lambda: "Loading" not in dialog.text)
    return dialog


@pytest.fixture
def report(qtbot: QtBot, filled: MainWindow, assistant: FakeDocumentAssistant) -> DetailsDialog:
    return opened(qtbot, filled, assistant, DocumentDetails(REPORT, (COPY,), PARTS))


def test_it_opens_from_the_table_the_card_and_the_viewer(
    qtbot: QtBot, filled: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    table, card, viewer = filled.library_pane.table, filled.library_pane.card, filled.document_viewer
    table.setFocus()
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    card.details_wanted.emit()
    viewer.open_document(BROKEN.path)
    (button,) = [b for b in viewer.findChildren(QToolButton) if b.accessibleName() == "Details of the document"]
    button.click()
    assert assistant.calls_of("request_details") == [(REPORT.path,), (REPORT.path,), (BROKEN.path,)]
    assert filled.library_pane.details.isVisible()
    assert "Loading the text…" in filled.library_pane.details.text


def test_it_tells_all_that_is_known(report: DetailsDialog) -> None:
    assert (
        "Words only · 4.1 MB · 3,000 pages · 2,000 of 6,000 passages searchable by meaning · "
        "7 scanned pages still to be read"
    ) in report.text
    assert str(COPY) in report.text
    assert "1,500 parts of the text were read from images." in report.text
    assert not report.retry_button.isVisible()


def test_a_document_of_any_length_shows_one_part_at_a_time(qtbot: QtBot, report: DetailsDialog) -> None:
    parts = report.parts
    assert parts.model.rowCount() == 3000
    assert [parts.model.index(row).data() for row in (0, 1)] == ["page 1", "page 2 · scan"]
    assert parts.text.endswith("page 1")
    parts.list.setFocus()
    qtbot.keyClick(parts.list, Qt.Key.Key_End)
    assert parts.text.endswith("page 3000")


def test_passages_are_set_apart_from_each_other_and_from_the_rest(report: DetailsDialog) -> None:
    assert list(pieces(PARTS[0])) == [
        (None, "Heading\n\n"),
        (1, "The first passage."),
        (2, " The second one."),
        (None, " 17, page 1"),
    ]
    lines = [line for line in report.parts.text.splitlines() if line]
    assert lines == ["Heading", "Passage 1", "The first passage.", "Passage 2", "The second one.", "17, page 1"]


def test_a_failed_document_says_why_and_is_tried_again(
    qtbot: QtBot, filled: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    dialog = opened(qtbot, filled, assistant, DocumentDetails(BROKEN))
    assert "The file is damaged." in dialog.text
    assert "get a new copy" in dialog.text
    assert "No text of this document is in the library." in dialog.text
    assert not dialog.parts.isVisible()
    dialog.retry_button.click()
    assert assistant.calls_of("retry") == [(BROKEN.path,)]


def test_the_document_and_its_folder_open(
    report: DetailsDialog, assistant: FakeDocumentAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    urls: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", urls.append)
    report.open_button.click()
    report.folder_button.click()
    assert assistant.calls_of("open_document") == [(REPORT.path,)]
    assert [Path(url.toLocalFile()) for url in urls] == [FOLDER]


def test_it_follows_the_document_and_asks_for_its_text_only_when_that_may_have_changed(
    qtbot: QtBot, report: DetailsDialog, assistant: FakeDocumentAssistant
) -> None:
    assistant.deliver(DocumentsChanged((replace(REPORT, passages_embedded=6000, pages_to_ocr=7),)))
    qtbot.waitUntil(lambda: "6,000 of 6,000" in report.text)
    assert len(assistant.calls_of("request_details")) == 1
    assistant.deliver(DocumentsChanged((replace(REPORT, content_hash="another", passages=1, passages_embedded=1),)))
    qtbot.waitUntil(lambda: "1 of 1 passage searchable" in report.text)
    assert len(assistant.calls_of("request_details")) == 2


def test_details_that_come_again_leave_the_chosen_part(
    qtbot: QtBot, report: DetailsDialog, assistant: FakeDocumentAssistant
) -> None:
    report.parts.list.setCurrentIndex(report.parts.model.index(41))
    assistant.deliver(DetailsLoaded(REPORT.path, DocumentDetails(REPORT, (), PARTS[:100])))
    qtbot.waitUntil(lambda: report.parts.model.rowCount() == 100)
    assert report.parts.text.endswith("page 42")


def test_a_document_that_left_the_library_is_told(
    qtbot: QtBot, report: DetailsDialog, assistant: FakeDocumentAssistant
) -> None:
    assistant.deliver(DocumentsRemoved((REPORT.path,)))
    qtbot.waitUntil(lambda: "This document is not in the library." in report.text)
    assert not report.parts.isVisible()


def test_details_of_another_document_and_of_an_unknown_one(
    qtbot: QtBot, report: DetailsDialog, assistant: FakeDocumentAssistant
) -> None:
    report.show_details(DetailsLoaded(BROKEN.path, DocumentDetails(BROKEN)))
    assert "report.pdf" in report.text
    report.show_details(DetailsLoaded(REPORT.path, None))
    assert "This document is not in the library." in report.text
