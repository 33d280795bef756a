"""Where Pagewise keeps what is the user's."""

from dataclasses import replace
from pathlib import Path

from engine.errors import LibraryAway, SettingsNotSaved, system_reason
from engine.paths import (
    catalogue_file,
    default_library_folder,
    is_file,
    is_folder,
    log_file,
    settings_file,
    user_models_folder,
)
from engine.settings import load_settings, save_settings
from engine.types import DataPlace


def chosen_library_folder() -> Path:
    """Where the library lies: where the user moved it to, or the platform's data folder.

    Raises `LibraryAway` if it was moved and is not there, since a new one would hide the user's.
    """
    moved_to = load_settings(settings_file()).library
    if moved_to is None:
        return default_library_folder()
    if not is_file(catalogue_file(moved_to)):
        raise LibraryAway(str(moved_to))
    return moved_to


def forget_moved_library() -> None:
    """Use the platform's data folder again. The moved library is left alone. Raises `SettingsNotSaved`."""
    file = settings_file()
    try:
        save_settings(replace(load_settings(file), library=None, moved_from=None), file)
    except OSError as error:
        raise SettingsNotSaved(system_reason(error)) from error


def data_places(library_folder: Path) -> tuple[DataPlace, ...]:
    """The folders in which Pagewise keeps anything: the library's first, then the others that are there by now."""
    library = DataPlace("Library", library_folder, "What was read of your documents, and your conversations")
    others = (
        DataPlace("Models", user_models_folder(), "Models that you have added to those that come with Pagewise"),
        DataPlace("Settings", settings_file().parent, "What you chose, and where the window was"),
        DataPlace("Log", log_file().parent, "What went wrong, without words of your documents and questions"),
    )
    return (library, *(place for place in others if is_folder(place.folder)))
