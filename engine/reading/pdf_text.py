"""Turns the ordered lines of a page into text whose words keep their boxes."""

import re
import unicodedata
from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain, groupby, pairwise
from operator import itemgetter
from types import MappingProxyType

from engine.reading.character_places import WordKey, units_of
from engine.reading.page_text import Heading, PartText, WordBoxes
from engine.reading.pdf_layout import Line, Paragraph, Word, on_one_row

_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ue000-\uf8ff\ufb00-\ufb06\ufeff]")
"""Characters that are invisible, private to a font, or ligatures."""
_JOINERS = frozenset("\u200c\u200d")
"""Invisible too, but they change how Persian and Indic words are written."""
_BULLETS = frozenset("\uf0b7\uf0a7\uf0d8\uf0fc\uf076")
"""As the fonts Symbol and Wingdings encode them."""

_BOX = itemgetter(slice(4))
_TEXT = itemgetter(4)
_LINE = itemgetter(5, 6)

_NO_EDGES: Mapping[WordKey, tuple[float, ...]] = MappingProxyType({})

_HYPHENS = ("-", "\u2010")
_CONJUNCTIONS = frozenset({"and", "or", "und", "oder", "bzw.", "sowie", "et", "ou", "y", "o", "e"})
"""After "pre- and", "Vor- und" the hyphen stands for a word part; nothing is to be joined."""
_SENTENCE_ENDS = (".", "!", "?", ":", ";", "。", "！", "？", "…")

_NUMBERED = re.compile(
    r"(?:§+\s*\d+[a-z]?|(?:\d{1,2}\.)+\d{0,2}|[IVX]{1,5}\.|[A-Z]\.|"
    r"(?:Chapter|Section|Article|Part|Appendix|Kapitel|Abschnitt|Artikel|Anhang)\s+\w{1,5}[.:]?)\s+[^\W\d_]"
)
_NUMBERED_LEVEL = 4
_HEADING_LENGTH = 90
_HEADING_SIZES = ((1.7, 1), (1.35, 2), (1.15, 3))
"""Height relative to the body's, and the level of a heading that is as large as that."""


def clean_words(words: list[Word]) -> list[Word]:
    """Drop what cannot be seen, expand ligatures, compose accents (NFC).

    Words that vanish are left out, and those of their lines numbered anew.
    """
    joined = "".join([word[4] for word in words])
    if joined.isascii() and joined.isprintable():
        return words
    if not _ODD.search(joined) and unicodedata.is_normalized("NFC", joined):
        return words
    cleaned = [(*word[:4], text, *word[5:7]) for word in words if (text := _clean(word[4]))]
    return [(*word, number) for _, line in groupby(cleaned, key=_LINE) for number, word in enumerate(line)]


def _clean(text: str) -> str:
    if text.endswith("\u00ad"):  # a soft hyphen is seen only where a line ends with it
        text = text[:-1] + "-"
    return unicodedata.normalize("NFC", _ODD.sub(_replacement, text))


def _replacement(match: re.Match[str]) -> str:
    character = match.group()
    if "\ufb00" <= character <= "\ufb06":
        return unicodedata.normalize("NFKC", character)
    if character in _JOINERS:
        return character
    return "•" if character in _BULLETS else ""


