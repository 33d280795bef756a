"""Headers, footers and page numbers: lines that stand at the same place of many pages.

They are learnt from a sample of pages spread over the document, so that pages can be streamed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from engine.reading.pdf_layout import Line

_MARGIN = 0.12
"""Share of the page's height, at the top and at the bottom, in which headers and footers stand."""
_LEAST_PAGES = 3
_LEAST_SHARE = 0.2
"""Of the sampled pages: chapter titles in headers change, and left and right pages differ."""
_LEAST_SHARE_OF_NUMBERS = 0.5
"""Lines without letters (page numbers, but also rows of tables) must repeat on more pages."""
_LEAST_LETTERS = 10
"""A shorter line ("Page 3 of 12") names nothing."""
_RASTER = 4.0
"""Points that the place of a repeated line may differ by."""

_DIGITS = re.compile(r"\d+")
_Key = tuple[str, int]


class RepeatedLines:
    """Knows the headers and footers of one document and takes them out of its pages.

    The first time that a line of some length appears it stays: a header can be the only place that names a document.
    """

    def __init__(self, sample: Iterable[tuple[Sequence[Line], float]]) -> None:
        """`sample` holds the lines and the height in points of some of the pages."""
        counts: Counter[_Key] = Counter()
        pages = 0
        for lines, page_height in sample:
            pages += 1
            counts.update({key for line in lines if (key := _key(line, page_height)) is not None})
        self._repeated = {key for key, count in counts.items() if count >= _least_count(key, pages)}
        self._seen: set[str] = set()

    def remove_from(self, lines: list[Line], page_height: float) -> list[Line]:
        """List the lines of the next page that are its own: none of a page that only repeats (a slide's title)."""
        if not self._repeated:
            return lines
        top, bottom = page_height * _MARGIN, page_height * (1 - _MARGIN)
        return [
            line for line in lines if (top < line.y0 and line.y1 < bottom) or not self._is_repeated(line, page_height)
        ]

    def _is_repeated(self, line: Line, page_height: float) -> bool:
        key = _key(line, page_height)
        if key is None:
            return False
        text, place = key
        if not any((text, near) in self._repeated for near in (place - 1, place, place + 1)):
            return False
        if text in self._seen or _letters(text) < _LEAST_LETTERS:
            return True
        self._seen.add(text)
        return False


def _key(line: Line, page_height: float) -> _Key | None:
    """What makes lines of different pages the same: their text without its numbers, and where they stand."""
    if page_height * _MARGIN < line.y0 and line.y1 < page_height * (1 - _MARGIN):
        return None
    return _DIGITS.sub("#", line.text.casefold()), round(line.y0 / _RASTER)


def _least_count(key: _Key, pages: int) -> float:
    share = _LEAST_SHARE if _letters(key[0]) else _LEAST_SHARE_OF_NUMBERS
    return max(_LEAST_PAGES, share * pages)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))
