"""OCR in a child process: a page in, its passages out, whatever the page does."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from engine.errors import DocumentError, ReaderEnded
from engine.reading.ocr_process import OcrProcess
from engine.reading.passage_splitter import PassageSpan

pytestmark = pytest.mark.models

_SAMPLE = "sample/washing-machine-manual.pdf"


@pytest.fixture
def ocr_process() -> Iterator[OcrProcess]:
    process = OcrProcess()
    yield process
    process.end()


def test_a_page_comes_with_its_passages(ocr_process: OcrProcess, documents: Path) -> None:
    split = ocr_process.read_page(documents / _SAMPLE, 2)
    assert split.part.page == 2
    assert "75 millilitres of liquid detergent" in split.part.text
    assert isinstance(split.passages[0], PassageSpan)
    assert split.passages[-1].heading


def test_a_page_that_cannot_be_read_costs_only_itself(ocr_process: OcrProcess, documents: Path) -> None:
    for name in ("broken/truncated.pdf", "broken/no-such-file.pdf", "odd/nul-bytes.txt"):
        with pytest.raises(DocumentError):
            ocr_process.read_page(documents / name, 1)
    assert ocr_process.read_page(documents / "broken/image-only.pdf", 1).part.page == 1


def test_a_page_that_takes_too_long_is_ended(documents: Path) -> None:
    process = OcrProcess(silence_limit=0.001)
    with pytest.raises(ReaderEnded):
        process.read_page(documents / _SAMPLE, 1)
    process.end()


def test_a_page_that_eats_memory_costs_only_itself(documents: Path, tmp_path: Path) -> None:
    Image.new("RGB", (9000, 9000)).save(tmp_path / "large.png", compress_level=1)
    process = OcrProcess(memory_limit=400 * 1024 * 1024)
    with pytest.raises(DocumentError):
        process.read_page(tmp_path / "large.png", 1)
    assert process.read_page(documents / "broken/image-only.pdf", 1).part.page == 1
    process.end()


def test_ending_it_from_another_thread_ends_the_page(ocr_process: OcrProcess, documents: Path) -> None:
    ender = threading.Timer(0.5, ocr_process.end)
    ender.start()
    with pytest.raises(ReaderEnded):
        ocr_process.read_page(documents / _SAMPLE, 1)
    ender.join()
    assert ocr_process.read_page(documents / _SAMPLE, 2).passages


def test_reading_a_page_prints_nothing(
    ocr_process: OcrProcess, documents: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ocr_process.read_page(documents / "broken/image-only.pdf", 1)
    assert capfd.readouterr() == ("", "")
