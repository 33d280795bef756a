"""Leaving in order: no new work, no window, then the engine closes while the event loop goes on."""

import threading

from PySide6.QtCore import QObject, Qt, Signal

from desktop.main_window import MainWindow
from engine.api import DocumentAssistant


class QuitSequence(QObject):
    """Runs once, however often it is begun. Closing the engine takes seconds, so a thread waits for it."""

    finished = Signal()
    """The engine is closed; the application can end."""

    _closed = Signal()

    def __init__(self, window: MainWindow, assistant: DocumentAssistant, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._assistant = assistant
        self._thread: threading.Thread | None = None
        self._closed.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Refuse new work, hide the window, and close the engine."""
        if self._thread is not None:
            return
        self._window.refuse_work()
        self._window.hide()
        self._thread = threading.Thread(target=self._close_engine, name="close-engine")
        self._thread.start()

    def _close_engine(self) -> None:
        try:
            self._assistant.close()
        finally:
            # An engine that fails to close is a bug, and reported as one; the application ends all the same.
            self._closed.emit()

    def _finish(self) -> None:
        if self._thread is not None:
            self._thread.join()
        self.finished.emit()
