"""Where single characters stand in words of scripts without spaces.

MuPDF takes a whole line of Chinese for one word. A sentence that ends amid it is to be highlighted to the character,
which the width of the line alone does not tell: digits, Latin letters and punctuation are narrower than the rest.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from engine.reading.mupdf import pymupdf
from engine.reading.pdf_layout import Word

WordKey = tuple[float, float, float, float, str]
"""The box of a word and its text."""

_SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff00-\uff9f]")
"""Thai, Lao, Burmese, Khmer, Chinese, Japanese, and their punctuation."""
_UNIT = re.compile(r"[A-Za-z0-9.,%]+|.", re.DOTALL)
"""What is never cut: a number, a Latin word, or one character."""


def edges_of_units(page: pymupdf.TextPage, words: Sequence[Word]) -> dict[WordKey, tuple[float, ...]]:
    """For each word of a page that has characters of such scripts: the left edges of its units, and its right edge.

    In points, ascending. `words` are those that `page` gave, in their order. A word whose characters are not found, or
    do not stand beside each other from left to right, is left out.
    """
    if not any(_SPACELESS.search(word[4]) for word in words):
        return {}
    characters = _characters(page)
    edges: dict[WordKey, tuple[float, ...]] = {}
    for word in words:
        found = [next(characters, ("", 0.0, 0.0)) for _ in word[4]]
        if "".join(character for character, _, _ in found) != word[4]:
            break  # out of step: nothing is known of the words that follow
        if _SPACELESS.search(word[4]):
            lefts = (*(found[match.start()][1] for match in _UNIT.finditer(word[4])), found[-1][2])
            if all(left <= right for left, right in pairwise(lefts)):
                edges[word[:5]] = lefts
    return edges


def units_of(word: Word, edges: Mapping[WordKey, tuple[float, ...]]) -> Iterator[tuple[int, int, WordKey]]:
    """The units of a word, or else the word: where they begin and end in its text, and their boxes and texts."""
    lefts = edges.get(word[:5])
    if lefts is None:
        yield 0, len(word[4]), word[:5]
        return
    for match, (left, right) in zip(_UNIT.finditer(word[4]), pairwise(lefts), strict=True):
        yield match.start(), match.end(), (left, word[1], right, word[3], match.group())


def _characters(page: pymupdf.TextPage) -> Iterator[tuple[str, float, float]]:
    """Every character that is no white space, as it is drawn, and its left and right edge."""
    for block in page.extractRAWDICT()["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                for character in span["chars"]:
                    if not character["c"].isspace():
                        yield character["c"], character["bbox"][0], character["bbox"][2]
