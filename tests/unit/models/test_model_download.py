"""A download ends with exactly what was published, or with an error that says what to do, and nothing half is used."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import LanguageModelUnsuitable
from engine.models.acquisition_errors import (
    AcquisitionError,
    BadAddress,
    ConnectionLost,
    ConnectionStalled,
    DownloadRefused,
    ModelDiskFull,
    ModelExists,
    NoChecksum,
    NoConnection,
    NotOffered,
    ServerNotFound,
    ServerTroubled,
    UntrustedServer,
    WrongContent,
    WrongLength,
)
from engine.models.downloadable_models import DownloadableFile, DownloadableModel, downloadable_models
from engine.models.hub_client import HubClient
from engine.models.hub_settings import HubSettings
from engine.models.model_download import DownloadPaused, ModelDownload, checksum_of, paused_downloads
from engine.types import DownloadState
from tests.gguf_files import write_gguf
from tests.unit.models.fake_hub import FakeHub, Faults

LISTED = downloadable_models()[0]
NAME = "model.gguf"


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    """A model of 1 MB: some pieces."""
    return write_gguf(tmp_path / "published.gguf", tensor_elements=250_000).read_bytes()


@pytest.fixture
def hub(content: bytes) -> Iterator[FakeHub]:
    with FakeHub({NAME: content}) as hub:
        yield hub


class Downloader:
    """Downloads one model from a hub, again and again if wanted."""

    def __init__(self, folder: Path, model: DownloadableModel | None = None) -> None:
        self.folder = folder / "models"
        self.model = model or replace(LISTED, files=(DownloadableFile(NAME, NAME, 1_000_000),))
        self.told: list[tuple[DownloadState, int, int]] = []
        self.pause_after: int | None = None
        self.pause_at: DownloadState | None = None
        self._download: ModelDownload | None = None

    def run(self, address: str, proxy: str = "") -> Path:
        client = HubClient(HubSettings(address, proxy, silent_seconds=0.2))
        try:
            self._download = ModelDownload(
                self.model, self.folder, client, self._tell, wait_seconds=0.0, check_language=lambda file: None
            )
            return self._download.run()
        finally:
            client.close()

    def _tell(self, state: DownloadState, done: int, total: int) -> None:
        self.told.append((state, done, total))
        is_far_enough = self.pause_after is not None and done >= self.pause_after
        if self._download is not None and (is_far_enough or state == self.pause_at):
            self._download.pause()

    @property
    def installed(self) -> list[Path]:
        """Everything in the models folder that is no rest of a download."""
        files = self.folder.rglob("*") if self.folder.is_dir() else ()
        return [file for file in files if file.is_file() and ".downloads" not in file.parts]


def test_what_was_published_lies_in_its_place(hub: FakeHub, content: bytes, tmp_path: Path) -> None:
    downloader = Downloader(tmp_path)
    target = downloader.run(hub.address)
    assert target == downloader.folder / LISTED.model_id / NAME
    assert target.read_bytes() == content
    assert downloader.installed == [target]
    assert not (downloader.folder / ".downloads").exists()
    assert downloader.told[-1] == (DownloadState.VERIFYING, len(content), len(content))
    with pytest.raises(ModelExists):
        downloader.run(hub.address)


@pytest.mark.parametrize("faults", [Faults(breaks_after=300_000), Faults(breaks_after=300_000, ignores_ranges=True)])
def test_a_broken_connection_is_taken_up_where_it_broke(
    hub: FakeHub, content: bytes, tmp_path: Path, faults: Faults
) -> None:
    hub.faults = faults
    downloader = Downloader(tmp_path)
    if faults.ignores_ranges:  # it never comes any further
        with pytest.raises(ConnectionLost):
            downloader.run(hub.address)
    else:
        assert downloader.run(hub.address).read_bytes() == content
        assert any(request.endswith("bytes=300000-") for request in hub.requests)


def test_requests_that_are_sent_on_to_a_store_keep_their_range(hub: FakeHub, content: bytes, tmp_path: Path) -> None:
    hub.faults = Faults(stores_elsewhere=True, breaks_after=300_000)
    assert Downloader(tmp_path).run(hub.address).read_bytes() == content
    assert any(request.startswith("GET /store/") and request.endswith("bytes=300000-") for request in hub.requests)


def test_a_paused_download_goes_on_in_another_run(hub: FakeHub, content: bytes, tmp_path: Path) -> None:
    first = Downloader(tmp_path)
    first.pause_after = 400_000
    with pytest.raises(DownloadPaused):
        first.run(hub.address)
    arrived = paused_downloads(first.folder)[LISTED.model_id]
    assert 400_000 <= arrived < len(content)
    assert first.installed == []
    assert Downloader(tmp_path).run(hub.address).read_bytes() == content
    assert hub.requests[-1].endswith(f"bytes={arrived}-")


def test_a_download_can_be_paused_while_it_is_checked(hub: FakeHub, tmp_path: Path) -> None:
    downloader = Downloader(tmp_path)
    downloader.pause_at = DownloadState.VERIFYING
    with pytest.raises(DownloadPaused):
        downloader.run(hub.address)
    assert downloader.installed == []
    assert list(paused_downloads(downloader.folder)) == [LISTED.model_id]


def test_a_checksum_need_not_be_waited_for(tmp_path: Path) -> None:
    def stop() -> None:
        raise DownloadPaused

    (tmp_path / "model").write_bytes(b"content")
    with pytest.raises(DownloadPaused):
        checksum_of(tmp_path / "model", "0" * 64, stop)


def test_another_version_is_begun_anew(hub: FakeHub, tmp_path: Path) -> None:
    downloader = Downloader(tmp_path)
    downloader.pause_after = 400_000
    with pytest.raises(DownloadPaused):
        downloader.run(hub.address)
    newer = write_gguf(tmp_path / "newer.gguf", tensor_elements=260_000).read_bytes()
    hub.files[NAME] = newer
    downloader.pause_after = None
    assert downloader.run(hub.address).read_bytes() == newer
    assert hub.requests[-1].endswith("bytes=0-")


@pytest.mark.parametrize(
    ("faults", "error", "kept"),
    [
        (Faults(status=401), DownloadRefused, False),
        (Faults(status=403), DownloadRefused, False),
        (Faults(status=404), NotOffered, False),
        (Faults(status=429), ServerTroubled, False),
        (Faults(status=503), ServerTroubled, False),
        (Faults(breaks_after=0), ConnectionLost, False),
        (Faults(stalls_at=200_000), ConnectionStalled, True),
        (Faults(announced_more=100), ConnectionLost, True),
        (Faults(sent_more=100), WrongLength, False),
        (Faults(breaks_after=300_000, shifts_ranges=True), WrongLength, True),
        (Faults(changed_bytes=True), WrongContent, False),
        (Faults(hides_checksum=True), NoChecksum, False),
    ],
)
def test_each_fault_is_told_and_nothing_half_is_used(
    hub: FakeHub, tmp_path: Path, faults: Faults, error: type[AcquisitionError], kept: bool
) -> None:
    hub.faults = faults
    downloader = Downloader(tmp_path)
    with pytest.raises(error) as raised:
        downloader.run(hub.address)
    assert raised.value.advice
    assert downloader.installed == []
    assert (paused_downloads(downloader.folder).get(LISTED.model_id, 0) > 0) is kept
    hub.faults = Faults()  # it can always be made good
    assert downloader.run(hub.address).is_file()


@pytest.mark.parametrize(
    ("address", "proxy", "error"),
    [
        ("http://127.0.0.1:9", "", NoConnection),
        ("http://no-such-server.invalid", "", ServerNotFound),
        ("ftp://example.invalid", "", BadAddress),
        ("http://127.0.0.1:9", "nonsense", BadAddress),
        ("http://example.invalid", "http://127.0.0.1:9", NoConnection),
    ],
)
def test_an_unreachable_server_is_told(tmp_path: Path, address: str, proxy: str, error: type[AcquisitionError]) -> None:
    with pytest.raises(error) as raised:
        Downloader(tmp_path).run(address, proxy)
    assert "Errno" not in str(raised.value)


@pytest.mark.parametrize("proxy", ["socks9://me:secret@proxy.example:80", "me:secret@proxy.example"])
def test_a_password_in_the_proxys_address_is_not_shown(tmp_path: Path, proxy: str) -> None:
    with pytest.raises(BadAddress) as raised:
        Downloader(tmp_path).run("http://127.0.0.1:9", proxy)
    assert "proxy.example" in raised.value.reason
    assert "secret" not in raised.value.reason


def test_a_server_without_a_certificate_is_not_trusted(hub: FakeHub, tmp_path: Path) -> None:
    with pytest.raises(UntrustedServer, match=r"who it is$"):
        Downloader(tmp_path).run(hub.address.replace("http:", "https:"))


def test_a_proxy_is_asked_for_the_model_and_for_nothing_else(
    hub: FakeHub, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # huggingface_hub would fetch a list of programs once a process.
    monkeypatch.setattr("huggingface_hub.utils._detect_agent._registry", None)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_DISABLE_TELEMETRY", False)
    target = Downloader(tmp_path).run("http://hub.invalid", proxy=hub.address)
    assert target.read_bytes() == content
    assert all("http://hub.invalid/" in request for request in hub.requests)


def test_no_room_is_told_before_anything_is_fetched(
    hub: FakeHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.models.model_import.free_disk_space", lambda folder: 1_000_000)
    with pytest.raises(ModelDiskFull):
        Downloader(tmp_path).run(hub.address)
    assert [request for request in hub.requests if request.startswith("GET")] == []


def test_a_model_that_is_of_no_use_here_is_not_kept(tmp_path: Path) -> None:
    adapter = write_gguf(tmp_path / "adapter.gguf", {"general.architecture": "llama", "general.type": "adapter"})
    with FakeHub({NAME: adapter.read_bytes()}) as hub:
        downloader = Downloader(tmp_path)
        with pytest.raises(LanguageModelUnsuitable):
            downloader.run(hub.address)
    assert list(downloader.folder.rglob("*")) == []


@pytest.mark.models
def test_an_embedding_model_comes_as_a_folder_with_its_description(tmp_path: Path) -> None:
    from engine.models.embedding_model_folder import describe_folder
    from engine.models.model_catalog import embedding_model

    listed = next(model for model in downloadable_models() if model.description)
    source = embedding_model().folder
    with FakeHub({file.path: (source / file.name).read_bytes() for file in listed.files}) as hub:
        target = Downloader(tmp_path, listed).run(hub.address)
    described = describe_folder(target)
    assert (described.name, described.query_prefix) == ("Multilingual E5 small", "query: ")
    assert {file.name for file in target.iterdir()} == {file.name for file in listed.files} | {"pagewise-model.toml"}
