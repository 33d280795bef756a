"""The vector index finds neighbours, forgets what is removed, and never loads a file that has changed."""

import os
import threading
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import LibraryNotWritable
from engine.library import vector_index
from engine.library.vector_index import VectorIndex
from engine.library.vector_index_files import IndexStamp, VectorIndexFiles, VectorIndexUnusable

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


def _close_marked(manifest: Path) -> None:
    """Save an index of one segment and close it."""
    index = _filled(50)
    index.save(manifest, STAMP)
    index.close()


def _segments(folder: Path) -> list[Path]:
    """The files beside the manifest `i`."""
    return sorted(file for file in folder.glob("i.*") if file.suffix != ".intact")


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


def test_no_vector_is_out_of_reach() -> None:
    index = VectorIndex(DIMENSIONS)
    for start in range(0, 2000, 50):
        index.add(_keys(2000)[start : start + 50], _vectors(2000)[start : start + 50])
    assert len(index.search(_unit(0), 2500)) == 2000


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


def test_what_is_removed_from_a_loaded_index_is_gone_for_good(tmp_path: Path) -> None:
    file, vectors = tmp_path / "i", _vectors(300)
    _filled().save(file, STAMP)
    for kept in (290, 280):
        index, _ = VectorIndex.load(file, DIMENSIONS)
        index.remove(np.arange(kept + 1, 310, dtype=np.uint64))
        index.save(file, STAMP)
        index, _ = VectorIndex.load(file, DIMENSIONS)
        assert index.keys().tolist() == list(range(1, kept + 1))
        assert {key for key, _ in index.search(vectors[299], 300)} == set(range(1, kept + 1))
        assert index.similarities(vectors[299], [300, 1]).keys() == {1}


