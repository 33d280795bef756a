"""Web pages that were saved with all that belongs to them."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from engine.errors import DamagedDocument, DocumentTooLarge
from engine.reading.page_text import PartText
from engine.reading.reader_registry import DocumentFormat, document_format
from engine.reading.web_archive_reader import WebArchiveReader


def read(path: Path) -> list[PartText]:
    return list(WebArchiveReader().read(path))


def archive(folder: Path) -> Path:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://example.org/"
    message.set_content("<title>Timetable</title><p>The ferry leaves at 9:15 – daily.", subtype="html", cte="base64")
    message.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<a@b>")
    message.add_related("<p>An advertisement in a frame.", subtype="html", cid="<c@d>")
    path = folder / "page.mht"
    path.write_bytes(bytes(message))
    return path


def test_the_page_is_read_and_frames_are_not(tmp_path: Path) -> None:
    path = archive(tmp_path)
    (part,) = read(path)
    assert part.text == "Timetable\n\nThe ferry leaves at 9:15 – daily."
    assert [heading.text for heading in part.headings] == ["Timetable"]
    assert document_format(path) is DocumentFormat.WEB_ARCHIVE


@pytest.mark.parametrize("content", [b"Content-Type: multipart/related; boundary=x\n\n--x--", b"\0\1\2", b"text"])
def test_archives_without_a_page_are_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.mht").write_bytes(content)
    with pytest.raises(DamagedDocument):
        read(tmp_path / "a.mht")


def test_a_huge_archive_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.mht").open("wb") as file:
        file.truncate(200 << 20)
    with pytest.raises(DocumentTooLarge):
        read(tmp_path / "a.mht")
