"""Ctrl+C in the terminal and a polite kill, as a Qt signal."""

import contextlib
import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal


class TerminationSignals(QObject):
    """Emits `received` on SIGINT and SIGTERM.

    Python runs its handlers only between two byte codes, and Qt's loop has none: so the interpreter writes to a
    socket that the loop watches.
    """

    received = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)
        self._former_descriptor = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._former_handlers = {
            number: signal.signal(number, _leave_it_to_the_socket) for number in (signal.SIGINT, signal.SIGTERM)
        }

    def close(self) -> None:
        """Handle the signals as before."""
        for number, handler in self._former_handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._former_descriptor)
        self._notifier.setEnabled(False)
        self._reader.close()
        self._writer.close()

    def _wake(self) -> None:
        with contextlib.suppress(BlockingIOError):
            numbers = self._reader.recv(64)
            if set(numbers) & set(self._former_handlers):
                self.received.emit()


def _leave_it_to_the_socket(number: int, frame: object) -> None:
    """Keep the signal from ending the process."""
