"""Another embedding model is prepared in the background, and takes the old one's place at once."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import ModelUnsuitable
from engine.library.catalogue_reader import CatalogueReader
from engine.library.model_index import ModelIndex, answering_model, model_index, store_answering_model
from engine.paths import catalogue_file, vector_index_file
from tests.unit.library.indexing_harness import (
    DIMENSIONS,
    MODEL_ID,
    TIMEOUT,
    Library,
    WordBucketEmbedder,
    paragraphs,
    running,
    write,
)

OTHER = "finer-buckets"


def finer_embedder() -> WordBucketEmbedder:
    return WordBucketEmbedder(OTHER, 2 * DIMENSIONS)


def use(library: Library, embedder: WordBucketEmbedder) -> None:
    library.worker.use_model(lambda: model_index(library.folder, embedder))


def keys_of(library: Library, model_id: str) -> list[int]:
    with CatalogueReader(catalogue_file(library.folder), model_id) as reader:
        return [int(key) for key in reader.vector_keys()]


def answering(library: Library) -> str:
    return library.models.answering.embedder.model_id


@pytest.fixture
def places(tmp_path: Path) -> Path:
    for number in range(8):
        write(tmp_path / "docs" / f"{number}.txt", paragraphs(f"subject{number}"))
    return tmp_path / "docs"


@pytest.fixture
def filled(tmp_path: Path, places: Path) -> Path:
    """The folder of a library in which all is embedded with the first model."""
    with running(tmp_path / "library") as library:
        library.worker.add_places([places])
        library.wait_until_idle()
    return tmp_path / "library"


def test_the_new_model_answers_when_all_is_embedded_and_what_the_old_one_left_is_deleted(filled: Path) -> None:
    with running(filled) as library:
        library.wait_until_idle()
        texts = len(keys_of(library, MODEL_ID))
        other = finer_embedder()
        use(library, other)
        library.wait_until_idle()
        assert answering(library) == OTHER
        assert len(other.texts) == len(keys_of(library, OTHER)) == texts > 0
        assert keys_of(library, MODEL_ID) == []
        assert library.vectors.index.keys().tolist() == keys_of(library, OTHER)
        (_, similarity), *_ = library.vectors.index.search(other.embed_query(other.texts[0]), 1)
        assert similarity > 0.99
        assert library.words_embedder.texts == [], "nothing is embedded with the old model any more"
    assert not list(filled.glob(f"{vector_index_file(filled, MODEL_ID).name}*"))
    assert answering_model(filled) == other.model


def test_the_old_index_answers_until_then(filled: Path) -> None:
    other = finer_embedder()
    with running(filled) as library:
        library.wait_until_idle()
        old_keys = keys_of(library, MODEL_ID)
        other.may_go_on.clear()
        use(library, other)
        assert other.was_called.wait(TIMEOUT)
        assert answering(library) == MODEL_ID
        assert library.vectors.index.keys().tolist() == old_keys == keys_of(library, MODEL_ID)
        assert library.progress()[-1].progress.model_in_preparation == "Words"
        assert all(d.passages_embedded == d.passages > 0 for d in library.documents()), "meaning is searched still"
        other.may_go_on.set()
        library.wait_until_idle()
        assert library.progress()[-1].progress.model_in_preparation == ""


def test_a_document_that_comes_meanwhile_has_no_vector_that_answers(filled: Path, places: Path) -> None:
    other = finer_embedder()
    with running(filled) as library:
        library.wait_until_idle()
        other.may_go_on.clear()
        use(library, other)
        assert other.was_called.wait(TIMEOUT)
        new = write(places / "new.txt", paragraphs("garden"))
        library.worker.rescan()
        other.may_go_on.set()
        library.wait_until(lambda: any(d.path == new for d in library.documents()))
        library.wait_until_idle()
        assert len(library.vectors.index) == len(keys_of(library, OTHER)) > len(other.texts) / 2
        assert all(d.passages_embedded == d.passages for d in library.documents())


class FailingEmbedder(WordBucketEmbedder):
    """Works for one batch and then no more."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = super().embed_passages(texts)
        self.error = ModelUnsuitable("it broke")
        return vectors


def stop_amid_switch(folder: Path) -> int:
    """Close a library when some passages have vectors of the other model; returns how many texts these are."""
    other = FailingEmbedder(OTHER, 2 * DIMENSIONS)
    with running(folder) as library:
        library.wait_until_idle()
        use(library, other)
        library.wait_until_idle()
        assert answering(library) == MODEL_ID
        assert 0 < len(keys_of(library, OTHER)) == len(other.texts) < len(keys_of(library, MODEL_ID))
    return len(other.texts)


def test_after_an_end_in_between_the_old_one_answers_and_preparing_goes_on(filled: Path) -> None:
    embedded = stop_amid_switch(filled)
    with running(filled) as library:
        library.wait_until_idle()
        assert answering(library) == MODEL_ID
        assert library.words_embedder.texts == []
        other = finer_embedder()
        use(library, other)
        library.wait_until_idle()
        assert answering(library) == OTHER
        assert len(other.texts) + embedded == len(keys_of(library, OTHER)), "what was embedded was not lost"


def test_going_back_costs_nothing(filled: Path) -> None:
    stop_amid_switch(filled)
    with running(filled) as library:
        library.wait_until_idle()
        before = keys_of(library, MODEL_ID)
        use(library, library.words_embedder)
        library.wait_until_idle()
        assert answering(library) == MODEL_ID
        assert library.words_embedder.texts == []
        assert keys_of(library, MODEL_ID) == before
        assert keys_of(library, OTHER) == []


def test_a_model_that_does_not_work_changes_nothing(filled: Path) -> None:
    def fail() -> ModelIndex:
        raise ModelUnsuitable("no model.onnx")

    with running(filled) as library:
        library.wait_until_idle()
        before = keys_of(library, MODEL_ID)
        library.worker.use_model(fail)
        library.wait_until_idle()
        assert [notice.title for notice in library.notices()] == [f"{ModelUnsuitable.title}: no model.onnx"]
        assert answering(library) == MODEL_ID
        assert keys_of(library, MODEL_ID) == before


def test_a_model_that_fails_while_it_is_prepared_leaves_the_old_one_answering(filled: Path) -> None:
    other = finer_embedder()
    other.error = ModelUnsuitable("it broke")
    with running(filled) as library:
        library.wait_until_idle()
        use(library, other)
        library.wait_until_idle()
        assert answering(library) == MODEL_ID
        assert len(library.notices()) == 1
        other.error = None
        use(library, other)
        library.wait_until_idle()
        assert answering(library) == OTHER


@pytest.mark.parametrize("damage", [lambda file: file.write_text("{"), lambda file: file.write_text('{"folder": 3}')])
def test_what_names_the_answering_model_may_be_damaged(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    store_answering_model(tmp_path, finer_embedder().model)
    (file,) = tmp_path.iterdir()
    assert answering_model(tmp_path).model_id == OTHER
    damage(file)
    assert answering_model(tmp_path).model_id == "all-minilm-l6-v2-int8"


def test_vectors_of_both_models_leave_with_their_text(filled: Path, places: Path) -> None:
    other = finer_embedder()
    with running(filled) as library:
        library.wait_until_idle()
        other.may_go_on.clear()
        use(library, other)
        assert other.was_called.wait(TIMEOUT)
        for file in places.iterdir():
            file.unlink()
        library.worker.rescan()
        other.may_go_on.set()
        library.wait_until_idle()
        assert keys_of(library, MODEL_ID) == keys_of(library, OTHER) == []
        assert np.array_equal(library.vectors.index.keys(), [])
