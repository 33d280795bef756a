"""The choice of the language model is remembered, and a file that was asked for comes first."""

from pathlib import Path

import pytest

from engine.errors import ModelMissing
from engine.language_choice import LanguageChoice
from engine.models.model_catalog import LANGUAGE_MODEL, SERVER_MODEL, LanguageModelInfo, ServerChoice
from engine.settings import SettingsKeeper
from engine.types import Settings

ADDRESS = "http://127.0.0.1:8080/v1"


class Questions:
    """Takes note of the models that it is to answer with."""

    def __init__(self) -> None:
        self.models: list[LanguageModelInfo | None] = []

    def use_language_model(self, model: LanguageModelInfo | None) -> None:
        self.models.append(model)


def choice(folder: Path, questions: Questions, requested: Path | None = None) -> LanguageChoice:
    settings = SettingsKeeper(folder / "settings.json", lambda event: None)
    return LanguageChoice(settings, requested, lambda: questions)  # type: ignore[arg-type, return-value]


def test_what_was_chosen_last_is_what_the_next_start_begins_with(tmp_path: Path) -> None:
    questions, file = Questions(), tmp_path / "own.gguf"
    first = choice(tmp_path, questions)
    assert first.first().model_id == LANGUAGE_MODEL
    first.use_file(file)
    assert choice(tmp_path, questions).first().file == file
    first.use_server("large", ServerChoice(ADDRESS, anywhere=True))
    again = choice(tmp_path, questions).first()
    assert (again.model_id, again.name, again.server) == (SERVER_MODEL, "large", ServerChoice(ADDRESS, anywhere=True))
    first.use_file(None)
    assert choice(tmp_path, questions).first().model_id == LANGUAGE_MODEL
    assert [model and model.model_id for model in questions.models] == ["own", SERVER_MODEL, LANGUAGE_MODEL]


def test_what_somebody_else_has_chosen_is_followed_and_other_settings_change_nothing(tmp_path: Path) -> None:
    questions, file = Questions(), tmp_path / "removed.gguf"
    window = choice(tmp_path, questions)
    window.first()
    window.use_file(file)
    window.follow(Settings(language_model=file, cores=1))
    window.follow(Settings(cores=1))
    assert [model and model.model_id for model in questions.models] == ["removed", LANGUAGE_MODEL]


def test_a_file_that_was_asked_for_comes_before_what_was_chosen(tmp_path: Path) -> None:
    questions, file = Questions(), tmp_path / "asked_for.gguf"
    choice(tmp_path, questions).use_server("large", ServerChoice(ADDRESS))
    with pytest.raises(ModelMissing, match="asked_for"):
        choice(tmp_path, questions, file).first()
    file.touch()
    assert choice(tmp_path, questions, file).first().file == file
