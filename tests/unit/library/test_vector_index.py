"""The vector index finds neighbours, forgets what is removed, and never loads a file that has changed."""

import threading

import numpy as np
import pytest

from engine.library.vector_index import VectorIndex
from tests.unit.library.vector_index_content import (
    DIMENSIONS,
    axis_vector,
    filled_index,
    first_keys,
    vectors_around_centres,
)


def test_the_nearest_come_first_with_their_cosines() -> None:
    index, vectors = filled_index(), vectors_around_centres(300)
    hits = index.search(vectors[41], 10)
    assert hits[0][0] == 42
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    for key, score in hits:
        assert score == pytest.approx(float(vectors[key - 1] @ vectors[41]), abs=2e-3)


def test_nearly_all_true_neighbours_are_found() -> None:
    index, vectors = filled_index(2000), vectors_around_centres(2000)
    recalled = [
        len({key for key, _ in index.search(query, 10)} & set((np.argsort(-(vectors @ query))[:10] + 1).tolist()))
        for query in vectors[:50]
    ]
    assert sum(recalled) / 500 > 0.95


def test_no_vector_is_out_of_reach() -> None:
    index = VectorIndex(DIMENSIONS)
    for start in range(0, 2000, 50):
        index.add(first_keys(2000)[start : start + 50], vectors_around_centres(2000)[start : start + 50])
    assert len(index.search(axis_vector(0), 2500)) == 2000


def test_an_empty_index_finds_nothing() -> None:
    index = VectorIndex(DIMENSIONS)
    assert index.search(axis_vector(0), 5) == []
    assert index.similarities(axis_vector(0), [1, 2]) == {}
    assert len(index) == 0
    assert index.keys().tolist() == []
    index.add(first_keys(0), vectors_around_centres(0))
    index.remove(first_keys(3))


def test_more_than_there_are_gives_all_and_none_gives_none() -> None:
    index = filled_index(5)
    assert len(index.search(axis_vector(0), 50)) == 5
    assert index.search(axis_vector(0), 0) == []


def test_removed_keys_are_found_no_more_and_unknown_ones_ignored() -> None:
    index, vectors = filled_index(), vectors_around_centres(300)
    index.remove(np.array([42, 42, 9999], dtype=np.uint64))
    assert len(index) == 299
    assert 42 not in {key for key, _ in index.search(vectors[41], 299)}
    assert 42 not in index.keys().tolist()


def test_a_key_added_again_has_its_new_vector() -> None:
    index = VectorIndex(DIMENSIONS)
    index.add(np.array([1, 2], np.uint64), np.stack([axis_vector(0), axis_vector(1)]))
    index.add(np.array([1, 1], np.uint64), np.stack([axis_vector(2), axis_vector(3)]))
    assert len(index) == 2
    ((key, score),) = index.search(axis_vector(3), 1)
    assert key == 1
    assert score == pytest.approx(1.0)


def test_everything_can_be_removed_and_added_again() -> None:
    index = filled_index()
    index.remove(first_keys(300))
    assert len(index) == 0
    assert index.search(axis_vector(0), 5) == []
    index.add(first_keys(300), vectors_around_centres(300))
    assert index.search(vectors_around_centres(300)[41], 1)[0][0] == 42


def test_similarities_are_exact_whatever_the_length_of_the_vectors() -> None:
    index = VectorIndex(DIMENSIONS)
    index.add(
        np.array([5, 6, 7], np.uint64),
        np.stack([3 * axis_vector(0), axis_vector(0) + axis_vector(1), 0 * axis_vector(0)]),
    )
    similarities = index.similarities(2 * axis_vector(0), [7, 6, 5, 99])
    assert similarities == {5: pytest.approx(1.0), 6: pytest.approx(0.5**0.5, abs=1e-3), 7: 0.0}


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_vectors_that_are_not_finite_are_refused(bad: float) -> None:
    index, vector = filled_index(5), axis_vector(0)
    vector[3] = bad
    for call in (
        lambda: index.add(first_keys(1), vector[np.newaxis]),
        lambda: index.search(vector, 1),
        lambda: index.similarities(vector, [1]),
    ):
        with pytest.raises(ValueError, match="finite"):
            call()
    assert len(index) == 5


def test_vectors_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        VectorIndex(DIMENSIONS + 1).add(first_keys(2), vectors_around_centres(2))


def test_searching_while_another_thread_adds_and_removes() -> None:
    index, vectors = filled_index(200), vectors_around_centres(200)
    finished = threading.Event()

    def change() -> None:
        for round_ in range(20):
            keys = np.arange(1000 + 50 * round_, 1050 + 50 * round_, dtype=np.uint64)
            index.add(keys, vectors_around_centres(50, seed=round_))
            index.remove(keys)
        finished.set()

    changer = threading.Thread(target=change)
    changer.start()
    searches = 0
    while not finished.is_set():
        assert index.search(vectors[3], 5)[0][1] > 0.9
        assert index.similarities(vectors[3], [4])[4] == pytest.approx(1.0, abs=1e-2)
        searches += 1
    changer.join()
    assert searches > 0
    assert len(index) == 200
