"""Bugs of Pagewise itself: shown with their details instead of vanishing in a terminal that nobody sees."""

import logging
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

_log = logging.getLogger(__name__)


class BugReports(QObject):
    """Opens a dialog for every exception that nobody caught, on whatever thread; one dialog at a time."""

    _caught = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.dialog: QMessageBox | None = None
        # Queued: an exception may come from a paint event, in which no dialog may be opened, or from another thread.
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._former_hook, self._former_thread_hook = sys.excepthook, threading.excepthook
        sys.excepthook = self._report
        threading.excepthook = self._report_from_thread

    def close(self) -> None:
        """Report no more."""
        sys.excepthook, threading.excepthook = self._former_hook, self._former_thread_hook

    def _report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._former_hook(kind, error, trace)
            return
        _log.critical("Uncaught exception", exc_info=(kind, error, trace))
        self._caught.emit("".join(traceback.format_exception(kind, error, trace)))

    def _report_from_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._report(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def _show(self, details: str) -> None:
        if self.dialog is not None:
            return
        dialog = QMessageBox(QMessageBox.Icon.Critical, "Pagewise", "", QMessageBox.StandardButton.Close)
        dialog.setTextFormat(Qt.TextFormat.RichText)
        dialog.setText("<b>Pagewise made a mistake.</b>")
        dialog.setInformativeText(
            "This is a bug in Pagewise, not something you did. Your documents are not affected, and you can go on "
            "working. Please report it with the details; read them first, they may name your files."
        )
        dialog.setDetailedText(details)
        copy = dialog.addButton("Copy details", QMessageBox.ButtonRole.ApplyRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.open()

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
