"""Paths are stored and compared without loss."""

import os
from pathlib import Path

import pytest

from engine.paths import decode_path, encode_path, is_within


@pytest.mark.parametrize(
    "name", ["plain.pdf", "emoji 🦉.pdf", "line\nbreak.txt", "عقد.pdf", os.fsdecode(b"caf\xe9.txt")]
)
def test_every_name_survives_being_stored(name: str) -> None:
    assert decode_path(encode_path(Path("/home") / name)) == Path("/home") / name


def test_within_means_the_folder_itself_or_below_it() -> None:
    folder = Path("/home/ann/letters")
    assert is_within(folder, folder)
    assert is_within(folder / "2024" / "a.pdf", folder)
    assert not is_within(Path("/home/ann/letters-old/a.pdf"), folder)
    assert not is_within(folder.parent, folder)
