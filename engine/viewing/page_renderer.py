"""Opens documents for viewing and renders their pages. Runs in the child process of the page service.

PDFs and images are shown as pages, other formats as the text of their parts. Rendering takes about 3 ms for an
ordinary page on screen.
"""

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.errors import DamagedDocument, DocumentError, ReaderEnded, document_error_of
from engine.events import DocumentOpened, PageRendered
from engine.reading.mupdf import pymupdf
from engine.reading.paged_documents import open_paged
from engine.reading.reader_registry import reader_for
from engine.types import PageImage, PageSize
from engine.viewing.page_requests import OpenDocument, PageRequest

MAX_PIXELS = 16_000_000
"""No page image is larger, whatever the size of its page: 48 MB as bytes, an A4 page at 400 % on a plain screen."""

_OUT_OF_MEMORY = "malloc"


@dataclass(frozen=True, slots=True)
class _Stamp:
    """Differs if the file was written to or replaced."""

    modified_ns: int
    size: int
    inode: int


@dataclass(frozen=True, slots=True)
class _OpenedFile:
    """The document that is open now; `pages` is None for formats without pages."""

    stamp: _Stamp
    event: DocumentOpened
    pages: pymupdf.Document | None


class PageRenderer:
    """Keeps the document that was used last open, and notices when its file changes."""

    def __init__(self) -> None:
        self._opened: _OpenedFile | None = None

    def answer(self, request: PageRequest) -> Iterator[DocumentOpened | PageRendered]:
        """Yield the replies to `request`. Raises `DocumentError` subclasses."""
        opened = self._opened
        stamp = _stamp(request.path)
        if opened is None or opened.event.path != request.path or opened.stamp != stamp:
            self._close()
            opened = self._opened = _open(request.path, stamp)
            yield opened.event
        elif isinstance(request, OpenDocument):
            yield opened.event
        if not isinstance(request, OpenDocument):
            yield PageRendered(request.path, request.page, request.zoom, _render(opened, request.page, request.zoom))

    def _close(self) -> None:
        if self._opened is not None and self._opened.pages is not None:
            self._opened.pages.close()
        self._opened = None


def bounded_zoom(size: PageSize, zoom: float) -> float:
    """The zoom (pixels per point) that is nearest to the wanted one and keeps the image within `MAX_PIXELS`."""
    return min(zoom, math.sqrt(MAX_PIXELS / (size.width * size.height)))


def _open(path: Path, stamp: _Stamp) -> _OpenedFile:
    document = open_paged(path)
    if document is None:
        text_parts = tuple(part.text for part in reader_for(path).read(path))
        return _OpenedFile(stamp, DocumentOpened(path, _content_hash(path), text_parts=text_parts), None)
    try:
        event = DocumentOpened(path, _content_hash(path), page_sizes=_page_sizes(document))
    except BaseException:
        document.close()
        raise
    return _OpenedFile(stamp, event, document)


def _page_sizes(document: pymupdf.Document) -> tuple[PageSize, ...]:
    """The size of every page as seen; about 20 microseconds a page."""
    return tuple(_page_size(document, number) for number in range(document.page_count))


def _page_size(document: pymupdf.Document, number: int) -> PageSize:
    try:
        rectangle = document.load_page(number).rect
    except Exception:  # one damaged page must not cost the others; rendering it will report what is wrong
        return PageSize(595.0, 842.0)
    return PageSize(max(rectangle.width, 1.0), max(rectangle.height, 1.0))


def _render(opened: _OpenedFile, page: int, zoom: float) -> PageImage:
    if opened.pages is None or not 1 <= page <= len(opened.event.page_sizes):
        raise DocumentError(f"There is no page {page}.")
    zoom = bounded_zoom(opened.event.page_sizes[page - 1], zoom)
    try:
        scale = (zoom, 0, 0, zoom, 0, 0)
        pixmap = opened.pages.load_page(page - 1).get_pixmap(matrix=scale, colorspace="rgb", alpha=False)
    except Exception as error:  # PyMuPDF raises many unrelated types for what is wrong with a page
        if isinstance(error, MemoryError) or _OUT_OF_MEMORY in str(error):
            raise ReaderEnded("The page needs too much memory.") from error
        raise DamagedDocument(f"Page {page} cannot be shown.") from error
    return PageImage(pixmap.width, pixmap.height, pixmap.samples)


def _stamp(path: Path) -> _Stamp:
    try:
        status = path.stat()
    except OSError as error:
        raise document_error_of(error) from error
    return _Stamp(status.st_mtime_ns, status.st_size, status.st_ino)


def _content_hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
