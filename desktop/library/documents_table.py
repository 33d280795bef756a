"""The table of documents with its commands."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QStyle, QTableView, QWidget

from desktop.error_messages import sentences
from desktop.icons import icon
from desktop.library.document_words import STATE_NAMES
from desktop.library.documents_model import Column, DocumentsModel
from desktop.library.state_delegate import StateDelegate
from desktop.path_names import url_of
from desktop.theme import GRID
from engine.types import Document, DocumentState


class DocumentsTable(QTableView):
    """Lists documents; opens, retries and copies the selected ones by menu and keyboard."""

    document_wanted = Signal(Path)
    """A document is to be shown in the viewer."""
    retry_wanted = Signal(list)
    """Documents (paths) are to be read again."""
    details_wanted = Signal(Path)
    """All that the library holds of a document is to be shown."""
    current_document_changed = Signal(object)
    """The `Document` under the cursor, None if there is none."""

    def __init__(self, model: DocumentsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._documents = model
        self._current: Path | None = None
        self.setModel(model)
        self.setAccessibleName("Documents")
        self._set_up_look()
        self.open_action = self._action("Open", "file", QKeySequence(Qt.Key.Key_Return), self._open)
        self.details_action = self._action("Details", "notice", QKeySequence("Alt+Return"), self.show_details)
        self.retry_action = self._action("Try again", "retry", QKeySequence(Qt.Key.Key_F5), self._retry)
        self.copy_action = self._action(
            "Copy path and reason", "copy", QKeySequence(QKeySequence.StandardKey.Copy), self._copy
        )
        self.folder_action = self._action("Show in folder", "folder", QKeySequence("Ctrl+Return"), self._show_folder)
        self._task_actions: list[QAction] = []
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._remember_current)
        model.modelReset.connect(self._restore_current)
        model.dataChanged.connect(self._announce_current)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows; if there are none, say so."""
        super().paintEvent(event)
        if self._documents.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, "No documents to show")

    def selected_documents(self) -> list[Document]:
        """The selected documents, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._documents.document_at(row) for row in rows]

    @property
    def current_path(self) -> Path | None:
        """The document under the cursor."""
        return self._current

    def selected_paths(self) -> list[Path]:
        """The paths of the selected documents, from top to bottom."""
        return [document.path for document in self.selected_documents()]

    def offer_tasks(self, actions: list[QAction]) -> None:
        """Offer these actions, which are about the document under the cursor, in the menu of documents."""
        self._task_actions = actions

    def show_details(self) -> None:
        """Ask for the details of the document under the cursor."""
        if self._current is not None:
            self.details_wanted.emit(self._current)

    def _set_up_look(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        self._state_delegate = StateDelegate(self)
        self.setItemDelegateForColumn(Column.STATE, self._state_delegate)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.hide()
        columns.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        columns.setSectionResizeMode(Column.STATE, QHeaderView.ResizeMode.Fixed)
        self._fit_to_text()

    def changeEvent(self, event: QEvent) -> None:
        """Take over another size of text, and of the icons that go with it."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_to_text()

    def _fit_to_text(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + GRID + GRID // 2)
        longest = max(map(self.fontMetrics().horizontalAdvance, STATE_NAMES))
        picture = self.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize, None, self)
        # The longest state, its icon and the margins of both.
        whole = longest + picture + 3 * GRID
        # Where the name would get less than its state, the state is an icon only.
        only_icon = self.viewport().width() < 2 * whole
        self._state_delegate.only_icon = only_icon
        self.horizontalHeader().resizeSection(Column.STATE, picture + 2 * GRID if only_icon else whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew between name and state."""
        super().resizeEvent(event)
        self._fit_to_text()

    def _action(self, text: str, icon_name: str, keys: QKeySequence, run: Callable[[], None]) -> QAction:
        action = QAction(icon(icon_name), text, self)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(run)
        self.addAction(action)
        return action

    def _show_menu(self, position: QPoint) -> None:
        selected = self.selected_documents()
        if not selected:
            return
        any_failed = any(document.state == DocumentState.FAILED for document in selected)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.open_action, self.details_action, self.folder_action, self.copy_action])
        if any_failed:
            menu.addAction(self.retry_action)
        else:
            menu.addSeparator()
            menu.addActions(self._task_actions)
        menu.popup(self.viewport().mapToGlobal(position))

    def _open(self) -> None:
        if self._current is not None:
            self.document_wanted.emit(self._current)

    def _retry(self) -> None:
        failed = [document.path for document in self.selected_documents() if document.state == DocumentState.FAILED]
        if failed:
            self.retry_wanted.emit(failed)

    def _copy(self) -> None:
        lines = []
        for document in self.selected_documents():
            reason = f": {sentences(document.failure)}" if document.failure is not None else ""
            lines.append(f"{document.path}{reason}")
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def _show_folder(self) -> None:
        if self._current is not None:
            QDesktopServices.openUrl(url_of(self._current.parent))

    def _remember_current(self, current: QModelIndex) -> None:
        self._current = self._documents.document_at(current.row()).path if current.isValid() else None
        self._announce_current()

    def _announce_current(self) -> None:
        row = None if self._current is None else self._documents.row_of(self._current)
        self.current_document_changed.emit(None if row is None else self._documents.document_at(row))

    def _restore_current(self) -> None:
        """Put the cursor back on its document after the rows were rebuilt (the view has forgotten it by then)."""
        row = None if self._current is None else self._documents.row_of(self._current)
        if row is None:
            self._current = None
            self._announce_current()
        else:
            self.selectRow(row)
