"""ZIP archives: documents in documents, and bombs."""

import errno
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pytest

from engine.errors import (
    DamagedDocument,
    DocumentTooLarge,
    EncryptedDocument,
    NoTextInDocument,
    PagewiseError,
    UnsupportedFormat,
)
from engine.reading.archive_reader import ArchiveReader
from engine.reading.nested_documents import NestedDocuments
from engine.reading.page_text import PartText, place_of_range


def read(path: Path) -> list[PartText]:
    return list(ArchiveReader().read(path))


def packed(members: Mapping[str, bytes | str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def write(folder: Path, content: bytes) -> Path:
    path = folder / "all.zip"
    path.write_bytes(content)
    return path


def test_documents_are_read_by_their_own_readers(documents: Path, tmp_path: Path) -> None:
    sample = documents / "sample"
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(sample / "rental-contract.pdf", "letters/contract.pdf")
        archive.write(sample / "garden-notes.md", "notes.md")
    parts = read(path)
    assert [part.part for part in parts] == list(range(1, len(parts) + 1))
    assert place_of_range(parts[1], 0, 10) == "letters/contract.pdf, page 2"
    assert all(part.page is None and len(part.words) == 0 for part in parts)
    notes = parts[-1]
    assert [heading.level for heading in notes.headings][:2] == [1, 2]
    start = notes.text.index("## The plot")
    assert notes.headings[2].start == start
    assert place_of_range(notes, start, start + 5).startswith("notes.md, line ")


def test_a_full_disk_is_not_taken_for_a_damaged_member() -> None:
    def content() -> Iterator[bytes]:
        yield b"The first half."
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        list(NestedDocuments(1000).read(content(), "a.txt", "a.txt"))


def test_a_member_packed_by_lzma_that_is_damaged_costs_itself(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("bad.txt", "Nobody reads this. " * 500)
        archive.writestr("good.txt", "Somebody reads this.")
    content = bytearray(path.read_bytes())
    start = content.index(b"bad.txt") + len("bad.txt") + 9
    content[start : start + 40] = b"\xff" * 40
    path.write_bytes(content)
    assert [part.text for part in read(path)] == ["good.txt\n\nSomebody reads this."]
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


def test_each_document_is_headed_by_its_name(tmp_path: Path) -> None:
    first, second = read(write(tmp_path, packed({"a/one.txt": "First.", "two.txt": "Second."})))
    assert first.text == "a/one.txt\n\nFirst."
    assert [(heading.level, heading.text) for heading in second.headings] == [(1, "two.txt")]
    assert place_of_range(second, 9, 12) == "two.txt, line 1"


def test_pages_that_are_images_are_left_out(documents: Path, tmp_path: Path) -> None:
    image = b"\x89PNG\r\n\x1a\n"
    members: dict[str, bytes | str] = {
        "scan.pdf": (documents / "broken/image-only.pdf").read_bytes(),
        "a.txt": "Text.",
        "b.png": image,
    }
    assert [part.text for part in read(write(tmp_path, packed(members)))] == ["a.txt\n\nText."]


def test_what_cannot_be_read_fails_no_other(tmp_path: Path) -> None:
    members: dict[str, bytes | str] = {
        "broken.pdf": b"%PDF-1.4 nothing",
        "program.exe": b"MZ",
        ".hidden.txt": "hidden",
        "__MACOSX/a.txt": "resource",
        "good.txt": "Good.",
    }
    assert [part.text for part in read(write(tmp_path, packed(members)))] == ["good.txt\n\nGood."]


def test_a_damaged_member_is_left_out(tmp_path: Path) -> None:
    content = packed({"bad.txt": "The bad one. " * 50, "good.txt": "Good."})
    at = content.index(b"bad.txt") + 12
    (part,) = read(write(tmp_path, content[:at] + b"\xff\xff\xff" + content[at + 3 :]))
    assert part.text == "good.txt\n\nGood."


def test_paths_of_members_lead_nowhere(tmp_path: Path) -> None:
    folder = tmp_path / "inner"
    folder.mkdir()
    path = write(folder, packed({"../escaped.txt": "Escaped.", str(tmp_path / "absolute.txt"): "Absolute."}))
    assert len(read(path)) == 2
    assert sorted(tmp_path.rglob("*")) == [folder, path]


def test_archives_in_archives_are_read_to_the_second_level(tmp_path: Path) -> None:
    third = packed({"third.txt": "Too deep."})
    second = packed({"second.txt": "Deep.", "third.zip": third})
    (part,) = read(write(tmp_path, packed({"second.zip": second})))
    assert part.text == "second.zip\n\nsecond.txt\n\nDeep."
    assert [(heading.level, heading.text) for heading in part.headings] == [(1, "second.zip"), (2, "second.txt")]
    assert place_of_range(part, 25, 28) == "second.zip, second.txt, line 1"


def test_bombs_are_refused(tmp_path: Path) -> None:
    bomb = packed({f"{number}.txt": bytes(12 << 20) for number in range(4)})
    with pytest.raises(DocumentTooLarge):
        read(write(tmp_path, bomb))


def test_bombs_in_archives_refuse_the_whole(tmp_path: Path) -> None:
    inner = packed({"zeros.txt": bytes(24 << 20)})
    with pytest.raises(DocumentTooLarge):
        read(write(tmp_path, packed({"a.zip": inner, "b.zip": inner, "c.txt": "Good."})))


def test_very_many_members_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentTooLarge):
        read(write(tmp_path, packed({f"{number}": "" for number in range(10_001)})))


def _with_password(content: bytes) -> bytes:
    """Set the flag of encryption in the first member's two headers."""
    local, central = content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8
    changed = bytearray(content)
    changed[local] |= 1
    changed[central] |= 1
    return bytes(changed)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"PK\x03\x04 no archive", DamagedDocument),
        (packed({}), UnsupportedFormat),
        (packed({"film.mp4": b"x"}), UnsupportedFormat),
        (packed({"blank.txt": "  \n"}), NoTextInDocument),
        (_with_password(packed({"secret.txt": "x"})), EncryptedDocument),
    ],
)
def test_archives_without_readable_documents(tmp_path: Path, content: bytes, error: type[PagewiseError]) -> None:
    with pytest.raises(error):
        read(write(tmp_path, content))


def test_members_with_a_password_are_left_out(tmp_path: Path) -> None:
    (part,) = read(write(tmp_path, _with_password(packed({"secret.txt": "x", "open.txt": "Open."}))))
    assert part.text == "open.txt\n\nOpen."
