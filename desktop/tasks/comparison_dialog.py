"""The dialog in which the user chooses the document to compare another one with."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.path_names import shown_name, shown_path
from desktop.theme import GRID
from desktop.widgets import plain_label, tool_tip_html

_PATH_ROLE = Qt.ItemDataRole.UserRole


class ComparisonDialog(QDialog):
    """Lists documents, filtered by what is typed, and tells which one was chosen."""

    chosen = Signal(Path)

    def __init__(self, document: Path, others: Sequence[Path], parent: QWidget | None = None) -> None:
        """`others` are the documents to choose from."""
        super().__init__(parent)
        self.setWindowTitle("Compare documents")
        self.filter_box = QLineEdit()
        self.filter_box.setPlaceholderText("Filter by name")
        self.filter_box.setAccessibleName("Filter by name")
        self.filter_box.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName("Documents to compare with")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        buttons = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(buttons.Ok | buttons.Cancel)
        self.buttons.button(buttons.Ok).setText("Compare")
        for path in sorted(others, key=lambda other: (other.name.casefold(), other)):
            item = QListWidgetItem(shown_name(path), self.list)
            item.setData(_PATH_ROLE, path)
            item.setToolTip(tool_tip_html(shown_path(path)))
        self.list.setCurrentRow(0)
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addWidget(plain_label(f"Compare “{shown_name(document)}” with"))
        layout.addWidget(self.filter_box)
        layout.addWidget(self.list)
        layout.addWidget(self.buttons)
        self.resize(52 * GRID, 50 * GRID)
        self.filter_box.textChanged.connect(self._filter)
        self.list.currentItemChanged.connect(self._enable_button)
        self.list.itemActivated.connect(self.accept)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._enable_button()

    def accept(self) -> None:
        """Tell which document is the current one, and close; nothing happens if there is none."""
        item = self._current()
        if item is not None:
            super().accept()
            self.chosen.emit(item.data(_PATH_ROLE))

    def _current(self) -> QListWidgetItem | None:
        item: QListWidgetItem | None = self.list.currentItem()
        return item if item is not None and not item.isHidden() else None

    def _filter(self, text: str) -> None:
        wanted = text.casefold()
        items = [self.list.item(row) for row in range(self.list.count())]
        for item in items:
            item.setHidden(wanted not in item.text().casefold())
        self.list.setCurrentRow(next((row for row, item in enumerate(items) if not item.isHidden()), -1))
        self._enable_button()

    def _enable_button(self) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(self._current() is not None)
