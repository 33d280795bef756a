"""The window keeps answering while the engine is busy, and with libraries of any size."""

import gc
import threading
from pathlib import Path
from time import perf_counter, thread_time
from typing import Self

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.engine_bridge import EngineBridge
from desktop.main_window import MainWindow
from engine.api import DocumentAssistant
from engine.events import DocumentsChanged, DraftChanged, IndexingProgressed, NoticeRaised
from engine.types import DocumentState, IndexingProgress
from tests.desktop.values import document
from tests.fakes import FakeDocumentAssistant

_LONGEST_WORK = 0.1
"""Seconds of the GUI thread's processor time in one turn of the event loop: what a person notices. It was below 0.02
when this was written; the same work takes up to 0.05 where other programs use the processor, too."""
_LONGEST_STALL = 1.0
"""Seconds by the clock: catches waiting. Generous, because a busy machine stalls a test by itself."""


class Heartbeat:
    """Measures the longest time between two turns of the event loop, by the clock and in processor time."""

    def __init__(self) -> None:
        self.longest_stall = self.longest_work = 0.0
        self._clock, self._work = perf_counter(), thread_time()
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._beat)
        # What earlier tests left in memory is no burden of this window: the collector passes it over.
        gc.collect()
        gc.freeze()

    def __enter__(self) -> Self:
        self._clock, self._work = perf_counter(), thread_time()
        self._timer.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._timer.stop()
        gc.unfreeze()

    def check(self) -> None:
        """Fail the test if the window would have felt sluggish."""
        assert self.longest_work < _LONGEST_WORK
        assert self.longest_stall < _LONGEST_STALL

    def _beat(self) -> None:
        clock, work = perf_counter(), thread_time()
        self.longest_stall = max(self.longest_stall, clock - self._clock)
        self.longest_work = max(self.longest_work, work - self._work)
        self._clock, self._work = clock, work


def test_a_flood_of_events_never_stalls_the_window(
    qtbot: QtBot, window: MainWindow, bridge: EngineBridge, assistant: FakeDocumentAssistant
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

    shown_progress: list[IndexingProgress] = []
    bridge.indexing_progressed.connect(lambda event: shown_progress.append(event.progress))
    with Heartbeat() as heart:
        engine = threading.Thread(target=flood)
        engine.start()
        totals = window.library_pane.documents.totals
        qtbot.waitUntil(lambda: totals.in_state(DocumentState.INDEXED) == 5000, timeout=30_000)
        engine.join()
        exchange = window.conversation_pane.exchanges[0]
        qtbot.waitUntil(lambda: exchange.draft.text().startswith("word " * 499))
        qtbot.waitUntil(lambda: bool(shown_progress) and shown_progress[-1].documents_done == 4999)
    heart.check()


def test_filtering_and_scrolling_ten_thousand_documents_is_smooth(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    pane = window.library_pane
    assistant.deliver(DocumentsChanged(tuple(document(f"Document {number}.pdf") for number in range(10_000))))
    qtbot.waitUntil(lambda: pane.documents.rowCount() == 10_000)
    with Heartbeat() as heart:
        for character in "ment 99":
            qtbot.keyClicks(pane.filter_box, character)
            qapp.processEvents()
        assert pane.documents.rowCount() == 111
        pane.filter_box.clear()
        for row in range(0, 10_000, 500):
            pane.table.scrollTo(pane.documents.index(row, 0))
            qapp.processEvents()
    heart.check()


def test_the_window_answers_while_two_hundred_real_files_are_indexed(
    qtbot: QtBot, bridge: EngineBridge, tmp_path: Path
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(200):
        (folder / f"note {number}.txt").write_text(
            f"Note {number}. The bicycle number {number} was repaired in May. " * 9
        )
    assistant = DocumentAssistant(tmp_path / "library", bridge.deliver, watch=False)
    assistant.start()
    try:
        window = MainWindow(assistant, bridge)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        pane = window.library_pane
        pane.show_indexing()
        with Heartbeat() as heart:
            pane.add_places([folder])
            totals = pane.documents.totals
            qtbot.waitUntil(lambda: totals.in_state(DocumentState.INDEXED) == 200, timeout=60_000)
        window.refuse_work()
        window.hide()
    finally:
        assistant.close()
        with qtbot.waitSignal(bridge.notice_raised):  # the last event: the bridge has nothing left to deliver
            bridge.deliver(NoticeRaised("Closed", ""))
    heart.check()
