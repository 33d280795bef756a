"""The settings: a list of pages, and the page that is chosen."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QStackedWidget, QWidget

from desktop.settings.settings_page import SettingsPage
from desktop.theme import GRID
from desktop.viewing_dialog import ViewingDialog
from engine.api import DocumentAssistant
from engine.events import SettingsChanged

_FIRST_SIZE = (92 * GRID, 68 * GRID)


class SettingsWindow(ViewingDialog):
    """Stays beside the main window, so that what is chosen can be seen to work. There is nothing to confirm.

    `pages_list` and `pages` are public, for whoever drives the window.
    """

    library_move_wanted = Signal(Path)
    """The library is to be moved into this folder (see `MoveLibraryButton`)."""

    def __init__(self, assistant: DocumentAssistant, pages: Sequence[SettingsPage], parent: QWidget) -> None:
        super().__init__(parent)
        self._assistant = assistant
        self.pages = tuple(pages)
        self.setWindowTitle("Settings")
        self.resize(*_FIRST_SIZE)
        self.pages_list = QListWidget()
        self.pages_list.setAccessibleName("Pages of the settings")
        self.pages_list.setSpacing(GRID // 2)
        self.pages_list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._stack = QStackedWidget()
        for page in self.pages:
            self.pages_list.addItem(page.title)
            self._stack.addWidget(page)
            page.show_settings(assistant.settings.chosen)
        self._fit_to_text()
        self.pages_list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.pages_list.setCurrentRow(0)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, GRID, 2 * GRID)
        layout.addWidget(self.pages_list)
        layout.addWidget(self._stack, stretch=1)

    def open_page(self, kind: type[SettingsPage] | None = None) -> None:
        """Show the window, at the page of this kind if one is given."""
        for row, page in enumerate(self.pages):
            if kind is not None and isinstance(page, kind):
                self.pages_list.setCurrentRow(row)
        self.show()
        self.raise_()
        self.activateWindow()
        self.pages_list.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Take over another size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_to_text()

    def _fit_to_text(self) -> None:
        names = [page.title for page in self.pages]
        self.pages_list.setFixedWidth(max(map(self.fontMetrics().horizontalAdvance, names)) + 6 * GRID)

    def follow(self, event: SettingsChanged) -> None:
        """Show settings that were changed, here or elsewhere."""
        for page in self.pages:
            page.show_settings(event.settings)
