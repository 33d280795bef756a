"""Paths are stored and compared without loss."""

import os
from pathlib import Path

import pytest

from engine.paths import decode_path, encode_path, is_file, is_folder, is_there, is_within


@pytest.mark.parametrize(
    "name", ["plain.pdf", "emoji 🦉.pdf", "line\nbreak.txt", "عقد.pdf", os.fsdecode(b"caf\xe9.txt")]
)
def test_every_name_survives_being_stored(name: str) -> None:
    assert decode_path(encode_path(Path("/home") / name)) == Path("/home") / name


def test_what_cannot_be_looked_at_counts_as_not_there(tmp_path: Path) -> None:
    file, barred = tmp_path / "a.txt", tmp_path / ("long" * 100)
    file.touch()
    with pytest.raises(OSError, match="too long"):
        barred.exists()
    assert [(is_there(path), is_file(path), is_folder(path)) for path in (file, tmp_path, barred, Path("a\0b"))] == [
        (True, True, False),
        (True, False, True),
        (False, False, False),
        (False, False, False),
    ]


def test_within_means_the_folder_itself_or_below_it() -> None:
    folder = Path("/home/ann/letters")
    assert is_within(folder, folder)
    assert is_within(folder / "2024" / "a.pdf", folder)
    assert not is_within(Path("/home/ann/letters-old/a.pdf"), folder)
    assert not is_within(folder.parent, folder)
