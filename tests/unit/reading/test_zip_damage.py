"""Damage of packed files is told in words for people, and trouble of the disk is not taken for it."""

import errno
import zipfile
from pathlib import Path

import pytest

from engine.errors import DamagedDocument
from engine.reading.word_reader import WordReader
from engine.reading.zip_damage import zip_damage_reported


def test_a_packed_document_with_changed_bytes_is_told_without_codes(tmp_path: Path) -> None:
    file = tmp_path / "letter.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", "<?xml version='1.0'?>" + "".join(map(str, range(20_000))))
    content = bytearray(file.read_bytes())
    content[200:300] = b"\xff" * 100
    file.write_bytes(content)
    with pytest.raises(DamagedDocument, match=r": What is packed into it cannot be unpacked\.$"):
        list(WordReader().read(file))


@pytest.mark.parametrize("error", [OSError("Invalid data stream"), OSError(errno.EINVAL, "Invalid argument")])
def test_what_is_no_word_of_the_disk_is_damage(error: OSError) -> None:
    with pytest.raises(DamagedDocument), zip_damage_reported():
        raise error


def test_trouble_of_the_disk_stays_what_it_is() -> None:
    with pytest.raises(OSError, match="Input/output error"), zip_damage_reported():
        raise OSError(errno.EIO, "Input/output error")
