"""Remembers the window's size, place and pane widths between starts."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QSplitter, QWidget

_GEOMETRY, _PANES = "window/geometry", "window/panes"


class WindowMemory:
    """Keeps them in an INI file. A missing, damaged or unwritable file costs only the memory."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def restore(self, window: QWidget, panes: QSplitter) -> None:
        """Bring back what was saved; leave alone what was not."""
        settings = self._settings()
        geometry, widths = settings.value(_GEOMETRY), settings.value(_PANES)
        if isinstance(geometry, QByteArray):
            window.restoreGeometry(geometry)
        if isinstance(widths, QByteArray):
            panes.restoreState(widths)

    def save(self, window: QWidget, panes: QSplitter) -> None:
        """Write down how the window stands now."""
        settings = self._settings()
        settings.setValue(_GEOMETRY, window.saveGeometry())
        settings.setValue(_PANES, panes.saveState())
        settings.sync()

    def _settings(self) -> QSettings:
        return QSettings(str(self._file), QSettings.Format.IniFormat)
