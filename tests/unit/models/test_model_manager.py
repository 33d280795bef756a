"""Models are chosen without blocking, and what cannot be done is told with advice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import AssistantClosed, LanguageModelUnsuitable, ModelMissing
from engine.events import ModelActionFailed, ModelsChanged
from engine.models.model_catalog import LANGUAGE_MODEL
from engine.models.model_library import ModelLibrary
from engine.models.model_manager import ModelManager
from engine.settings import SettingsKeeper
from tests.gguf_files import write_gguf
from tests.unit.models.recorded_events import RecordedEvents

pytestmark = pytest.mark.models


class Managed:
    """A manager whose choices end up in the settings, as in `DocumentAssistant`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "models"
        self.events = RecordedEvents()
        self.used: list[Path | None] = []
        self.manager = ModelManager(
            SettingsKeeper(folder / "settings.json", self.events),
            self.events,
            self.used.append,
            self.used.append,
            ModelLibrary(self.folder),
        )


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
    assert isinstance(managed.events.wait_for(ModelActionFailed).error, ModelMissing)
    managed.manager.use("qwen3-4b-q4")  # of the list, not installed
    assert isinstance(managed.events.wait_for(ModelActionFailed).error, ModelMissing)
    managed.manager.use("cut.gguf")
    failed = managed.events.wait_for(ModelActionFailed)
    assert isinstance(failed.error, LanguageModelUnsuitable)
    assert "cut off" in failed.error.reason
    assert managed.used == []


def test_a_closed_manager_refuses(managed: Managed) -> None:
    managed.manager.close()
    with pytest.raises(AssistantClosed):
        managed.manager.request_overview()
