"""A saved vector index is loaded as it was, or not at all if a file of it has changed."""

import os
from pathlib import Path

import numpy as np
import pytest

from engine.errors import LibraryNotWritable
from engine.library import vector_index
from engine.library.vector_index import VectorIndex
from engine.library.vector_index_files import IndexStamp, VectorIndexFiles, VectorIndexUnusable
from tests.unit.library.vector_index_content import (
    DIMENSIONS,
    axis_vector,
    filled_index,
    first_keys,
    vectors_around_centres,
)

STAMP = IndexStamp("library", "model", 7)


def _close_marked(manifest: Path) -> None:
    """Save an index of one segment and close it."""
    index = filled_index(50)
    index.save(manifest, STAMP)
    index.close()


def _segments(folder: Path) -> list[Path]:
    """The files beside the manifest `i`."""
    return sorted(file for file in folder.glob("i.*") if file.suffix != ".intact")


def test_a_saved_index_is_loaded_as_it_was(tmp_path: Path) -> None:
    index, file = filled_index(), tmp_path / "vectors.index"
    index.remove(first_keys(10))
    index.save(file, STAMP)
    loaded, stamp = VectorIndex.load(file, DIMENSIONS)
    assert stamp == STAMP
    assert loaded.keys().tolist() == index.keys().tolist()
    assert loaded.search(axis_vector(0), 10) == index.search(axis_vector(0), 10)
    loaded.add(first_keys(10), vectors_around_centres(10))
    assert len(loaded) == 300


def test_what_is_removed_from_a_loaded_index_is_gone_for_good(tmp_path: Path) -> None:
    file, vectors = tmp_path / "i", vectors_around_centres(300)
    filled_index().save(file, STAMP)
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
    file, vectors = tmp_path / "i", vectors_around_centres(300)
    whole = VectorIndex(DIMENSIONS)
    for start in range(0, 300, 60):
        whole.add(first_keys(300)[start : start + 60], vectors[start : start + 60])
        whole.save(file, STAMP)
    loaded, _ = VectorIndex.load(file, DIMENSIONS)
    for index in (whole, loaded):
        assert index.keys().tolist() == list(range(1, 301))
        index.add(np.array([42], np.uint64), vectors[299:])
        assert len(index) == 300
        assert [key for key, _ in index.search(vectors[299], 2)] in ([42, 300], [300, 42])
        assert len(index.search(vectors[0], 400)) == 300
        assert index.similarities(vectors[299], first_keys(300))[42] == pytest.approx(1.0, abs=1e-3)
    assert len(_segments(tmp_path)) > 1


@pytest.mark.usefixtures("small_segments")
def test_a_save_writes_only_what_has_changed(tmp_path: Path) -> None:
    file = tmp_path / "i"
    index = filled_index(350)
    index.save(file, STAMP)
    before = {segment: segment.stat().st_mtime_ns for segment in _segments(tmp_path)}
    index.remove(first_keys(3))
    index.add(first_keys(1), vectors_around_centres(1))
    index.save(file, STAMP)
    after = {segment: segment.stat().st_mtime_ns for segment in _segments(tmp_path)}
    assert len(before.items() & after.items()) >= len(before) - 1
    assert len(after.items() - before.items()) == 1


@pytest.mark.usefixtures("small_segments")
def test_segments_that_are_mostly_removed_give_their_keys_to_others(tmp_path: Path) -> None:
    file, vectors = tmp_path / "i", vectors_around_centres(350)
    filled_index(350).save(file, STAMP)
    index, _ = VectorIndex.load(file, DIMENSIONS)
    assert index.scattered_keys().tolist() == []
    index.remove(first_keys(120))
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
    loaded.add(first_keys(2), vectors_around_centres(2))


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
    filled_index(5).save(tmp_path / "i", STAMP)
    with pytest.raises(VectorIndexUnusable, match="dimensions"):
        VectorIndex.load(tmp_path / "i", DIMENSIONS + 1)


def test_a_failed_save_leaves_the_old_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "i"
    filled_index(5).save(file, STAMP)
    before = sorted(tmp_path.iterdir())

    def refuse(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(LibraryNotWritable):
        filled_index(6).save(file, STAMP)
    monkeypatch.undo()
    assert len(VectorIndex.load(file, DIMENSIONS)[0]) == 5
    assert sorted(tmp_path.iterdir()) == before


def test_files_that_count_no_more_are_deleted(tmp_path: Path) -> None:
    file = tmp_path / "i"
    filled_index(5).save(file, STAMP)
    (old,) = _segments(tmp_path)
    filled_index(6).save(file, STAMP)
    (new,) = _segments(tmp_path)
    assert new != old
    VectorIndex(DIMENSIONS).save(file, STAMP)
    assert list(tmp_path.iterdir()) == [file]
