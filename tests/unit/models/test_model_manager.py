"""Models are chosen without blocking, and what cannot be done is told with advice."""

import queue
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.answering.server_errors import ServerElsewhere, ServerRefuses
from engine.answering.speed_test import SpeedTest
from engine.errors import AssistantClosed, LanguageModelUnsuitable, ModelDamaged
from engine.events import (
    ModelActionFailed,
    ModelDownloaded,
    ModelDownloadProgressed,
    ModelImportProgressed,
    ModelsChanged,
    ModelsImported,
    SettingsChanged,
)
from engine.models.acquisition_errors import ImportStopped, ModelExists, ModelInUse, ModelNotRemovable, UnknownModel
from engine.models.downloadable_models import downloadable_models
from engine.models.model_catalog import EMBEDDING_MODEL, LANGUAGE_MODEL, ServerChoice, embedding_model
from engine.models.model_library import ModelLibrary
from engine.models.model_manager import ModelManager
from engine.models.model_switches import ModelSwitches
from engine.settings import SettingsKeeper
from engine.types import DownloadState, ModelAction, ModelKind, ModelState
from tests.cross_encoder_files import write_cross_encoder
from tests.gguf_files import write_gguf
from tests.unit.answering.fake_model_server import FakeModelServer
from tests.unit.models.fake_hub import FakeHub, Faults
from tests.unit.models.recorded_events import RecordedEvents

pytestmark = pytest.mark.models


