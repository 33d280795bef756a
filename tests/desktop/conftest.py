"""Fixtures of the desktop's tests: a window on a fake engine; Qt's warnings and leaked windows fail a test."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from desktop.document_viewer.document_viewer import DocumentViewer
from desktop.engine_bridge import EngineBridge
from desktop.main_window import MainWindow
from desktop.theme import Theme
from tests.desktop.viewer_tools import Requests
from tests.fakes import FakeDocumentAssistant

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fail tests in this folder on Qt's warnings.

    Two are no fault: what the offscreen platform cannot do, and a key that is released after its window has gone.
    """
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", "Keyboard event not accepted"))


@pytest.fixture(autouse=True)
def nothing_left_on_screen(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a visible window or a running timer behind."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    windows = [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]
    assert not windows, f"windows left open: {windows}"
    timers = [thing for thing in gc.get_objects() if isinstance(thing, QTimer) and isValid(thing) and thing.isActive()]
    assert not timers, f"timers left running: {[(timer, timer.parent()) for timer in timers]}"


@pytest.fixture
def bridge(qapp: QApplication) -> EngineBridge:
    return EngineBridge()


@pytest.fixture
def assistant(bridge: EngineBridge) -> FakeDocumentAssistant:
    return FakeDocumentAssistant(bridge.deliver)


@pytest.fixture
def window(qtbot: QtBot, assistant: FakeDocumentAssistant, bridge: EngineBridge) -> Iterator[MainWindow]:
    """The whole window on a fake engine, shown and active."""
    window = MainWindow(assistant, bridge)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    yield window
    window.hide()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The look of the application, for the time of one test."""
    font, palette, style_sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    theme = Theme(qapp)
    yield theme
    delete(theme)  # it is a child of the application, and would go on to follow the system's colours
    qapp.setFont(font)
    qapp.setPalette(palette)
    qapp.setStyleSheet(style_sheet)


@pytest.fixture
def viewer(qtbot: QtBot) -> Iterator[DocumentViewer]:
    """A viewer without a document, shown."""
    viewer = DocumentViewer()
    qtbot.addWidget(viewer)
    viewer.resize(600, 800)
    with qtbot.waitExposed(viewer):
        viewer.show()
    yield viewer
    viewer.close()


@pytest.fixture
def requests(viewer: DocumentViewer) -> Requests:
    """What the viewer asks for."""
    return Requests(viewer)
