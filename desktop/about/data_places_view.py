"""The folders in which Pagewise keeps its data, each to be opened, and the library to be moved."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget

from desktop.error_messages import error_dialog
from desktop.icons import icon
from desktop.path_names import shown_path, url_of
from desktop.theme import GRID
from desktop.widgets import plain_label
from engine.api import DocumentAssistant
from engine.data_places import data_places
from engine.errors import LibraryNotMoved
from engine.library_move import check_move
from engine.paths import default_library_folder
from engine.types import DataPlace

_NOT_ITS_OWN = "This library was named with --library when Pagewise was started; it is not moved from here."


class DataPlacesView(QWidget):
    """Lists the places, with what lies there.

    Its parts are public, for whoever drives it: `folder_buttons` and `move_button`.
    """

    move_wanted = Signal(Path)
    """The user has agreed to move the library into this folder. Pagewise has to close it for that."""

    def __init__(self, assistant: DocumentAssistant, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = assistant.library_folder
        self.folder_buttons: list[QPushButton] = []
        self.move_button = QPushButton("Move library…")
        self.move_button.clicked.connect(self._choose_folder)
        is_own = self._library == (assistant.settings.chosen.library or default_library_folder())
        self.move_button.setEnabled(is_own)
        self.move_button.setToolTip("" if is_own else _NOT_ITS_OWN)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for place in data_places(self._library):
            layout.addLayout(self._row(place, [self.move_button] if place.folder == self._library else []))

    def move_to(self, folder: Path) -> None:
        """Ask whether the library is to be moved into `folder`, or tell why it cannot be."""
        try:
            target = check_move(self._library, folder)
        except LibraryNotMoved as error:
            error_dialog(error, self.window()).open()
            return
        question = QMessageBox(QMessageBox.Icon.Question, "Pagewise", "<b>Move the library?</b>", parent=self.window())
        question.setInformativeText(
            f"It will lie in {shown_path(target)}. The window closes meanwhile, and opens again when it is done. Your "
            "documents stay where they are."
        )
        move = question.addButton("Move library", QMessageBox.ButtonRole.AcceptRole)
        question.addButton(QMessageBox.StandardButton.Cancel)
        move.clicked.connect(lambda: self.move_wanted.emit(folder))
        question.open()

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self.window(), "Choose the folder or disk for the library")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.move_to(Path(name)))
        dialog.open()

    def _row(self, place: DataPlace, buttons: list[QPushButton]) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        path = plain_label(shown_path(place.folder), name=f"{place.title}: folder", small=True)
        for label in (plain_label(place.title), plain_label(place.description, muted=True, small=True), path):
            words.addWidget(label)
        opener = QPushButton(icon("folder"), "Open folder")
        opener.setAccessibleName(f"Open the folder: {place.title}")
        opener.clicked.connect(lambda: QDesktopServices.openUrl(url_of(place.folder)))
        self.folder_buttons.append(opener)
        row = QHBoxLayout()
        row.addLayout(words, stretch=1)
        for button in (*buttons, opener):
            row.addWidget(button)
        return row
