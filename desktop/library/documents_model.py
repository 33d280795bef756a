"""The library's documents as a sorted, filtered table model that stays quick with tens of thousands of rows."""

from bisect import bisect_left
from collections.abc import Collection, Iterable
from enum import Enum, IntEnum
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from desktop.error_messages import sentences
from desktop.icons import icon
from desktop.library.document_words import WORDS_ONLY_MEANS, document_facts, is_words_only, state_name
from desktop.library.library_totals import LibraryTotals, PlaceTotals
from desktop.path_names import shown_name, shown_path
from desktop.theme import colours
from desktop.widgets import tool_tip_html
from engine.paths import is_within
from engine.types import Document, DocumentState

_MOST_SINGLE_ROWS = 50
"""More rows than this come or go as one reset, which costs the same for any number."""

_Row = tuple[str, str, Path]
"""Sort key and path: the folded name, the path as text (unique), the path."""
_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class Column(IntEnum):
    """The table's columns."""

    NAME = 0
    STATE = 1


class Selection(Enum):
    """Which documents are shown, by their state; the value says it to the user."""

    ALL = "All"
    FAILED = "Failed"
    WAITING = "Waiting"
    WORDS_ONLY = "Words only"

    def holds(self, document: Document) -> bool:
        """True if `document` belongs to the selection."""
        match self:
            case Selection.ALL:
                return True
            case Selection.FAILED:
                return document.state == DocumentState.FAILED
            case Selection.WAITING:
                return document.state in (DocumentState.WAITING, DocumentState.READING) or document.pages_to_ocr > 0
            case Selection.WORDS_ONLY:
                return is_words_only(document)


class DocumentsModel(QAbstractTableModel):
    """Documents by name. Sorting and filtering are done here: a proxy would ask Python for every comparison."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.totals = LibraryTotals()
        self.place_totals = PlaceTotals()
        self._documents: dict[Path, Document] = {}
        self._rows: list[_Row] = []
        self._visible: list[_Row] = []
        self._filter = ""
        self._selection = Selection.ALL
        self._icons = {state: icon(state.value, QPalette.ColorRole.PlaceholderText) for state in DocumentState}

    def document_at(self, row: int) -> Document:
        """The document shown in `row`."""
        return self._documents[self._visible[row][2]]

    def row_of(self, path: Path) -> int | None:
        """The row that shows the document, None if it is not shown."""
        row = _row(path)
        position = bisect_left(self._visible, row)
        return position if position < len(self._visible) and self._visible[position] == row else None

    def document(self, path: Path) -> Document | None:
        """The library's document of this path, shown or not; None if it has none."""
        return self._documents.get(path)

    def documents_within(self, folder: Path) -> list[Document]:
        """All documents in or below `folder` (or the file itself), shown or not."""
        return [document for path, document in self._documents.items() if is_within(path, folder)]

    def readable_documents(self) -> list[Path]:
        """All documents that are indexed, whatever the filter shows."""
        return [path for path, document in self._documents.items() if document.state == DocumentState.INDEXED]

    def watch_places(self, places: Collection[Path]) -> None:
        """Count separately what each of these places holds (`place_totals`)."""
        self.place_totals.watch(places, self._documents.values())

    def set_filter(self, text: str, selection: Selection) -> None:
        """Show only documents of `selection` whose path contains `text` (in any case)."""
        self._filter, self._selection = text.strip().casefold(), selection
        self._reset()

    def update_documents(self, documents: Iterable[Document]) -> None:
        """Show documents that are new or have changed."""
        latest = {document.path: document for document in documents}
        new_rows: list[_Row] = []
        appeared: list[_Row] = []
        changed: list[_Row] = []
        vanished: list[_Row] = []
        for path, document in latest.items():
            old = self._documents.get(path)
            was_visible = old is not None and self._matches(old)
            if old is None:
                new_rows.append(_row(path))
            else:
                self._count_out(old)
            self._count_in(document)
            self._documents[path] = document
            if self._matches(document):
                (changed if was_visible else appeared).append(_row(path))
            elif was_visible:
                vanished.append(_row(path))
        if new_rows:
            self._rows.extend(new_rows)
            self._rows.sort()
        self._change_rows(appeared, vanished)
        self._announce(changed)

    def remove_documents(self, paths: Iterable[Path]) -> None:
        """Drop documents that have left the library; unknown paths are passed over."""
        gone = {path: self._documents[path] for path in paths if path in self._documents}
        self._rows = [row for row in self._rows if row[2] not in gone]
        # The rows go first: while one is taken out, views still ask for the others.
        self._change_rows([], [_row(path) for path, document in gone.items() if self._matches(document)])
        for path, document in gone.items():
            self._count_out(document)
            del self._documents[path]

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """How many documents match the filter."""
        return 0 if parent.isValid() else len(self._visible)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        """Name and state."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The columns' titles."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return ("Document", "State")[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, icon, colour and tool tip of a cell."""
        document = self.document_at(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return shown_name(document.path) if index.column() == Column.NAME else state_name(document)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tool_tip(document)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == Column.STATE:
            return self._icons[document.state]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == Column.STATE:
            scheme = colours(QGuiApplication.palette())
            return QColor(scheme.error if document.state == DocumentState.FAILED else scheme.muted)
        return None

    def _count_in(self, document: Document) -> None:
        self.totals.add(document)
        self.place_totals.add(document)

    def _count_out(self, document: Document) -> None:
        self.totals.take_away(document)
        self.place_totals.take_away(document)

    def _matches(self, document: Document) -> bool:
        if not self._selection.holds(document):
            return False
        return not self._filter or self._filter in str(document.path).casefold()

    def _change_rows(self, appeared: list[_Row], vanished: list[_Row]) -> None:
        if len(appeared) + len(vanished) > _MOST_SINGLE_ROWS:
            self._reset()
            return
        for row in appeared:
            position = bisect_left(self._visible, row)
            self.beginInsertRows(QModelIndex(), position, position)
            self._visible.insert(position, row)
            self.endInsertRows()
        for row in vanished:
            position = bisect_left(self._visible, row)
            self.beginRemoveRows(QModelIndex(), position, position)
            del self._visible[position]
            self.endRemoveRows()

    def _announce(self, changed: list[_Row]) -> None:
        """Tell the views which rows to draw again: one range, which is cheap because only its visible part is drawn."""
        if changed:
            first, last = bisect_left(self._visible, min(changed)), bisect_left(self._visible, max(changed))
            self.dataChanged.emit(self.index(first, Column.NAME), self.index(last, Column.STATE))

    def _reset(self) -> None:
        self.beginResetModel()
        self._visible = [row for row in self._rows if self._matches(self._documents[row[2]])]
        self.endResetModel()


def _row(path: Path) -> _Row:
    return path.name.casefold(), str(path), path


def _tool_tip(document: Document) -> str:
    failure = document.failure
    about = sentences(failure) if failure is not None else " · ".join(document_facts(document))
    meaning = [WORDS_ONLY_MEANS] if is_words_only(document) else []
    return tool_tip_html(shown_path(document.path), about, *meaning)
