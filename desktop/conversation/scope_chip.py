"""A small button that stands for one limit of what is searched."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.icons import icon
from desktop.theme import GRID
from desktop.widgets import tool_tip_html

_WIDEST_TEXT = 22 * GRID


class ScopeChip(QPushButton):
    """Checked while its limit holds; a checked one that can be removed shows a cross. Long names are elided."""

    def __init__(self, *, removable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._removable = removable
        self.setProperty("chip", True)
        self.setCheckable(True)
        self.setProperty("small", True)
        # The cross stands behind the name.
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    def show_limit(self, name: str, explanation: str, *, checked: bool) -> None:
        """Show the limit `name`; `explanation` says it in full, for the tool tip and for screen readers."""
        self.setText(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, _WIDEST_TEXT).replace("&", "&&"))
        self.setChecked(checked)
        removable = checked and self._removable
        self.setIcon(icon("close") if removable else QIcon())
        self.setToolTip(tool_tip_html(explanation, *(["Click to remove this limit"] if removable else [])))
        self.setAccessibleName(f"{explanation}, remove" if removable else explanation)
        self.show()
