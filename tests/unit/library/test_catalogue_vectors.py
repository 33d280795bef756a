"""Vectors in the catalogue: they belong to texts, keep their keys, and each model has its own."""

from pathlib import Path

import numpy as np
import pytest

from engine.library.catalogue import Catalogue
from tests.unit.library.catalogue_content import (
    MODEL,
    embed_all,
    store,
    vectors_of,
)

A, B = Path("/docs/a.pdf"), Path("/docs/b.pdf")


def test_unchanged_passages_keep_their_vectors(catalogue: Catalogue) -> None:
    store(catalogue, A, "Kept paragraph.\n\nOld paragraph.")
    embed_all(catalogue)
    document = store(catalogue, A, "Kept paragraph.\n\nNew paragraph.")
    assert (document.passages, document.passages_embedded) == (2, 1)
    assert [text.text for text in catalogue.texts_without_vector(10)] == ["New paragraph."]


def test_texts_of_the_newest_document_come_first_and_once(catalogue: Catalogue) -> None:
    store(catalogue, A, "Old one.\n\nOld two.")
    store(catalogue, B, "New one.\n\nNew two.", "New one.")
    texts = catalogue.texts_without_vector(10)
    assert [text.text for text in texts] == ["New one.", "New two.", "Old one.", "Old two."]
    catalogue.remove_documents([B])
    assert [text.text for text in catalogue.texts_without_vector(10)] == ["Old one.", "Old two."]
    catalogue.collect_garbage()
    assert [text.text for text in catalogue.texts_without_vector(1)] == ["Old one."]


def test_a_vector_and_its_key_stay_those_that_were_stored_first(catalogue: Catalogue) -> None:
    store(catalogue, A, "One.\n\nTwo.")
    hashes = [text.text_hash for text in catalogue.texts_without_vector(10)]
    first = catalogue.store_vectors(hashes, vectors_of(2, seed=1))
    again = catalogue.store_vectors(hashes, vectors_of(2, seed=2))
    assert first.tolist() == again.tolist()
    _, stored = catalogue.vectors(first)
    assert np.allclose(stored, vectors_of(2, seed=1), atol=1e-3)


def test_keys_are_never_given_again(catalogue: Catalogue) -> None:
    store(catalogue, A, "First text.")
    first = embed_all(catalogue)
    catalogue.remove_documents([A])
    assert catalogue.collect_garbage().tolist() == first.tolist()
    store(catalogue, A, "Second text.")
    assert embed_all(catalogue)[0] > first[0]


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1e6])
def test_vectors_that_16_bit_floats_cannot_hold_are_refused(catalogue: Catalogue, bad: float) -> None:
    vectors = vectors_of(1)
    vectors[0, 3] = bad
    with pytest.raises(ValueError, match="finite"):
        catalogue.store_vectors([b"hash"], vectors)
    assert catalogue.vector_keys().size == 0


def test_each_model_has_vectors_of_its_own(catalogue: Catalogue, file: Path) -> None:
    store(catalogue, A, "Some text.")
    embed_all(catalogue)
    catalogue.close()
    with Catalogue(file, "another-model") as other:
        other.embed_with("another-model", answering="another-model")
        assert other.vector_keys().size == 0
        assert other.counts().passages_embedded == 0
        assert len(other.texts_without_vector(10)) == 1
        embed_all(other)
    with Catalogue(file, MODEL) as again:
        again.embed_with(MODEL, answering=MODEL)
        assert again.texts_without_vector(10) == []
        assert again.counts().passages_embedded == 1


def test_a_text_whose_last_passage_went_while_another_came_keeps_its_vector(catalogue: Catalogue) -> None:
    store(catalogue, A, "Moved paragraph.\n\nLost paragraph.")
    embed_all(catalogue)
    store(catalogue, B, "Moved paragraph.")
    catalogue.remove_documents([A])
    assert catalogue.collect_garbage().size == 1
    assert catalogue.vector_keys().size == 1
    assert catalogue.counts().passages_embedded == 1
