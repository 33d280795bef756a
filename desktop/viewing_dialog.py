"""A dialog that shows something: there is nothing to confirm, so that Enter must not do anything by surprise."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog

from desktop.tab_order import order_tab_stops


class ViewingDialog(QDialog):
    """Enter clicks the button that has the focus, and else none: other dialogs take some button for their default."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from going on to a button that has not got the focus."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go through the dialog as it is laid out now."""
        order_tab_stops(self)
        return super().focusNextPrevChild(forward)
