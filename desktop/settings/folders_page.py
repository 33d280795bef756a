"""The page about what is in the library: folders, files and their rules."""

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.library.library_pane import LibraryPane
from desktop.library.places_list import PlacesList
from desktop.settings.settings_page import SettingsPage
from desktop.widgets import control_row
from engine.api import DocumentAssistant


class FoldersPage(SettingsPage):
    """Shows the places as the library pane does, with its commands as buttons.

    `places` and the buttons (`add_button`, `files_button`, `rules_button`, `remove_button`) are public, for whoever
    drives the window.
    """

    title = "Folders"

    def __init__(self, assistant: DocumentAssistant, library: LibraryPane, parent: QWidget | None = None) -> None:
        super().__init__(assistant, parent)
        self._library = library
        self.add_explanation("Pagewise reads what is here and follows every change. It never changes a document.")
        self.places = PlacesList()
        self.places.summary_action.setVisible(False)  # its answer would appear behind this window
        self.rows.addWidget(self.places)
        self.add_button = QPushButton("Add a folder…")
        self.files_button = QPushButton("Add files…")
        self.rules_button = QPushButton("Rules…")
        self.remove_button = QPushButton("Remove…")
        self.rows.addWidget(control_row(self.add_button, self.files_button, self.rules_button, self.remove_button))
        self.add_explanation(
            "The rules of a folder say what is left out, whether hidden files are read, the largest size, and whether "
            "the folder is paused."
        )
        self.rows.addStretch()
        self._connect_parts()
        self._list_places()

    def _connect_parts(self) -> None:
        library, places = self._library, self.places
        self.add_button.clicked.connect(library.choose_folder)
        self.files_button.clicked.connect(library.choose_files)
        for button, action in (
            (self.rules_button, places.rules_action),
            (self.remove_button, places.remove_action),
        ):
            button.clicked.connect(action.trigger)
            button.setEnabled(action.isEnabled())
            action.enabledChanged.connect(button.setEnabled)
        places.rules_wanted.connect(library.edit_rules)
        places.removal_wanted.connect(library.confirm_removal)
        places.rules_chosen.connect(self.assistant.set_place_rules)
        library.places_listed.connect(self._list_places)
        library.totals_changed.connect(lambda _: places.show_totals(library.documents.place_totals))

    def _list_places(self) -> None:
        self._library.list_places(self.places)
