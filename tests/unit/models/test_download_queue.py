"""Downloads wait for each other, rest, go on and are dropped; the thread ends with the queue."""

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import PagewiseError
from engine.models.acquisition_errors import NotOffered
from engine.models.download_queue import DownloadListener, DownloadQueue
from engine.models.downloadable_models import downloadable_models
from engine.models.hub_settings import HubSettings
from engine.models.model_download import ModelDownload, paused_downloads
from engine.types import DownloadProgress, DownloadState
from tests.gguf_files import write_gguf
from tests.unit.models.fake_hub import FakeHub, Faults

FIRST, SECOND = downloadable_models()[:2]
Ended = tuple[str, str, PagewiseError | None]


class Watched:
    """A queue and what it tells."""

    def __init__(self, folder: Path, hub: FakeHub) -> None:
        self.folder = folder
        self.listener_fails = False
        """Once, when a model was installed."""
        self.ended: queue.SimpleQueue[Ended] = queue.SimpleQueue()
        self.progress: queue.SimpleQueue[DownloadProgress] = queue.SimpleQueue()
        listener = DownloadListener(
            self.progress.put,
            self._note_installed,
            lambda model_id, error: self.ended.put(("failed", model_id, error)),
            lambda model_id: self.ended.put(("rests", model_id, None)),
        )

        def make(*arguments: object) -> ModelDownload:
            return ModelDownload(*arguments, wait_seconds=0.0, check_language=lambda file: None)  # type: ignore[arg-type]

        self.queue = DownloadQueue(folder, lambda: HubSettings(hub.address), listener, make)

    def _note_installed(self, model_id: str) -> None:
        if self.listener_fails:
            self.listener_fails = False
            raise OSError("the models folder is gone")
        self.ended.put(("installed", model_id, None))

    def end(self) -> Ended:
        return self.ended.get(timeout=30)

    def wait_until_arriving(self) -> None:
        """Return when bytes have come."""
        while self.progress.get(timeout=30).state != DownloadState.RUNNING:
            pass


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[FakeHub]:
    content = write_gguf(tmp_path / "published.gguf", tensor_elements=250_000).read_bytes()
    with FakeHub({file.path: content for model in (FIRST, SECOND) for file in model.files}) as hub:
        yield hub


@pytest.fixture
def watched(tmp_path: Path, hub: FakeHub) -> Iterator[Watched]:
    watched = Watched(tmp_path / "models", hub)
    yield watched
    watched.queue.close()


def test_one_comes_after_the_other(watched: Watched) -> None:
    watched.queue.begin(FIRST)
    watched.queue.begin(SECOND)
    watched.queue.begin(FIRST)  # waits or runs already
    assert [watched.end()[:2] for _ in range(2)] == [("installed", FIRST.model_id), ("installed", SECOND.model_id)]
    assert FIRST.path_in(watched.folder).is_file()
    assert watched.queue.progress == {}


def test_a_stalled_download_rests_at_once_and_goes_on(watched: Watched, hub: FakeHub) -> None:
    hub.faults = Faults(stalls_at=300_000)
    watched.queue.begin(FIRST)
    watched.wait_until_arriving()
    watched.queue.pause(FIRST.model_id)
    assert watched.end()[:2] == ("rests", FIRST.model_id)
    assert paused_downloads(watched.folder)[FIRST.model_id] > 0
    hub.faults = Faults()
    watched.queue.begin(FIRST)
    assert watched.end()[:2] == ("installed", FIRST.model_id)


def test_what_is_dropped_leaves_nothing_and_what_waits_comes_next(watched: Watched, hub: FakeHub) -> None:
    hub.faults = Faults(stalls_at=300_000)
    watched.queue.begin(FIRST)
    watched.wait_until_arriving()
    watched.queue.begin(SECOND)
    watched.queue.pause(SECOND.model_id)  # it only waits
    watched.queue.discard(FIRST.model_id)
    assert watched.end()[:2] == ("rests", FIRST.model_id)
    assert list(watched.folder.rglob("*")) == []
    assert watched.queue.progress == {}


def test_a_failure_is_told_and_the_next_one_comes(watched: Watched, hub: FakeHub) -> None:
    missing = hub.files.pop(FIRST.files[0].path)
    watched.queue.begin(FIRST)
    watched.queue.begin(SECOND)
    what, model_id, error = watched.end()
    assert (what, model_id) == ("failed", FIRST.model_id)
    assert isinstance(error, NotOffered)
    assert watched.end()[:2] == ("installed", SECOND.model_id)
    assert SECOND.path_in(watched.folder).read_bytes() == missing


def test_a_listener_that_fails_keeps_nobody_waiting(watched: Watched) -> None:
    watched.listener_fails = True
    watched.queue.begin(FIRST)
    watched.queue.begin(SECOND)
    assert watched.end()[:2] == ("installed", SECOND.model_id)


def test_closing_lets_a_stalled_download_rest(watched: Watched, hub: FakeHub) -> None:
    hub.faults = Faults(stalls_at=300_000)
    watched.queue.begin(FIRST)
    watched.wait_until_arriving()
    watched.queue.close()
    assert paused_downloads(watched.folder)[FIRST.model_id] > 0
    assert watched.ended.empty(), "who has closed it wants to hear nothing more"
