"""The button by which the library is moved to another folder, wherever the user's data are spoken of."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from desktop.confirmation import confirmation
from desktop.error_messages import error_dialog
from desktop.path_names import shown_path
from engine.api import DocumentAssistant
from engine.errors import LibraryNotMoved
from engine.library_move import check_move
from engine.paths import default_library_folder

_NOT_ITS_OWN = "This library was named with --library when Pagewise was started; it is not moved from here."


class MoveLibraryButton(QPushButton):
    """Asks for a folder, and whether the user agrees."""

    move_wanted = Signal(Path)
    """The user has agreed to move the library into this folder. Pagewise has to close it for that."""

    def __init__(self, assistant: DocumentAssistant, parent: QWidget | None = None) -> None:
        super().__init__("Move library…", parent)
        self._library = assistant.library_folder
        is_own = self._library == (assistant.settings.chosen.library or default_library_folder())
        self.setEnabled(is_own)
        self.setToolTip("" if is_own else _NOT_ITS_OWN)
        self.clicked.connect(self._choose_folder)

    def move_to(self, folder: Path) -> None:
        """Ask whether the library is to be moved into `folder`, or tell why it cannot be."""
        try:
            target = check_move(self._library, folder)
        except LibraryNotMoved as error:
            error_dialog(error, self.window()).open()
            return
        told = (
            f"It will lie in {shown_path(target)}. The window closes meanwhile, and opens again when it is done. Your "
            "documents stay where they are."
        )
        question = confirmation("Move the library?", told, "Move library", self.window())
        question.accepted.connect(lambda: self.move_wanted.emit(folder))
        question.open()

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self.window(), "Choose the folder or disk for the library")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.move_to(Path(name)))
        dialog.open()
