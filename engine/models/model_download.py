"""Downloads one model of the list: bytes, checksums, and its place in the models folder only when all of it is right.

What has arrived lies in a folder of its own inside the models folder, where nobody looks for models, each file with
the checksum that it is to have. So a download can be resumed at any time, by another run of Pagewise too; if the hub
has published another file meanwhile, that file is begun anew.
"""

import hashlib
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from engine.durable_files import sync_file
from engine.errors import ModelError
from engine.models.acquisition_errors import (
    ConnectionLost,
    ConnectionStalled,
    DownloadError,
    ModelExists,
    WrongContent,
    WrongLength,
)
from engine.models.downloadable_models import DownloadableFile, DownloadableModel, downloadable_models
from engine.models.embedding_model_folder import DESCRIPTION_FILE
from engine.models.model_import import check_model, require_space, write_error_of
from engine.paths import is_there
from engine.types import DownloadState, ModelKind

if TYPE_CHECKING:
    from engine.models.hub_client import HubClient, PublishedFile

DOWNLOADS_FOLDER = ".downloads"
_TRIES_WITHOUT_PROGRESS = 3
_WAIT_SECONDS = 2.0
"""Before a broken connection is tried again; twice as long each time that nothing came of it."""
_GIT_CHECKSUM_LENGTH = 40
_PART = ".part"

Tell = Callable[[DownloadState, int, int], None]
"""Called with the state, the bytes that are there and those in all."""


class DownloadPaused(Exception):
    """The user wants a download to rest."""


class ModelDownload:
    """The download of one model into the models folder. `pause` may be called from any thread, all else from one."""

    def __init__(
        self,
        model: DownloadableModel,
        folder: Path,
        client: "HubClient",
        tell: Tell,
        *,
        check_language: Callable[[Path], None],
        wait_seconds: float = _WAIT_SECONDS,
    ) -> None:
        """`folder` is the models folder; `check_language` tries a GGUF file. `wait_seconds` is for tests."""
        self._model = model
        self._folder = folder
        self._client = client
        self._tell = tell
        self._wait_seconds = wait_seconds
        self._check_language = check_language
        self._partial = folder / DOWNLOADS_FOLDER / model.model_id
        self._expected = _Expected(_notes_of(folder, model.model_id))
        self._pause_wanted = threading.Event()
        self._total = 0

    def pause(self) -> None:
        """Have `run` end with `DownloadPaused` at once; what has arrived is kept."""
        self._pause_wanted.set()
        self._client.interrupt()

    def run(self) -> Path:
        """Download what is missing, verify it and put it into its place, which is returned.

        Raises `DownloadPaused`, `AcquisitionError`, and other `ModelError` if the model proves to be unsuitable.
        """
        target = self._folder / self._model.model_id
        if is_there(target):
            raise ModelExists(self._model.name)
        published = {file: self._published(file) for file in self._model.files}
        self._total = sum(each.size for each in published.values())
        try:
            self._partial.mkdir(parents=True, exist_ok=True)
            require_space(self._folder, self._total - bytes_arrived(self._partial))
            for file, expected in published.items():
                self._fetch(file, expected)
            self._tell(DownloadState.VERIFYING, self._total, self._total)
            if self._model.description:
                description = self._partial / DESCRIPTION_FILE
                description.write_text(self._model.description, encoding="utf-8")
                sync_file(description)
            self._check()
            self._stop_if_paused()
            self._partial.replace(target)
        except OSError as error:
            raise write_error_of(error) from error
        discard_download(self._folder, self._model.model_id)
        return self._model_path(target)

    def _check(self) -> None:
        """Make sure that what was published is a model that Pagewise can use; if not, nothing is kept of it."""
        try:
            check_model(self._model_path(self._partial), self._check_language)
        except ModelError:
            discard_download(self._folder, self._model.model_id)
            raise

    def _model_path(self, folder: Path) -> Path:
        return folder / self._model.files[0].name if self._model.kind == ModelKind.LANGUAGE else folder

    def _published(self, file: DownloadableFile) -> "PublishedFile":
        self._stop_if_paused()
        return self._client.published(self._model, file)

    def _fetch(self, file: DownloadableFile, expected: "PublishedFile") -> None:
        whole = self._partial / file.name
        part = whole.with_name(file.name + _PART)
        if self._expected.get(file.name) != expected.checksum:
            for outdated in (whole, part):
                outdated.unlink(missing_ok=True)
            self._expected.set(file.name, expected.checksum)
        if whole.is_file():
            return
        self._have_all_bytes(part, expected)
        if checksum_of(part, expected.checksum, self._stop_if_paused) != expected.checksum:
            part.unlink()
            raise WrongContent(file.name)
        sync_file(part)
        part.replace(whole)

    def _have_all_bytes(self, part: Path, expected: "PublishedFile") -> None:
        """Fetch until the file is as long as announced; a connection that breaks is tried again where it broke."""
        others = bytes_arrived(self._partial) - _size_of(part)
        tries = 0
        while (before := _size_of(part)) < expected.size:
            failure: DownloadError = ConnectionLost("The server ends before the file does.")
            try:
                self._append(part, expected, before, others)
            except (ConnectionLost, ConnectionStalled) as error:
                failure = error
            self._stop_if_paused()
            if _size_of(part) > before:
                tries = 0
                continue
            tries += 1
            if tries == _TRIES_WITHOUT_PROGRESS:
                raise failure
            self._pause_wanted.wait(self._wait_seconds * 2**tries)

    def _append(self, part: Path, expected: "PublishedFile", start: int, others: int) -> None:
        """Write what arrives in one connection. Raises `WrongLength` if that is more than was announced."""
        with part.open("r+b" if start else "wb") as stream:
            for place, piece in self._pieces(expected, start):
                if place == 0:  # also where the server knows no ranges and begins anew
                    stream.truncate(0)
                if place + len(piece) > expected.size:
                    stream.truncate(0)
                    raise WrongLength(f"More than {expected.size} bytes came.")
                stream.seek(place)
                stream.write(piece)
                self._tell(DownloadState.RUNNING, others + place + len(piece), self._total)

    def _pieces(self, expected: "PublishedFile", start: int) -> Iterator[tuple[int, bytes]]:
        for piece in self._client.bytes_from(expected, start):
            self._stop_if_paused()
            yield piece

    def _stop_if_paused(self) -> None:
        if self._pause_wanted.is_set():
            raise DownloadPaused