class PageTextBuilder:
    """Writes paragraphs one after the other into the text of one page."""

    def __init__(
        self, page: int, label: str, body_height: float, edges: Mapping[WordKey, tuple[float, ...]] = _NO_EDGES
    ) -> None:
        """`body_height` is the usual height of a word in points: a short paragraph that is higher is a heading.

        `edges` tell where the characters of some words stand (see `character_places`).
        """
        self._page = page
        self._edges = edges
        self._label = label
        self._body_height = body_height
        self._words: list[Word] = []
        self._undivided: dict[int, str] = {}  # words by their index whose line ended with a hyphen that divided them
        self._separators: list[str] = []  # what follows each of them
        self._headings: list[tuple[int, int, str]] = []  # index of the first word, level, text
        self._last_line: Line | None = None
        self._after_heading = False

    def add(self, paragraph: Paragraph) -> None:
        """Append a paragraph; one that goes on where the last broke off (at a column's end) becomes part of it."""
        level = _heading_level(paragraph, self._body_height)
        if self._last_line is not None:
            goes_on = not level and not self._after_heading and _goes_on(self._last_line, paragraph[0])
            self._separate(self._last_line, paragraph[0], "\n" if goes_on else "\n\n")
        if level:
            self._headings.append((len(self._words), level, " ".join([line.text for line in paragraph])))
        self._add_line(paragraph[0])
        for line, following in pairwise(paragraph):
            self._separate(line, following, " " if on_one_row(line, following) else "\n")
            self._add_line(following)
        self._last_line, self._after_heading = paragraph[-1], level > 0

    def add_note(self, note: Line) -> None:
        """Append a comment on the page: never a heading, nor what a paragraph goes on with."""
        if self._separators:
            self._separators[-1] = "\n\n"
        self._add_line(note)

    def build(self) -> PartText:
        """Everything added so far as a page."""
        pieces = [""] * (2 * len(self._words))
        pieces[::2], pieces[1::2] = map(_TEXT, self._words), self._separators
        for index, text in self._undivided.items():
            pieces[2 * index] = text
        bounds = list(accumulate(map(len, pieces), initial=0))
        starts, ends = array("I", bounds[:-1:2]), array("I", bounds[1::2])
        headings = tuple([Heading(starts[index], level, text) for index, level, text in self._headings])
        if self._edges:
            words = self._units(starts)
        else:
            boxes = array("f", list(chain.from_iterable(map(_BOX, self._words))))  # a list is faster than its iterator
            words = WordBoxes(starts, ends, boxes)
        return PartText(self._page, self._page, "".join(pieces[:-1]), self._label, headings, words)

    def _units(self, starts: Sequence[int]) -> WordBoxes:
        """The boxes of words, and those within a word whose characters have a place of their own."""
        boxes = WordBoxes()
        for index, (word, start) in enumerate(zip(self._words, starts, strict=True)):
            for begins, ends, (*box, _) in units_of(word, self._edges):
                boxes.starts.append(start + begins)
                boxes.ends.append(start + min(ends, len(self._undivided.get(index, word[4]))))
                boxes.boxes.extend(box)
        return boxes

    def _add_line(self, line: Line) -> None:
        self._words += line.words
        self._separators += [" "] * len(line.words)

    def _separate(self, line: Line, following: Line, separator: str) -> None:
        """Write what stands between two lines: nothing if a word is divided there."""
        first = line.words[-1][4]
        if separator == "\n\n" or not first.endswith(_HYPHENS) or not _is_divided(first, following.words[0][4]):
            self._separators[-1] = separator
            return
        self._separators[-1] = ""
        if not any(hyphen in first[:-1] for hyphen in _HYPHENS):  # "state-of-the-" keeps all of its hyphens
            self._undivided[len(self._words) - 1] = first[:-1]


def _is_divided(first: str, second: str) -> bool:
    """Tell whether `first`, a hyphen at a line's end, and `second` on the next line are parts of one word."""
    return len(first) > 2 and first[-2].isalpha() and second[0].islower() and second not in _CONJUNCTIONS


def _goes_on(line: Line, following: Line) -> bool:
    """Tell whether a paragraph breaks off in mid-sentence and the next one takes it up."""
    return (
        not line.words[-1][4].endswith(_SENTENCE_ENDS)
        and following.words[0][4][0].islower()
        and 0.9 < following.height / max(line.height, 0.1) < 1.1
        and following.y0 - line.y1 < 2 * line.height  # also if it is higher up, in the next column
    )


def _heading_level(paragraph: Paragraph, body_height: float) -> int:
    """0 for ordinary text; else 1 for the largest headings and more for smaller or merely numbered ones."""
    if len(paragraph) > 2 or sum(len(word[4]) + 1 for line in paragraph for word in line.words) > _HEADING_LENGTH:
        return 0
    text = " ".join([line.text for line in paragraph])
    if text.endswith((".", ",", ";")) or not any(map(str.isalpha, text)):
        return 0
    ratio = paragraph[0].height / body_height
    for least, level in _HEADING_SIZES:
        if ratio >= least:
            return level
    if ratio > 0.95 and len(paragraph) == 1 and _NUMBERED.match(text):
        return _NUMBERED_LEVEL + text.split()[0].strip(".").count(".")
    return 0
