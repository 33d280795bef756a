"""Tab goes through a window as it is laid out, also through what has come since the window was made."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.document_viewer.page_toolbar import PageToolbar
from desktop.main_window import MainWindow
from desktop.settings.models_page import ModelsPage
from engine.events import DocumentOpened, ModelsChanged
from engine.types import PageSize
from tests.desktop.test_models_page import LANGUAGE, OVERVIEW
from tests.desktop.values import FOLDER, answer, explanation
from tests.fakes import FakeDocumentAssistant


def stops_after(qtbot: QtBot, start: QWidget, count: int) -> list[QWidget | None]:
    """Where so many strokes of Tab lead to."""
    start.setFocus()
    stops = []
    for _ in range(count):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        stops.append(QApplication.focusWidget())
    return stops


def test_an_answer_is_walked_through_from_top_to_bottom(qtbot: QtBot, window: MainWindow) -> None:
    pane = window.conversation_pane
    pane.ask("How long?")
    (exchange,) = pane.exchanges
    exchange.show_answer(answer(), explanation())
    links = 3
    stops = stops_after(qtbot, pane.conversation.exchange_list, links + 4)
    assert stops[0] is exchange.answer_label
    assert stops[links + 1 : links + 4] == [*exchange.sources.cards, exchange.copy_button]


def test_the_controls_above_a_page_are_reached(qtbot: QtBot, window: MainWindow) -> None:
    viewer, file = window.document_viewer, FOLDER / "a.pdf"
    viewer.open_document(file)
    viewer.show_document(DocumentOpened(file, "hash", (PageSize(595, 842),) * 3))
    stops = stops_after(qtbot, window.conversation_pane.ask_button, 11)
    toolbar = viewer.findChild(PageToolbar)
    assert toolbar is not None
    assert toolbar.page_box in stops
    assert stops[-1] is viewer.focus_stop


def test_models_are_walked_through_as_they_are_listed(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    window.open_settings(ModelsPage)
    settings = window.settings
    assert settings is not None
    (page,) = (page for page in settings.pages if isinstance(page, ModelsPage))
    assistant.deliver(ModelsChanged(OVERVIEW))
    cards = page.lists[LANGUAGE].cards
    qtbot.waitUntil(lambda: "own" in cards and cards["own"].use_button.isVisible())
    listed = settings.pages_list

    def walked_as_listed() -> bool:
        return stops_after(qtbot, listed, 2) == [cards["tiny"].test_button, cards["own"].use_button]

    qtbot.waitUntil(walked_as_listed)  # cards that have just come are laid out a moment later
