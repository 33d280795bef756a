"""Reads documents that lie in other documents: members of archives and attachments of messages.

Each is copied into a private temporary folder, under a name of our own, read by the reader of its format, and deleted
before the next. All of them, at every depth, share one budget, which counts the bytes that are really unpacked.
"""

import errno
import logging
import re
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from engine.errors import DocumentError, DocumentTooLarge, UnsupportedFormat
from engine.reading.page_text import Heading, PartText, PlaceMark, place_of_range
from engine.reading.reader_registry import reader_for

_log = logging.getLogger(__name__)

_DEEPEST = 2
"""Documents in documents: an archive in an archive is read, an archive in that one is not."""
_MOST_UNPACKED = 1 << 30
_HIGHEST_RATIO = 100
"""Unpacked bytes for one of the file. Text shrinks to a tenth, tables to a fiftieth, bombs to a thousandth."""
_ANYWAY = 32 * 1024 * 1024
"""Bytes that even the smallest file may unpack to."""
_BLOCK = 4096
"""Bytes that a document counts for in addition to its own: files without content are work, too."""
_LONGEST_NAME = 300
_TROUBLE_OF_THE_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
"""Numbers of errors that say nothing about a document: the disk is full, or cannot be read."""
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}")


@dataclass(slots=True)
class _Budget:
    """How many bytes may still be unpacked from the outermost file."""

    left: int

    def take(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise _BudgetExceeded("What is packed into it is far larger than the file.")


class _BudgetExceeded(DocumentTooLarge):
    """Refuses the outermost file, where other errors cost one document in it."""


class NestedDocuments:
    """Reads the documents within one document."""

    def __init__(self, size: int) -> None:
        """`size` is that of the outermost file in bytes; what may be unpacked depends on it."""
        self._depth = 1
        self._budget = _Budget(max(_ANYWAY, 2 * size, min(_MOST_UNPACKED, _HIGHEST_RATIO * size)))

    def announce(self, size: int) -> None:
        """Raise `DocumentTooLarge` if `size` more bytes are not allowed, before any of them is unpacked."""
        replace(self._budget).take(size)

    def read(self, content: Iterable[bytes], name: str, place: str, level: int = 1) -> Iterator[PartText]:
        """Yield the parts with text of a document, with places that begin with `place`.

        `name` is the document's, of which only the extension is used, and which heads its text at `level`. The parts
        have no pages and no boxes of words, since the viewer can only show their text; pages that would have to be
        read from their images are left out. A document that cannot be read has no parts; why goes to the log. Raises
        `OSError` if the disk is in trouble, and `DocumentTooLarge`.
        """
        name, place = name[-_LONGEST_NAME:], place[-_LONGEST_NAME:]
        with tempfile.TemporaryDirectory(prefix="pagewise-") as folder:
            suffix = PurePosixPath(name).suffix
            path = Path(folder) / f"document{suffix if _SUFFIX.fullmatch(suffix) else ''}"
            try:
                self._unpack(content, path)
                heading: Heading | None = Heading(0, level, name)
                for part in self._parts_with_text(path):
                    yield _nested(part, place, level, heading)
                    heading = None
            except _BudgetExceeded:
                raise
            except OSError as error:
                if error.errno in _TROUBLE_OF_THE_DISK:
                    raise
                _log.info("%r is left out: %s", place, error)  # what zipfile and Pillow raise for damage
            except DocumentError as error:
                _log.info("%r is left out: %s", place, error)
            except Exception:  # a bug of a reader costs this document, as it does outside of others
                _log.exception("reading %r failed", place)

    def _unpack(self, content: Iterable[bytes], path: Path) -> None:
        self._budget.take(_BLOCK)
        with path.open("wb") as file:
            for chunk in content:
                self._budget.take(len(chunk))
                file.write(chunk)

    def _parts_with_text(self, path: Path) -> Iterator[PartText]:
        reader = reader_for(path)
        if isinstance(reader, ContainerReader):
            if self._depth == _DEEPEST:
                raise UnsupportedFormat("It lies too deep in other documents.")
            reader.documents = self._deeper()
        yield from (part for part in reader.read(path) if part.text.strip() and not part.needs_ocr)

    def _deeper(self) -> "NestedDocuments":
        deeper = NestedDocuments(0)
        deeper._depth, deeper._budget = self._depth + 1, self._budget
        return deeper


class ContainerReader(ABC):
    """Base of the readers of documents that hold other documents."""

    documents: NestedDocuments | None = None
    """What reads the documents inside; set for a container that lies in another one."""

    def read(self, path: Path) -> Iterator[PartText]:
        """Yield the parts in order. Raises `DocumentError` subclasses."""
        parts = self._read_container(path, self.documents or NestedDocuments(path.stat().st_size))
        yield from (replace(part, part=number) for number, part in enumerate(parts, start=1))

    @abstractmethod
    def _read_container(self, path: Path, documents: NestedDocuments) -> Iterator[PartText]:
        """Yield the parts in order, with any numbers."""


def _nested(part: PartText, place: str, level: int, heading: Heading | None) -> PartText:
    """Make a part of an inner document one of the outer: below `heading` if that is given."""
    title = f"{heading.text}\n\n" if heading else ""
    headings = [Heading(inner.start + len(title), inner.level + level, inner.text) for inner in part.headings]
    marks = part.places or (PlaceMark(0, place_of_range(part, 0, 1)),)
    return PartText(
        part.part,
        None,
        title + part.text,
        headings=((heading,) if heading else ()) + tuple(headings),
        places=tuple(
            [PlaceMark(mark.start + len(title), ", ".join(filter(None, (place, mark.place)))) for mark in marks]
        ),
    )
