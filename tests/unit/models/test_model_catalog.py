"""The table of models is complete, and a model file that is not what was published is noticed."""

import hashlib
from pathlib import Path

import pytest

from engine.errors import ModelDamaged, ModelMissing
from engine.models.model_catalog import (
    ModelFile,
    embedding_model,
    language_model,
    ocr_model,
    verify_embedded_models,
    verify_file,
)


@pytest.mark.models
def test_the_embedded_models_are_as_published() -> None:
    verify_embedded_models()


def test_the_embedded_models_are_described() -> None:
    assert language_model().file.suffix == ".gguf"
    assert embedding_model().dimensions == 384
    assert embedding_model().pooling == "mean"
    assert ocr_model().languages == ("eng", "deu")


@pytest.mark.models
def test_every_language_of_the_ocr_model_has_a_file() -> None:
    model = ocr_model()
    assert {file.stem for file in model.folder.glob("*.traineddata")} == set(model.languages)


def test_another_gguf_file_can_be_chosen() -> None:
    chosen = language_model(Path("/models/other-7b.gguf"))
    assert (chosen.model_id, chosen.file) == ("other-7b", Path("/models/other-7b.gguf"))


def test_an_intact_file_passes(tmp_path: Path) -> None:
    file = tmp_path / "model.onnx"
    file.write_bytes(b"weights")
    verify_file(ModelFile(file, 7, hashlib.sha256(b"weights").hexdigest()))


@pytest.mark.parametrize("content", [b"weights!", b"weight5"])
def test_another_size_or_content_is_noticed(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "model.onnx"
    file.write_bytes(content)
    with pytest.raises(ModelDamaged):
        verify_file(ModelFile(file, 7, hashlib.sha256(b"weights").hexdigest()))


def test_a_missing_file_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        verify_file(ModelFile(tmp_path / "model.onnx", 7, ""))
