"""The `models` commands do what the window does, and print it."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.command_line import parse_arguments, run_command
from engine.library.model_index import store_answering_model
from engine.models.downloadable_models import downloadable_models
from engine.models.model_catalog import LANGUAGE_MODEL, LanguageModelInfo, embedding_model, language_model
from engine.paths import default_library_folder, settings_file, user_models_folder
from engine.settings import load_settings, save_settings
from engine.types import ModelSpeed, Settings
from tests.gguf_files import write_gguf
from tests.unit.models.fake_hub import FakeHub, Faults

pytestmark = pytest.mark.models
LISTED = downloadable_models()[0]


class Commands:
    """Runs commands and reads what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def json(self, *arguments: str) -> Any:  # noqa: ANN401  # a command's JSON
        assert run_command(parse_arguments(["models", *arguments, "--json"])) == 0
        return json.loads(self._capsys.readouterr().out)

    def error(self, *arguments: str) -> str:
        assert run_command(parse_arguments(["models", *arguments])) == 1
        return self._capsys.readouterr().err


class QuickTest:
    """Stands for ten seconds of a real model, which `test_answering_process` runs."""

    def __init__(self, model: LanguageModelInfo) -> None:
        assert model.file == LISTED.path_in(user_models_folder())

    def run(self) -> ModelSpeed:
        return ModelSpeed(200.0, 40.0, 0.5)

    def stop(self) -> None:
        """It has ended."""


@pytest.fixture
def commands(capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(capsys)


def test_models_are_listed_and_recommended(commands: Commands) -> None:
    listed = commands.json("list")
    by_id = {model["model_id"]: model for model in listed["models"]}
    assert by_id[LANGUAGE_MODEL]["in_use"]
    assert by_id[LISTED.model_id]["state"] == "available"
    assert listed["machine"]["cores"] >= 1
    assert listed["folder"] == str(user_models_folder())
    recommended = commands.json("recommend")
    assert set(recommended) == {"fast", "balanced", "best"}
    assert recommended["fast"]["model_id"] in by_id


def test_models_need_no_library(commands: Commands, tmp_path: Path) -> None:
    save_settings(Settings(library=tmp_path / "disk that is away"), settings_file())
    assert commands.json("list")["models"]


def test_a_model_is_downloaded_tested_and_removed(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.models.model_actions.SpeedTest", QuickTest)
    with FakeHub({LISTED.files[0].path: language_model().file.read_bytes()}) as hub:
        save_settings(Settings(model_mirror=hub.address), settings_file())
        downloaded = commands.json("download", LISTED.model_id)
    file = Path(downloaded["path"])
    assert file == LISTED.path_in(user_models_folder())
    save_settings(replace(load_settings(settings_file()), language_model=file), settings_file())
    assert commands.json("test", LISTED.model_id)["tokens_written_per_second"] == 40.0
    assert commands.json("remove", LISTED.model_id)["bytes_freed"] == language_model().file.stat().st_size
    assert not file.exists()
    assert load_settings(settings_file()).language_model is None


def test_a_model_is_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    file = tmp_path / "copied.gguf"
    file.write_bytes(language_model().file.read_bytes())
    assert run_command(parse_arguments(["models", "import", str(file), "--json"])) == 0
    told = capsys.readouterr()
    assert json.loads(told.out) == {"ids": ["copied.gguf"]}
    assert told.err.endswith("copying: 98 of 98 MB  \n")
    assert (user_models_folder() / "copied.gguf").is_file()


def test_an_embedding_model_that_answers_is_not_removed_before_another_does(commands: Commands, tmp_path: Path) -> None:
    folder = user_models_folder() / "e5"
    folder.mkdir(parents=True)
    (folder / "model.onnx").touch()
    save_settings(Settings(embedding_model=folder), settings_file())
    library = default_library_folder()
    library.mkdir(parents=True)
    store_answering_model(library, replace(embedding_model(), model_id="e5-0123", folder=folder))
    assert "still in use" in commands.error("remove", "e5")
    assert load_settings(settings_file()).embedding_model is None
    assert folder.is_dir()
    save_settings(Settings(library=tmp_path / "away"), settings_file())
    commands.json("remove", "e5")
    assert not folder.exists()


def test_what_fails_is_told_with_advice(commands: Commands, tmp_path: Path) -> None:
    assert "There is no such model here" in commands.error("download", "nonsense")
    assert "cut off" in commands.error("import", str(write_gguf(tmp_path / "cut.gguf", cut_off=9)))
    assert "cannot be removed" in commands.error("remove", LANGUAGE_MODEL)
    with FakeHub({}, Faults(status=403)) as hub:
        save_settings(Settings(model_mirror=hub.address), settings_file())
        assert "refuses to give this model away" in commands.error("download", LISTED.model_id)


@pytest.mark.parametrize("arguments", [[], ["download"], ["nonsense"]])
def test_wrong_usage_is_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_arguments(["models", *arguments])
    assert ended.value.code == 2
