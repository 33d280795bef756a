"""With large text in a small window, nothing is cut and nothing lies over something else."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.about.about_dialog import AboutDialog
from desktop.conversation.model_button import ModelButton
from desktop.library.documents_model import Column
from desktop.library.rules_dialog import RulesDialog
from desktop.main_window import MainWindow
from desktop.settings.folders_page import FoldersPage
from desktop.settings.models_page import ModelsPage
from engine.events import ConversationsListed, DocumentOpened, DocumentsChanged, PlacesChanged
from engine.types import ConversationSummary, DocumentState, PageSize, WatchedPlace
from tests.desktop.values import FOLDER, answer, document, explanation
from tests.fakes import FakeDocumentAssistant


@pytest.fixture(params=[1.5, 2.0])
def large_text(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    usual = qapp.font()
    large = QFont(usual)
    large.setPointSizeF(usual.pointSizeF() * request.param)
    qapp.setFont(large)
    yield
    qapp.setFont(usual)


def cut_labels(labels: list[QLabel]) -> list[str]:
    """The texts of visible labels that are lower than they need to be."""
    shown = [label for label in labels if label.isVisible() and label.wordWrap()]
    return [label.text() for label in shown if label.height() < label.heightForWidth(label.width())]


def cut_controls(window: QWidget) -> list[str]:
    """The visible buttons and ticks that are narrower than they need to be, or end outside of their row.

    The model's name is shortened on purpose.
    """
    controls = [control for kind in (QPushButton, QCheckBox, QToolButton) for control in window.findChildren(kind)]
    shown = [control for control in controls if control.isVisible() and not isinstance(control, ModelButton)]
    return [control.accessibleName() or control.text() for control in shown if is_cut(control)]


def is_cut(control: QAbstractButton) -> bool:
    """True if a part of `control` cannot be seen."""
    row = control.parentWidget()
    assert row is not None
    return control.width() < control.minimumSizeHint().width() or control.geometry().right() > row.width()


@pytest.mark.usefixtures("large_text")
def test_no_text_of_the_window_is_cut(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> None:
    window.resize(900, 600)
    names = [*(f"Rental agreement {number}.pdf" for number in range(12)), "broken.pdf"]
    states = [*[DocumentState.INDEXED] * 12, DocumentState.FAILED]
    assistant.deliver(PlacesChanged((WatchedPlace(FOLDER),)), DocumentsChanged(tuple(map(document, names, states))))
    library, conversation = window.library_pane, window.conversation_pane
    qtbot.waitUntil(lambda: library.table.model().rowCount() == 13)
    library.table.selectRow(2)
    conversation.ask("How long is the notice period of the flat?")
    (exchange,) = conversation.exchanges
    exchange.show_answer(answer(), explanation())
    qtbot.waitUntil(lambda: not cut_labels(window.findChildren(QLabel)))
    assert library.table.columnWidth(Column.NAME) > 2 * library.table.columnWidth(Column.STATE)
    assert all(card.height() >= card.sizeHint().height() for card in exchange.sources.cards)
    row = [exchange.why_button, exchange.passages_button]
    assert not any(one.geometry().intersects(other.geometry()) for one, other in pairwise(row))
    assert all(button.width() >= button.sizeHint().width() for button in row)
    conversation.edit(exchange)
    qtbot.waitUntil(lambda: conversation.form.edit_banner.isVisible() and not cut_labels(window.findChildren(QLabel)))


@pytest.mark.usefixtures("large_text")
def test_the_offer_to_go_on_is_shortened_to_its_room(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    window.resize(900, 600)
    last = ConversationSummary("a", "How long is the notice period of the flat?", datetime.now(UTC), 1, "")
    assistant.deliver(ConversationsListed("", (last,)))
    button = window.conversation_pane.empty.continue_button
    qtbot.waitUntil(lambda: button.isVisible() and button.text().endswith("…”"))
    qtbot.waitUntil(lambda: button.geometry().right() <= window.conversation_pane.empty.width())
    qtbot.waitUntil(lambda: button.sizeHint().width() <= button.width())
    # Nor is anything of the empty library.
    qtbot.waitUntil(lambda: not cut_labels(window.findChildren(QLabel)))


@pytest.mark.usefixtures("large_text")
def test_no_button_of_the_panes_and_the_settings_is_cut(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    window.resize(900, 600)
    last = ConversationSummary("a", "How long?", datetime.now(UTC), 1, "")
    assistant.deliver(PlacesChanged((WatchedPlace(FOLDER),)), ConversationsListed("", (last,)))
    window.conversation_pane.toggle_conversations()
    window.document_viewer.open_document(FOLDER / "a.pdf")
    window.document_viewer.show_document(DocumentOpened(FOLDER / "a.pdf", "hash", (PageSize(595, 842),) * 12))
    qtbot.waitUntil(lambda: not cut_controls(window))
    for kind in (FoldersPage, ModelsPage):
        window.open_settings(kind)
        qtbot.waitUntil(lambda: window.settings is not None and not cut_controls(window.settings))


@pytest.mark.usefixtures("large_text")
def test_nothing_overlaps_in_the_rules_of_a_folder(qtbot: QtBot) -> None:
    dialog = RulesDialog(WatchedPlace(FOLDER), [])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not cut_labels(dialog.findChildren(QLabel)))
    qtbot.waitUntil(lambda: not cut_controls(dialog))
    assert dialog.check.y() >= dialog.patterns.geometry().bottom()
    dialog.close()


@pytest.mark.usefixtures("large_text")
def test_no_text_about_pagewise_is_cut(qtbot: QtBot, assistant: FakeDocumentAssistant) -> None:
    about = AboutDialog(assistant)
    qtbot.addWidget(about)
    about.show()
    qtbot.waitUntil(lambda: not cut_labels(about.findChildren(QLabel)))
    buttons = about.data_places.findChildren(QPushButton)
    assert all(button.width() >= button.sizeHint().width() for button in buttons)
    about.close()


def test_the_name_of_the_model_is_cut_at_its_end(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    window.resize(900, 600)
    button = window.conversation_pane.model_button
    assistant.model_name = "SmolLM2 1.7B Instruct (Q4_1)"
    button.show_name()
    qtbot.waitUntil(lambda: button.shown_text.endswith("…") and button.shown_text.startswith("Smol"))
    menu: QToolButton = window.conversation_pane.menu_button
    assert abs(centre(menu) - centre(button)) <= 1, "they stand in one row"
    window.resize(1600, 600)
    window.panes.setSizes([320, 900, 380])
    qtbot.waitUntil(lambda: button.shown_text == assistant.model_name)


def centre(button: QToolButton) -> int:
    """Where the middle of a button is in its window, from the top."""
    return button.mapTo(button.window(), button.rect().center()).y()
