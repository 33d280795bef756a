"""Turns the model's stream of text into sentences and the numbers of the quotes that they cite."""

import re
from dataclasses import dataclass

from engine.sentence_splitter import sentence_spans

_MARKER = re.compile(r"\s*\[\s*(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\s*\]")
_UNFINISHED_MARKER = re.compile(r"\s*\[[\d\s,;–-]*$")
_NUMBERS = re.compile(r"(\d+)(?:\s*[–-]\s*(\d+))?")
_LINE_MARKUP = re.compile(r"\s*(?:(?:[-*•>]|\d{1,2}[.)]|#{1,6})\s+)*(?:`{3,}.*)?")
_INLINE_MARKUP = re.compile(r"\*\*|__|`")


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """A sentence as the model wrote it, without markup, and the quotes it cites (1-based, each once)."""

    text: str
    citations: tuple[int, ...] = ()


class CitationParser:
    """Takes text piece by piece. Citations are `[1]`, `[1, 2]`, `[1-3]` or `[1][2]`, before or after the full stop.

    A marker never shows up as text, and a number that names no given quote is dropped.
    """

    def __init__(self, quote_count: int) -> None:
        """Quotes 1 to `quote_count` may be cited."""
        self._quote_count = quote_count
        self._text = ""
        """What was read and belongs to no finished sentence, without markers."""
        self._markers: list[tuple[int, tuple[int, ...]]] = []
        """Where in `_text` markers stood, and their numbers."""
        self._held_back = ""
        """The beginning of what may become a marker."""

    @property
    def draft(self) -> str:
        """The sentence that is being written, so far; "" between two sentences."""
        spans = self._spans()
        return self._clean(*spans[-1]) if spans else ""

    def feed(self, piece: str) -> list[ParsedSentence]:
        """Take more text; the sentences that it finished."""
        text = self._held_back + piece
        unfinished = _UNFINISHED_MARKER.search(text)
        end = unfinished.start() if unfinished else len(text)
        self._held_back = text[end:]
        self._take(text[:end])
        spans = self._spans()
        # The last sentence may go on, and a marker may still follow it, until its line ends.
        if spans and "\n" not in self._text[spans[-1][1] :]:
            spans.pop()
        return self._cut_off(spans)

    def finish(self) -> list[ParsedSentence]:
        """The text has ended; the sentences that were still open."""
        self._held_back = ""
        return self._cut_off(self._spans())

    def _take(self, text: str) -> None:
        """Append `text`, its markers set apart."""
        position = 0
        for marker in _MARKER.finditer(text):
            self._text = (self._text + text[position : marker.start()]).rstrip(" ")
            self._markers.append((len(self._text), self._numbers(marker.group(1))))
            position = marker.end()
        self._text += text[position:]

    def _numbers(self, listed: str) -> tuple[int, ...]:
        numbers: dict[int, None] = {}
        for match in _NUMBERS.finditer(listed):
            first, last = int(match.group(1)), int(match.group(2) or match.group(1))
            numbers.update(dict.fromkeys(range(max(1, first), min(last, self._quote_count) + 1)))
        return tuple(numbers)

    def _spans(self) -> list[tuple[int, int]]:
        """Where the sentences of the unfinished text stand; lines never run into each other."""
        spans = []
        line_start = 0
        for line in self._text.splitlines(keepends=True):
            markup = _LINE_MARKUP.match(line)
            start = line_start + (markup.end() if markup else 0)
            line_start += len(line)
            spans += [(start + a, start + b) for a, b in sentence_spans(self._text[start:line_start])]
        return spans

    def _cut_off(self, spans: list[tuple[int, int]]) -> list[ParsedSentence]:
        """The sentences at `spans`, which are then forgotten together with everything before their end."""
        if not spans:
            return []
        cut = spans[-1][1]
        finished = [
            ParsedSentence(self._clean(start, end), self._cited_between(start, following))
            for (start, end), (following, _) in zip(spans, [*spans[1:], (cut, cut)], strict=True)
        ]
        self._markers = [(position - cut, numbers) for position, numbers in self._markers if position > cut]
        self._text = self._text[cut:]
        return [sentence for sentence in finished if sentence.text]

    def _cited_between(self, start: int, end: int) -> tuple[int, ...]:
        cited = (number for position, numbers in self._markers if start < position <= end for number in numbers)
        return tuple(dict.fromkeys(cited))

    def _clean(self, start: int, end: int) -> str:
        return " ".join(_INLINE_MARKUP.sub("", self._text[start:end]).split())
