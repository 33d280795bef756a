"""Deletes a model of the models folder."""

import shutil
from contextlib import suppress
from pathlib import Path

from engine.errors import system_reason
from engine.models.acquisition_errors import ModelFolderNotWritable, ModelNotRemovable


def delete_model(place: Path, folder: Path) -> None:
    """Delete the model at `place`, and the folder that was its own.

    Raises `ModelNotRemovable` for what does not lie in the models `folder`, and `ModelFolderNotWritable`: on Windows
    also for a file that still answers.
    """
    if not place.is_relative_to(folder) or place == folder:
        raise ModelNotRemovable(str(place))
    try:
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)
    except OSError as error:
        raise ModelFolderNotWritable(system_reason(error)) from error
    if place.parent != folder:
        with suppress(OSError):  # holds something else
            place.parent.rmdir()
