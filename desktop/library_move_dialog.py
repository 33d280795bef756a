"""Moving the library while no window is open: progress, a way to stop, and what came of it."""

import logging
import threading
from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QProgressBar, QVBoxLayout

from desktop.error_messages import error_dialog
from desktop.path_names import shown_path
from desktop.theme import GRID
from desktop.widgets import plain_label
from engine.errors import PagewiseError
from engine.library_move import MoveStopped, finish_move, move_library

_log = logging.getLogger(__name__)

_WIDTH = 56 * GRID
_STEPS = 1000


class LibraryMoveDialog(QDialog):
    """Moves a closed library on a thread, from `begin` until `finished`. Cancelling leaves it where it was.

    Afterwards a failure is in `error`, and old files that could not be removed are in `left`. `progress` is public,
    for whoever drives the dialog.
    """

    _progressed = Signal(int)
    _ended = Signal()

    def __init__(self, library: Path, folder: Path) -> None:
        """`library` is moved into a new folder of `folder`."""
        super().__init__()
        self.setWindowTitle("Pagewise")
        self.setMinimumWidth(_WIDTH)
        self.error: PagewiseError | None = None
        self.left: Sequence[Path] = ()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._move, args=(library, folder), name="move-library")
        self.progress = QProgressBar(maximum=_STEPS, textVisible=False)
        self.progress.setAccessibleName("How much of the library is moved")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(plain_label("The library is copied, the copy is compared, and then the old one is removed."))
        layout.addWidget(self.progress)
        layout.addWidget(buttons)
        self._progressed.connect(self.progress.setValue, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Show the dialog and begin to move."""
        self.open()
        self._thread.start()

    def reject(self) -> None:
        """Stop: `finished` follows when the library is surely where it was (or moved, if it was too late)."""
        self._stopped.set()

    def _move(self, library: Path, folder: Path) -> None:
        try:
            _, self.left = move_library(library, folder, self._note)
        except MoveStopped:
            pass
        except PagewiseError as error:
            self.error = error
        except Exception as error:  # a bug: nobody else reports one while no window is open
            _log.exception("a bug in moving the library")
            self.error = PagewiseError(f"{type(error).__name__}: {error}")
        finally:
            self._ended.emit()

    def _note(self, done: int, total: int) -> None:
        if self._stopped.is_set():
            raise MoveStopped
        self._progressed.emit(done * _STEPS // max(1, total))

    def _end(self) -> None:
        self._thread.join()
        self.accept()


def move_and_tell(library: Path, folder: Path) -> None:
    """Blocking, with an event loop of its own: move the library, and tell if that fails."""
    dialog = LibraryMoveDialog(library, folder)
    dialog.begin()
    dialog.exec()
    if dialog.error is not None:
        error_dialog(dialog.error).exec()
    elif dialog.left:
        left_files_dialog(dialog.left).exec()


def finish_move_and_tell() -> None:
    """Remove what an earlier move has left of the old library, and tell of what stays. For the start of Pagewise."""
    if left := finish_move():
        left_files_dialog(left).exec()


def left_files_dialog(left: Sequence[Path]) -> QMessageBox:
    """Tells which old files could not be removed; the caller shows it."""
    title = "<b>The library was moved. Some old files could not be removed.</b>"
    dialog = QMessageBox(QMessageBox.Icon.Information, "Pagewise", title, QMessageBox.StandardButton.Close)
    names = ", ".join(sorted(file.name for file in left))
    told = f"They are of no use any more. Delete them in {shown_path(left[0].parent)}: {names}."
    dialog.setInformativeText(f"<span>{escape(told)}</span>")
    return dialog
