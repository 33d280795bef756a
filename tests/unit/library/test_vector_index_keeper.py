"""The vector index of a real catalogue: loaded if it fits, mended if it is behind, filled if there is none."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import DiskFull
from engine.library.catalogue import Catalogue
from engine.library.catalogue_records import FileStamp
from engine.library.vector_index_keeper import VectorIndexKeeper
from engine.paths import catalogue_file, vector_index_file
from engine.reading.page_text import PartText
from engine.reading.passage_splitter import PassageSpan, SplitPart

DIMENSIONS = 4


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue(catalogue_file(tmp_path), "model") as catalogue:
        yield catalogue


@pytest.fixture
def index_file(tmp_path: Path) -> Path:
    return vector_index_file(tmp_path, "model")


def keeper_of(index_file: Path, model_id: str = "model") -> VectorIndexKeeper:
    return VectorIndexKeeper(index_file, model_id, DIMENSIONS)


def add_document(catalogue: Catalogue, name: str) -> NDArray[np.uint64]:
    """Store a document of one passage with its vector; returns the vector's key."""
    part = PartText(0, None, name)
    parts = [SplitPart(part, (PassageSpan(0, len(name), ""),))]
    catalogue.replace_document(Path("/folder") / name, FileStamp(1, 1), name, "text", parts)
    hashes = [text.text_hash for text in catalogue.texts_without_vector(10)]
    return catalogue.store_vectors(hashes, np.eye(DIMENSIONS, dtype=np.float32)[: len(hashes)])


def keys_of(keeper: VectorIndexKeeper) -> list[int]:
    return [int(key) for key in keeper.index.keys()]  # noqa: SIM118 - no dict


def test_without_a_file_the_index_is_filled_from_the_catalogue(catalogue: Catalogue, index_file: Path) -> None:
    key = add_document(catalogue, "first")
    keeper = keeper_of(index_file)
    assert keeper.open(catalogue)
    assert keys_of(keeper) == list(key)
    assert not index_file.exists()


def test_a_saved_index_is_loaded_and_not_written_again(catalogue: Catalogue, index_file: Path) -> None:
    add_document(catalogue, "first")
    keeper = keeper_of(index_file)
    keeper.open(catalogue)
    keeper.save(catalogue)
    written = index_file.stat().st_mtime_ns

    again = keeper_of(index_file)
    assert again.load(catalogue)
    assert keys_of(again) == keys_of(keeper)
    again.save(catalogue)
    assert index_file.stat().st_mtime_ns == written


def test_an_index_that_is_behind_gets_what_it_lacks_and_loses_what_is_gone(
    catalogue: Catalogue, index_file: Path
) -> None:
    add_document(catalogue, "first")
    keeper = keeper_of(index_file)
    keeper.open(catalogue)
    keeper.save(catalogue)
    catalogue.remove_documents([Path("/folder/first")])
    catalogue.collect_garbage()
    second = add_document(catalogue, "second")

    keeper = keeper_of(index_file)
    assert keeper.load(catalogue)
    assert keys_of(keeper) == []
    assert keeper.catch_up(catalogue) == 0
    assert keys_of(keeper) == list(second)


def test_an_index_that_lacks_something_gets_it_after_the_next_start(catalogue: Catalogue, index_file: Path) -> None:
    first = add_document(catalogue, "first")
    keeper = keeper_of(index_file)
    keeper.open(catalogue)
    keeper.save(catalogue)
    second = add_document(catalogue, "second")
    keeper = keeper_of(index_file)
    keeper.load(catalogue)
    keeper.save(catalogue)
    keeper.close()

    keeper = keeper_of(index_file)
    assert keeper.load(catalogue)
    assert keys_of(keeper) == list(first)
    assert keeper.catch_up(catalogue) == 0
    assert keys_of(keeper) == [*first, *second]
    keeper.save(catalogue)
    written = index_file.stat().st_mtime_ns
    keeper.save(catalogue)
    assert index_file.stat().st_mtime_ns == written


def test_what_leaves_the_catalogue_before_the_index_gets_it_is_passed_over(
    catalogue: Catalogue, index_file: Path
) -> None:
    add_document(catalogue, "first")
    keeper = keeper_of(index_file)
    keeper.load(catalogue)
    catalogue.remove_documents([Path("/folder/first")])
    keeper.index.remove(catalogue.collect_garbage())
    assert keeper.catch_up(catalogue) == 0
    assert keys_of(keeper) == []


def test_an_error_while_the_index_is_filled_loses_no_vector(
    catalogue: Catalogue, index_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = add_document(catalogue, "first")
    keeper = keeper_of(index_file)
    keeper.load(catalogue)
    with monkeypatch.context() as patch:
        patch.setattr(catalogue, "vectors", Mock(side_effect=DiskFull()))
        with pytest.raises(DiskFull):
            keeper.catch_up(catalogue)
    keeper.catch_up(catalogue)
    assert keys_of(keeper) == list(key)


def test_a_damaged_file_is_told_of_and_replaced_by_what_the_catalogue_holds(
    catalogue: Catalogue, index_file: Path
) -> None:
    key = add_document(catalogue, "first")
    index_file.write_bytes(b"no index")
    keeper = keeper_of(index_file)
    assert not keeper.open(catalogue)
    assert keys_of(keeper) == list(key)
    keeper.save(catalogue)
    assert keeper_of(index_file).load(catalogue)


def test_the_index_of_another_library_or_model_is_of_no_use(
    catalogue: Catalogue, index_file: Path, tmp_path: Path
) -> None:
    add_document(catalogue, "first")
    keeper = keeper_of(index_file)
    keeper.open(catalogue)
    keeper.save(catalogue)
    with Catalogue(tmp_path / "other" / "catalogue.db", "model") as other:
        keeper = keeper_of(index_file)
        assert keeper.open(other)
        assert keys_of(keeper) == []
    with Catalogue(tmp_path / "third" / "catalogue.db", "other model") as third:
        keeper = keeper_of(index_file, "other model")
        assert keeper.open(third)
        assert keys_of(keeper) == []


def test_all_files_count(catalogue: Catalogue, index_file: Path) -> None:
    keeper = keeper_of(index_file)
    assert keeper.bytes_on_disk() == 0
    add_document(catalogue, "first")
    keeper.open(catalogue)
    keeper.save(catalogue)
    assert keeper.bytes_on_disk() > index_file.stat().st_size
