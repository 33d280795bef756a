"""Selecting words on the pages of a document, with the mouse and by keyboard."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QMenu

from desktop.document_viewer.word_selection import WordSelection
from engine.types import PageWord, Rectangle

if TYPE_CHECKING:
    from desktop.document_viewer.page_view import PageView


class PageSelector(QObject):
    """Watches a page view: dragging selects words, a double click one of them, and Shift with the arrow keys extends.

    Words are asked for when they are first needed; until they come, the places of the pointer are remembered.
    """

    words_wanted = Signal(int)
    """The words of a page (1-based) are needed."""
    changed = Signal()
    """Other words are selected now."""

    def __init__(self, view: "PageView") -> None:
        super().__init__(view)
        self._view = view
        self._page: int | None = None
        self._selection: WordSelection | None = None
        """None while the words of `_page` are not known."""
        self._drag: tuple[QPointF, QPointF] | None = None
        self._pressed = False
        self._wanted_keys: list[int] = []
        self._task_actions: Sequence[QAction] = ()
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)

    @property
    def page(self) -> int | None:
        """The page on which words are selected."""
        return self._page if self.text else None

    @property
    def text(self) -> str:
        """The selected words; "" if there are none."""
        return self._selection.text if self._selection is not None else ""

    @property
    def areas(self) -> list[Rectangle]:
        """Where the selected words stand, in page points."""
        return self._selection.areas if self._selection is not None else []

    def clear(self) -> None:
        """Select nothing, and forget the words of the page: another document is shown."""
        self._page, self._selection, self._drag = None, None, None
        self._wanted_keys.clear()
        self.changed.emit()

    def take_words(self, page: int, words: Sequence[PageWord]) -> None:
        """The words of a page have come; what the user did meanwhile is made up for."""
        if page != self._page or self._selection is not None:
            return
        self._selection = WordSelection(words)
        for key in self._wanted_keys:
            self._apply_key(self._selection, key)
        self._wanted_keys.clear()
        self._show_drag()
        if not self._pressed:
            self._drag = None
        self.changed.emit()

    def copy(self) -> None:
        """Copy the selected words."""
        if self.text:
            QGuiApplication.clipboard().setText(self.text)

    def offer_tasks(self, actions: Sequence[QAction]) -> None:
        """Offer these actions, besides copying, in the menu of the pages."""
        self._task_actions = actions

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what the user does with the mouse on the viewport and the keys of the view."""
        if isinstance(event, QMouseEvent) and watched is self._view.viewport():
            return self._handle_mouse(event)
        if isinstance(event, QKeyEvent) and watched is self._view and event.type() == QEvent.Type.KeyPress:
            return self._handle_key(event)
        return super().eventFilter(watched, event)

    def _handle_mouse(self, event: QMouseEvent) -> bool:
        left = Qt.MouseButton.LeftButton
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() == left:
                self._begin_drag(event.position())
            case QEvent.Type.MouseMove if self._pressed and self._drag is not None and self._page is not None:
                self._drag = (self._drag[0], self._view.place_at(event.position(), self._page)[1])
                self._show_drag()
            case QEvent.Type.MouseButtonRelease if event.button() == left:
                self._pressed = False
                if self._selection is not None:
                    self._drag = None
            case QEvent.Type.MouseButtonDblClick if event.button() == left and self._selection is not None:
                self._selection.begin(self._view.place_at(event.position())[1])
                self.changed.emit()
        return False

    def _begin_drag(self, position: QPointF) -> None:
        page, place = self._view.place_at(position)
        self._use_page(page)
        if self._selection is not None:
            self._selection.clear()
        self._drag, self._pressed = (place, place), True
        self.changed.emit()

    def _show_drag(self) -> None:
        if self._selection is not None and self._drag is not None and self._drag[0] != self._drag[1]:
            self._selection.begin(self._drag[0])
            self._selection.extend(self._drag[1])
            self.changed.emit()

    def _handle_key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Copy) and self.text:
            self.copy()
            return True
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        selects = event.matches(QKeySequence.StandardKey.SelectAll) or (
            shift and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        )
        if not selects or not self._view.page_count:
            return False
        if self._selection is None or not self.text:
            self._use_page(self._view.page)
        if self._selection is None:
            self._wanted_keys.append(event.key())
        else:
            self._apply_key(self._selection, event.key())
            self.changed.emit()
        return True

    def _apply_key(self, selection: WordSelection, key: int) -> None:
        if key == Qt.Key.Key_A:
            selection.select_all()
        elif not selection.words and any(area.page == self._page for area in self._view.highlights):
            selection.select_areas(self._view.highlights)
        else:
            selection.extend_by(1 if key == Qt.Key.Key_Right else -1)

    def _use_page(self, page: int) -> None:
        """Select on this page from now on; its words are asked for if it is another one than before."""
        if page != self._page:
            self._page, self._selection = page, None
            self._wanted_keys.clear()
            self.words_wanted.emit(page)

    def _show_menu(self, position: QPoint) -> None:
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Copy\tCtrl+C", self.copy).setEnabled(bool(self.text))
        menu.addSeparator()
        menu.addActions(self._task_actions)
        menu.popup(self._view.viewport().mapToGlobal(position))
