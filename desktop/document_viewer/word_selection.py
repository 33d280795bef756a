"""Which words of a page are selected. Pure: places are in page points."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF

from engine.types import PageWord, Rectangle

_LINE_WEIGHT = 4.0
"""A word on the line of the pointer is nearer than one above or below it, though it may be farther away."""
_WIDEST_SPACE = 2.0
"""In line heights: a wider gap within a line parts columns, not words."""


class WordSelection:
    """A run of words of one page in reading order, from where the user began to where they are now."""

    def __init__(self, words: Sequence[PageWord] = ()) -> None:
        self._words = words
        self._anchor: int | None = None
        self._end = 0

    @property
    def words(self) -> Sequence[PageWord]:
        """The selected words."""
        if self._anchor is None:
            return ()
        first, last = sorted((self._anchor, self._end))
        return self._words[first : last + 1]

    @property
    def text(self) -> str:
        """The selected words, with spaces between them; "" if there are none."""
        return " ".join(word.text for word in self.words)

    @property
    def areas(self) -> list[Rectangle]:
        """One box for each selected stretch of a line."""
        areas: list[Rectangle] = []
        for word in self.words:
            if areas and _continues(areas[-1], word.box):
                areas[-1] = _union(areas[-1], word.box)
            else:
                areas.append(word.box)
        return areas

    def begin(self, place: QPointF) -> None:
        """Select the word at `place`, or the nearest."""
        self._anchor = self._nearest(place)
        self._end = self._anchor or 0

    def extend(self, place: QPointF) -> None:
        """Select up to the word at `place`, or the nearest."""
        if self._anchor is not None:
            self._end = self._nearest(place) or 0

    def extend_by(self, words: int) -> None:
        """Select so many words more (less, if negative). What is selected first is the first word."""
        if self._anchor is None:
            self.select(0, 0)
        elif self._words:
            self._end = min(max(self._end + words, 0), len(self._words) - 1)

    def select(self, first: int, last: int) -> None:
        """Select the words of these numbers, as far as there are such."""
        if self._words:
            self._anchor, self._end = first, min(last, len(self._words) - 1)

    def select_all(self) -> None:
        """Select the whole page."""
        self.select(0, len(self._words) - 1)

    def select_areas(self, areas: Sequence[Rectangle]) -> None:
        """Select the words that begin in `areas` (a highlighted quote)."""
        inside = [number for number, word in enumerate(self._words) if any(_holds(area, word.box) for area in areas)]
        if inside:
            self.select(inside[0], inside[-1])

    def clear(self) -> None:
        """Select nothing."""
        self._anchor = None

    def _nearest(self, place: QPointF) -> int | None:
        if not self._words:
            return None
        return min(range(len(self._words)), key=lambda number: _distance(self._words[number].box, place))


def _distance(box: Rectangle, place: QPointF) -> float:
    across = max(box.x0 - place.x(), 0.0, place.x() - box.x1)
    down = max(box.y0 - place.y(), 0.0, place.y() - box.y1)
    return across + _LINE_WEIGHT * down


def _holds(area: Rectangle, box: Rectangle) -> bool:
    middle = (box.y0 + box.y1) / 2
    return area.page == box.page and area.x0 - 1 <= box.x0 <= area.x1 and area.y0 <= middle <= area.y1


def _continues(line: Rectangle, box: Rectangle) -> bool:
    height = min(line.y1 - line.y0, box.y1 - box.y0)
    overlap = min(line.y1, box.y1) - max(line.y0, box.y0)
    return overlap > height / 2 and -height < box.x0 - line.x1 < _WIDEST_SPACE * height


def _union(one: Rectangle, other: Rectangle) -> Rectangle:
    return Rectangle(
        one.page, min(one.x0, other.x0), min(one.y0, other.y0), max(one.x1, other.x1), max(one.y1, other.y1)
    )