class Managed:
    """A manager whose choices end up in the settings, as in `DocumentAssistant`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "models"
        self.events = RecordedEvents()
        self.used: list[Path | None] = []
        self.searching_with: list[Path] = []
        self.between: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.begins_to_check, self.may_check = threading.Event(), threading.Event()
        self.may_check.set()
        self.settings = SettingsKeeper(folder / "settings.json", self.events)
        self.manager = ModelManager(
            self.settings,
            self.events,
            ModelSwitches(
                self._use_language, self._use_server, self.used.append, lambda: self.searching_with, self.between.put
            ),
            ModelLibrary(self.folder),
            check_language=self._check_language,
        )

    def _check_language(self, file: Path) -> None:
        self.begins_to_check.set()
        assert self.may_check.wait(30)

    def _use_server(self, name: str, server: ServerChoice) -> None:
        self.settings.choose(lambda settings: replace(settings, model_server=server.address, model_server_model=name))

    def _use_language(self, file: Path | None) -> None:
        self.used.append(file)
        self.settings.choose(lambda settings: replace(settings, language_model=file))


@pytest.fixture
def managed(tmp_path: Path) -> Iterator[Managed]:
    managed = Managed(tmp_path)
    yield managed
    managed.manager.close()


def test_an_installed_model_is_used_and_told_of(managed: Managed) -> None:
    file = write_gguf(managed.folder / "own.gguf")
    managed.manager.request_overview()
    managed.events.wait_for(ModelsChanged)
    managed.manager.use("own.gguf")
    managed.events.wait_for(ModelsChanged)
    managed.manager.use(LANGUAGE_MODEL)
    managed.events.wait_for(ModelsChanged)
    assert managed.used == [file, None]


def test_what_is_not_there_or_damaged_is_not_used(managed: Managed) -> None:
    write_gguf(managed.folder / "cut.gguf", cut_off=9)
    managed.manager.use("missing")
    assert isinstance(managed.events.wait_for(ModelActionFailed).error, UnknownModel)
    managed.manager.use("qwen3-4b-q4")  # of the list, not installed
    assert isinstance(managed.events.wait_for(ModelActionFailed).error, UnknownModel)
    managed.manager.use("cut.gguf")
    failed = managed.events.wait_for(ModelActionFailed)
    assert isinstance(failed.error, LanguageModelUnsuitable)
    assert "cut off" in failed.error.reason
    assert managed.used == []


def test_an_imported_model_can_be_used_and_removed(managed: Managed, tmp_path: Path) -> None:
    managed.manager.request_overview()
    managed.events.wait_for(ModelsChanged)
    managed.manager.import_models(write_gguf(tmp_path / "own.gguf"))
    assert managed.events.wait_for(ModelImportProgressed).bytes_done > 0
    assert managed.events.wait_for(ModelsImported).model_ids == ("own.gguf",)
    managed.events.wait_for(ModelsChanged)
    managed.settings.choose(lambda settings: replace(settings, language_model=managed.folder / "own.gguf"))
    managed.manager.remove("own.gguf")
    models = managed.events.wait_for(ModelsChanged).overview.models
    assert all(model.model_id != "own.gguf" for model in models)
    assert managed.used == [None]  # the embedded model answers from now on
    assert list(managed.folder.iterdir()) == []


def test_an_import_that_fails_is_told_by_its_path(managed: Managed, tmp_path: Path) -> None:
    file = write_gguf(tmp_path / "cut.gguf", cut_off=9)
    managed.manager.import_models(file)
    failed = managed.events.wait_for(ModelActionFailed)
    assert (failed.action, failed.model_id) == (ModelAction.IMPORT, str(file))
    assert isinstance(failed.error, ModelDamaged)
    assert not managed.folder.exists()


def test_of_a_folder_what_is_not_there_yet_is_imported(managed: Managed, tmp_path: Path) -> None:
    source = tmp_path / "stick"
    for name in ("first.gguf", "second.gguf"):
        write_gguf(source / name)
    write_gguf(managed.folder / "first.gguf")
    managed.manager.import_models(source)
    assert managed.events.wait_for(ModelsImported).model_ids == ("second.gguf",)
    managed.manager.import_models(source)
    assert isinstance(managed.events.wait_for(ModelActionFailed).error, ModelExists)


def test_a_stopped_import_is_not_revived_by_the_next(managed: Managed, tmp_path: Path) -> None:
    managed.may_check.clear()
    managed.manager.import_models(write_gguf(tmp_path / "first.gguf"))
    assert managed.begins_to_check.wait(30)
    managed.manager.stop_import()
    managed.manager.import_models(write_gguf(tmp_path / "second.gguf"))
    managed.may_check.set()
    assert isinstance(managed.events.wait_for(ModelActionFailed).error, ImportStopped)
    assert managed.events.wait_for(ModelsImported).model_ids == ("second.gguf",)


def test_each_test_can_be_stopped_and_knows_the_cores(managed: Managed, monkeypatch: pytest.MonkeyPatch) -> None:
    tests = dict[str, SpeedTest]()

    def run(test: SpeedTest) -> None:
        tests[test.model.name] = test

    monkeypatch.setattr(SpeedTest, "run", run)
    managed.settings.choose(lambda settings: replace(settings, cores=1))
    for name in ("first", "second"):
        write_gguf(managed.folder / f"{name}.gguf")
        managed.manager.test(f"{name}.gguf")
    managed.manager.stop_test("first.gguf")
    managed.manager.use("missing")
    managed.events.wait_for(ModelActionFailed)  # it was done after all the others
    for _ in range(2):
        managed.between.get(timeout=30)()
    assert {name: test.is_stopped for name, test in tests.items()} == {"first": True, "second": False}
    assert {test.model.most_cores for test in tests.values()} == {1}


def test_a_model_that_searches_is_removed_only_later(managed: Managed) -> None:
    folder = shutil.copytree(embedding_model().folder, managed.folder / "other")
    managed.settings.choose(lambda settings: replace(settings, embedding_model=folder))
    managed.searching_with.append(folder)
    managed.manager.remove("other")
    assert isinstance(managed.events.wait_for(ModelActionFailed).error, ModelInUse)
    assert managed.used == [None]
    assert (folder / "model.onnx").exists()


def test_the_embedded_models_stay(managed: Managed) -> None:
    managed.manager.remove(LANGUAGE_MODEL)
    assert isinstance(managed.events.wait_for(ModelActionFailed).error, ModelNotRemovable)


def test_a_model_is_downloaded_from_the_mirror_in_the_settings(managed: Managed, tmp_path: Path) -> None:
    listed = downloadable_models()[0]
    content = write_gguf(tmp_path / "published.gguf", tensor_elements=250_000).read_bytes()
    with FakeHub({listed.files[0].path: content}, Faults(stalls_at=300_000)) as hub:
        managed.settings.choose(lambda settings: replace(settings, model_mirror=hub.address))
        managed.manager.request_overview()
        managed.events.wait_for(ModelsChanged)
        managed.manager.download(listed.model_id)
        while managed.events.wait_for(ModelDownloadProgressed).progress.state != DownloadState.RUNNING:
            pass
        managed.manager.pause_download(listed.model_id)
        while (resting := managed.events.wait_for(ModelsChanged).overview.find(listed.model_id).download) is None or (
            resting.state != DownloadState.PAUSED
        ):
            pass
        assert 0 < resting.bytes_done <= 300_000
        hub.faults = Faults()
        managed.manager.download(listed.model_id)
        assert managed.events.wait_for(ModelDownloaded).model_id == listed.model_id
        assert managed.events.wait_for(ModelsChanged).overview.find(listed.model_id).state == ModelState.INSTALLED


def test_a_damaged_or_other_model_is_not_tested(managed: Managed) -> None:
    write_gguf(managed.folder / "cut.gguf", cut_off=9)
    for model_id in ("cut.gguf", EMBEDDING_MODEL):
        managed.manager.test(model_id)
        failed = managed.events.wait_for(ModelActionFailed)
        assert (failed.action, type(failed.error)) == (ModelAction.TEST, LanguageModelUnsuitable)
    assert managed.between.empty()


def test_a_test_that_fails_in_an_unexpected_way_is_told(managed: Managed, monkeypatch: pytest.MonkeyPatch) -> None:
    write_gguf(managed.folder / "own.gguf")

    def fail(test: SpeedTest) -> None:
        raise TypeError("a bug")

    monkeypatch.setattr(SpeedTest, "run", fail)
    managed.manager.test("own.gguf")
    managed.between.get(timeout=30)()
    failed = managed.events.wait_for(ModelActionFailed)
    assert (failed.action, failed.model_id, failed.error.reason) == (ModelAction.TEST, "own.gguf", "TypeError: a bug")


def test_a_server_answers_if_it_is_here_and_offers_the_model(managed: Managed) -> None:
    managed.manager.request_overview()
    managed.events.wait_for(ModelsChanged)
    with FakeModelServer(models=["small", "large"]) as server:
        managed.manager.use_server(server.address, "huge")
        failed = managed.events.wait_for(ModelActionFailed)
        assert isinstance(failed.error, ServerRefuses)
        assert "small, large" in failed.error.reason
        managed.events.wait_for(ModelsChanged)
        managed.manager.use_server(server.address, "large")
        overview = managed.events.wait_for(ModelsChanged).overview
    (used,) = [model for model in overview.models if model.in_use and model.kind == ModelKind.LANGUAGE]
    assert (used.state, used.name, used.source) == (ModelState.SERVER, "large", server.address)
    managed.manager.use_server("http://192.0.2.1/v1")
    assert isinstance(managed.events.wait_for(ModelActionFailed).error, ServerElsewhere)


def test_only_what_is_in_the_list_is_downloaded(managed: Managed) -> None:
    managed.manager.download("not-in-the-list")
    failed = managed.events.wait_for(ModelActionFailed)
    assert (failed.action, type(failed.error)) == (ModelAction.DOWNLOAD, UnknownModel)


def test_a_closed_manager_refuses_and_takes_no_note(managed: Managed) -> None:
    managed.manager.request_overview()
    managed.events.wait_for(ModelsChanged)
    managed.manager.close()
    with pytest.raises(AssistantClosed):
        managed.manager.request_overview()
    managed.settings.choose(lambda settings: replace(settings, model_server="http://127.0.0.1/v1"))
    managed.manager.note(managed.events.wait_for(SettingsChanged))


def test_a_re_ranking_model_is_imported_used_and_done_without(managed: Managed, tmp_path: Path) -> None:
    source = write_cross_encoder(tmp_path / "judge")
    managed.manager.import_models(source)
    assert managed.events.wait_for(ModelsImported).model_ids == ("judge",)
    managed.manager.request_overview()
    (model,) = (m for m in managed.events.wait_for(ModelsChanged).overview.models if m.model_id == "judge")
    assert (model.kind, model.in_use, model.context_tokens) == (ModelKind.RERANKING, False, 256)
    managed.manager.use("judge")
    managed.events.wait_for(ModelsChanged)
    assert managed.settings.chosen.reranking_model == managed.folder / "judge"
    managed.manager.do_without("judge")
    managed.events.wait_for(ModelsChanged)
    assert managed.settings.chosen.reranking_model is None


def test_a_re_ranking_model_in_use_can_be_removed(managed: Managed) -> None:
    folder = write_cross_encoder(managed.folder / "judge")
    managed.manager.request_overview()
    managed.events.wait_for(ModelsChanged)
    managed.manager.use("judge")
    managed.events.wait_for(ModelsChanged)
    managed.manager.remove("judge")
    managed.events.wait_for(ModelsChanged)
    assert not folder.exists()
    assert managed.settings.chosen.reranking_model is None
