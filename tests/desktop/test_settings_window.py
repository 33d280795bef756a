"""The settings through their window: each holds at once, is kept, and follows what is chosen elsewhere."""

from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QTime, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTimeEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.engine_bridge import EngineBridge
from desktop.main_window import MainWindow
from desktop.settings.answering_page import AnsweringPage
from desktop.settings.appearance_page import AppearancePage
from desktop.settings.folders_page import FoldersPage
from desktop.settings.privacy_page import PrivacyPage
from desktop.settings.resources_page import ResourcesPage
from desktop.settings.settings_page import SettingsPage
from desktop.theme import DARK, Theme
from engine.events import ConversationsListed, IndexingProgressed, PlacesChanged, StorageMeasured
from engine.paths import settings_file
from engine.settings import load_settings
from engine.types import (
    AnswerLength,
    ColourTheme,
    FolderState,
    IndexingProgress,
    QuietHours,
    Rest,
    Settings,
    StoredItem,
    StoredKind,
    WatchedPlace,
)
from tests.fakes import FakeDocumentAssistant

Page = TypeVar("Page", bound=SettingsPage)


def opened(window: MainWindow, kind: type[Page]) -> Page:
    """The page of the settings, opened by menu."""
    window.open_settings(kind)
    assert window.settings is not None
    (page,) = (page for page in window.settings.pages if isinstance(page, kind))
    assert page.isVisible()
    return page


def pick(box: QComboBox, text: str) -> None:
    """Choose the entry that begins with `text`."""
    box.setCurrentIndex(box.findText(text, Qt.MatchFlag.MatchStartsWith))


def kept() -> Settings:
    """What the next start will find."""
    return load_settings(settings_file())


def test_the_menu_and_the_keyboard_open_the_settings(qtbot: QtBot, window: MainWindow) -> None:
    menu = window.conversation_pane.menu_button.menu()
    menu.actions()[0].trigger()
    assert window.settings is not None
    assert window.settings.isVisible()
    window.settings.close()
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert window.settings.isVisible()


def test_every_page_is_reached_by_keyboard_and_every_control_has_a_name(qtbot: QtBot, window: MainWindow) -> None:
    window.open_settings()
    assert window.settings is not None
    pages = window.settings.pages_list
    for page in window.settings.pages:
        assert page.isVisible()
        for control in filter(QWidget.isVisible, page.findChildren(QWidget)):
            if isinstance(control, QComboBox | QLineEdit | QTimeEdit) and not control.objectName().startswith("qt_"):
                assert control.accessibleName()
            if isinstance(control, QPushButton | QCheckBox):
                assert control.accessibleName() or control.text(), (page.title, control)
            if isinstance(control, QComboBox | QLineEdit | QTimeEdit | QPushButton | QCheckBox):
                assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
        qtbot.keyClick(pages, Qt.Key.Key_Down)


def test_answers_are_chosen_and_kept(qtbot: QtBot, window: MainWindow) -> None:
    page = opened(window, AnsweringPage)
    pick(page.length_box, "Long")
    pick(page.language_box, "German")
    pick(page.thorough_box, "Thorough")
    qtbot.waitUntil(window.conversation_pane.scope_bar.thorough_chip.isChecked)
    assert kept() == Settings(thorough=True, answer_length=AnswerLength.LONG, answer_language="de")


