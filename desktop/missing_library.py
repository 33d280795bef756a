"""Finding the user's library at the start, also if its disk is not connected."""

from pathlib import Path

from PySide6.QtWidgets import QMessageBox

from desktop.error_messages import error_dialog
from engine.data_places import chosen_library_folder, forget_moved_library
from engine.errors import LibraryAway, SettingsNotSaved


def found_library_folder() -> Path | None:
    """The folder of the user's library; None if it is not there and the user gives up.

    Blocking, with an event loop of its own, while the library is away: its disk can be connected, or a new library be
    begun in the platform's data folder, which leaves the old one alone.
    """
    while True:
        try:
            return chosen_library_folder()
        except LibraryAway as error:
            dialog = error_dialog(error)
        again = dialog.addButton("Try again", QMessageBox.ButtonRole.AcceptRole)
        anew = dialog.addButton("Begin a new library", QMessageBox.ButtonRole.DestructiveRole)
        dialog.setDefaultButton(again)
        dialog.exec()
        if dialog.clickedButton() is anew:
            _begin_anew()
        elif dialog.clickedButton() is not again:
            return None


def _begin_anew() -> None:
    """Forget where the library was moved to, or tell why that is not possible."""
    try:
        forget_moved_library()
    except SettingsNotSaved as error:
        error_dialog(error).exec()
