"""Files that are replaced are whole at every moment, on the disk too."""

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from engine.durable_files import replace_file
from engine.errors import LibraryNotWritable
from engine.library.model_index import answering_model, store_answering_model
from engine.models.model_catalog import embedding_model


@pytest.fixture
def failing_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)


def test_a_file_is_replaced(tmp_path: Path) -> None:
    for content in (b"old and long", b"new"):
        replace_file(tmp_path / "file", content)
    assert (tmp_path / "file").read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


@pytest.mark.usefixtures("failing_disk")
def test_what_is_not_on_the_disk_takes_no_place(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(OSError, match="Input/output error"):
        replace_file(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


@pytest.mark.usefixtures("failing_disk")
def test_a_model_answers_only_once_that_is_on_the_disk(tmp_path: Path) -> None:
    with pytest.raises(LibraryNotWritable, match="Input/output error"):
        store_answering_model(tmp_path, replace(embedding_model(), model_id="another"))
    assert answering_model(tmp_path) == embedding_model()
