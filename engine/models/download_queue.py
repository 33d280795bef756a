"""Downloads models one after the other on a thread of its own, which starts with the first one."""

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import PagewiseError
from engine.models.downloadable_models import DownloadableModel
from engine.models.hub_settings import HubSettings
from engine.models.model_download import DownloadPaused, ModelDownload, discard_download
from engine.types import DownloadProgress, DownloadState

if TYPE_CHECKING:
    from engine.models.hub_client import HubClient

_log = logging.getLogger(__name__)
_TOLD_SECONDS = 0.2
"""Progress is told no more often than this."""
_SPEED_SECONDS = 5.0
"""The speed is that of so many last seconds."""
_CLOSE_SECONDS = 3.0
"""A connection that is being made cannot be interrupted; the thread is left to itself then, which does no harm."""


@dataclass(frozen=True, slots=True)
class DownloadListener:
    """Who is told, on the queue's thread."""

    on_progress: Callable[[DownloadProgress], None]
    on_installed: Callable[[str], None]
    on_failed: Callable[[str, PagewiseError], None]
    on_paused: Callable[[str], None]
    """It rests, or was discarded."""


class DownloadQueue:
    """Thread-safe; nothing blocks but `close`."""

    def __init__(
        self,
        folder: Path,
        hub_settings: Callable[[], HubSettings],
        listener: DownloadListener,
        make_download: Callable[..., ModelDownload],
    ) -> None:
        """`folder` is the models folder; `hub_settings` is asked when a download begins.

        Once it is closed, the listener is told nothing any more.
        """
        self._folder = folder
        self._hub_settings = hub_settings
        self._listener = listener
        self._make_download = make_download
        self._lock = threading.Lock()
        self._waiting: queue.SimpleQueue[DownloadableModel | None] = queue.SimpleQueue()
        self._progress: dict[str, DownloadProgress] = {}
        """Of the model that is downloaded and those that wait."""
        self._present: tuple[str, ModelDownload] | None = None
        self._discarded: set[str] = set()
        """Models of which nothing is to be kept when their download has ended."""
        self._closed = False
        self._thread: threading.Thread | None = None

    @property
    def progress(self) -> dict[str, DownloadProgress]:
        """How far the downloads are that run or wait, by model id."""
        with self._lock:
            return dict(self._progress)

    def begin(self, model: DownloadableModel) -> None:
        """Download a model, or go on with it, after those that wait already."""
        with self._lock:
            if self._closed or model.model_id in self._progress:
                return
            self._discarded.discard(model.model_id)
            self._progress[model.model_id] = told = DownloadProgress(
                model.model_id, DownloadState.WAITING, 0, model.approximate_size
            )
            self._waiting.put(model)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="model-downloads", daemon=True)
                self._thread.start()
        self._listener.on_progress(told)

    def pause(self, model_id: str) -> None:
        """Have a download rest; what has arrived is kept."""
        with self._lock:
            if self._present is not None and self._present[0] == model_id:
                self._present[1].pause()
            else:
                self._progress.pop(model_id, None)

    def discard(self, model_id: str) -> None:
        """End a download, also one that rests, and delete what has arrived."""
        with self._lock:
            runs = self._present is not None and self._present[0] == model_id
            if runs:
                self._discarded.add(model_id)
        self.pause(model_id)
        if not runs:
            discard_download(self._folder, model_id)

    def close(self) -> None:
        """Pause what runs and end the thread. Blocking, for some seconds at most. Safe to call twice."""
        with self._lock:
            self._closed = True
            self._waiting.put(None)
            if self._present is not None:
                self._present[1].pause()
        if self._thread is not None:
            self._thread.join(_CLOSE_SECONDS)

    def _run(self) -> None:
        while (model := self._waiting.get()) is not None:
            with self._lock:
                wanted = model.model_id in self._progress and not self._closed
            if wanted:
                try:
                    self._download(model)
                except Exception:  # the next one is to come
                    _log.exception("a bug in telling of the download of %s", model.model_id)

    def _download(self, model: DownloadableModel) -> None:
        tell_end = self._transferred(model)
        with self._lock:
            self._present = None
            self._progress.pop(model.model_id, None)
            is_discarded = model.model_id in self._discarded
            self._discarded.discard(model.model_id)
        if is_discarded:
            discard_download(self._folder, model.model_id)
            tell_end = partial(self._listener.on_paused, model.model_id)
        if not self._closed:
            tell_end()

    def _transferred(self, model: DownloadableModel) -> Callable[[], None]:
        """Download a model, and return what tells of the end."""
        # Its libraries take their time to load, which only those wait for who download.
        from engine.models.hub_client import HubClient

        try:
            client = HubClient(self._hub_settings())
            try:
                self._transfer(model, client)
            finally:
                client.close()
        except DownloadPaused:
            return partial(self._listener.on_paused, model.model_id)
        except PagewiseError as error:
            return partial(self._listener.on_failed, model.model_id, error)
        except Exception as error:
            _log.exception("a bug in downloading %s", model.model_id)
            bug = PagewiseError(f"{type(error).__name__}: {error}")
            return partial(self._listener.on_failed, model.model_id, bug)
        return partial(self._listener.on_installed, model.model_id)

    def _transfer(self, model: DownloadableModel, client: "HubClient") -> None:
        speed = _Speed()

        def tell(state: DownloadState, done: int, total: int) -> None:
            speed.note(done)
            told = DownloadProgress(model.model_id, state, done, total, speed.bytes_per_second)
            with self._lock:
                last, self._progress[model.model_id] = self._progress.get(model.model_id), told
            if not self._closed and (speed.is_to_be_told or last is None or last.state != state):
                self._listener.on_progress(told)

        download = self._make_download(model, self._folder, client, tell)
        with self._lock:
            if self._closed or model.model_id not in self._progress:
                raise DownloadPaused
            self._present = (model.model_id, download)
        download.run()


class _Speed:
    """Bytes a second over the last seconds."""

    def __init__(self) -> None:
        self._notes: deque[tuple[float, int]] = deque()
        self._told = 0.0

    def note(self, done: int) -> None:
        """Take note of the bytes that are there now."""
        now = time.monotonic()
        self._notes.append((now, done))
        while now - self._notes[0][0] > _SPEED_SECONDS:
            self._notes.popleft()

    @property
    def bytes_per_second(self) -> float:
        """0 until two moments are known."""
        (begin, before), (end, now) = self._notes[0], self._notes[-1]
        return max(0, now - before) / (end - begin) if end > begin else 0.0

    @property
    def is_to_be_told(self) -> bool:
        """True not more often than people can see."""
        now = time.monotonic()
        if now - self._told < _TOLD_SECONDS:
            return False
        self._told = now
        return True
