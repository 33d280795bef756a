"""The first step: which folders Pagewise is to read, with what they hold while that is counted."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPushButton, QVBoxLayout, QWidget

from desktop.amounts import counted, shown_size
from desktop.onboarding.first_step import FirstStep
from desktop.path_names import shown_name, shown_path
from desktop.theme import GRID
from desktop.widgets import plain_label
from engine.api import DocumentAssistant
from engine.events import FolderCounted
from engine.types import FolderCount

_PLACES = (
    QStandardPaths.StandardLocation.DocumentsLocation,
    QStandardPaths.StandardLocation.DesktopLocation,
    QStandardPaths.StandardLocation.DownloadLocation,
)
_LATER = "No folder is chosen. You can add folders at any time later: drop them on the window."


def usual_folders() -> list[Path]:
    """Where people mostly have documents, the most likely folder first; never the whole home folder."""
    home = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation))
    folders = dict.fromkeys(Path(QStandardPaths.writableLocation(place)) for place in _PLACES)
    return [folder for folder in folders if folder != home]


class FoldersStep(FirstStep):
    """`folders` (a row each), `other_button` and `later` are public, for whoever drives the window.

    `later` is shown while no folder is chosen.
    """

    title = "Which folders may Pagewise read?"
    explanation = "They are read on this computer only, and never changed. Changes are followed from now on."

    def __init__(
        self, assistant: DocumentAssistant, folders: Sequence[Path] | None = None, parent: QWidget | None = None
    ) -> None:
        """`folders` are suggested, the first of them ticked; by default those of the user."""
        super().__init__(parent)
        self._assistant = assistant
        self.folders: dict[Path, _FolderRow] = {}
        self.other_button = QPushButton("Another folder…")
        self.other_button.clicked.connect(self._choose_other)
        self.later = plain_label(_LATER, muted=True)
        self.rows.addWidget(self.other_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.rows.addWidget(self.later)
        self.rows.addStretch()
        for number, folder in enumerate(usual_folders() if folders is None else folders):
            self.add_folder(folder, chosen=number == 0)
        self._say_whether_later()

    @property
    def chosen(self) -> list[Path]:
        """The folders that are ticked."""
        return [folder for folder, row in self.folders.items() if row.box.isChecked()]

    def add_folder(self, folder: Path, *, chosen: bool = True) -> None:
        """Suggest a folder, and have it counted."""
        if folder in self.folders:
            self.folders[folder].box.setChecked(chosen)
            return
        self.folders[folder] = row = _FolderRow(folder)
        row.box.toggled.connect(self._say_whether_later)
        row.box.setChecked(chosen)
        self.rows.insertWidget(len(self.folders), row)
        self._assistant.storage.count_documents(folder)

    def show_count(self, event: FolderCounted) -> None:
        """Show what a folder holds, as far as it was counted."""
        row = self.folders.get(event.count.folder)
        if row is not None:
            row.show_count(event.count)

    def _say_whether_later(self) -> None:
        self.later.setVisible(not self.chosen)

    def _choose_other(self) -> None:
        dialog = QFileDialog(self, "Choose a folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.add_folder(Path(name)))
        dialog.open()


class _FolderRow(QWidget):
    """A folder that can be ticked, and what it holds."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.box = QCheckBox(shown_name(folder).replace("&", "&&"))
        self._folder = folder
        self._words = plain_label("Counting…", muted=True, small=True)
        self._words.setContentsMargins(3 * GRID, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.box)
        layout.addWidget(self._words)

    @property
    def words(self) -> str:
        """What is said about the folder."""
        return self._words.text()

    def show_count(self, count: FolderCount) -> None:
        """Show how much there is to read; an empty folder cannot be ticked."""
        if count.documents:
            amount = f"{counted(count.documents, 'document')}, {shown_size(count.bytes)}"
        else:
            amount = "Nothing that Pagewise can read"
        more = "" if count.finished else " so far…"
        self._words.setText(f"{amount}{more} · {shown_path(self._folder)}")
        self.box.setAccessibleDescription(self._words.text())
        if count.finished and not count.documents:
            self.box.setChecked(False)
            self.box.setEnabled(False)
