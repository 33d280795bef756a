"""Draws the state of a document: its icon, and its name where there is room."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem


class StateDelegate(QStyledItemDelegate):
    """As ever, but without the text while `only_icon`; the tool tip says the state, too."""

    only_icon = False

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Leave out the text if there is no room for it."""
        super().initStyleOption(option, index)
        if self.only_icon:
            option.text = ""
