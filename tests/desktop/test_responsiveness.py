"""The window keeps answering while the engine is busy, and with libraries of any size."""

import threading
from time import perf_counter

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from engine.events import DocumentsChanged, DraftChanged, IndexingProgressed
from engine.types import DocumentState, IndexingProgress
from tests.desktop.values import document
from tests.fakes import FakeDocumentAssistant

_LONGEST_STALL = 0.25
"""Seconds; generous, because a busy machine stalls a test by itself. On an idle one it is below 0.05."""


class Heartbeat:
    """Measures the longest time between two turns of the event loop."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = perf_counter()
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _beat(self) -> None:
        now = perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now


def test_a_flood_of_events_never_stalls_the_window(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    window.conversation_pane.ask("What is going on?")
    names = [f"Document {number}.pdf" for number in range(5000)]

    def flood() -> None:
        for number, name in enumerate(names):
            assistant.deliver(DocumentsChanged((document(name, DocumentState.READING),)))
            assistant.deliver(DocumentsChanged((document(name),)))
            assistant.deliver(IndexingProgressed(IndexingProgress(number, 5000, pages_read=number)))
            if number % 10 == 0:
                assistant.deliver(DraftChanged(1, "word " * (number // 10)))

    heart = Heartbeat()
    engine = threading.Thread(target=flood)
    engine.start()
    totals = window.library_pane.documents.totals
    qtbot.waitUntil(lambda: totals.in_state(DocumentState.INDEXED) == 5000, timeout=30_000)
    heart.stop()
    engine.join()
    print(f"longest stall: {heart.longest * 1000:.0f} ms")  # noqa: T201  # shown with -s
    assert heart.longest < _LONGEST_STALL


def test_filtering_and_scrolling_ten_thousand_documents_is_smooth(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    pane = window.library_pane
    assistant.deliver(DocumentsChanged(tuple(document(f"Document {number}.pdf") for number in range(10_000))))
    qtbot.waitUntil(lambda: pane.documents.rowCount() == 10_000)
    heart = Heartbeat()
    for character in "ment 99":
        qtbot.keyClicks(pane.filter_box, character)
        qapp.processEvents()
    assert pane.documents.rowCount() == 111
    pane.filter_box.clear()
    for row in range(0, 10_000, 500):
        pane.table.scrollTo(pane.documents.index(row, 0))
        qapp.processEvents()
    heart.stop()
    print(f"longest stall: {heart.longest * 1000:.0f} ms")  # noqa: T201  # shown with -s
    assert heart.longest < _LONGEST_STALL