def test_what_is_chosen_elsewhere_is_followed(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    page, chip = opened(window, AnsweringPage), window.conversation_pane.scope_bar.thorough_chip
    chip.click()
    qtbot.waitUntil(lambda: page.thorough_box.currentText() == "Thorough")
    pick(page.thorough_box, "Quick")
    qtbot.waitUntil(lambda: not chip.isChecked())
    assistant.settings.choose(lambda settings: replace(settings, answer_length=AnswerLength.SHORT))
    qtbot.waitUntil(lambda: page.length_box.currentText().startswith("Short"))


def test_colours_and_the_size_of_text_change_what_is_shown(
    qtbot: QtBot, theme: Theme, window: MainWindow, bridge: EngineBridge
) -> None:
    bridge.settings_changed.connect(lambda event: theme.follow(event.settings))
    label = window.conversation_pane.empty.continue_button
    before = label.fontMetrics().height()
    page = opened(window, AppearancePage)
    pick(page.theme_box, "Dark")
    qtbot.waitUntil(lambda: QGuiApplication.palette().color(QPalette.ColorRole.Window).name() == DARK.window)
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert QGuiApplication.palette().color(QPalette.ColorRole.Window).name() == DARK.window
    pick(page.size_box, "150")
    qtbot.waitUntil(lambda: label.fontMetrics().height() > 1.3 * before)
    assert (kept().theme, kept().text_percent) == (ColourTheme.DARK, 150)


def test_resources_are_chosen_and_kept(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> None:
    page = opened(window, ResourcesPage)
    assert not page.begin.isEnabled()
    pick(page.memory_box, "2 GB")
    page.battery_box.click()
    page.quiet_box.click()
    qtbot.waitUntil(page.begin.isEnabled)
    page.begin.setTime(QTime(22, 30))
    page.end.setTime(QTime(6, 0))
    assert kept() == Settings(reading_gigabytes=2, pause_on_battery=True, quiet_hours=QuietHours(time(22, 30), time(6)))
    page.quiet_box.click()
    qtbot.waitUntil(lambda: not page.begin.isEnabled())
    assert kept().quiet_hours is None


def test_a_rest_is_told_and_ended_in_the_indexing_panel(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    window.library_pane.show_indexing()
    panel = window.library_pane.indexing_panel
    assistant.deliver(IndexingProgressed(IndexingProgress(1, 4, paused=True, resting=Rest.QUIET_HOURS)))
    qtbot.waitUntil(lambda: "Indexing rests in the quiet hours" in panel.text)
    panel.pause_button.click()
    assert assistant.calls_of("resume_indexing") == [()]
    panel.close()


def test_folders_have_the_commands_of_the_library(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    page = opened(window, FoldersPage)
    assert not page.rules_button.isEnabled()
    assistant.deliver(PlacesChanged((WatchedPlace(Path("/documents"), FolderState.AVAILABLE),)))
    qtbot.waitUntil(lambda: page.places.count() == 1)
    page.places.setCurrentRow(0)
    assert page.rules_button.isEnabled()
    page.remove_button.click()
    (question,) = window.findChildren(QMessageBox)
    question.button(question.StandardButton.Cancel).click()
    assert assistant.calls_of("remove_place") == []


def test_what_is_kept_is_told_with_its_size_and_its_folder(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    page = opened(window, PrivacyPage)
    assert [call.method for call in assistant.kept.calls] == ["request_sizes"]
    assistant.deliver(StorageMeasured((StoredItem(StoredKind.INDEX, Path("/library"), 4_100_000),)))
    qtbot.waitUntil(lambda: page.sizes[StoredKind.INDEX].text() == "4.1 MB")
    page.open_buttons[StoredKind.INDEX].click()
    assert shown == [QUrl.fromLocalFile("/library")]


def test_conversations_and_the_index_are_deleted_only_when_that_is_confirmed(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    page = opened(window, PrivacyPage)
    for button, calls, method in (
        (page.clear_button, assistant.keeper.calls, "delete_all"),
        (page.delete_button, assistant.kept.calls, "delete_index"),
    ):
        for answer, times in ((1, 0), (0, 1)):
            button.click()
            (question,) = page.findChildren(QMessageBox)
            question.buttons()[answer].click()
            qtbot.waitUntil(lambda: not page.findChildren(QMessageBox))
            assert [call.method for call in calls].count(method) == times
    measured = len(assistant.kept.calls)
    assistant.deliver(ConversationsListed("", ()))
    qtbot.waitUntil(lambda: len(assistant.kept.calls) > measured)
