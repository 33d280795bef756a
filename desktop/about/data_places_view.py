"""The folders in which Pagewise keeps its data, each to be opened, and the library to be moved."""

from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.move_library_button import MoveLibraryButton
from desktop.path_names import shown_path, url_of
from desktop.theme import GRID
from desktop.widgets import control_row, plain_label
from engine.api import DocumentAssistant
from engine.data_places import data_places
from engine.types import DataPlace


class DataPlacesView(QWidget):
    """Lists the places, with what lies there.

    Its parts are public, for whoever drives it: `folder_buttons` and `move_button`.
    """

    def __init__(self, assistant: DocumentAssistant, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder_buttons: list[QPushButton] = []
        self.move_button = MoveLibraryButton(assistant)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        library = assistant.library_folder
        for place in data_places(library):
            layout.addLayout(self._row(place, [self.move_button] if place.folder == library else []))

    def _row(self, place: DataPlace, buttons: list[QPushButton]) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        path = plain_label(shown_path(place.folder), what=f"{place.title}: folder", small=True)
        for label in (plain_label(place.title), plain_label(place.description, muted=True, small=True), path):
            words.addWidget(label)
        opener = QPushButton(icon("folder"), "Open folder")
        opener.setAccessibleName(f"Open the folder: {place.title}")
        opener.clicked.connect(lambda: QDesktopServices.openUrl(url_of(place.folder)))
        self.folder_buttons.append(opener)
        words.addSpacing(GRID // 2)
        words.addWidget(control_row(opener, *buttons))
        return words
