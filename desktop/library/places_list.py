"""The watched folders and files."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QDesktopServices, QKeySequence, QPalette
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QWidget

from desktop.icons import icon
from desktop.path_names import shown_name, shown_path, url_of
from desktop.theme import colours
from desktop.widgets import tool_tip_html
from engine.types import FolderState, WatchedPlace

_MOST_ROWS_IN_SIGHT = 5
_ICON_SIZE = QSize(18, 18)
_PATH_ROLE = Qt.ItemDataRole.UserRole


class PlacesList(QListWidget):
    """Shows what is watched, marks what cannot be reached now, and asks for places to be removed."""

    removal_wanted = Signal(Path)
    """The user wants a place removed; nothing is confirmed yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Watched folders and files")
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(_ICON_SIZE)
        self.remove_action = QAction(icon("remove"), "Remove from the library…", self)
        self.remove_action.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        self.remove_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.remove_action.triggered.connect(self._want_removal)
        self.open_action = QAction(icon("folder"), "Open in the file manager", self)
        self.open_action.triggered.connect(self._open)
        self.addActions([self.remove_action, self.open_action])
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.currentItemChanged.connect(self._enable_actions)
        self._enable_actions()

    def mark_files(self, paths: Iterable[Path]) -> None:
        """Give places that turned out to be single files the icon of a file."""
        files = set(paths)
        for row in range(self.count()):
            item = self.item(row)
            if item.data(_PATH_ROLE) in files:
                item.setIcon(icon("file", QPalette.ColorRole.PlaceholderText))

    def show_places(self, places: Iterable[WatchedPlace]) -> None:
        """Show exactly these places; the current one stays current."""
        current = self._current_path()
        self.clear()
        for place in places:
            item = self._item(place)
            self.addItem(item)
            if place.path == current:
                self.setCurrentItem(item)
        rows = min(self.count(), _MOST_ROWS_IN_SIGHT)
        self.setFixedHeight(rows * self.sizeHintForRow(0) + 2 * self.frameWidth())
        self._enable_actions()

    def _item(self, place: WatchedPlace) -> QListWidgetItem:
        item = QListWidgetItem(icon("folder", QPalette.ColorRole.PlaceholderText), shown_name(place.path))
        item.setData(_PATH_ROLE, place.path)
        item.setToolTip(tool_tip_html(shown_path(place.path)))
        if place.state == FolderState.UNAVAILABLE:
            item.setIcon(icon("folder-missing", QPalette.ColorRole.PlaceholderText))
            item.setText(f"{shown_name(place.path)} (unavailable)")
            item.setForeground(QColor(colours(self.palette()).warning))
            item.setToolTip(
                tool_tip_html(
                    shown_path(place.path),
                    "This place cannot be reached now. Its documents stay in the index, and Pagewise follows it again "
                    "as soon as its disk or network is back.",
                )
            )
        return item

    def _current_path(self) -> Path | None:
        item = self.currentItem()
        path: Path | None = item.data(_PATH_ROLE) if item is not None else None
        return path

    def _enable_actions(self) -> None:
        for action in (self.remove_action, self.open_action):
            action.setEnabled(self.currentItem() is not None)

    def _want_removal(self) -> None:
        path = self._current_path()
        if path is not None:
            self.removal_wanted.emit(path)

    def _open(self) -> None:
        path = self._current_path()
        if path is not None:
            QDesktopServices.openUrl(url_of(path))

    def _show_menu(self, position: QPoint) -> None:
        if self.itemAt(position) is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.open_action, self.remove_action])
        menu.popup(self.viewport().mapToGlobal(position))
