"""A layout that puts widgets beside one another and begins a new row where the width ends."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Widgets in reading order, in as many rows as they need. Hidden ones take no room.

    Those with the size policy `Maximum` become narrower before a row breaks; those that expand fill their row.
    """

    def __init__(self, parent: QWidget, spacing: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def insert_before_last(self, widget: QWidget, following: int) -> None:
        """Add `widget` with `following` widgets after it."""
        self.addWidget(widget)
        self._items.insert(len(self._items) - 1 - following, self._items.pop())

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item; Qt calls this."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at `index`."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take the item at `index` out of the layout."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """None: rows are as high as they need to be."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high all rows are together."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put the widgets into their rows."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one row."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """The widest widget."""
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Go through the rows, with each widget in the middle of its row's height; returns the height of all rows."""
        y = rect.y()
        for row in self._rows(rect.width()):
            self._widen(row, rect.width())
            x, height = rect.x(), max(size.height() for _, size in row)
            for item, size in row:
                if move:
                    item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + self.spacing()
            y += height + self.spacing()
        return max(y - self.spacing() - rect.y(), 0)

    def _widen(self, row: list[tuple[QLayoutItem, QSize]], width: int) -> None:
        """Share the rest of a row: first every widget gets the width that it wants, then those that expand."""
        rest = width - sum(size.width() for _, size in row) - self.spacing() * (len(row) - 1)
        for item, size in row:
            more = max(min(rest, item.sizeHint().width() - size.width()), 0)
            size.setWidth(size.width() + more)
            rest -= more
        for item, size in row:
            if rest > 0 and item.expandingDirections() & Qt.Orientation.Horizontal:
                size.setWidth(size.width() + rest)
                rest = 0

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        used = width + 1
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            size.setWidth(min(size.width(), _least_width(item, width)))
            if used + size.width() > width:
                rows.append([])
                used = 0
            rows[-1].append((item, size))
            used += size.width() + self.spacing()
        return rows


def _least_width(item: QLayoutItem, width: int) -> int:
    """How narrow `item` may become in a layout of this width."""
    least = item.minimumSize().width()
    widget = item.widget()
    shrinks = widget is not None and widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Maximum
    return least if shrinks else max(width, least)
