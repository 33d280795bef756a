"""What an embedding model is, read from its folder; and which folders hold none that works."""

import errno
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from engine.errors import ModelDamaged, ModelMissing, ModelUnsuitable
from engine.library.text_embedder import TextEmbedder, embedder_of
from engine.models.embedding_model_folder import describe_folder
from engine.models.model_catalog import embedding_model

pytestmark = pytest.mark.models

TEXT = "The invoice is due within thirty days."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The embedded model's files as another model."""
    folder = tmp_path / "My Model (E5)"
    shutil.copytree(embedding_model().folder, folder)
    return folder


def describe(folder: Path, text: str) -> None:
    (folder / "pagewise-model.toml").write_text(text, encoding="utf-8")


def test_the_embedded_model_is_recognised() -> None:
    assert describe_folder(embedding_model().folder) == embedding_model()


def test_a_folder_without_a_description_tells_enough(folder: Path) -> None:
    model = describe_folder(folder)
    assert model.name == "My Model (E5)"
    assert model.model_id.startswith("my-model-e5-")
    assert (model.max_tokens, model.pooling, model.query_prefix, model.scripts) == (256, "mean", "", ("latin",))
    embedder = embedder_of(folder)
    assert embedder.dimensions == 384
    embedded = TextEmbedder(embedding_model()).embed_query(TEXT)
    assert embedder.embed_query(TEXT) @ embedded > 0.999


def test_a_description_says_how_the_model_wants_to_be_used(folder: Path) -> None:
    describe(folder, 'name = "E5"\npooling = "cls"\nquery_prefix = "query: "\nscripts = ["Latin", "Cyrillic"]')
    model = describe_folder(folder)
    assert (model.name, model.pooling, model.query_prefix) == ("E5", "cls", "query: ")
    assert model.scripts == ("latin", "cyrillic")
    embedder = embedder_of(folder)
    vector = embedder.embed_query(TEXT)
    assert np.isclose(np.linalg.norm(vector), 1, atol=1e-5)
    assert vector @ TextEmbedder(embedding_model()).embed_query(TEXT) < 0.95, "another pooling makes another vector"


def test_pooling_is_read_from_what_sentence_transformers_exports(folder: Path) -> None:
    file = folder / "1_Pooling" / "config.json"
    file.parent.mkdir()
    file.write_text(json.dumps({"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}))
    assert describe_folder(folder).pooling == "cls"


@pytest.mark.parametrize(
    ("vocabulary", "scripts"),
    [
        ({"type": "Unigram", "vocab": [[f"\u0434\u043e\u043c{n}", -1.0] for n in range(1000)]}, ("cyrillic",)),
        ({"type": "WordPiece", "vocab": {f"\u0434\u043e\u043c{n}": n for n in range(999)}}, ()),
        ({"type": "BPE", "vocab": {f"a{n}": n for n in range(5000)}}, ()),
    ],
)
def test_scripts_are_those_of_the_vocabulary(folder: Path, vocabulary: object, scripts: tuple[str, ...]) -> None:
    (folder / "tokenizer.json").write_text(json.dumps({"model": vocabulary}))
    assert describe_folder(folder).scripts == scripts


def test_another_description_or_file_is_another_model(folder: Path) -> None:
    ids = [describe_folder(folder).model_id]
    describe(folder, 'name = "My Model (E5)"\nquery_prefix = "query: "')
    ids.append(describe_folder(folder).model_id)
    content = bytearray((folder / "model.onnx").read_bytes())
    content[-1] ^= 1
    (folder / "model.onnx").write_bytes(content)
    ids.append(describe_folder(folder).model_id)
    assert len(set(ids)) == 3


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("tokenizer_config.json", "[", "tokenizer_config.json is damaged"),
        ("tokenizer_config.json", "[1]", "tokenizer_config.json holds something else than it should"),
        ("tokenizer.json", "{}", "tokenizer.json does not tell the words of the model"),
        ("tokenizer.json", '{"model": {"vocab": 5}}', "tokenizer.json does not tell the words of the model"),
        ("pagewise-model.toml", "no toml", "pagewise-model.toml is no TOML"),
    ],
)
def test_the_file_that_is_wrong_is_named(folder: Path, file: str, content: str, told: str) -> None:
    (folder / file).write_text(content)
    with pytest.raises(ModelUnsuitable, match=re.escape(f"{folder}: {told}")):
        describe_folder(folder)


@pytest.mark.parametrize(
    "spoil",
    [
        shutil.rmtree,
        lambda folder: (folder / "model.onnx").unlink(),
        lambda folder: (folder / "model.onnx").write_bytes(b"garbage" * 100),
        lambda folder: (folder / "tokenizer.json").write_text("[]"),
        lambda folder: (folder / "tokenizer_config.json").write_text("{}"),
        lambda folder: describe(folder, 'pooling = "average"'),
        lambda folder: describe(folder, 'poolin = "mean"'),
        lambda folder: describe(folder, "query_prefix = 3"),
        lambda folder: describe(folder, 'scripts = "latin"'),
        lambda folder: describe(folder, "no toml"),
        lambda folder: describe(folder, 'pooling = "disabled"'),  # its output has a vector for each token
    ],
)
def test_what_is_no_model_is_told(folder: Path, spoil: Callable[[Path], object]) -> None:
    spoil(folder)
    with pytest.raises(ModelUnsuitable) as told:
        embedder_of(folder)
    assert told.value.reason


def test_a_model_whose_disk_is_in_trouble_is_told_as_missing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(folder: Path) -> str:
        raise OSError(errno.EIO, "Input/output error")

    model = describe_folder(folder)
    monkeypatch.setattr("engine.library.text_embedder.fingerprint_of", fail)
    with pytest.raises(ModelMissing, match="Input/output error"):
        TextEmbedder(model).embed_query(TEXT)


def test_files_that_change_later_are_not_taken_for_the_model_that_was_chosen(folder: Path) -> None:
    model = embedder_of(folder).model
    describe(folder, 'pooling = "cls"')
    with pytest.raises(ModelDamaged, match="changed since it was chosen"):
        TextEmbedder(model).embed_query(TEXT)
