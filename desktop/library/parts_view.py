"""The text of a document as it was read: its parts in a list, and the chosen one with its passages set apart."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextFrameFormat
from PySide6.QtWidgets import QFrame, QListView, QSplitter, QTextEdit, QWidget

from desktop.path_names import shown
from desktop.theme import GRID, colours, small_font
from engine.types import PartDetails

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_FIRST_WIDTHS = (220, 420)


class PartsModel(QAbstractListModel):
    """The parts of a document by their places. A row costs nothing until it is seen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts: Sequence[PartDetails] = ()

    def show_parts(self, parts: Sequence[PartDetails]) -> None:
        """List exactly these parts."""
        self.beginResetModel()
        self._parts = parts
        self.endResetModel()

    def part_at(self, row: int) -> PartDetails:
        """The part in `row`."""
        return self._parts[row]

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """How many parts there are."""
        return 0 if parent.isValid() else len(self._parts)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The part's place, and whether its text comes from an image."""
        part = self._parts[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " · ".join([shown(part.place) or f"Part {part.part}", *(["scan"] if part.ocr else [])])
        return None


class PartsView(QSplitter):
    """Lays out one part at a time, so that a document of any length opens at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.model = PartsModel(self)
        self.list = QListView()
        self.list.setAccessibleName("Parts of the document")
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text = QTextEdit()
        self._text.setReadOnly(True)
        self._text.setUndoRedoEnabled(False)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        self._text.setAccessibleName("Text as it was read")
        self._text.document().setDocumentMargin(GRID)
        for widget in (self.list, self._text):
            self.addWidget(widget)
        self.setChildrenCollapsible(False)
        self.setSizes(_FIRST_WIDTHS)
        self.setStretchFactor(1, 1)
        self.list.selectionModel().currentChanged.connect(self._show_current)

    @property
    def text(self) -> str:
        """The text of the chosen part, as it is laid out."""
        return self._text.toPlainText()

    def show_parts(self, parts: Sequence[PartDetails]) -> None:
        """Show these parts; the row that was chosen stays chosen, else it is the first."""
        row = max(0, self.list.currentIndex().row())
        self.model.show_parts(parts)
        self._text.clear()
        if parts:
            self.list.setCurrentIndex(self.model.index(min(row, len(parts) - 1)))

    def changeEvent(self, event: QEvent) -> None:
        """Colour the passages again when the palette has changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_current()

    def _show_current(self) -> None:
        current = self.list.currentIndex()
        self._text.clear()
        if current.isValid():
            self._lay_out(self.model.part_at(current.row()))

    def _lay_out(self, part: PartDetails) -> None:
        scheme = colours(self.palette())
        plain, quiet, frame = QTextCharFormat(), QTextCharFormat(), QTextFrameFormat()
        plain.setForeground(QColor(scheme.text))
        quiet.setForeground(QColor(scheme.muted))
        quiet.setFont(small_font(self._text.font()))
        frame.setBackground(QColor(scheme.window))
        frame.setBorder(1)
        frame.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        frame.setBorderBrush(QColor(scheme.border))
        frame.setPadding(GRID)
        frame.setTopMargin(GRID / 2)
        frame.setBottomMargin(GRID / 2)
        cursor = QTextCursor(self._text.document())
        for number, text in pieces(part):
            if number is None:
                cursor.insertText(text.strip(), quiet)
                continue
            cursor.insertFrame(frame)
            cursor.insertText(f"Passage {number}\n", quiet)
            cursor.insertText(text.strip(), plain)
            cursor.movePosition(QTextCursor.MoveOperation.End)
        if not part.text.strip():
            cursor.insertText("There is no text here.", quiet)
        self._text.moveCursor(QTextCursor.MoveOperation.Start)


def pieces(part: PartDetails) -> Iterator[tuple[int | None, str]]:
    """Yield the text of a part in order: each passage with its number, what stands between passages with None."""
    position = 0
    for number, (start, end) in enumerate(part.passages, start=1):
        if part.text[position:start].strip():
            yield None, part.text[position:start]
        yield number, part.text[start:end]
        position = end
    if part.text[position:].strip():
        yield None, part.text[position:]