def checksum_of(file: Path, like: str, before_piece: Callable[[], None]) -> str:
    """The SHA-256 of a file, or git's SHA-1 of it if `like` is as long as that (hex digits).

    `before_piece` is called again and again and may raise: a model of gigabytes takes its time.
    """
    digest = hashlib.sha256()
    if len(like) == _GIT_CHECKSUM_LENGTH:
        digest = hashlib.sha1(f"blob {file.stat().st_size}\0".encode(), usedforsecurity=False)
    with file.open("rb") as stream:
        while chunk := stream.read(1024**2):
            before_piece()
            digest.update(chunk)
    return digest.hexdigest()


def paused_downloads(folder: Path) -> dict[str, int]:
    """The downloads that can be resumed in the models `folder`, with the bytes that have arrived, by model id."""
    places = {model.model_id: folder / DOWNLOADS_FOLDER / model.model_id for model in downloadable_models()}
    arrived = dict[str, int]()
    for model_id, place in places.items():
        with suppress(OSError):  # there is none, or none any more
            arrived[model_id] = bytes_arrived(place)
    return arrived


def discard_download(folder: Path, model_id: str) -> None:
    """Delete what has arrived of a model and is not in its place."""
    shutil.rmtree(folder / DOWNLOADS_FOLDER / model_id, ignore_errors=True)
    with suppress(OSError):  # there are others, or none at all
        _notes_of(folder, model_id).unlink()
        (folder / DOWNLOADS_FOLDER).rmdir()


def bytes_arrived(partial: Path) -> int:
    """How many bytes of a model are there. Raises `OSError` if nothing of it is."""
    return sum(_size_of(file) for file in partial.iterdir())


class _Expected:
    """The checksums that the files of a download were begun for, kept in a file beside them."""

    def __init__(self, notes: Path) -> None:
        self._notes = notes
        try:
            values = json.loads(notes.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            values = {}
        self._checksums: dict[str, str] = values if isinstance(values, dict) else {}

    def get(self, name: str) -> str | None:
        """The checksum that a file is to have; None if it was not begun."""
        return self._checksums.get(name)

    def set(self, name: str, checksum: str) -> None:
        """Take note of a file that is begun. Raises `OSError`."""
        self._checksums[name] = checksum
        self._notes.write_text(json.dumps(self._checksums), encoding="utf-8")


def _notes_of(folder: Path, model_id: str) -> Path:
    return folder / DOWNLOADS_FOLDER / f"{model_id}.json"


def _size_of(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0
