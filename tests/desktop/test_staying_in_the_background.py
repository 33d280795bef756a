"""Starting at login, the icon beside the clock, and the small window that takes a question."""

import plistlib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from desktop import login_start
from desktop.main_window import MainWindow
from desktop.settings.general_page import GeneralPage
from desktop.tray_icon import TrayIcon
from engine.types import Question, Settings
from tests.fakes import FakeDocumentAssistant


@pytest.fixture
def login_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the system would look, in the test's own folder."""
    file = tmp_path / "autostart" / "pagewise.desktop"
    monkeypatch.setattr(login_start, "login_file", lambda: file)
    return file


@pytest.fixture
def general(window: MainWindow) -> GeneralPage:
    window.open_settings(GeneralPage)
    assert window.settings is not None
    (page,) = (page for page in window.settings.pages if isinstance(page, GeneralPage))
    return page


def test_starting_at_login_is_written_down_only_when_wanted(login_file: Path, general: GeneralPage) -> None:
    assert not login_file.exists()
    general.login_box.click()
    entry = login_file.read_text()
    assert entry.startswith("[Desktop Entry]\n")
    assert '"open" "--in-background"' in entry
    general.login_box.click()
    assert not login_file.exists()
    assert not general.message.isVisible()


def test_what_cannot_be_written_is_told(login_file: Path, general: GeneralPage) -> None:
    login_file.parent.touch()
    general.login_box.click()
    assert general.message.isVisible()


def test_the_command_may_hold_spaces_and_per_cent_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    command = ["/opt/100 % mine/pagewise", "open"]
    monkeypatch.setattr(login_start, "start_command", lambda: command)
    assert b'Exec="/opt/100 %% mine/pagewise" "open"\n' in login_start.autostart_entry()
    assert plistlib.loads(login_start.launch_agent())["ProgramArguments"] == command


def test_characters_that_desktop_entries_give_a_meaning_are_escaped_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    # As the specification says itself: a backslash becomes four, a dollar sign two backslashes and itself.
    monkeypatch.setattr(login_start, "start_command", lambda: ['/opt/a\\b$c`d"e'])
    assert r'Exec="/opt/a\\\\b\\$c\\`d\\"e"' in login_start.autostart_entry().decode().splitlines()


@pytest.fixture
def tray(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> TrayIcon:
    """The icon on a desktop that has a place for it."""
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "setVisible", lambda icon, shown: None)
    tray = TrayIcon(window)
    tray.follow(Settings(tray_icon=True))
    return tray


def test_closing_hides_the_window_while_there_is_an_icon_and_quit_leaves(
    qtbot: QtBot, window: MainWindow, tray: TrayIcon
) -> None:
    with qtbot.assertNotEmitted(window.closing):
        window.close()
    assert not window.isVisible()
    tray.menu.actions()[1].trigger()
    assert window.isVisible()
    with qtbot.waitSignal(window.closing):
        tray.menu.actions()[-1].trigger()
    tray.follow(Settings())
    with qtbot.waitSignal(window.closing):
        window.close()


def test_a_quick_question_is_answered_in_the_window(
    qtbot: QtBot, window: MainWindow, tray: TrayIcon, assistant: FakeDocumentAssistant
) -> None:
    window.close()
    tray.menu.actions()[0].trigger()
    small = tray.quick_question
    assert small.isVisible()
    qtbot.keyClick(small, Qt.Key.Key_Escape)
    assert not small.isVisible()
    small.open()
    qtbot.keyClicks(small.box, "What is the rent?")
    qtbot.keyClick(small.box, Qt.Key.Key_Return)
    assert not small.isVisible()
    assert window.isVisible()
    assert assistant.calls_of("ask") == [(Question("What is the rent?"),)]
    small.open()
    qtbot.keyClicks(small.box, "And the deposit?")
    qtbot.keyClick(small.box, Qt.Key.Key_Return)
    assert len(assistant.calls_of("ask")) == 1, "the first one is still being answered"
    assert window.conversation_pane.question_box.toPlainText() == "And the deposit?"
