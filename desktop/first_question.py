"""A question that was given at the start, asked as soon as the library can answer it."""

from PySide6.QtCore import QObject

from desktop.engine_bridge import EngineBridge
from desktop.main_window import MainWindow
from engine.events import IndexingProgressed


class FirstQuestion(QObject):
    """Asks once, when the library holds documents and none of them is still to be read or embedded."""

    def __init__(self, text: str, window: MainWindow, bridge: EngineBridge) -> None:
        super().__init__(window)
        self._text = text
        self._window = window
        self._bridge = bridge
        self._idle = False
        # Connected after the window, so that its model already counts the documents of the same event.
        bridge.indexing_progressed.connect(self._note_progress)
        bridge.documents_changed.connect(self._ask_if_ready)

    def _note_progress(self, event: IndexingProgressed) -> None:
        self._idle = event.progress.idle
        self._ask_if_ready()

    def _ask_if_ready(self) -> None:
        totals = self._window.library_pane.documents.totals
        if self._idle and totals.documents and not totals.unread:
            self._bridge.indexing_progressed.disconnect(self._note_progress)
            self._bridge.documents_changed.disconnect(self._ask_if_ready)
            self._window.conversation_pane.ask_anew(self._text)
