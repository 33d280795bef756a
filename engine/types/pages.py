"""Pages as they are seen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A box on a page as the reader sees it (rotation applied), in points (1/72 inch) from the top left corner."""

    page: int
    """1-based page number."""
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class PageImage:
    """A rendered page: RGB bytes, three a pixel, rows of `3 * width` bytes from the top."""

    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class PageSize:
    """Width and height of a page as it is seen (rotation applied), in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageWord:
    """A word of a page and where it stands."""

    text: str
    box: Rectangle
