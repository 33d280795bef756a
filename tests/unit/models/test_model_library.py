"""The models folder is seen as it is, and models are judged by the machine they are to run on."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.models.downloadable_models import downloadable_models
from engine.models.model_library import ModelLibrary, ModelsInUse
from engine.types import (
    Machine,
    ModelDescription,
    ModelFit,
    ModelKind,
    ModelsOverview,
    ModelSpeed,
    ModelState,
    Recommendation,
)
from tests.gguf_files import write_gguf

pytestmark = pytest.mark.models
GB = 10**9


def machine(total: float = 16, free: float = 12, cores: int = 4, disk: float = 100) -> Callable[[Path], Machine]:
    return lambda folder: Machine(int(total * GB), int(free * GB), cores, "", int(disk * GB))


def look(
    folder: Path,
    measure: Callable[[Path], Machine] | None = None,
    language: Path | None = None,
    embedding: Path | None = None,
) -> ModelsOverview:
    return ModelLibrary(folder, measure or machine()).overview(ModelsInUse(language, embedding))


def named(overview: ModelsOverview, model_id: str) -> ModelDescription:
    (model,) = [model for model in overview.models if model.model_id == model_id]
    return model


def test_without_a_models_folder_there_are_the_embedded_models_and_the_list(tmp_path: Path) -> None:
    models = look(tmp_path / "missing").models
    embedded = [model for model in models if model.state == ModelState.EMBEDDED]
    assert {model.kind for model in embedded} == set(ModelKind) - {ModelKind.RERANKING}
    assert all(model.in_use and not model.is_removable for model in embedded)
    offered = [model.model_id for model in models if model.state == ModelState.AVAILABLE]
    assert sorted(offered) == sorted(model.model_id for model in downloadable_models())


def test_the_list_offers_what_it_has_to() -> None:
    language = [model for model in downloadable_models() if model.kind == ModelKind.LANGUAGE]
    assert len({model.parameters for model in language if 0.5e9 <= model.parameters <= 8.5e9}) >= 3
    embedding = [model for model in downloadable_models() if model.kind == ModelKind.EMBEDDING]
    assert any(model.language_count > 50 for model in embedding)
    assert {model.licence for model in downloadable_models()} <= {"Apache-2.0", "MIT"}


def test_whatever_is_copied_into_the_folder_is_found(tmp_path: Path) -> None:
    listed = downloadable_models()[0]
    write_gguf(listed.path_in(tmp_path))
    write_gguf(tmp_path / "own.gguf")
    write_gguf(tmp_path / "family" / "member.GGUF")
    (tmp_path / "notes.txt").write_text("no model")
    write_gguf(tmp_path / ".downloads" / "half.gguf")
    found = look(tmp_path)
    installed = {model.model_id for model in found.models if model.state == ModelState.INSTALLED}
    assert installed == {listed.model_id, "own.gguf", "family/member.GGUF"}
    assert named(found, listed.model_id).name == listed.name
    assert named(found, "own.gguf").is_removable


def test_an_embedding_model_is_a_folder(tmp_path: Path) -> None:
    embedded = next(model for model in look(tmp_path).models if model.kind == ModelKind.EMBEDDING)
    assert embedded.path is not None
    shutil.copytree(embedded.path, tmp_path / "copied")
    model = named(look(tmp_path, embedding=tmp_path / "copied"), "copied")
    assert (model.kind, model.state, model.in_use) == (ModelKind.EMBEDDING, ModelState.INSTALLED, True)
    assert not named(look(tmp_path, embedding=tmp_path / "copied"), embedded.model_id).in_use


def test_a_damaged_model_is_listed_with_the_reason(tmp_path: Path) -> None:
    write_gguf(tmp_path / "cut.gguf", cut_off=10)
    model = named(look(tmp_path), "cut.gguf")
    assert model.fit == ModelFit.UNKNOWN
    assert "cut off" in model.advice


def test_a_chosen_file_elsewhere_is_listed_and_not_removable(tmp_path: Path) -> None:
    file = write_gguf(tmp_path / "elsewhere" / "own.gguf")
    model = named(look(tmp_path / "models", language=file), str(file))
    assert (model.in_use, model.is_removable) == (True, False)


@pytest.mark.parametrize(
    ("total", "free", "fit", "advice"),
    [
        (16, 8, ModelFit.FITS, ""),
        (16, 4, ModelFit.TIGHT, "needs about 5.9 GB of memory, and 4.0 GB are free"),
        (7, 6, ModelFit.TOO_LARGE, "this computer has 7.0 GB in all"),
    ],
)
def test_memory_decides_whether_a_model_fits(tmp_path: Path, total: float, free: float, fit: str, advice: str) -> None:
    model = named(look(tmp_path, machine(total, free)), "qwen3-8b-q4")
    assert model.fit == fit
    assert advice in model.advice


@pytest.mark.parametrize(
    ("measure", "fast", "balanced", "best"),
    [
        (machine(16, 12, cores=8), "smollm2-1.7b-q4", "qwen3-4b-q4", "qwen3-8b-q4"),
        (machine(8, 4, cores=2), "smollm2-135m-instruct-q4", "qwen3-0.6b-q8", "qwen3-4b-q4"),
        (machine(3, 2, cores=2), "smollm2-135m-instruct-q4", "smollm2-135m-instruct-q4", "smollm2-135m-instruct-q4"),
        (machine(16, 12, cores=8, disk=0.1), *["smollm2-135m-instruct-q4"] * 3),
    ],
)
def test_the_machine_decides_what_is_recommended(
    tmp_path: Path, measure: Callable[[Path], Machine], fast: str, balanced: str, best: str
) -> None:
    found = look(tmp_path, measure)
    recommended = [found.recommended(kind) for kind in Recommendation]
    assert [model and model.model_id for model in recommended] == [fast, balanced, best]


def test_a_test_of_one_model_tells_the_speed_of_all(tmp_path: Path) -> None:
    library = ModelLibrary(tmp_path / "models", machine())
    library.speeds.keep("smollm2-135m-instruct-q4", ModelSpeed(300.0, 50.0, 0.5))
    found = library.overview(ModelsInUse())
    tested, other = named(found, "smollm2-135m-instruct-q4"), named(found, "qwen3-4b-q4")
    assert (tested.tokens_per_second, tested.speed_is_measured) == (50.0, True)
    assert other.tokens_per_second == pytest.approx(50.0 * tested.size / other.size)
    assert not other.speed_is_measured


def test_a_test_that_was_disturbed_tells_nothing_of_other_models(tmp_path: Path) -> None:
    undisturbed = named(look(tmp_path / "models"), "qwen3-4b-q4")
    library = ModelLibrary(tmp_path / "models", machine())
    library.speeds.keep("smollm2-135m-instruct-q4", ModelSpeed(4.0, 0.3, 0.5))
    found = library.overview(ModelsInUse())
    assert named(found, "smollm2-135m-instruct-q4").tokens_per_second == 0.3
    assert named(found, "qwen3-4b-q4").tokens_per_second == undisturbed.tokens_per_second


def test_what_cannot_be_read_hides_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_gguf(tmp_path / "own.gguf")
    write_gguf(tmp_path / "locked" / "hidden.gguf")
    iterate = Path.iterdir

    def refuse(folder: Path) -> Iterator[Path]:
        if folder.name in ("locked", downloadable_models()[0].model_id):
            raise PermissionError(13, "no")
        return iterate(folder)

    (tmp_path / ".downloads" / downloadable_models()[0].model_id).mkdir(parents=True)
    monkeypatch.setattr(Path, "iterdir", refuse)
    overview = look(tmp_path, embedding=tmp_path / "gone")
    assert named(overview, "own.gguf").state == ModelState.INSTALLED
    assert all(model.model_id != "locked/hidden.gguf" for model in overview.models)


@pytest.mark.parametrize("config", ['{"architectures": 5}', '{"architectures": [1], "id2label": null}', "[]"])
def test_a_folder_with_a_strange_config_hides_nothing_else(tmp_path: Path, config: str) -> None:
    write_gguf(tmp_path / "own.gguf")
    (tmp_path / "strange").mkdir()
    (tmp_path / "strange" / "model.onnx").touch()
    (tmp_path / "strange" / "config.json").write_text(config, encoding="utf-8")
    overview = look(tmp_path)
    assert named(overview, "own.gguf").state == ModelState.INSTALLED
    assert named(overview, "strange").fit == ModelFit.UNKNOWN


@pytest.mark.parametrize("stored", ["[]", "no JSON"])
def test_damaged_notes_of_speeds_are_begun_anew(tmp_path: Path, stored: str) -> None:
    (tmp_path / "model-speeds.json").write_text(stored)
    speeds = ModelLibrary(tmp_path / "models").speeds
    speeds.keep("own.gguf", ModelSpeed(300.0, 50.0, 0.5))
    assert speeds.by_model() == {"own.gguf": 50.0}
