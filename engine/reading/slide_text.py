"""Puts together the text of one slide; shared by the formats of presentations."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from engine.reading.page_text import Heading, PartText, PlaceMark
from engine.reading.text_parts import TextBlock

_LINE = 18.0
"""Points. Frames whose tops differ by less stand beside each other."""

_Frame = TypeVar("_Frame")


def slide_part(number: int, blocks: Iterable[TextBlock]) -> PartText:
    """Make the part of slide `number` (1-based) out of its blocks; those with a level are headings."""
    pieces: list[str] = []
    headings: list[Heading] = []
    length = 0
    for block in blocks:
        separator = ("\n" if block.tight else "\n\n") if pieces else ""
        if block.level:
            headings.append(Heading(length + len(separator), block.level, block.text))
        pieces += (separator, block.text)
        length += len(separator) + len(block.text)
    mark = PlaceMark(0, f"slide {number}")
    return PartText(number, number, "".join(pieces), headings=tuple(headings), places=(mark,))


def in_reading_order(frames: Sequence[tuple[float, float, _Frame]]) -> list[_Frame]:
    """Sort frames, given with their top and left edges in points: from top to bottom, in a line from left to right.

    Slides keep their frames in the order in which these were drawn.
    """
    ordered: list[_Frame] = []
    line: list[tuple[float, float, _Frame]] = []
    for frame in sorted(frames, key=lambda placed: placed[0]):
        if line and frame[0] - line[0][0] >= _LINE:
            ordered += _from_left_to_right(line)
            line = []
        line.append(frame)
    return ordered + _from_left_to_right(line)


def _from_left_to_right(line: Sequence[tuple[float, float, _Frame]]) -> list[_Frame]:
    return [frame for _, _, frame in sorted(line, key=lambda placed: placed[1])]
