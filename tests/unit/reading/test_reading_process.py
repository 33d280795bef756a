"""Reading in a child process: whatever a document does, it costs one document."""

import errno
import multiprocessing
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import (
    DamagedDocument,
    DocumentError,
    EmptyDocument,
    EncryptedDocument,
    FileVanished,
    NoTextInDocument,
    PagewiseError,
    ProcessNotStarted,
    ReaderEnded,
)
from engine.reading.reading_process import ReadingProcess


@pytest.fixture
def reading_process() -> Iterator[ReadingProcess]:
    process = ReadingProcess()
    yield process
    process.end()


def texts(process: ReadingProcess, path: Path) -> list[str]:
    return [split.part.text for split in process.read(path)]


def test_no_room_for_a_child_is_told_by_the_next_document_only(
    reading_process: ReadingProcess, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(process: object) -> None:
        raise OSError(errno.ENOMEM, "Cannot allocate memory")

    monkeypatch.setattr(multiprocessing.context.SpawnProcess, "start", refuse)
    reading_process.be_ready()
    with pytest.raises(ProcessNotStarted):
        texts(reading_process, documents / "sample" / "garden-notes.md")


def test_every_sample_is_read_with_passages(reading_process: ReadingProcess, documents: Path) -> None:
    for path in sorted((documents / "sample").iterdir()):
        parts = list(reading_process.read(path))
        assert [split.part.part for split in parts] == list(range(1, len(parts) + 1))
        assert any(split.passages for split in parts)


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("zero-bytes.pdf", EmptyDocument),
        ("only-spaces.txt", NoTextInDocument),
        ("truncated.pdf", DamagedDocument),
        ("not-a-pdf.pdf", DamagedDocument),
        ("zip-named.docx", DamagedDocument),
        ("encrypted.pdf", EncryptedDocument),
        ("picture-named.xyz", DamagedDocument),
        ("no-such-file.pdf", FileVanished),
    ],
)
def test_broken_documents_say_what_is_wrong_and_the_child_lives_on(
    reading_process: ReadingProcess, documents: Path, name: str, error: type[PagewiseError]
) -> None:
    texts(reading_process, documents / "odd/nul-bytes.txt")
    child = reading_process.process_id
    with pytest.raises(error):
        texts(reading_process, documents / "broken" / name)
    assert texts(reading_process, documents / "odd/nul-bytes.txt")
    assert reading_process.process_id == child


def test_a_scan_is_no_failure_but_waits_for_ocr(reading_process: ReadingProcess, documents: Path) -> None:
    assert [
        (split.part.needs_ocr, split.passages) for split in reading_process.read(documents / "broken/image-only.pdf")
    ] == [(True, ())]


def test_parts_stream_and_a_killed_child_costs_one_document(
    reading_process: ReadingProcess, documents: Path, tmp_path: Path
) -> None:
    (tmp_path / "long.txt").write_text("A sentence of a long text. " * 400_000)
    parts = reading_process.read(tmp_path / "long.txt")
    assert next(parts).passages
    child = reading_process.process_id
    assert child is not None
    os.kill(child, signal.SIGKILL)
    with pytest.raises(ReaderEnded):
        list(parts)
    assert texts(reading_process, documents / "odd/nul-bytes.txt")


def test_a_reader_that_is_silent_for_too_long_is_ended(documents: Path) -> None:
    process = ReadingProcess(silence_limit=0.001)
    with pytest.raises(ReaderEnded):
        texts(process, documents / "sample/rental-contract.pdf")
    assert process.process_id is None


def test_a_document_that_eats_memory_costs_one_document(documents: Path, tmp_path: Path) -> None:
    (tmp_path / "large.html").write_bytes(b"<p><b>x</b>" * 4_000_000)
    process = ReadingProcess(memory_limit=600 * 1024 * 1024)
    with pytest.raises(DocumentError):
        texts(process, tmp_path / "large.html")
    assert texts(process, documents / "odd/nul-bytes.txt")
    process.end()


def test_leaving_early_ends_the_document_and_the_next_one_is_read(
    reading_process: ReadingProcess, documents: Path, tmp_path: Path
) -> None:
    (tmp_path / "long.txt").write_text("A sentence of a long text. " * 400_000)
    for _ in reading_process.read(tmp_path / "long.txt"):
        break
    assert texts(reading_process, documents / "odd/nul-bytes.txt")


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="no priorities of this kind here")
def test_the_child_gives_way_to_others(reading_process: ReadingProcess, documents: Path) -> None:
    texts(reading_process, documents / "odd/nul-bytes.txt")
    child = reading_process.process_id
    assert child is not None
    assert os.getpriority(os.PRIO_PROCESS, child) > os.getpriority(os.PRIO_PROCESS, 0)
