"""Takes models that lie somewhere on this computer into the models folder."""

import errno
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

from engine.durable_files import sync_file
from engine.errors import LanguageModelUnsuitable, ModelError, ModelMissing, system_reason
from engine.events import Event, ModelImportProgressed
from engine.machine import free_disk_space, in_gigabytes
from engine.models.acquisition_errors import ImportStopped, ModelDiskFull, ModelExists, ModelFolderNotWritable
from engine.models.downloadable_models import downloadable_models
from engine.models.embedding_model_folder import MODEL_FILE, describe_folder, files_of
from engine.models.gguf_model import read_gguf_model
from engine.models.reranking_model_folder import describe_reranking_model, is_reranking_model
from engine.paths import is_file, is_there
from engine.types import ModelKind

INCOMING_FOLDER = ".incoming"
"""What is not whole yet lies here, in the models folder: on the same disk, and where no model is looked for."""
SPARE_BYTES = 512 * 1024**2
"""So much is left free on the disk."""
_CHUNK = 4 * 1024**2

_PROGRESS_SECONDS = 0.2
"""Progress is told no more often than this."""

Progress = Callable[[int, int], None]
"""Called with the bytes done and those in all; may raise to end what goes on."""


def models_in(source: Path) -> list[Path]:
    """The models that a path stands for: itself, or those in a folder that was copied from another computer.

    Raises `ModelMissing` if nothing is there, and `LanguageModelUnsuitable` if it holds no model.
    """
    if not is_there(source):
        raise ModelMissing(f"There is nothing at {source}.")
    if is_file(source) or is_file(source / MODEL_FILE):
        return [source]
    places = sorted(place for pattern in ("*", "*/*") for place in source.glob(pattern))
    found = [place for place in places if _is_model(place) and not _is_hidden(place.relative_to(source))]
    if not found:
        raise LanguageModelUnsuitable(f"{source.name} holds neither a .gguf file nor a folder with a {MODEL_FILE}.")
    return found


def check_model(place: Path, check_language: Callable[[Path], None]) -> None:
    """Make sure that a file or folder is a model that Pagewise can use. Raises `ModelError`."""
    if place.is_dir():
        (describe_reranking_model if is_reranking_model(place) else describe_folder)(place)
    else:
        read_gguf_model(place)
        check_language(place)


def copy_model(source: Path, folder: Path, progress: Progress) -> Path:
    """Copy a checked model into the models `folder`, and return where it lies now.

    It gets its name when it is whole. Raises `ModelExists`, `ModelDiskFull`, `ModelFolderNotWritable`, and what
    `progress` raises; then nothing is left of it.
    """
    target = _place_of(source, folder)
    if is_there(target):
        if target.samefile(source):
            return target
        raise ModelExists(f"{target.name} is already there.")
    size = sum(file.stat().st_size for file in _files_of(source))
    require_space(folder, size)
    partial = folder / INCOMING_FOLDER / source.name
    try:
        _copy_files(source, partial, size, progress)
        target.parent.mkdir(exist_ok=True)
        partial.replace(target)
    except OSError as error:
        _discard(partial)
        raise write_error_of(error) from error
    except ModelError:
        _discard(partial)
        raise
    finally:
        _discard(partial.parent)
    return target


def require_space(folder: Path, size: int) -> None:
    """Raise `ModelDiskFull` if there is no room for so many bytes."""
    free = free_disk_space(folder)
    if size + SPARE_BYTES > free:
        raise ModelDiskFull(f"{in_gigabytes(size + SPARE_BYTES)} are needed, and {in_gigabytes(free)} are free.")


def write_error_of(error: OSError) -> ModelDiskFull | ModelFolderNotWritable:
    """What it means that the operating system refused to write a model."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return ModelDiskFull(system_reason(error))
    return ModelFolderNotWritable(system_reason(error))


def _place_of(source: Path, folder: Path) -> Path:
    """Where a model is to lie: a file of the list's where the list has it, so that it is not offered again."""
    for model in downloadable_models():
        if model.kind == ModelKind.LANGUAGE and model.files[0].name == source.name:
            return model.path_in(folder)
    return folder / source.name


def _is_hidden(place: Path) -> bool:
    """True for what is not whole yet, and for the "._" files that macOS leaves beside others on foreign disks."""
    return any(part.startswith(".") for part in place.parts)


def _is_model(place: Path) -> bool:
    return is_file(place / MODEL_FILE) or (place.suffix.lower() == ".gguf" and is_file(place))


def _files_of(source: Path) -> list[Path]:
    return [source] if source.is_file() else files_of(source)


def _copy_files(source: Path, partial: Path, size: int, progress: Progress) -> None:
    done = 0
    for file in _files_of(source):
        copy = partial if file == source else partial / file.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        with file.open("rb") as reading, copy.open("wb") as writing:
            while chunk := reading.read(_CHUNK):
                writing.write(chunk)
                done += len(chunk)
                progress(done, size)
        sync_file(copy)


def _discard(partial: Path) -> None:
    if partial.is_dir():
        shutil.rmtree(partial, ignore_errors=True)
    else:
        partial.unlink(missing_ok=True)


class ImportProgress:
    """Tells of a copy that goes on, and ends it when that is wanted."""

    def __init__(self, path: Path, on_event: Callable[[Event], None], stop_wanted: threading.Event) -> None:
        self._path = path
        self._on_event = on_event
        self._stop_wanted = stop_wanted
        self._told = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Take note of the bytes that are copied. Raises `ImportStopped`."""
        if self._stop_wanted.is_set():
            raise ImportStopped
        if done == total or time.monotonic() - self._told >= _PROGRESS_SECONDS:
            self._told = time.monotonic()
            self._on_event(ModelImportProgressed(self._path, done, total))
