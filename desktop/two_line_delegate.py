"""Draws an item of a list on two lines: its name and, below it and quieter, what there is to say of it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.theme import GRID, colours, small_font

SUMMARY_ROLE = Qt.ItemDataRole.UserRole + 1
"""The role of the second line."""

_MARGIN = 4


class TwoLineDelegate(QStyledItemDelegate):
    """Adds a second line to the items of a list."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the item as ever, but with its text on two lines."""
        item = QStyleOptionViewItem(option)
        self.initStyleOption(item, index)
        style = item.widget.style() if item.widget is not None else QApplication.style()
        area = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, item, item.widget)
        area.adjust(_MARGIN, 0, -_MARGIN, 0)
        name, item.text = item.text, ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, item, painter, item.widget)
        painter.save()
        brush = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(brush.color() if brush is not None else item.palette.text().color())
        painter.setFont(item.font)
        lines = QFontMetrics(item.font)
        area.setTop(area.top() + (area.height() - _height(item)) // 2)
        painter.drawText(
            area.topLeft().x(),
            area.top() + lines.ascent(),
            lines.elidedText(name, Qt.TextElideMode.ElideMiddle, area.width()),
        )
        painter.setFont(small_font(item.font))
        painter.setPen(colours(item.palette).muted)
        small = painter.fontMetrics()
        painter.drawText(
            area.topLeft().x(),
            area.top() + lines.height() + small.ascent(),
            small.elidedText(str(index.data(SUMMARY_ROLE) or ""), Qt.TextElideMode.ElideRight, area.width()),
        )
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for both lines."""
        return QSize(super().sizeHint(option, index).width(), _height(option) + GRID)


def _height(option: QStyleOptionViewItem) -> int:
    return QFontMetrics(option.font).height() + QFontMetrics(small_font(option.font)).height()
