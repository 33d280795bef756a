"""Reads documents in a child process, so that a hostile one costs a file and never the app."""

from collections.abc import Iterator
from pathlib import Path

from engine.reading.passage_splitter import SplitPart


class ReadingProcess:
    """A child that reads and splits one document at a time. Starts with the first one, lives until `end`."""

    @property
    def process_id(self) -> int | None:
        """The child's process id, None if it does not run now."""
        raise NotImplementedError

    def read(self, path: Path) -> Iterator[SplitPart]:
        """Yield the document's parts in order while they are read.

        Raises `DocumentError` subclasses, `NoTextInDocument` only after the last part. Leaving the iterator early
        ends the child; the next document starts a new one.
        """
        raise NotImplementedError

    def end(self) -> None:
        """End the child; may be called from any thread. A document being read raises `ReaderEnded`."""
        raise NotImplementedError
