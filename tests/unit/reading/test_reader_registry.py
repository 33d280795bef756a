"""What a file is: by its extension, and by its content where that says otherwise."""

import zipfile
from io import BytesIO
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


def zip_of(*members: str, mimetype: str = "") -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for member in members:
            archive.writestr(member, "content")
    return buffer.getvalue()


def ole_of(*streams: str) -> bytes:
    """The beginning of an OLE file whose directory is its third sector."""
    names = b"".join(stream.encode("utf-16-le").ljust(128, b"\0") for stream in ("Root Entry", *streams))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(30, b"\0") + b"\x09\0"
    return (header.ljust(48, b"\0") + b"\x02").ljust(3 * 512, b"\0") + names


OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
BITMAP = b"BM" + bytes([9, 9, 0, 0]) + bytes(4) + bytes([54, 0, 0, 0]) + bytes([40, 0, 0, 0])


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("no_extension", b"some text", DocumentFormat.TEXT),
        ("page", b"<!-- saved --><!DOCTYPE html><p>x", DocumentFormat.HTML),
        ("code.txt", b"<html> is a tag", DocumentFormat.TEXT),
        ("page.php", b"<html><?php", DocumentFormat.SOURCE),
        ("about.md", b"%PDF- is how PDF files begin"[1:], DocumentFormat.MARKDOWN),
        ("late.pdf", b"junk" * 100 + b"%PDF-1.4", DocumentFormat.PDF),
        ("letter.bin", zip_of("[Content_Types].xml", "word/document.xml"), DocumentFormat.WORD),
        ("letter.pptx", zip_of("[Content_Types].xml", "word/document.xml"), DocumentFormat.WORD),
        ("letter.zip", zip_of("[Content_Types].xml", "word/document.xml"), DocumentFormat.WORD),
        ("talk.docx", zip_of("[Content_Types].xml", "ppt/presentation.xml"), DocumentFormat.POWERPOINT),
        ("costs", zip_of("[Content_Types].xml", "xl/workbook.xml"), DocumentFormat.SPREADSHEET),
        ("a", zip_of(mimetype=OPEN_DOCUMENT + "text"), DocumentFormat.OPEN_TEXT),
        ("a.odt", zip_of(mimetype=OPEN_DOCUMENT + "presentation"), DocumentFormat.OPEN_SLIDES),
        ("a", zip_of(mimetype=OPEN_DOCUMENT + "spreadsheet"), DocumentFormat.SPREADSHEET),
        ("a", zip_of(mimetype="application/epub+zip"), DocumentFormat.EBOOK),
        ("book.zip", zip_of("mimetype", "META-INF/container.xml"), DocumentFormat.EBOOK),
        ("all.zip", zip_of("a.txt", "word/document.xml"), DocumentFormat.ARCHIVE),
        ("all.zip", zip_of(), DocumentFormat.ARCHIVE),
        ("plain.docx", zip_of("a.txt"), DocumentFormat.WORD),
        ("mail", ole_of("__nameid_version1.0", "__substg1.0_1000001F"), DocumentFormat.OUTLOOK_MAIL),
        ("table.doc", ole_of("Workbook"), DocumentFormat.SPREADSHEET),
        ("table.xls", ole_of("WordDocument", "Workbook"), DocumentFormat.SPREADSHEET),
        ("letter.txt", rb"{\rtf1 Hello}", DocumentFormat.RTF),
        ("letter.doc", rb"{\rtf1 Hello}", DocumentFormat.RTF),
        ("scan.pdf", b"\x89PNG\r\n\x1a\n\0\0", DocumentFormat.IMAGE),
        ("photo.txt", b"\xff\xd8\xff\xe0", DocumentFormat.IMAGE),
        ("scan", b"II*\0\x08", DocumentFormat.IMAGE),
        ("scan", b"RIFF\x10\0\0\0WEBPVP8 ", DocumentFormat.IMAGE),
        ("scan", BITMAP, DocumentFormat.IMAGE),
        ("scan.txt", b"BM is not always a bitmap", DocumentFormat.TEXT),
        ("novel", bytes(60) + b"BOOKMOBI", DocumentFormat.EBOOK),
        ("novel.xml", b"<?xml version='1.0'?>\n<FictionBook xmlns=''>", DocumentFormat.EBOOK),
        ("data.xml", b"<?xml version='1.0'?>\n<data>", DocumentFormat.SOURCE),
        ("inbox", b"From a@b.c Sat Jan  3 01:05:34 1996\nSubject: x\n", DocumentFormat.MAILBOX),
        ("inbox.eml", b"From a@b.c Sat Jan  3 01:05:34 1996\nSubject: x\n", DocumentFormat.MAILBOX),
        ("mail", b"Return-Path: <a>\r\nReceived: from b\r\n\tby c\r\nSubject: x\r\n", DocumentFormat.MAIL),
        ("saved.html", b"From: <Saved>\r\nContent-Type: multipart/related;\r\n", DocumentFormat.WEB_ARCHIVE),
        ("mail.eml", b"From: me\r\nContent-Type: multipart/related;\r\n", DocumentFormat.MAIL),
        ("film", b"\xef\xbb\xbfWEBVTT\n\n00:01.000 --> 00:02.000\n", DocumentFormat.SUBTITLES),
        ("film", b"1\r\n00:00:01,000 --> 00:00:02,000\r\nHello\r\n", DocumentFormat.SUBTITLES),
        ("nul.txt", b"start of a\0\0report", DocumentFormat.TEXT),
    ],
)
def test_content_that_extensions_do_not_tell(
    tmp_path: Path, name: str, content: bytes, expected: DocumentFormat
) -> None:
    (tmp_path / name).write_bytes(content)
    assert document_format(tmp_path / name) is expected


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("file", b"", EmptyDocument),
        ("file", b"\x7fELF\x02\x01\x01\0", UnsupportedFormat),
        ("program.txt", b"\x7fELF\x02\x01\x01\0", UnsupportedFormat),
        ("film.ts", b"G\x40\0\x10\0\0\xb0\x0d\x01\xc1", UnsupportedFormat),
        ("file", zip_of("classes.dex"), UnsupportedFormat),
        ("file.doc", ole_of("WordDocument", "Workbook"), UnsupportedFormat),
        ("file.doc", b"\xffWPC\x10\0\0\0\x01\x0a", UnsupportedFormat),
        ("file.ppt", ole_of("Book", "PowerPoint Document"), UnsupportedFormat),
        ("file.docx", ole_of(), UnsupportedFormat),
        ("file.docx", ole_of("EncryptionInfo", "EncryptedPackage"), EncryptedDocument),
    ],
)
def test_content_that_cannot_be_read(tmp_path: Path, name: str, content: bytes, error: type[PagewiseError]) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(error):
        document_format(tmp_path / name)


@pytest.mark.parametrize("length", [8, 30, 48, 52, 511])
def test_a_cut_header_is_no_surprise(tmp_path: Path, length: int) -> None:
    (tmp_path / "a.msg").write_bytes(ole_of()[:length])
    with pytest.raises(UnsupportedFormat):
        document_format(tmp_path / "a.msg")


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(FileVanished):
        document_format(tmp_path / "gone.pdf")
    with pytest.raises(UnreadableFile):
        document_format(tmp_path)


@pytest.mark.parametrize(
    "name", ["a.pdf", "UPPER.PDF", "a b.docx", "x.htm", "x.md", ".hidden.txt", "a.py", "a.RST", "a.json", "old.doc"]
)
def test_names_that_folder_scans_take(name: str) -> None:
    assert is_supported(Path(name))


@pytest.mark.parametrize("name", ["~$letter.docx", "program.exe", "pdf", "film.mp4"])
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
