"""Choosing where a question looks, by mouse and keyboard, as the question and its answer show it."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.conversation.days_dialog import DaysDialog
from desktop.conversation.filter_menu import FilterMenu
from desktop.conversation.scope_bar import ScopeBar
from desktop.conversation.scope_chip import ScopeChip
from desktop.document_viewer.page_view import PageView
from desktop.main_window import MainWindow
from engine.events import AnswerFinished, DocumentOpened, DocumentsChanged, PlacesChanged
from engine.types import EVERYWHERE, DocumentKind, PageSize, Question, SearchScope, WatchedPlace
from tests.desktop.values import FOLDER, answer, document, hit, not_found
from tests.fakes import FakeDocumentAssistant

LEASE, OTHER = FOLDER / "lease.pdf", FOLDER / "other.pdf"


@pytest.fixture
def bar(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> ScopeBar:
    """The scope bar of a window with two documents in the library."""
    assistant.deliver(
        PlacesChanged((WatchedPlace(FOLDER),)),
        DocumentsChanged(
            (
                replace(document("lease.pdf"), kind=DocumentKind.PDF, language="en"),
                replace(document("Mietvertrag.docx"), kind=DocumentKind.WORD, language="de"),
            )
        ),
    )
    qtbot.waitUntil(lambda: window.library_pane.documents.rowCount() == 2)
    return window.conversation_pane.scope_bar


def show(window: MainWindow, path: Path, pages: int = 3) -> None:
    window.document_viewer.open_document(path)
    sizes = (PageSize(595, 842),) * pages
    window.document_viewer.show_document(DocumentOpened(path, "hash", sizes, () if pages else ("Text.",)))


def click(qtbot: QtBot, chip: ScopeChip) -> None:
    assert chip.isVisible()
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)


def entry(menu: QMenu, *path: str) -> QAction:
    """The entry of a menu that is found by the beginnings of its names."""
    if isinstance(menu, FilterMenu):
        menu.build()
    action = next(action for action in menu.actions() if action.text().startswith(path[0]))
    if len(path) == 1:
        return action
    submenu = action.menu()
    assert isinstance(submenu, QMenu)
    return entry(submenu, *path[1:])


def names(entry_with_menu: QAction) -> list[str]:
    menu = entry_with_menu.menu()
    assert isinstance(menu, QMenu)
    return [action.text() for action in menu.actions()]


def asked(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> Question:
    """Ask something, have it answered, and return the question as the engine got it."""
    window.conversation_pane.ask("How much?")
    (question, *_) = assistant.calls_of("ask")[-1]
    assistant.deliver(AnswerFinished(len(assistant.calls_of("ask")), answer()))
    qtbot.waitUntil(lambda: not window.conversation_pane.conversation.asking)
    assert isinstance(question, Question)
    return question


def test_at_first_everything_is_searched(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant, bar: ScopeBar
) -> None:
    assert bar.everywhere_chip.isChecked()
    assert not any(chip.isVisible() for chip in (bar.folder_chip, bar.document_chip, bar.page_chip, bar.kept_chip))
    assert asked(qtbot, window, assistant) == Question("How much?")
    assert not window.conversation_pane.exchanges[-1].scope_label.isVisible()


def test_the_selected_folder_and_what_is_shown_can_be_searched(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant, bar: ScopeBar
) -> None:
    window.library_pane.places.setCurrentRow(0)
    click(qtbot, bar.folder_chip)
    assert asked(qtbot, window, assistant).scope == SearchScope((FOLDER,))
    show(window, LEASE)
    click(qtbot, bar.document_chip)
    assert not bar.folder_chip.isChecked()
    assert asked(qtbot, window, assistant).scope == SearchScope((LEASE,))
    pages = window.document_viewer.findChild(PageView)
    assert pages is not None
    pages.go_to_page(2)
    click(qtbot, bar.page_chip)
    assert bar.page_chip.text() == "Page 2"
    assert asked(qtbot, window, assistant).scope == SearchScope((LEASE,), 2)
    assert window.conversation_pane.exchanges[-1].scope_label.text() == "Searched: lease.pdf, page 2"
    click(qtbot, bar.page_chip)
    assert bar.scope == EVERYWHERE
    assert bar.everywhere_chip.isChecked()


def test_what_was_chosen_stays_chosen_when_something_else_is_shown(
    qtbot: QtBot, window: MainWindow, bar: ScopeBar
) -> None:
    show(window, LEASE)
    click(qtbot, bar.document_chip)
    show(window, OTHER, pages=0)
    assert bar.document_chip.text() == "other.pdf"
    assert not bar.document_chip.isChecked()
    assert not bar.page_chip.isVisible()
    assert bar.scope == SearchScope((LEASE,))
    assert "lease.pdf, remove" in bar.kept_chip.accessibleName()
    click(qtbot, bar.kept_chip)
    assert bar.scope == EVERYWHERE
    assert not bar.kept_chip.isVisible()


def test_the_keyboard_chooses_too(qtbot: QtBot, window: MainWindow, bar: ScopeBar) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(window, Qt.Key.Key_2, alt)
    assert bar.scope == EVERYWHERE, "no document is shown"
    show(window, LEASE)
    qtbot.keyClick(window, Qt.Key.Key_3, alt)
    assert bar.scope == SearchScope((LEASE,), 1)
    qtbot.keyClick(window, Qt.Key.Key_2, alt)
    assert bar.scope == SearchScope((LEASE,))
    bar.everywhere_chip.setFocus()
    qtbot.keyClick(bar.everywhere_chip, Qt.Key.Key_Tab)
    focused = window.focusWidget()
    assert focused is bar.document_chip
    qtbot.keyClick(focused, Qt.Key.Key_Space)
    assert bar.scope == EVERYWHERE
    entry(bar.filter_menu, "Type", "PDF").trigger()
    qtbot.keyClick(window, Qt.Key.Key_1, alt)
    assert bar.scope == EVERYWHERE


def test_filters_offer_what_occurs_and_are_removed_one_by_one(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant, bar: ScopeBar
) -> None:
    assert names(entry(bar.filter_menu, "Type")) == ["PDF (1)", "Word documents (1)"]
    assert names(entry(bar.filter_menu, "Language")) == ["English (1)", "German (1)"]
    entry(bar.filter_menu, "Type", "PDF").trigger()
    entry(bar.filter_menu, "Language", "German").trigger()
    entry(bar.filter_menu, "Changed", "In the last 7 days").trigger()
    week = date.today() - timedelta(days=6)
    expected = SearchScope(kinds=(DocumentKind.PDF,), modified_since=week, languages=("de",))
    assert asked(qtbot, window, assistant).scope == expected
    assert window.conversation_pane.exchanges[-1].scope_label.text().startswith("Searched: PDF · since ")
    assert [chip.text() for chip in bar.filter_chips][::2] == ["PDF", "German"]
    assert entry(bar.filter_menu, "Type", "PDF").isChecked()
    click(qtbot, bar.filter_chips[0])
    assert bar.scope == replace(expected, kinds=())
    entry(bar.filter_menu, "Language", "German").trigger()
    entry(bar.filter_menu, "Changed", "At any time").trigger()
    assert bar.scope == EVERYWHERE
    assert bar.filter_chips == []


def test_any_days_can_be_chosen(qtbot: QtBot, window: MainWindow, bar: ScopeBar) -> None:
    entry(bar.filter_menu, "Changed", "Choose days").trigger()
    (dialog,) = bar.findChildren(DaysDialog) or window.findChildren(DaysDialog)
    dialog.has_first.setChecked(True)
    dialog.first.setDate(QDate(2024, 5, 31))
    dialog.has_last.setChecked(True)
    dialog.last.setDate(QDate(2024, 5, 1))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert bar.scope == SearchScope(modified_since=date(2024, 5, 1), modified_until=date(2024, 5, 31))
    assert [chip.text() for chip in bar.filter_chips] == ["1 May 2024 to 31 May 2024"]


def test_thorough_answers_are_asked_for_and_remembered(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant, bar: ScopeBar
) -> None:
    assert not asked(qtbot, window, assistant).thorough
    click(qtbot, bar.thorough_chip)
    assert asked(qtbot, window, assistant).thorough
    assert assistant.settings.chosen.thorough
    again = ScopeBar(thorough=assistant.settings.chosen.thorough)
    qtbot.addWidget(again)
    assert again.thorough


def test_of_a_thorough_search_without_an_answer_only_the_closest_passages_are_shown(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    window.conversation_pane.ask("How much?")
    exchange = window.conversation_pane.exchanges[-1]
    assistant.deliver(AnswerFinished(1, replace(not_found(), sources=tuple(map(hit, range(1, 25))))))
    qtbot.waitUntil(partial(getattr, exchange, "finished"))
    assert [card.citation.index for card in exchange.sources.cards] == list(range(1, 9))


def test_an_answer_says_on_how_many_of_the_matching_documents_it_rests(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    for number, (reply, expected) in enumerate(
        [
            (replace(answer(), documents_used=3, documents_matching=1300), "Based on 3 of 1,300 documents that match."),
            (replace(answer(), documents_used=3, documents_matching=3), ""),
            (not_found(), ""),
        ],
        start=1,
    ):
        window.conversation_pane.ask("How much?")
        exchange = window.conversation_pane.exchanges[-1]
        assistant.deliver(AnswerFinished(number, reply))
        qtbot.waitUntil(partial(getattr, exchange, "finished"))
        assert (exchange.coverage.text(), exchange.coverage.isVisible()) == (expected, bool(expected))


def test_a_question_that_is_edited_brings_its_scope_back(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant, bar: ScopeBar
) -> None:
    show(window, LEASE)
    click(qtbot, bar.document_chip)
    entry(bar.filter_menu, "Type", "PDF").trigger()
    asked(qtbot, window, assistant)
    bar.search_everywhere()
    window.conversation_pane.edit_last()
    assert bar.scope == SearchScope((LEASE,), kinds=(DocumentKind.PDF,))
    click(qtbot, bar.filter_chips[0])
    assert asked(qtbot, window, assistant).scope == SearchScope((LEASE,))
    assert len(window.conversation_pane.exchanges) == 1


def test_chips_flow_into_rows_that_fit_a_narrow_pane(qtbot: QtBot, window: MainWindow, bar: ScopeBar) -> None:
    window.library_pane.places.setCurrentRow(0)
    show(window, FOLDER / f"{'a very long name ' * 10}.pdf")
    for name in ("PDF", "Word"):
        entry(bar.filter_menu, "Type", name).trigger()
    window.resize(880, 600)
    qtbot.waitUntil(lambda: bar.height() > 2 * bar.everywhere_chip.height())
    chips = [chip for chip in bar.findChildren(ScopeChip) if chip.isVisible()]
    assert len(chips) == 7
    assert all(bar.rect().contains(chip.geometry()) for chip in chips)
    assert "…" in bar.document_chip.text()
