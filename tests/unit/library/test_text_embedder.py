"""The real embedding model: meaning, order, length and threads, without any network."""

import dataclasses
import shutil
import socket
import threading
from pathlib import Path

import numpy as np
import pytest

from engine.errors import ModelDamaged, ModelMissing
from engine.library.text_embedder import TextEmbedder
from engine.models.model_catalog import embedding_model

pytestmark = pytest.mark.models


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **named: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="module")
def embedder() -> TextEmbedder:
    return TextEmbedder(embedding_model())


def test_related_sentences_are_closer_than_others(embedder: TextEmbedder) -> None:
    question = embedder.embed_query("When did the theatre open?")
    texts = [
        "Bananas are rich in potassium.",
        "The playhouse welcomed its first audience in 1870.",
        "The invoice is due within thirty days.",
    ]
    similarities = embedder.embed_passages(texts) @ question
    assert similarities.argmax() == 1
    assert similarities[1] > 0.4 > max(similarities[0], similarities[2])


def test_vectors_have_unit_length_in_the_order_of_the_texts(embedder: TextEmbedder) -> None:
    texts = [f"{'word ' * (37 * number % 60)}number {number}" for number in range(20)]
    vectors = embedder.embed_passages(texts)
    assert vectors.shape == (20, embedder.dimensions)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    for number in (0, 7, 19):
        assert vectors[number] @ embedder.embed_query(texts[number]) > 0.999


def test_a_vector_does_not_depend_on_what_is_embedded_with_it(embedder: TextEmbedder) -> None:
    alone = embedder.embed_passages(["A short text."])[0]
    together = embedder.embed_passages(["A short text.", "A much longer text. " * 60])[0]
    assert alone @ together > 0.999


@pytest.mark.parametrize("text", ["", " ", "\0", "lone \udc80 surrogate", "\U0001f600" * 500, "x" * 100_000])
def test_any_text_has_a_finite_vector(embedder: TextEmbedder, text: str) -> None:
    assert np.isfinite(embedder.embed_query(text)).all()


def test_only_the_beginning_of_a_long_text_counts(embedder: TextEmbedder) -> None:
    beginning = "The history of the garden. " * 100
    one, other = embedder.embed_passages([beginning + "It was closed.", beginning + "Bananas for sale."])
    assert one @ other > 0.9999


def test_no_texts_have_no_vectors(embedder: TextEmbedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimensions)


def test_threads_share_one_model() -> None:
    embedder = TextEmbedder(embedding_model())
    results: list[float] = []
    threads = [
        threading.Thread(target=lambda: results.append(float(embedder.embed_query("Same text.").sum())))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert len({round(result, 4) for result in results}) == 1


def test_prefixes_are_those_of_the_model(embedder: TextEmbedder) -> None:
    model = dataclasses.replace(embedding_model(), query_prefix="query: ", passage_prefix="passage: ")
    prefixed = TextEmbedder(model)
    assert prefixed.embed_query("text") @ embedder.embed_query("query: text") > 0.999
    assert prefixed.embed_passages(["text"])[0] @ embedder.embed_query("passage: text") > 0.999


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        TextEmbedder(dataclasses.replace(embedding_model(), folder=tmp_path)).embed_query("text")


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "tokenizer_config.json"])
def test_a_damaged_file_is_told(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "model"
    shutil.copytree(embedding_model().folder, folder)
    (folder / name).write_bytes(b"garbage" * 100)
    with pytest.raises(ModelDamaged):
        TextEmbedder(dataclasses.replace(embedding_model(), folder=folder)).embed_query("text")


def test_a_new_embedder_loads_nothing(tmp_path: Path) -> None:
    embedder = TextEmbedder(dataclasses.replace(embedding_model(), folder=tmp_path / "none"))
    assert (embedder.model_id, embedder.dimensions) == ("all-minilm-l6-v2-int8", 384)
