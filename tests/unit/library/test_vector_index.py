"""The vector index finds neighbours, forgets what is removed, and never loads a file that has changed."""

import os
import threading
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import LibraryNotWritable
from engine.library.vector_index import IndexStamp, VectorIndex, VectorIndexUnusable

DIMENSIONS = 32
STAMP = IndexStamp("library", "model", 7)


def _vectors(count: int, seed: int = 1) -> NDArray[np.float32]:
    """Unit vectors around a few centres, as texts on a few subjects have."""
    generator = np.random.default_rng(seed)
    centres = generator.standard_normal((8, DIMENSIONS))
    vectors = centres[generator.integers(8, size=count)] + 0.5 * generator.standard_normal((count, DIMENSIONS))
    unit: NDArray[np.float32] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


def _keys(count: int) -> NDArray[np.uint64]:
    return np.arange(1, count + 1, dtype=np.uint64)


def _filled(count: int = 300) -> VectorIndex:
    index = VectorIndex(DIMENSIONS)
    index.add(_keys(count), _vectors(count))
    return index


def _unit(place: int) -> NDArray[np.float32]:
    unit: NDArray[np.float32] = np.eye(DIMENSIONS, dtype=np.float32)[place]
    return unit


def test_the_nearest_come_first_with_their_cosines() -> None:
    index, vectors = _filled(), _vectors(300)
    hits = index.search(vectors[41], 10)
    assert hits[0][0] == 42
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    for key, score in hits:
        assert score == pytest.approx(float(vectors[key - 1] @ vectors[41]), abs=2e-3)


def test_nearly_all_true_neighbours_are_found() -> None:
    index, vectors = _filled(2000), _vectors(2000)
    recalled = [
        len({key for key, _ in index.search(query, 10)} & set((np.argsort(-(vectors @ query))[:10] + 1).tolist()))
        for query in vectors[:50]
    ]
    assert sum(recalled) / 500 > 0.95


def test_an_empty_index_finds_nothing() -> None:
    index = VectorIndex(DIMENSIONS)
    assert index.search(_unit(0), 5) == []
    assert index.similarities(_unit(0), [1, 2]) == {}
    assert len(index) == 0
    assert index.keys().tolist() == []
    index.add(_keys(0), _vectors(0))
    index.remove(_keys(3))


def test_more_than_there_are_gives_all_and_none_gives_none() -> None:
    index = _filled(5)
    assert len(index.search(_unit(0), 50)) == 5
    assert index.search(_unit(0), 0) == []


def test_removed_keys_are_found_no_more_and_unknown_ones_ignored() -> None:
    index, vectors = _filled(), _vectors(300)
    index.remove(np.array([42, 42, 9999], dtype=np.uint64))
    assert len(index) == 299
    assert 42 not in {key for key, _ in index.search(vectors[41], 299)}
    assert 42 not in index.keys().tolist()


def test_a_key_added_again_has_its_new_vector() -> None:
    index = VectorIndex(DIMENSIONS)
    index.add(np.array([1, 2], np.uint64), np.stack([_unit(0), _unit(1)]))
    index.add(np.array([1, 1], np.uint64), np.stack([_unit(2), _unit(3)]))
    assert len(index) == 2
    ((key, score),) = index.search(_unit(3), 1)
    assert key == 1
    assert score == pytest.approx(1.0)


def test_everything_can_be_removed_and_added_again() -> None:
    index = _filled()
    index.remove(_keys(300))
    assert len(index) == 0
    assert index.search(_unit(0), 5) == []
    index.add(_keys(300), _vectors(300))
    assert index.search(_vectors(300)[41], 1)[0][0] == 42


def test_similarities_are_exact_whatever_the_length_of_the_vectors() -> None:
    index = VectorIndex(DIMENSIONS)
    index.add(np.array([5, 6, 7], np.uint64), np.stack([3 * _unit(0), _unit(0) + _unit(1), 0 * _unit(0)]))
    similarities = index.similarities(2 * _unit(0), [7, 6, 5, 99])
    assert similarities == {5: pytest.approx(1.0), 6: pytest.approx(0.5**0.5, abs=1e-3), 7: 0.0}


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_vectors_that_are_not_finite_are_refused(bad: float) -> None:
    index, vector = _filled(5), _unit(0)
    vector[3] = bad
    for call in (
        lambda: index.add(_keys(1), vector[np.newaxis]),
        lambda: index.search(vector, 1),
        lambda: index.similarities(vector, [1]),
    ):
        with pytest.raises(ValueError, match="finite"):
            call()
    assert len(index) == 5


def test_vectors_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        VectorIndex(DIMENSIONS + 1).add(_keys(2), _vectors(2))


def test_a_saved_index_is_loaded_as_it_was(tmp_path: Path) -> None:
    index, file = _filled(), tmp_path / "vectors.index"
    index.remove(_keys(10))
    index.save(file, STAMP)
    loaded, stamp = VectorIndex.load(file, DIMENSIONS)
    assert stamp == STAMP
    assert loaded.keys().tolist() == index.keys().tolist()
    assert loaded.search(_unit(0), 10) == index.search(_unit(0), 10)
    loaded.add(_keys(10), _vectors(10))
    assert len(loaded) == 300
    assert list(tmp_path.iterdir()) == [file]


def test_an_empty_index_can_be_saved(tmp_path: Path) -> None:
    VectorIndex(DIMENSIONS).save(tmp_path / "i", STAMP)
    loaded, _ = VectorIndex.load(tmp_path / "i", DIMENSIONS)
    assert len(loaded) == 0
    loaded.add(_keys(2), _vectors(2))


def test_any_flipped_byte_is_noticed_before_usearch_sees_it(tmp_path: Path) -> None:
    file = tmp_path / "i"
    _filled(50).save(file, STAMP)
    intact = file.read_bytes()
    for place in [*range(60), *range(60, len(intact), len(intact) // 60)]:
        file.write_bytes(intact[:place] + bytes([intact[place] ^ 0x41]) + intact[place + 1 :])
        with pytest.raises(VectorIndexUnusable):
            VectorIndex.load(file, DIMENSIONS)


@pytest.mark.parametrize("kept", [0, 5, 39, 40, 100, -1])
def test_a_truncated_file_is_unusable(tmp_path: Path, kept: int) -> None:
    file = tmp_path / "i"
    _filled(50).save(file, STAMP)
    file.write_bytes(file.read_bytes()[:kept])
    with pytest.raises(VectorIndexUnusable):
        VectorIndex.load(file, DIMENSIONS)


def test_a_missing_file_or_one_of_another_size_is_unusable(tmp_path: Path) -> None:
    with pytest.raises(VectorIndexUnusable):
        VectorIndex.load(tmp_path / "none", DIMENSIONS)
    _filled(5).save(tmp_path / "i", STAMP)
    with pytest.raises(VectorIndexUnusable, match="dimensions"):
        VectorIndex.load(tmp_path / "i", DIMENSIONS + 1)


def test_a_failed_save_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "i"
    _filled(5).save(file, STAMP)

    def refuse(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(LibraryNotWritable):
        _filled(6).save(file, STAMP)
    monkeypatch.undo()
    assert len(VectorIndex.load(file, DIMENSIONS)[0]) == 5
    assert list(tmp_path.iterdir()) == [file]


def test_searching_while_another_thread_adds_and_removes() -> None:
    index, vectors = _filled(200), _vectors(200)
    finished = threading.Event()

    def change() -> None:
        for round_ in range(20):
            keys = np.arange(1000 + 50 * round_, 1050 + 50 * round_, dtype=np.uint64)
            index.add(keys, _vectors(50, seed=round_))
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
