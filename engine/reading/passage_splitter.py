"""Cuts parts of documents into passages: whole sentences, small enough to embed, never across a heading.

Where to cut is decided by the text around the cut alone: the end of a paragraph wins against that of a sentence, and
between equals a hash of the sentence that follows. A section is cut at its best place first, and its halves again,
until they hold two or three passages. So an edit changes the passages around it, and the others stay what they were:
their vectors can be used again. (Content-defined chunking; compare the local maxima of N. Bjørner et al.,
Content-dependent chunking for differential compression, 2010, and treaps.)
"""

import re
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from engine.reading.page_text import Heading, PartText
from engine.sentence_splitter import sentence_spans

_MOST_TOKENS = 240
"""Embedding models read 256 tokens, two of them marks of their own."""
_LEAST_TOKENS = 120
"""Tokens that a cut leaves on both sides, where possible."""
_MOST_TOKENS_UNCUT = 2 * _MOST_TOKENS
"""A section that is longer is cut at its best place."""
_LONGEST_HEADING = 120
_HASHED = 48
"""Characters of a sentence that decide how good a place to cut its beginning is."""

_TOKEN = re.compile(r"[a-zA-Z]{1,8}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\d_]{1,2}|\d{1,2}|[^\w\s]|_")
"""Roughly what an English word-piece tokenizer makes of a text, rather too many than too few."""


@dataclass(frozen=True, slots=True)
class PassageSpan:
    """A passage as the half-open character range of its part, below `heading` ("Outer > Inner", "" if none)."""

    start: int
    end: int
    heading: str = ""


@dataclass(frozen=True, slots=True)
class SplitPart:
    """A part of a document and the passages in it, in order. A part without text has none."""

    part: PartText
    passages: tuple[PassageSpan, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    tokens: int
    starts_paragraph: bool


class PassageSplitter:
    """Splits the parts of one document, in order; remembers the headings from part to part."""

    def __init__(self) -> None:
        self._open_headings: list[Heading] = []

    def split(self, part: PartText) -> SplitPart:
        """Find the passages of the next part."""
        passages = [
            PassageSpan(start, end, heading)
            for section_start, section_end, heading in self._sections(part)
            for start, end in _cut(_sentences(part.text, section_start, section_end), part.text)
            if any(map(str.isalnum, part.text[start:end]))  # else nobody can find it
        ]
        return SplitPart(part, tuple(passages))

    def _sections(self, part: PartText) -> Iterator[tuple[int, int, str]]:
        """Yield the stretches between headings, each with its own headings at its beginning."""
        start, body = 0, 0
        for heading in part.headings:
            if part.text[body : heading.start].strip():  # else there is nothing between two headings
                yield start, heading.start, self._path()
                start = heading.start
            body = part.text.find("\n\n", heading.start) % (len(part.text) + 1)  # its length if there is none
            while self._open_headings and self._open_headings[-1].level >= heading.level:
                self._open_headings.pop()
            self._open_headings.append(heading)
        yield start, len(part.text), self._path()

    def _path(self) -> str:
        return " > ".join([heading.text[:_LONGEST_HEADING] for heading in self._open_headings])


def _sentences(text: str, start: int, end: int) -> list[_Sentence]:
    """List the sentences of `text[start:end]`; what is too long for one passage is cut into several."""
    sentences = []
    last_end = start
    for relative_start, relative_end in sentence_spans(text[start:end]):
        sentence_start, sentence_end = start + relative_start, start + relative_end
        starts_paragraph = "\n\n" in text[last_end:sentence_start]
        for piece_start, piece_end, tokens in _pieces(text, sentence_start, sentence_end):
            sentences.append(_Sentence(piece_start, piece_end, tokens, starts_paragraph))
            starts_paragraph = False
        last_end = sentence_end
    return sentences


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield a sentence in pieces that fit into a passage, nearly always one, with their numbers of tokens."""
    tokens = len(_TOKEN.findall(text, start, end))
    while tokens > _MOST_TOKENS:
        cut = [match.start() for match in _TOKEN.finditer(text, start, end)][_MOST_TOKENS]
        space = text.rfind(" ", start + 1, cut)
        cut = space if space > start else cut
        yield start, cut, len(_TOKEN.findall(text, start, cut))
        start = cut + (text[cut] == " ")
        tokens = len(_TOKEN.findall(text, start, end))
    if start < end:
        yield start, end, tokens


def _cut(sentences: list[_Sentence], text: str) -> Iterator[tuple[int, int]]:
    """Yield the passages of one section."""
    for stretch in _stretches(sentences, text):
        first = 0
        while first < len(stretch):
            following = _next_passage(stretch, first, text)
            yield stretch[first].start, stretch[following - 1].end
            first = following


def _stretches(sentences: list[_Sentence], text: str) -> Iterator[list[_Sentence]]:
    """Yield the sentences of a section in stretches of few passages, in order."""
    totals = list(accumulate([sentence.tokens for sentence in sentences], initial=0))
    waiting = [(0, len(sentences))]
    while waiting:
        start, end = waiting.pop()
        first = bisect_left(totals, totals[start] + _LEAST_TOKENS, start, end)
        last = bisect_right(totals, totals[end] - _LEAST_TOKENS, first, end)
        if totals[end] - totals[start] <= _MOST_TOKENS_UNCUT or first == last:
            yield sentences[start:end]
        else:
            cut = max(range(first, last), key=lambda index: _rank(sentences[index], text))
            waiting += [(cut, end), (start, cut)]


def _next_passage(sentences: list[_Sentence], first: int, text: str) -> int:
    """Find the index of the sentence after the passage that begins with `first`."""
    totals = list(accumulate([sentence.tokens for sentence in sentences[first:]]))
    if totals[-1] <= _MOST_TOKENS:
        return len(sentences)

    def quality(index: int) -> tuple[int, int, tuple[bool, int]]:
        tokens = totals[index - first - 1]
        rest = totals[-1] - tokens
        return (_MOST_TOKENS - rest) // _MOST_TOKENS, min(tokens, rest, _LEAST_TOKENS), _rank(sentences[index], text)

    return max(range(first + 1, first + 1 + bisect_right(totals, _MOST_TOKENS)), key=quality)


def _rank(sentence: _Sentence, text: str) -> tuple[bool, int]:
    """How good a place to cut the beginning of a sentence is."""
    beginning = text[sentence.start : min(sentence.start + _HASHED, sentence.end)]
    return sentence.starts_paragraph, zlib.crc32(beginning.encode("utf-8", "replace"))
