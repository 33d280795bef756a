"""What a file is: by its extension, and by its content where that says otherwise."""

from pathlib import Path

import pytest

from engine.errors import (
    EmptyDocument,
    EncryptedDocument,
    FileVanished,
    PagewiseError,
    UnreadableFile,
    UnsupportedFormat,
)
from engine.reading.reader_registry import DocumentFormat, document_format, is_supported, reader_for, supported_suffixes


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sample/rental-contract.pdf", DocumentFormat.PDF),
        ("sample/insurance-letter.docx", DocumentFormat.WORD),
        ("sample/bicycle-workshop.html", DocumentFormat.HTML),
        ("sample/garden-notes.md", DocumentFormat.MARKDOWN),
        ("sample/house-meeting.txt", DocumentFormat.TEXT),
        ("odd/pdf-named.txt", DocumentFormat.PDF),
        ("odd/html-named.pdf", DocumentFormat.HTML),
        ("odd/utf-16.txt", DocumentFormat.TEXT),
        ("odd/nul-bytes.txt", DocumentFormat.TEXT),
    ],
)
def test_files_are_taken_for_what_they_are(documents: Path, name: str, expected: DocumentFormat) -> None:
    assert document_format(documents / name) is expected


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("no_extension", b"some text", DocumentFormat.TEXT),
        ("page", b"<!-- saved --><!DOCTYPE html><p>x", DocumentFormat.HTML),
        ("code.txt", b"<html> is a tag", DocumentFormat.TEXT),
        ("about.md", b"%PDF- is how PDF files begin"[1:], DocumentFormat.MARKDOWN),
        ("late.pdf", b"junk" * 100 + b"%PDF-1.4", DocumentFormat.PDF),
        ("letter.bin", b"PK\x03\x04" + bytes(100) + b"word/document.xml", DocumentFormat.WORD),
    ],
)
def test_content_that_extensions_do_not_tell(
    tmp_path: Path, name: str, content: bytes, expected: DocumentFormat
) -> None:
    (tmp_path / name).write_bytes(content)
    assert document_format(tmp_path / name) is expected


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyDocument),
        (b"\x89PNG\r\n\x1a\n\x00\x00", UnsupportedFormat),
        (b"PK\x03\x04 something else", UnsupportedFormat),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", UnsupportedFormat),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), EncryptedDocument),
    ],
)
def test_content_that_cannot_be_read(tmp_path: Path, content: bytes, error: type[PagewiseError]) -> None:
    (tmp_path / "file.unknown").write_bytes(content)
    with pytest.raises(error):
        document_format(tmp_path / "file.unknown")


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(FileVanished):
        document_format(tmp_path / "gone.pdf")
    with pytest.raises(UnreadableFile):
        document_format(tmp_path)


@pytest.mark.parametrize("name", ["a.pdf", "UPPER.PDF", "a b.docx", "x.htm", "x.md", ".hidden.txt"])
def test_names_that_folder_scans_take(name: str) -> None:
    assert is_supported(Path(name))


@pytest.mark.parametrize("name", ["~$letter.docx", "picture.png", "pdf", "archive.zip"])
def test_names_that_folder_scans_leave(name: str) -> None:
    assert not is_supported(Path(name))


def test_suffixes_are_lower_case_with_a_dot() -> None:
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in supported_suffixes())


@pytest.mark.parametrize(
    "name", ["rental-contract.pdf", "insurance-letter.docx", "garden-notes.md", "house-meeting.txt"]
)
def test_the_reader_for_a_file_reads_it(documents: Path, name: str) -> None:
    path = documents / "sample" / name
    assert any(part.text for part in reader_for(path).read(path))
