"""Models are taken over whole or not at all, and removed with all that was theirs."""

import errno
import shutil
from pathlib import Path

import pytest

from engine.answering.model_check import LanguageModelCheck
from engine.errors import LanguageModelUnsuitable, ModelDamaged, ModelError, ModelMissing, ModelUnsuitable
from engine.models.acquisition_errors import (
    ImportStopped,
    ModelDiskFull,
    ModelExists,
    ModelFolderNotWritable,
    ModelNotRemovable,
)
from engine.models.downloadable_models import downloadable_models
from engine.models.model_catalog import embedding_model, language_model
from engine.models.model_import import INCOMING_FOLDER, check_model, copy_model, models_in, require_space
from engine.models.model_library import ModelLibrary, ModelsInUse
from engine.models.model_removal import delete_model
from engine.types import ModelState
from tests.gguf_files import write_gguf


def ignore(done: int, total: int) -> None:
    """No progress is wanted."""


def accept(file: Path) -> None:
    """What llama.cpp would say of it."""


def test_a_file_is_copied_with_its_progress(tmp_path: Path) -> None:
    source, told = write_gguf(tmp_path / "source" / "model.gguf"), list[tuple[int, int]]()
    target = copy_model(source, tmp_path / "models", lambda done, total: told.append((done, total)))
    assert target == tmp_path / "models" / "model.gguf"
    assert target.read_bytes() == source.read_bytes()
    assert told == [(source.stat().st_size, source.stat().st_size)]
    assert not (tmp_path / "models" / INCOMING_FOLDER).exists()


def test_a_file_of_the_list_is_taken_for_what_it_is(tmp_path: Path) -> None:
    listed = downloadable_models()[0]
    source = write_gguf(tmp_path / "from_a_browser" / listed.files[0].name)
    target = copy_model(source, tmp_path / "models", ignore)
    assert target == listed.path_in(tmp_path / "models")
    assert ModelLibrary(tmp_path / "models").overview(ModelsInUse()).find(listed.model_id).state == ModelState.INSTALLED


@pytest.mark.models
def test_of_a_folder_what_matters_is_copied(tmp_path: Path) -> None:
    source = shutil.copytree(embedding_model().folder, tmp_path / "embedding")
    (source / "weights.bin").write_bytes(b"of another program")
    check_model(source, accept)
    target = copy_model(source, tmp_path / "models", ignore)
    assert (target / "model.onnx").read_bytes() == (source / "model.onnx").read_bytes()
    assert not (target / "weights.bin").exists()


@pytest.mark.models
def test_a_models_folder_of_another_computer_is_found_with_all_it_holds(tmp_path: Path) -> None:
    first = write_gguf(tmp_path / "first.gguf")
    second = write_gguf(tmp_path / "family" / "second.gguf")
    third = shutil.copytree(embedding_model().folder, tmp_path / "embedding")
    for hidden in ("._first.gguf", "family/._second.gguf", ".downloads/part/model.onnx", ".incoming/half.gguf"):
        (tmp_path / hidden).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / hidden).touch()
    assert set(models_in(tmp_path)) == {first, second, third}


def test_a_stopped_import_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise ImportStopped

    with pytest.raises(ImportStopped):
        copy_model(write_gguf(tmp_path / "source" / "model.gguf"), tmp_path / "models", stop)
    assert list((tmp_path / "models").rglob("*")) == []


def test_what_is_there_already_is_not_overwritten(tmp_path: Path) -> None:
    source = write_gguf(tmp_path / "source" / "model.gguf")
    there = copy_model(source, tmp_path / "models", ignore)
    assert copy_model(there, tmp_path / "models", ignore) == there
    with pytest.raises(ModelExists):
        copy_model(source, tmp_path / "models", ignore)


def test_nothing_counts_as_whole_that_is_not_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(ModelDiskFull):
        copy_model(write_gguf(tmp_path / "source" / "model.gguf"), tmp_path / "models", ignore)
    assert list((tmp_path / "models").rglob("*")) == []


def test_room_is_looked_for_before(tmp_path: Path) -> None:
    with pytest.raises(ModelDiskFull, match="are needed"):
        require_space(tmp_path, 10**18)


@pytest.mark.parametrize(
    ("number", "expected"), [(errno.ENOSPC, ModelDiskFull), (errno.EACCES, ModelFolderNotWritable)]
)
def test_a_disk_that_gets_full_amid_a_copy_is_told_and_leaves_nothing(
    tmp_path: Path, number: int, expected: type[ModelError]
) -> None:
    def fail(done: int, total: int) -> None:
        raise OSError(number, "as the operating system says it")

    with pytest.raises(expected):
        copy_model(write_gguf(tmp_path / "source" / "model.gguf"), tmp_path / "models", fail)
    assert list((tmp_path / "models").rglob("*")) == []


@pytest.mark.parametrize("name", ["empty", "missing"])
def test_a_path_without_models_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises((LanguageModelUnsuitable, ModelMissing)):
        models_in(tmp_path / name)


def test_damaged_and_unsuitable_models_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelDamaged):
        check_model(write_gguf(tmp_path / "cut.gguf", cut_off=8), accept)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "model.onnx").write_bytes(b"alone")
    with pytest.raises(ModelUnsuitable):
        check_model(folder, accept)


@pytest.mark.models
def test_llama_cpp_knows_the_embedded_model_and_not_a_made_up_one(tmp_path: Path) -> None:
    LanguageModelCheck()(language_model().file)
    with pytest.raises(LanguageModelUnsuitable):
        LanguageModelCheck()(write_gguf(tmp_path / "made_up.gguf"))


def test_a_removed_model_takes_its_folder_along(tmp_path: Path) -> None:
    alone, shared = write_gguf(tmp_path / "a" / "model.gguf"), write_gguf(tmp_path / "b" / "model.gguf")
    (shared.parent / "licence.txt").write_text("kept")
    delete_model(alone, tmp_path)
    delete_model(shared, tmp_path)
    assert not alone.parent.exists()
    assert (shared.parent / "licence.txt").exists()


@pytest.mark.parametrize("place", ["elsewhere/model.gguf", "models"])
def test_nothing_outside_the_models_folder_is_deleted(tmp_path: Path, place: str) -> None:
    write_gguf(tmp_path / "elsewhere" / "model.gguf")
    (tmp_path / "models").mkdir()
    with pytest.raises(ModelNotRemovable):
        delete_model(tmp_path / place, tmp_path / "models")
    assert (tmp_path / place).exists()


def test_every_error_has_advice() -> None:
    def all_of(kind: type[ModelError]) -> list[type[ModelError]]:
        return [kind, *(each for child in kind.__subclasses__() for each in all_of(child))]

    assert all(error.title and error.advice for error in all_of(ModelError))
