"""The left pane: what is watched, every document and its state, and how far indexing is."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.library.details_dialog import DetailsDialog
from desktop.library.document_card import DocumentCard
from desktop.library.document_words import WORDS_ONLY_MEANS
from desktop.library.documents_model import DocumentsModel, Selection
from desktop.library.documents_table import DocumentsTable
from desktop.library.empty_library import EmptyLibrary
from desktop.library.indexing_panel import IndexingPanel
from desktop.library.indexing_status import IndexingStatus
from desktop.library.places_list import PlacesList
from desktop.library.removal_confirmation import removal_confirmation
from desktop.library.rules_dialog import RulesDialog
from desktop.theme import GRID
from desktop.widgets import control_row, pane_title, scrolled, tool_button, tool_tip_html
from engine.api import DocumentAssistant
from engine.events import DocumentsChanged, DocumentsRemoved, IndexingProgressed, PlacesChanged
from engine.paths import is_within
from engine.types import Document, IndexingProgress, WatchedPlace


class LibraryPane(QWidget):
    """Shows the library and changes it.

    Its parts are public, for whoever drives the window: `places`, `documents` (the model), `table`, `filter_box`,
    `selection_box`, `status`, `card`, and the dialogs `indexing_panel` and `details`.
    """

    document_wanted = Signal(Path)
    """A document is to be shown in the viewer."""
    unread_changed = Signal(int)
    """So many documents are waiting to be read now."""
    totals_changed = Signal(object)
    """What the library holds now (`LibraryTotals`)."""
    places_listed = Signal()
    """The watched places have changed: `list_places` shows them."""

    def __init__(self, assistant: DocumentAssistant, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._assistant = assistant
        self._progress = IndexingProgress()
        self._watched: tuple[WatchedPlace, ...] = ()
        self.places = PlacesList()
        self.documents = DocumentsModel(self)
        self.table = DocumentsTable(self.documents)
        self.filter_box = QLineEdit(placeholderText="Filter documents", clearButtonEnabled=True)
        self.filter_box.setAccessibleName("Filter documents")
        self.selection_box = QComboBox()
        self.selection_box.setAccessibleName("Which documents are shown")
        for selection in Selection:
            self.selection_box.addItem(selection.value, selection)
        words_only = self.selection_box.findData(Selection.WORDS_ONLY)
        self.selection_box.setItemData(words_only, tool_tip_html(WORDS_ONLY_MEANS), Qt.ItemDataRole.ToolTipRole)
        self.status = IndexingStatus()
        self.card = DocumentCard()
        self.indexing_panel = IndexingPanel(self)
        self.details = DetailsDialog(self)
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolled(EmptyLibrary(self.choose_folder, self.choose_files), fills=True))
        self._stack.addWidget(self._library_page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(self._header())
        layout.addWidget(self._stack)
        self._connect_parts()
        self._show_state()

    def show_places(self, event: PlacesChanged) -> None:
        """Show the watched places."""
        self._watched = event.places
        self.documents.watch_places([place.path for place in event.places])
        self.list_places(self.places)
        self.places_listed.emit()
        self._show_state()

    def show_documents(self, event: DocumentsChanged) -> None:
        """Show new and changed documents."""
        self.documents.update_documents(event.documents)
        self.indexing_panel.show_documents(event)
        self.details.update_documents(event)
        self.places.mark_files(document.path for document in event.documents)
        self._show_state()

    def hide_documents(self, event: DocumentsRemoved) -> None:
        """Drop documents that have left the library."""
        self.documents.remove_documents(event.paths)
        self.indexing_panel.hide_documents(event)
        self.details.remove_documents(event)
        self._show_state()

    def show_progress(self, event: IndexingProgressed) -> None:
        """Show how far indexing is."""
        self._progress = event.progress
        self._show_state()

    @property
    def progress(self) -> IndexingProgress:
        """How far indexing was when that was told last."""
        return self._progress

    def add_places(self, paths: Sequence[Path]) -> None:
        """Watch and index folders or files."""
        if paths:
            self._assistant.add_places(paths)

    def choose_folder(self) -> None:
        """Let the user choose a folder to watch."""
        dialog = QFileDialog(self, "Add a folder to the library")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open_chooser(dialog)

    def choose_files(self) -> None:
        """Let the user choose single files to watch."""
        dialog = QFileDialog(self, "Add files to the library")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._open_chooser(dialog)

    def confirm_removal(self, place: Path) -> None:
        """Ask whether a place is to be removed, and remove it if so."""
        dialog = removal_confirmation(place, self._documents_only_in(place), self)
        dialog.accepted.connect(lambda: self._assistant.remove_place(place))
        dialog.open()

    def show_details(self, path: Path) -> None:
        """Open the page of a document."""
        self.details.show_document(path, self.documents.document(path))

    def show_indexing(self) -> None:
        """Open the panel with all about indexing."""
        self.indexing_panel.show()
        self.indexing_panel.raise_()
        self.indexing_panel.activateWindow()

    def edit_rules(self, place: WatchedPlace) -> None:
        """Let the user change what of a folder belongs to the library."""
        dialog = RulesDialog(place, self.documents.documents_within(place.path), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.rules_chosen.connect(lambda rules: self._assistant.set_place_rules(place.path, rules))
        dialog.open()

    def changeEvent(self, event: QEvent) -> None:
        """Colour the places again when the palette has changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.list_places(self.places)

    def list_places(self, places: PlacesList) -> None:
        """List the watched places. One that is itself a document is a file: the widgets never look at the disk."""
        places.show_places(self._watched, self.documents.place_totals)
        places.mark_files(place.path for place in self._watched if self.documents.document(place.path) is not None)

    def _connect_parts(self) -> None:
        self.places.removal_wanted.connect(self.confirm_removal)
        self.places.rules_wanted.connect(self.edit_rules)
        self.places.rules_chosen.connect(self._assistant.set_place_rules)
        self.table.document_wanted.connect(self.document_wanted)
        self.table.details_wanted.connect(self.show_details)
        self.table.current_document_changed.connect(self.card.show_document)
        self.card.details_wanted.connect(self.table.show_details)
        self.filter_box.textChanged.connect(self._filter)
        self.selection_box.currentIndexChanged.connect(self._filter)
        self.status.failed_wanted.connect(lambda: self._select(Selection.FAILED))
        self.status.panel_wanted.connect(self.show_indexing)
        self.indexing_panel.selection_wanted.connect(self._select)
        self.indexing_panel.pausing_wanted.connect(self._pause_indexing)
        self.details.details_wanted.connect(self._assistant.request_details)
        self.details.document_wanted.connect(self.document_wanted)
        for widget in (self.table, self.indexing_panel, self.details):
            widget.retry_wanted.connect(self._assistant.retry)

    def _header(self) -> QHBoxLayout:
        header = QHBoxLayout()
        header.setSpacing(0)
        header.addWidget(pane_title("Library"))
        header.addStretch()
        header.addWidget(tool_button("folder-add", "Add a folder (Ctrl+O)", self.choose_folder))
        header.addWidget(tool_button("file-add", "Add files (Ctrl+Shift+O)", self.choose_files))
        remove = tool_button("remove", "Remove the selected folder or file from the library", self._remove_current)
        remove.setEnabled(self.places.remove_action.isEnabled())
        self.places.remove_action.enabledChanged.connect(remove.setEnabled)
        header.addWidget(remove)
        return header

    def _library_page(self) -> QWidget:
        """All of it in sight, or, in a low window with large text, scrolled: no text is cut."""
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.places)
        layout.addWidget(control_row(self.filter_box, self.selection_box))
        layout.addWidget(self.table, stretch=1)
        layout.addWidget(self.card)
        layout.addWidget(self.status)
        return scrolled(page, fills=True)

    def _remove_current(self) -> None:
        self.places.remove_action.trigger()

    def _filter(self) -> None:
        self.documents.set_filter(self.filter_box.text(), self.selection_box.currentData())

    def _select(self, selection: Selection) -> None:
        self.filter_box.clear()  # else fewer would be listed than were told of
        self.selection_box.setCurrentIndex(self.selection_box.findData(selection))
        self.table.setFocus()

    def _pause_indexing(self, pause: bool) -> None:
        if pause:
            self._assistant.pause_indexing()
        else:
            self._assistant.resume_indexing()

    def _documents_only_in(self, place: Path) -> list[Document]:
        """The documents that no other watched place holds as well."""
        others = [watched.path for watched in self._watched if watched.path != place]
        within = self.documents.documents_within(place)
        return [document for document in within if not any(is_within(document.path, other) for other in others)]

    def _open_chooser(self, dialog: QFileDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.add_places([Path(name) for name in names]))
        dialog.open()

    def _show_state(self) -> None:
        totals = self.documents.totals
        self._stack.setCurrentIndex(1 if self._watched or totals.documents else 0)
        self.unread_changed.emit(totals.unread)
        self.totals_changed.emit(totals)
        self.status.show_progress(self._progress, totals)
        self.indexing_panel.show_progress(self._progress, totals)
        self.places.show_totals(self.documents.place_totals)
