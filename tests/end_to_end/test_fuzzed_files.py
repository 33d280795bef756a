"""Whatever is in a file, reading it ends: with its text, or with a reason that a user understands.

Real files of every format are damaged and read one after the other by one reading process. A file is made by its number
alone, so that what went wrong can be tried again. `make fuzz-test` reads many more: PAGEWISE_FUZZED_FILES is how many,
PAGEWISE_FIRST_FUZZED_FILE the number of the first.
"""

import os
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from engine.errors import DocumentError, FileVanished, ReaderEnded, UnreadableFile
from engine.reading.document_formats import DocumentFormat
from engine.reading.ocr_process import OcrProcess
from engine.reading.reader_registry import document_format, is_supported
from engine.reading.reading_process import MEMORY_LIMIT, ReadingProcess
from tests.end_to_end.file_mutations import mutate
from tests.end_to_end.files_of_every_format import make_files

FILES = int(os.environ.get("PAGEWISE_FUZZED_FILES", "150"))
FIRST = int(os.environ.get("PAGEWISE_FIRST_FUZZED_FILE", "0"))
SILENCE_LIMIT = 60.0
"""Seconds: none of the files is large, however busy the machine."""


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> dict[DocumentFormat, list[Path]]:
    """Intact files of each format that is read."""
    folder = tmp_path_factory.mktemp("originals")
    made = {kind: make_files(kind, folder / kind) for kind in DocumentFormat}
    return {kind: files for kind, files in made.items() if all(map(is_supported, files))}


@pytest.fixture
def reading() -> Iterator[ReadingProcess]:
    process = ReadingProcess(silence_limit=SILENCE_LIMIT)
    yield process
    process.end()


@pytest.fixture
def ocr() -> Iterator[OcrProcess]:
    process = OcrProcess(silence_limit=SILENCE_LIMIT)
    yield process
    process.end()


def test_files_of_every_format_are_read_as_long_as_they_are_intact(
    originals: dict[DocumentFormat, list[Path]], reading: ReadingProcess
) -> None:
    for kind, files in originals.items():
        assert [document_format(file) for file in files] == [kind] * len(files)
        for file in files:
            assert list(reading.read(file)), file


@pytest.mark.models
def test_damaged_files_of_every_format_end_with_text_or_a_reason(
    originals: dict[DocumentFormat, list[Path]], reading: ReadingProcess, ocr: OcrProcess, tmp_path: Path
) -> None:
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    largest = 0
    for number in range(FIRST, FIRST + FILES):
        path = make_damaged(number, originals, tmp_path)
        error = error_of(path, reading, ocr)
        outcomes[error.title if error else "Text"] += 1
        if isinstance(error, ReaderEnded | UnreadableFile | FileVanished) or (error and not error.advice):
            wrong.append(f"{path.name}: {error}")
        if reading.process_id is not None:  # else it was ended for this file
            largest = max(largest, psutil.Process(reading.process_id).memory_info().rss)
        path.unlink()
    print(f"{FILES} files: {dict(outcomes)}; at most {largest >> 20} MB")  # noqa: T201 - for `make fuzz-test`
    assert wrong == [], "to try one again: PAGEWISE_FUZZED_FILES=1 PAGEWISE_FIRST_FUZZED_FILE=number"
    assert largest < MEMORY_LIMIT


def error_of(path: Path, reading: ReadingProcess, ocr: OcrProcess) -> DocumentError | None:
    """Why a file cannot be read; None if it has parts. The first image that would be read by OCR is read, too."""
    try:
        parts = [split.part for split in reading.read(path)]
        assert parts, path
        for part in [part for part in parts if part.needs_ocr][:1]:
            ocr.read_page(path, part.part)
    except DocumentError as error:
        return error
    return None


def make_damaged(number: int, originals: dict[DocumentFormat, list[Path]], folder: Path) -> Path:
    """Make the file with this number, in turn one of each format."""
    chance = random.Random(number)
    kinds = sorted(originals)
    original = chance.choice(originals[kinds[number % len(kinds)]])
    other = chance.choice(originals[chance.choice(kinds)])
    path = folder / f"{number} {original.name}"
    path.write_bytes(mutate(original.read_bytes(), other.read_bytes(), chance))
    return path
