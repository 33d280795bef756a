"""Qt's application, which also hears of files that macOS asks it to open: there these come as events."""

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class QtApplication(QApplication):
    """The one application object of the process."""

    file_opened = Signal(Path)
    """This file or folder is to be opened."""

    def event(self, event: QEvent) -> bool:
        """Take the event that names a file; all others go on to Qt."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_opened.emit(Path(event.file()))
            return True
        return super().event(event)
