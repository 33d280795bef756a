"""The page about what Pagewise keeps on this computer, and how to get rid of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.amounts import shown_size
from desktop.confirmation import confirmation
from desktop.conversation.deletion_confirmation import deletion_confirmation
from desktop.move_library_button import MoveLibraryButton
from desktop.path_names import shown_path, url_of
from desktop.settings.settings_page import SettingsPage
from desktop.widgets import flat_button, plain_label
from engine.api import DocumentAssistant
from engine.events import StorageMeasured
from engine.types import StoredItem, StoredKind

_NAMES = {
    StoredKind.INDEX: "Index: the text of your documents, and what makes it searchable",
    StoredKind.CONVERSATIONS: "Conversations",
    StoredKind.MODELS: "Models that you have added",
    StoredKind.SETTINGS: "Settings",
    StoredKind.LOG: "Log: what went wrong, without words of documents and questions",
}
_INDEX_LOST = (
    "Pagewise forgets all folders and everything it has read. Your documents stay where they are, untouched; add their "
    "folders again, and they are read again. Conversations are kept."
)


class PrivacyPage(SettingsPage):
    """`sizes`, `open_buttons`, `move_button`, `clear_button` and `delete_button` are public, for whoever drives it."""

    title = "Privacy"
    clearing_wanted = Signal()
    """All conversations are to be forgotten; that is confirmed."""

    def __init__(self, assistant: DocumentAssistant, parent: QWidget | None = None) -> None:
        super().__init__(assistant, parent)
        self.rows.addWidget(
            plain_label(
                "Pagewise works without a network: no question, no document and no answer leaves this computer. A "
                "model is fetched from the internet only if you download it, and a server asked only if you name one."
            )
        )
        self.add_section("What is kept, and where")
        self.sizes: dict[StoredKind, QLabel] = {}
        self.open_buttons: dict[StoredKind, QPushButton] = {}
        self._places: dict[StoredKind, QLabel] = {}
        self._items: dict[StoredKind, StoredItem] = {}
        for kind, name in _NAMES.items():
            self._add_kind(kind, name)
        self.move_button = MoveLibraryButton(assistant)
        self.add_row(
            plain_label("The index and your conversations can lie on another disk.", muted=True), self.move_button
        )
        self.add_section(
            "Delete",
            "Your documents are never touched.",
        )
        self.clear_button = QPushButton("Delete all conversations…")
        self.clear_button.clicked.connect(self._confirm_clearing)
        self.delete_button = QPushButton("Delete the index…")
        self.delete_button.clicked.connect(self._confirm_deletion)
        for button, words in (
            (self.clear_button, "What was asked and answered. It is overwritten on the disk."),
            (self.delete_button, "All that was read of your documents. The list of folders goes with it."),
        ):
            self.add_row(plain_label(words, muted=True), button)
        self.rows.addStretch()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure what is kept."""
        super().showEvent(event)
        self.assistant.storage.request_sizes()

    def measure_again(self) -> None:
        """Something was deleted or added."""
        if self.isVisible():
            self.assistant.storage.request_sizes()

    def show_sizes(self, event: StorageMeasured) -> None:
        """Show what was measured."""
        for item in event.items:
            self._items[item.kind] = item
            self.sizes[item.kind].setText(shown_size(item.bytes))
            self._places[item.kind].setText(shown_path(item.folder))

    def _add_kind(self, kind: StoredKind, name: str) -> None:
        label = plain_label(name)
        self.sizes[kind] = size = plain_label("…", what=f"Size of {kind}")
        size.setWordWrap(False)
        self.open_buttons[kind] = button = flat_button(
            "Open folder", lambda: self._open(kind), description=f"Open the folder of the {kind}"
        )
        self.add_row(label, size, button)
        self._places[kind] = self.add_explanation("")
        self._places[kind].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _open(self, kind: StoredKind) -> None:
        if kind in self._items:
            QDesktopServices.openUrl(url_of(self._items[kind].folder))

    def _confirm_clearing(self) -> None:
        dialog = deletion_confirmation("Delete all conversations?", "All questions", self)
        dialog.accepted.connect(self.clearing_wanted)
        dialog.open()

    def _confirm_deletion(self) -> None:
        dialog = confirmation("Delete the whole index?", _INDEX_LOST, "Delete", self)
        dialog.accepted.connect(self.assistant.storage.delete_index)
        dialog.open()
