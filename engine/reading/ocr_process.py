"""Reads the images of pages in a child process of its own: OCR takes seconds, and blocks all threads meanwhile."""

import logging
from collections.abc import Iterator
from pathlib import Path

from engine.child_process import ChildEnded, ChildFailed, ChildProcess
from engine.child_side import Handler
from engine.errors import DocumentTooLarge, ReaderEnded, document_error_of
from engine.reading.passage_splitter import PassageSplitter, SplitPart

_log = logging.getLogger(__name__)

MEMORY_LIMIT = 3 * 1024**3
"""Bytes of address space that the child may have."""
SILENCE_LIMIT = 300.0
"""Seconds that a page may take. A dense one takes ten of a processor that it has for itself, and the child is the last
to get one on a busy machine: 90 seconds were too few there. Nothing waits for it."""


class OcrProcess:
    """A child that reads one page at a time. Starts with the first one, lives until `end`."""

    def __init__(self, *, memory_limit: int = MEMORY_LIMIT, silence_limit: float = SILENCE_LIMIT) -> None:
        """`memory_limit` is in bytes, `silence_limit` in seconds; a page that exceeds one raises an error."""
        self._silence_limit = silence_limit
        self._child = ChildProcess("OCR process", _make_handler, memory_limit=memory_limit, low_priority=True)

    def read_page(self, path: Path, page: int) -> SplitPart:
        """Read the image of a 1-based page of a PDF or an image file. Raises `DocumentError` subclasses."""
        try:
            (part,) = self._child.request((path, page), reply_timeout=self._silence_limit)
        except ChildEnded as error:
            raise ReaderEnded(str(error)) from error
        except ChildFailed as error:
            _log.error("OCR of page %d of %r failed: %s", page, str(path), error)
            raise ReaderEnded("OCR failed on it.") from error
        assert isinstance(part, SplitPart)
        return part

    def end(self) -> None:
        """End the child; may be called from any thread. A page that is being read raises `ReaderEnded`."""
        self._child.end(graceful=True)


def _make_handler() -> Handler:
    return _read


def _read(request: tuple[Path, int]) -> Iterator[SplitPart]:
    from engine.reading.page_ocr import read_page_by_ocr

    path, page = request
    try:
        yield PassageSplitter().split(read_page_by_ocr(path, page))
    except MemoryError as error:
        raise DocumentTooLarge("Reading its image needs more memory than is allowed.") from error
    except OSError as error:
        raise document_error_of(error) from error
