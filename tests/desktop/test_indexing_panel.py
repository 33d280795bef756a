"""The indexing panel through its controls: progress in words, pausing, failed documents."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.library.documents_model import Selection
from desktop.library.indexing_panel import IndexingPanel
from desktop.main_window import MainWindow
from engine.events import DocumentsChanged, DocumentsRemoved, IndexingProgressed
from engine.types import DocumentState, IndexingProgress
from tests.desktop.values import FOLDER, document
from tests.fakes import FakeDocumentAssistant

BUSY = IndexingProgress(
    2,
    40,
    reading=FOLDER / "novel.epub",
    pages_per_second=84.2,
    passages_embedded=10,
    passages_to_embed=50,
    seconds_left=200,
    ocr_pages_total=12,
)


@pytest.fixture
def panel(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> IndexingPanel:
    """The opened panel of a library with one indexed and two failed documents."""
    failed = (document("broken.pdf", DocumentState.FAILED), document("locked.docx", DocumentState.FAILED))
    assistant.deliver(DocumentsChanged((document("a.pdf"), *failed)))
    qtbot.waitUntil(lambda: window.library_pane.documents.rowCount() == 3)
    window.library_pane.status.panel_button.click()
    return window.library_pane.indexing_panel


def failed_names(panel: IndexingPanel) -> list[str]:
    return [card.document.path.name for card in panel.failed.cards]


def test_it_says_what_is_done_now_and_how_far_it_is(
    qtbot: QtBot, panel: IndexingPanel, assistant: FakeDocumentAssistant
) -> None:
    assistant.deliver(IndexingProgressed(BUSY))
    qtbot.waitUntil(lambda: "Reading 3 of 40 documents" in panel.text)
    for statement in ("84 pages/s · about 3 min left", "novel.epub", "2 of 40", "10 of 50", "0 of 12"):
        assert statement in panel.text
    assert "1 document can be found by words only so far" in panel.text


def test_it_says_how_far_another_embedding_model_is_prepared(
    qtbot: QtBot, panel: IndexingPanel, assistant: FakeDocumentAssistant
) -> None:
    total = 3 * document("a.pdf").passages
    preparing = IndexingProgress(passages_embedded=1, passages_to_embed=total, model_in_preparation="E5")
    assistant.deliver(IndexingProgressed(preparing))
    qtbot.waitUntil(lambda: f"Preparing search by meaning with E5: 1 of {total} passages." in panel.text)
    assert "search goes on with the model used so far" in panel.text
    assistant.deliver(IndexingProgressed(IndexingProgress(passages_embedded=total, passages_to_embed=total)))
    qtbot.waitUntil(lambda: "E5" not in panel.text)


def test_it_catches_up_when_it_is_opened_again(
    qtbot: QtBot, window: MainWindow, panel: IndexingPanel, assistant: FakeDocumentAssistant
) -> None:
    panel.close()
    assistant.deliver(DocumentsRemoved((FOLDER / "broken.pdf",)), IndexingProgressed(BUSY))
    qtbot.waitUntil(lambda: window.library_pane.documents.rowCount() == 2)
    window.library_pane.show_indexing()
    qtbot.waitUntil(lambda: "Reading 3 of 40 documents" in panel.text)
    assert failed_names(panel) == ["locked.docx"]


def test_indexing_is_paused_and_goes_on(qtbot: QtBot, panel: IndexingPanel, assistant: FakeDocumentAssistant) -> None:
    panel.pause_button.click()
    assert assistant.calls_of("pause_indexing") == [()]
    assistant.deliver(IndexingProgressed(IndexingProgress(2, 40, paused_by_user=True)))
    qtbot.waitUntil(lambda: "Indexing is paused" in panel.text)
    assert panel.pause_button.text() == "Go on"
    panel.pause_button.click()
    assert assistant.calls_of("resume_indexing") == [()]


def test_each_failed_document_shows_reason_and_advice_and_can_be_tried_again(
    panel: IndexingPanel, assistant: FakeDocumentAssistant
) -> None:
    first, second = panel.failed.cards
    assert failed_names(panel) == ["broken.pdf", "locked.docx"]
    assert panel.failed.title.text() == "2 documents could not be read"
    assert "The file is damaged." in first.reason.text()
    assert "get a new copy" in first.reason.text()
    second.retry_button.click()
    panel.failed.retry_all_button.click()
    assert assistant.calls_of("retry") == [(FOLDER / "locked.docx",), ()]


def test_the_folder_of_a_failed_document_opens(panel: IndexingPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    panel.failed.cards[0].folder_button.click()
    assert [Path(url.toLocalFile()) for url in opened] == [FOLDER]


def test_a_document_that_is_read_at_last_leaves_and_the_others_stay_as_they_are(
    qtbot: QtBot, panel: IndexingPanel, assistant: FakeDocumentAssistant
) -> None:
    stays = panel.failed.cards[1]
    assistant.deliver(DocumentsChanged((document("broken.pdf"),)))
    qtbot.waitUntil(lambda: failed_names(panel) == ["locked.docx"])
    assert panel.failed.cards == [stays]
    assert panel.failed.title.text() == "1 document could not be read"


def test_any_number_of_failed_documents_is_shown_some_at_a_time(
    qtbot: QtBot, panel: IndexingPanel, assistant: FakeDocumentAssistant
) -> None:
    many = tuple(document(f"c{number:03}.pdf", DocumentState.FAILED) for number in range(100))
    assistant.deliver(DocumentsChanged(many))
    qtbot.waitUntil(lambda: panel.failed.title.text() == "102 documents could not be read")
    assert len(panel.failed.cards) == 20
    assert panel.failed.more_button.text() == "Show more (82)"
    panel.failed.more_button.click()
    assert len(panel.failed.cards) == 40
    assert failed_names(panel)[:2] == ["broken.pdf", "c000.pdf"]


def test_documents_without_meaning_yet_are_shown_in_the_table(window: MainWindow, panel: IndexingPanel) -> None:
    panel.words_only_button.click()
    pane = window.library_pane
    assert pane.selection_box.currentData() == Selection.WORDS_ONLY
    assert [pane.documents.document_at(row).path.name for row in range(pane.documents.rowCount())] == ["a.pdf"]


def test_every_control_has_a_name(panel: IndexingPanel) -> None:
    buttons = panel.findChildren(QAbstractButton)
    assert [button for button in buttons if not button.accessibleName() and not button.text()] == []
    assert len({card.retry_button.accessibleName() for card in panel.failed.cards}) == 2


def test_words_for_scanned_pages(qtbot: QtBot, panel: IndexingPanel, assistant: FakeDocumentAssistant) -> None:
    assistant.deliver(IndexingProgressed(IndexingProgress(ocr_pages_done=4, ocr_pages_total=12)))
    qtbot.waitUntil(lambda: "Reading 5 of 12 scanned pages" in panel.text)


def test_it_is_closed_before_the_engine_is(window: MainWindow, panel: IndexingPanel) -> None:
    assert panel.isVisible()
    window.refuse_work()
    assert not panel.isVisible()
