"""The watched folders and files."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QColor, QDesktopServices, QKeySequence, QPalette
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QWidget

from desktop.amounts import counted
from desktop.icons import icon
from desktop.library.library_totals import LibraryTotals, PlaceTotals
from desktop.path_names import shown_name, shown_path, url_of
from desktop.theme import colours
from desktop.two_line_delegate import SUMMARY_ROLE, TwoLineDelegate
from desktop.widgets import tool_tip_html
from engine.types import DocumentState, FolderState, WatchedPlace

_MOST_ROWS_IN_SIGHT = 4
_PLACE_ROLE = Qt.ItemDataRole.UserRole


class PlacesList(QListWidget):
    """Shows what is watched and what it holds, marks what cannot be reached now, and asks for changes of places."""

    removal_wanted = Signal(Path)
    """The user wants a place removed; nothing is confirmed yet."""
    rules_wanted = Signal(object)
    """The user wants to see and change the rules of a folder (`WatchedPlace`)."""
    summary_wanted = Signal(Path)
    """What a place holds is to be summarised."""
    current_place_changed = Signal(object)
    """Another place is the current one (`Path`), or none (None)."""
    rules_chosen = Signal(Path, object)
    """A folder is to have these `PlaceRules`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: set[Path] = set()
        self.setAccessibleName("Watched folders and files")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(TwoLineDelegate(self))
        self.rules_action = self._action("Rules of this folder…", "Return", self._want_rules)
        self.pause_action = self._action("Pause this folder", None, self._toggle_pause)
        self.summary_action = self._action("Summarise", None, self._want_summary)
        self.open_action = self._action("Open in the file manager", None, self._open)
        self.remove_action = self._action(
            "Remove from the library…", QKeySequence(QKeySequence.StandardKey.Delete), self._want_removal
        )
        self.open_action.setIcon(icon("folder"))
        self.remove_action.setIcon(icon("remove"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.itemDoubleClicked.connect(self._want_rules)
        self.currentItemChanged.connect(self._enable_actions)
        self.currentItemChanged.connect(self._tell_current_place)
        self._enable_actions()

    def mark_files(self, paths: Iterable[Path]) -> None:
        """Give places that turned out to be single files the icon of a file; rules are for folders only."""
        items = {item.data(_PLACE_ROLE).path: item for item in map(self.item, range(self.count()))}
        files = items.keys() & paths
        for path in files:
            items[path].setIcon(icon("file", QPalette.ColorRole.PlaceholderText))
        self._files |= files
        self._enable_actions()

    def show_places(self, places: Collection[WatchedPlace], totals: PlaceTotals) -> None:
        """Show exactly these places with what they hold; the current one stays current."""
        current = self._current_place()
        self._files.intersection_update(place.path for place in places)
        self.clear()
        for place in places:
            item = self._item(place)
            self.addItem(item)
            if current is not None and place.path == current.path:
                self.setCurrentItem(item)
        self.show_totals(totals)
        self._fit_to_text()
        self._enable_actions()

    def changeEvent(self, event: QEvent) -> None:
        """Take over another size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.count():
            self._fit_to_text()

    def show_totals(self, totals: PlaceTotals) -> None:
        """Show what the places hold now."""
        for row in range(self.count()):
            item = self.item(row)
            place: WatchedPlace = item.data(_PLACE_ROLE)
            summary = place_summary(place, totals.of(place.path))
            if summary != item.data(SUMMARY_ROLE):
                item.setData(SUMMARY_ROLE, summary)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {summary}")
                item.setToolTip(tool_tip_html(shown_path(place.path), *_explanations(place), summary))

    def _fit_to_text(self) -> None:
        """Be as high as the places, or the first of them."""
        rows = min(self.count(), _MOST_ROWS_IN_SIGHT)
        self.setFixedHeight(rows * self.sizeHintForRow(0) + 2 * self.frameWidth() + 2)

    def _item(self, place: WatchedPlace) -> QListWidgetItem:
        item = QListWidgetItem(icon("folder", QPalette.ColorRole.PlaceholderText), shown_name(place.path))
        item.setData(_PLACE_ROLE, place)
        if place.state == FolderState.UNAVAILABLE:
            item.setIcon(icon("folder-missing", QPalette.ColorRole.PlaceholderText))
            item.setText(f"{shown_name(place.path)} (unavailable)")
            item.setForeground(QColor(colours(self.palette()).warning))
        return item

    def _action(self, text: str, keys: QKeySequence | str | None, run: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        if keys is not None:
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(run)
        self.addAction(action)
        return action

    def _current_place(self) -> WatchedPlace | None:
        item = self.currentItem()
        place: WatchedPlace | None = item.data(_PLACE_ROLE) if item is not None else None
        return place

    def _enable_actions(self) -> None:
        place = self._current_place()
        for action in (self.remove_action, self.open_action, self.summary_action):
            action.setEnabled(place is not None)
        for action in (self.rules_action, self.pause_action):
            action.setEnabled(place is not None and place.path not in self._files)
        paused = place is not None and place.rules.paused
        self.pause_action.setText("Follow this folder again" if paused else "Pause this folder")

    def _tell_current_place(self) -> None:
        place = self._current_place()
        self.current_place_changed.emit(None if place is None else place.path)

    def _want_removal(self) -> None:
        if (place := self._current_place()) is not None:
            self.removal_wanted.emit(place.path)

    def _want_rules(self) -> None:
        place = self._current_place()
        if place is not None and self.rules_action.isEnabled():
            self.rules_wanted.emit(place)

    def _want_summary(self) -> None:
        if (place := self._current_place()) is not None:
            self.summary_wanted.emit(place.path)

    def _toggle_pause(self) -> None:
        if (place := self._current_place()) is not None:
            self.rules_chosen.emit(place.path, replace(place.rules, paused=not place.rules.paused))

    def _open(self) -> None:
        if (place := self._current_place()) is not None:
            QDesktopServices.openUrl(url_of(place.path))

    def _show_menu(self, position: QPoint) -> None:
        if self.itemAt(position) is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(
            [self.summary_action, self.rules_action, self.pause_action, self.open_action, self.remove_action]
        )
        menu.popup(self.viewport().mapToGlobal(position))


def place_summary(place: WatchedPlace, totals: LibraryTotals) -> str:
    """What a place holds, on one line: documents, pages, what is waiting, what failed."""
    facts = ["Paused"] if place.rules.paused else []
    facts.append(counted(totals.documents, "document") if totals.documents else "No documents")
    if totals.pages:
        facts.append(counted(totals.pages, "page"))
    if totals.unread:
        facts.append(f"{totals.unread:,} waiting")
    if failed := totals.in_state(DocumentState.FAILED):
        facts.append(f"{failed:,} failed")
    return " · ".join(facts)


def _explanations(place: WatchedPlace) -> list[str]:
    lines = []
    if place.state == FolderState.UNAVAILABLE:
        lines.append(
            "This place cannot be reached now. Its documents stay in the index, and Pagewise follows it again as soon "
            "as its disk or network is back."
        )
    if place.rules.paused:
        lines.append(
            "Paused: what is indexed stays searchable, but changes are left until the folder is followed again."
        )
    return lines