@pytest.fixture
def small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Segments are closed so early that an index has several."""
    monkeypatch.setattr(vector_index, "SEGMENT_VECTORS", 100)


@pytest.mark.usefixtures("small_segments")
def test_an_index_of_several_segments_is_one_index(tmp_path: Path) -> None:
    file, vectors = tmp_path / "i", _vectors(300)
    whole = VectorIndex(DIMENSIONS)
    for start in range(0, 300, 60):
        whole.add(_keys(300)[start : start + 60], vectors[start : start + 60])
        whole.save(file, STAMP)
    loaded, _ = VectorIndex.load(file, DIMENSIONS)
    for index in (whole, loaded):
        assert index.keys().tolist() == list(range(1, 301))
        index.add(np.array([42], np.uint64), vectors[299:])
        assert len(index) == 300
        assert [key for key, _ in index.search(vectors[299], 2)] in ([42, 300], [300, 42])
        assert len(index.search(vectors[0], 400)) == 300
        assert index.similarities(vectors[299], _keys(300))[42] == pytest.approx(1.0, abs=1e-3)
    assert len(_segments(tmp_path)) > 1


@pytest.mark.usefixtures("small_segments")
def test_a_save_writes_only_what_has_changed(tmp_path: Path) -> None:
    file = tmp_path / "i"
    index = _filled(350)
    index.save(file, STAMP)
    before = {segment: segment.stat().st_mtime_ns for segment in _segments(tmp_path)}
    index.remove(_keys(3))
    index.add(_keys(1), _vectors(1))
    index.save(file, STAMP)
    after = {segment: segment.stat().st_mtime_ns for segment in _segments(tmp_path)}
    assert len(before.items() & after.items()) >= len(before) - 1
    assert len(after.items() - before.items()) == 1


@pytest.mark.usefixtures("small_segments")
def test_segments_that_are_mostly_removed_give_their_keys_to_others(tmp_path: Path) -> None:
    file, vectors = tmp_path / "i", _vectors(350)
    _filled(350).save(file, STAMP)
    index, _ = VectorIndex.load(file, DIMENSIONS)
    assert index.scattered_keys().tolist() == []
    index.remove(_keys(120))
    scattered = index.scattered_keys()
    assert 0 < len(scattered) < 100
    index.add(scattered, vectors[scattered.astype(int) - 1])
    assert index.scattered_keys().tolist() == []
    index.save(file, STAMP)
    loaded, _ = VectorIndex.load(file, DIMENSIONS)
    assert loaded.keys().tolist() == index.keys().tolist() == list(range(121, 351))
    assert loaded.search(vectors[130], 1)[0][0] == 131


def test_an_empty_index_can_be_saved(tmp_path: Path) -> None:
    VectorIndex(DIMENSIONS).save(tmp_path / "i", STAMP)
    loaded, _ = VectorIndex.load(tmp_path / "i", DIMENSIONS)
    assert len(loaded) == 0
    loaded.add(_keys(2), _vectors(2))


def test_any_flipped_byte_is_noticed_before_usearch_sees_it(tmp_path: Path) -> None:
    manifest = tmp_path / "i"
    _close_marked(manifest)
    for file in (manifest, *_segments(tmp_path)):
        intact = file.read_bytes()
        for place in [*range(60), *range(60, len(intact), len(intact) // 60)]:
            file.write_bytes(intact[:place] + bytes([intact[place] ^ 0x41]) + intact[place + 1 :])
            with pytest.raises(VectorIndexUnusable):
                VectorIndex.load(manifest, DIMENSIONS)
        file.write_bytes(intact)
    assert len(VectorIndex.load(manifest, DIMENSIONS)[0]) == 50


@pytest.mark.parametrize("kept", [0, 5, 39, 40, 100, -1])
def test_a_truncated_file_is_unusable(tmp_path: Path, kept: int) -> None:
    manifest = tmp_path / "i"
    _close_marked(manifest)
    for file in (manifest, *_segments(tmp_path)):
        intact = file.read_bytes()
        file.write_bytes(intact[:kept])
        with pytest.raises(VectorIndexUnusable):
            VectorIndex.load(manifest, DIMENSIONS)
        file.write_bytes(intact)


def test_only_files_that_were_closed_and_are_as_they_were_left_are_not_read(tmp_path: Path) -> None:
    manifest = tmp_path / "i"
    _close_marked(manifest)
    (segment,) = _segments(tmp_path)
    times = segment.stat()
    segment.write_bytes(b"\0" + segment.read_bytes()[1:])  # damage that no time of change tells of
    os.utime(segment, ns=(times.st_atime_ns, times.st_mtime_ns))
    # The next start takes it for intact; if that crashes the process, which then closes nothing, the one after looks.
    assert VectorIndexFiles(manifest).read()[0].stamp == STAMP
    with pytest.raises(VectorIndexUnusable):
        VectorIndexFiles(manifest).read()


def test_a_closed_index_is_empty_and_can_be_loaded_again(tmp_path: Path) -> None:
    manifest = tmp_path / "i"
    for _ in range(2):
        _close_marked(manifest)
        index, _ = VectorIndex.load(manifest, DIMENSIONS)
        index.close()
        index.close()
        assert len(index) == 0
    assert len(VectorIndex.load(manifest, DIMENSIONS)[0]) == 50


def test_a_missing_file_or_one_of_another_size_is_unusable(tmp_path: Path) -> None:
    with pytest.raises(VectorIndexUnusable):
        VectorIndex.load(tmp_path / "none", DIMENSIONS)
    _filled(5).save(tmp_path / "i", STAMP)
    with pytest.raises(VectorIndexUnusable, match="dimensions"):
        VectorIndex.load(tmp_path / "i", DIMENSIONS + 1)


def test_a_failed_save_leaves_the_old_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "i"
    _filled(5).save(file, STAMP)
    before = sorted(tmp_path.iterdir())

    def refuse(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(LibraryNotWritable):
        _filled(6).save(file, STAMP)
    monkeypatch.undo()
    assert len(VectorIndex.load(file, DIMENSIONS)[0]) == 5
    assert sorted(tmp_path.iterdir()) == before


def test_files_that_count_no_more_are_deleted(tmp_path: Path) -> None:
    file = tmp_path / "i"
    _filled(5).save(file, STAMP)
    (old,) = _segments(tmp_path)
    _filled(6).save(file, STAMP)
    (new,) = _segments(tmp_path)
    assert new != old
    VectorIndex(DIMENSIONS).save(file, STAMP)
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
