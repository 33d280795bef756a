"""Reads documents in a child process, so that a hostile one costs a file and never the app."""

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from engine.child_process import ChildEnded, ChildFailed, ChildProcess
from engine.child_side import Handler
from engine.errors import DocumentTooLarge, NoTextInDocument, ProcessNotStarted, ReaderEnded, document_error_of
from engine.reading.passage_splitter import PassageSplitter, SplitPart
from engine.reading.reader_registry import reader_for

_log = logging.getLogger(__name__)

MEMORY_LIMIT = 3 * 1024**3
"""Bytes of address space that the child may have."""
SILENCE_LIMIT = 60.0
"""Seconds that reading may take until the next part comes."""

_MOST_PARTS_READ = 500
_BATCH_SECONDS = 0.1
_BATCH_PARTS = 32
"""Parts travel in batches, which costs less than half of sending them one by one; pages still stream."""


class ReadingProcess:
    """A child that reads and splits one document at a time. Starts with the first one, lives until `end`."""

    def __init__(self, *, memory_limit: int = MEMORY_LIMIT, silence_limit: float = SILENCE_LIMIT) -> None:
        """`memory_limit` is in bytes, `silence_limit` in seconds; a document that exceeds one raises an error."""
        self._silence_limit = silence_limit
        self._parts_read = 0
        self._child = ChildProcess("reading process", _make_handler, memory_limit=memory_limit, low_priority=True)

    @property
    def process_id(self) -> int | None:
        """The child's process id, None if it does not run now."""
        return self._child.process_id

    def read(self, path: Path) -> Iterator[SplitPart]:
        """Yield the document's parts in order while they are read.

        Raises `DocumentError` subclasses, `NoTextInDocument` only after the last part and only if no image of a page
        is left to be read. Leaving the iterator early ends the child; the next document starts a new one.
        """
        try:
            for batch in self._child.request(path, reply_timeout=self._silence_limit):
                self._parts_read += len(batch)
                yield from batch
        except ChildEnded as error:
            raise ReaderEnded(str(error)) from error
        except ChildFailed as error:  # a bug of ours or of a parser: told to us by the log, to the user by its effect
            _log.error("reading %r failed: %s", str(path), error)
            raise ReaderEnded("The reader failed on it.") from error

    def be_ready(self) -> None:
        """Have a child ready, so that the next document is read at once: starting one takes half a second or more.

        A child that has read much is replaced: what parsers keep in memory goes with it.
        """
        if self._parts_read > _MOST_PARTS_READ:
            self.end()
        with suppress(ProcessNotStarted):  # the next document will tell, if there is no room for it then either
            self._child.start()

    def end(self) -> None:
        """End the child; may be called from any thread. A document that is being read raises `ReaderEnded`."""
        self._parts_read = 0
        self._child.end(graceful=True)


def _make_handler() -> Handler:
    import_module("engine.reading.pdf_reader")  # the parser that is needed most and takes longest to load
    return _read


def _read(path: Path) -> Iterator[list[SplitPart]]:
    """Yield the split parts of a document in batches; runs in the child."""
    try:
        anything = False
        for batch in _batches(path):
            anything = anything or any(split.passages or split.part.needs_ocr for split in batch)
            yield batch
    except MemoryError as error:
        raise DocumentTooLarge("Reading it needs more memory than is allowed.") from error
    except OSError as error:
        raise document_error_of(error) from error
    if not anything:
        raise NoTextInDocument


def _batches(path: Path) -> Iterator[list[SplitPart]]:
    splitter = PassageSplitter()
    batch: list[SplitPart] = []
    flush_at = 0.0  # the first part at once
    for part in reader_for(path).read(path):
        batch.append(splitter.split(part))
        if len(batch) == _BATCH_PARTS or time.monotonic() >= flush_at:
            yield batch
            batch, flush_at = [], time.monotonic() + _BATCH_SECONDS
    if batch:
        yield batch
