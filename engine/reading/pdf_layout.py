"""From the words of a PDF page to its paragraphs in reading order, by geometry alone.

A word is what MuPDF's structured text gives: `(x0, y0, x1, y1, text, block, line, number)` in points from the top left
corner. MuPDF orders words as the file draws them, which nearly always is reading order; pages that evidently are
drawn in another order (columns drawn line by line, blocks drawn upwards) are sorted with recursive XY-cuts
(G. Nagy, S. Seth: Hierarchical representation of optically scanned documents, 1984).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter

Word = tuple[float, float, float, float, str, int, int, int]
Paragraph = list["Line"]

_PROSE = 20
"""Characters a line must have on average to be a line of a column and not a table cell."""
_INTERLEAVED_ROWS = 5
"""So many pairs of prose lines drawn side by side show that columns are drawn row by row."""
_GUTTER = 8.0
"""Points between two columns, at least."""
_MOST_SORTED = 2000
"""Boxes on a page that are still sorted by cuts; beyond that it is a drawing, not text."""
_SPLIT_DEPTH = 12
"""How deep cuts nest, at most: real pages need four or so, made-up ones shall not exhaust the stack."""


@dataclass(slots=True)
class Line:
    """Words that stand on one line, and the box around the outermost of them in points."""

    words: Sequence[Word]
    block: int
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def text(self) -> str:
        """The words, a space between them."""
        return " ".join([word[4] for word in self.words])

    @property
    def height(self) -> float:
        """The height of a typical word, in points: nearly the font's size."""
        word = self.words[len(self.words) // 2]
        return word[3] - word[1]


def lines_of_words(words: Sequence[Word]) -> list[Line]:
    """Group words to lines, in the order in which they are drawn."""
    starts = [index for index, word in enumerate(words) if word[7] == 0]
    return [_line(words[start:end]) for start, end in pairwise([*starts, len(words)])]


def _line(words: Sequence[Word]) -> Line:
    first, last = words[0], words[-1]  # the others stand between them
    left, right = (first, last) if first[0] <= last[0] else (last, first)
    return Line(words, first[5], left[0], min(first[1], last[1]), right[2], max(first[3], last[3]))


def paragraphs_in_reading_order(lines: list[Line]) -> list[Paragraph]:
    """Sort lines into paragraphs in the order in which a person reads them."""
    blocks = [list(group) for _, group in groupby(lines, key=attrgetter("block"))]
    if _columns_are_interleaved(lines):
        return _paragraphs_by_gap(_xy_cut(lines))
    if _jumps_back(blocks):
        blocks = _blocks_in_order(blocks)
    return _join_table_rows(blocks)


def _join_table_rows(blocks: list[Paragraph]) -> list[Paragraph]:
    """Make cells that stand side by side one paragraph, so that a row of a table is one line of text."""
    paragraphs: list[Paragraph] = []
    for block in blocks:
        if paragraphs and _are_cells(paragraphs[-1][-1], block[0]):
            paragraphs[-1].extend(block)
        else:
            paragraphs.append(block)
    return paragraphs


def _are_cells(left: Line, right: Line) -> bool:
    side_by_side = left.x1 <= right.x0 and on_one_row(left, right)
    return side_by_side and not (_is_prose([left]) and _is_prose([right]))


def _blocks_in_order(blocks: list[Paragraph]) -> list[Paragraph]:
    frames = [
        Line(
            [word for line in block for word in line.words],
            number,
            min(line.x0 for line in block),
            min(line.y0 for line in block),
            max(line.x1 for line in block),
            max(line.y1 for line in block),
        )
        for number, block in enumerate(blocks)
    ]
    return [blocks[frame.block] for frame in _xy_cut(frames)]


def _jumps_back(blocks: list[Paragraph]) -> bool:
    """Tell whether some block stands above the one before it without standing to its right."""
    return any(
        following[0].y1 < block[0].y0 and following[0].x0 < max(line.x1 for line in block) - _GUTTER
        for block, following in pairwise(blocks)
    )


def _columns_are_interleaved(lines: list[Line]) -> bool:
    pairs = [
        (left, right)
        for left, right in pairwise(lines)
        if right.x0 > left.x1 + _GUTTER and on_one_row(left, right) and _is_prose([left]) and _is_prose([right])
    ]
    return len(pairs) >= _INTERLEAVED_ROWS and max(left.x1 for left, _ in pairs) < min(right.x0 for _, right in pairs)


def on_one_row(one: Line, other: Line) -> bool:
    """Tell whether two lines stand side by side, as the cells of a table do."""
    if other.y0 >= one.y1 or one.y0 >= other.y1:  # nearly always
        return False
    overlap = min(one.y1, other.y1) - max(one.y0, other.y0)
    return overlap > 0.5 * min(one.y1 - one.y0, other.y1 - other.y0)


def _is_prose(lines: Sequence[Line]) -> bool:
    return sum(len(line.text) for line in lines) >= _PROSE * len(lines)


def _paragraphs_by_gap(lines: list[Line]) -> list[Paragraph]:
    paragraphs: list[Paragraph] = []
    for line in lines:
        last = paragraphs[-1][-1] if paragraphs else None
        if last is not None and -last.height < line.y0 - last.y1 < 0.5 * last.height and line.x0 < last.x1:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _xy_cut(lines: list[Line], depth: int = 0) -> list[Line]:
    """Sort boxes: columns of prose one after the other, anything else row by row."""
    if len(lines) < 2 or len(lines) > _MOST_SORTED or depth == _SPLIT_DEPTH:
        return sorted(lines, key=attrgetter("y0", "x0"))
    columns = _cut(lines, attrgetter("x0"), attrgetter("x1"), _GUTTER)
    rows = _cut(lines, attrgetter("y0"), attrgetter("y1"), 0.0)
    if len(columns) > 1 and (len(rows) == 1 or all(_is_prose(column) and len(column) > 1 for column in columns)):
        groups = columns
    elif len(rows) > 1:
        groups = _join_rows_of_columns(rows)
    else:
        return sorted(lines, key=attrgetter("y0", "x0"))
    if len(groups) == 1:
        return sorted(lines, key=attrgetter("y0", "x0"))
    return [line for group in groups for line in _xy_cut(group, depth + 1)]


def _cut(
    lines: list[Line], low: Callable[[Line], float], high: Callable[[Line], float], gap: float
) -> list[list[Line]]:
    """Split boxes into groups that are at least `gap` apart along one axis."""
    groups: list[list[Line]] = []
    reach = float("-inf")
    for line in sorted(lines, key=low):
        if not groups or low(line) > reach + gap:
            groups.append([])
        groups[-1].append(line)
        reach = max(reach, high(line))
    return groups


def _join_rows_of_columns(rows: list[list[Line]]) -> list[list[Line]]:
    """Put neighbouring rows together again that share a gutter, so that columns are read downwards."""
    groups: list[list[Line]] = []
    for row in rows:
        joined = groups[-1] + row if groups else row
        if groups and len(_cut(joined, attrgetter("x0"), attrgetter("x1"), _GUTTER)) > 1 and _is_prose(joined):
            groups[-1] = joined
        else:
            groups.append(row)
    return groups
