"""Leaving: the window goes at once, the event loop lives on while the engine closes, and it happens once."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.quit_sequence import QuitSequence
from tests.fakes import FakeDocumentAssistant


def test_the_window_hides_at_once_and_the_loop_lives_on_while_the_engine_closes(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    quit_sequence = QuitSequence(window, assistant)
    window.closing.connect(quit_sequence.begin)
    assistant.may_close.clear()
    finished: list[bool] = []
    quit_sequence.finished.connect(lambda: finished.append(True))
    qtbot.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()
    qtbot.waitUntil(lambda: assistant.calls_of("close") == [()])
    assert finished == []
    quit_sequence.begin()
    assistant.may_close.set()
    qtbot.waitUntil(lambda: finished == [True])
    assert assistant.calls_of("close") == [()]
