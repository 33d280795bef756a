"""What is known about every page of the open document: its image, that it was asked for, or why it has none."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QImage, QPixmap

from engine.types import Failure, PageImage

MAX_BYTES = 256 * 1024**2
"""A page image is at most 64 MB, and three pages are near the view at most when pages are that large."""

MAX_IN_FLIGHT = 16
"""Fewer than the page service lets wait, so that it forgets none of them."""


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page as a pixmap, and the zoom (device pixels per point) it was asked for with."""

    pixmap: QPixmap
    zoom: float

    @property
    def size_in_bytes(self) -> int:
        """The memory that the pixmap takes."""
        return self.pixmap.width() * self.pixmap.height() * self.pixmap.depth() // 8


class PageStore:
    """Keeps rendered pages and decides which to ask for. Beyond `max_bytes` those looked at longest ago are dropped."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._images: OrderedDict[int, RenderedPage] = OrderedDict()
        self._bytes = 0
        self._in_flight: dict[int, float] = {}
        self._failures: dict[int, Failure] = {}

    @property
    def bytes_held(self) -> int:
        """The memory that all images take together."""
        return self._bytes

    def image(self, page: int) -> RenderedPage | None:
        """The image of a page, which counts as looked at now."""
        rendered = self._images.get(page)
        if rendered is not None:
            self._images.move_to_end(page)
        return rendered

    def failure(self, page: int) -> Failure | None:
        """Why a page cannot be rendered."""
        return self._failures.get(page)

    def add_image(self, page: int, image: PageImage, zoom: float) -> None:
        """Keep an image in place of an earlier one of the same page."""
        if self._in_flight.get(page) == zoom:
            del self._in_flight[page]
        self._drop_image(page)
        view = QImage(image.pixels, image.width, image.height, 3 * image.width, QImage.Format.Format_RGB888)
        rendered = RenderedPage(QPixmap.fromImage(view), zoom)
        self._images[page] = rendered
        self._bytes += rendered.size_in_bytes
        while self._bytes > self._max_bytes and len(self._images) > 1:
            self._drop_image(next(iter(self._images)))

    def add_failure(self, page: int, failure: Failure) -> None:
        """Remember that a page cannot be rendered: it is not asked for again."""
        self._in_flight.pop(page, None)
        self._failures[page] = failure

    def pages_to_ask_for(self, near: Iterable[int], zoom: float) -> list[int]:
        """Those of the pages `near` the view (most important first) that lack an image of this zoom.

        They count as asked for from now on, until they come or are no longer near.
        """
        pages = list(near)
        self._in_flight = {page: asked for page, asked in self._in_flight.items() if page in pages}
        missing = [page for page in pages if page not in self._failures and not self._is_here_or_coming(page, zoom)]
        missing = missing[: max(MAX_IN_FLIGHT - len(self._in_flight), 0)]
        self._in_flight.update(dict.fromkeys(missing, zoom))
        return missing

    def forget_failures(self) -> None:
        """Ask again for pages that could not be rendered."""
        self._failures.clear()

    def clear(self) -> None:
        """Begin with another document."""
        self._images.clear()
        self._bytes = 0
        self._in_flight.clear()
        self._failures.clear()

    def _is_here_or_coming(self, page: int, zoom: float) -> bool:
        rendered = self._images.get(page)
        return (rendered is not None and rendered.zoom == zoom) or self._in_flight.get(page) == zoom

    def _drop_image(self, page: int) -> None:
        rendered = self._images.pop(page, None)
        if rendered is not None:
            self._bytes -= rendered.size_in_bytes
