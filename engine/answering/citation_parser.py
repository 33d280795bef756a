"""Turns the model's stream of text into sentences and the numbers of the quotes that they cite."""

import re
from dataclasses import dataclass

from engine.sentence_splitter import sentence_spans
from engine.types import SentenceStyle

_MARKER = re.compile(r"\s*\[\s*(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\s*\]")
_UNFINISHED_MARKER = re.compile(r"\s*\[[\d\s,;–-]*$")
_NUMBERS = re.compile(r"(\d+)(?:\s*[–-]\s*(\d+))?")
_LINE_MARKUP = re.compile(r"\s*(?:(?:(?P<item>[-*•]|\d{1,2}[.)])|>|#{1,6})\s+)*")
_FENCE = re.compile(r"\s*(?:[-*•>]\s+)?`{3,}")
_ROW = re.compile(r"\s*\|(.*?)\|?\s*", re.DOTALL)
_RULE = re.compile(r"[\s|:+-]*")
_INLINE_MARKUP = re.compile(r"\*\*|__|`")


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """A sentence as the model wrote it, without markup, and the quotes it cites (1-based, each once)."""

    text: str
    citations: tuple[int, ...] = ()
    style: SentenceStyle = SentenceStyle.TEXT
    continues: bool = False
    """True if it goes on in the item of the sentence before it."""


@dataclass(frozen=True, slots=True)
class _Span:
    """Where a sentence stands in the text, and what it is in Markdown."""

    start: int
    end: int
    style: SentenceStyle = SentenceStyle.TEXT
    continues: bool = False


class CitationParser:
    """Takes text piece by piece. Citations are `[1]`, `[1, 2]`, `[1-3]` or `[1][2]`, before or after the full stop.

    A marker never shows up as text, and a number that names no given quote is dropped. Of Markdown, items, rows and
    code keep their style; all other markup is dropped.
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
        self._in_code = False
        """Whether `_text` begins within a block of code."""
        self._open_style: SentenceStyle | None = None
        """The style of the line that `_text` begins within; None if it begins a line."""

    @property
    def draft(self) -> str:
        """The sentence that is being written, so far; "" between two sentences."""
        spans = self._spans()
        return self._clean(spans[-1]) if spans else ""

    def feed(self, piece: str) -> list[ParsedSentence]:
        """Take more text; the sentences that it finished."""
        text = self._held_back + piece
        unfinished = _UNFINISHED_MARKER.search(text)
        end = unfinished.start() if unfinished else len(text)
        self._held_back = text[end:]
        self._take(text[:end])
        spans = self._spans()
        # The last sentence may go on, and a marker may still follow it, until its line ends.
        if spans and "\n" not in self._text[spans[-1].end :]:
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

    def _spans(self) -> list[_Span]:
        """Where the sentences of the unfinished text stand; lines never run into each other."""
        spans: list[_Span] = []
        in_code, open_style = self._in_code, self._open_style
        start = 0
        for line in self._text.splitlines(keepends=True):
            if open_style in (SentenceStyle.ROW, SentenceStyle.CODE):  # nothing but the end of the line is left of it
                open_style = None
            elif open_style is not None:
                spans += self._sentences(start, start + len(line), open_style, continues=True)
                open_style = None
            elif _FENCE.match(line):
                in_code = not in_code
            elif in_code:
                spans += [_Span(start, start + len(line.rstrip()), SentenceStyle.CODE)] if line.strip() else []
            else:
                spans += self._line_spans(start, line)
            start += len(line)
        return spans

    def _line_spans(self, start: int, line: str) -> list[_Span]:
        if (row := _ROW.fullmatch(line)) and not _RULE.fullmatch(line):
            cells = row.group(1)
            begin = start + row.start(1) + len(cells) - len(cells.lstrip())
            return [_Span(begin, start + row.start(1) + len(cells.rstrip()), SentenceStyle.ROW)]
        if row:
            return []
        markup = _LINE_MARKUP.match(line)
        style = SentenceStyle.ITEM if markup and markup["item"] else SentenceStyle.TEXT
        return self._sentences(start + (markup.end() if markup else 0), start + len(line), style, continues=False)

    def _sentences(self, start: int, end: int, style: SentenceStyle, *, continues: bool) -> list[_Span]:
        """The sentences of one line (or the rest of one); in an item, all but the first go on in it."""
        is_item = style == SentenceStyle.ITEM
        return [
            _Span(start + a, start + b, style, is_item and (continues or number > 0))
            for number, (a, b) in enumerate(sentence_spans(self._text[start:end]))
        ]

    def _cut_off(self, spans: list[_Span]) -> list[ParsedSentence]:
        """The sentences at `spans`, which are then forgotten together with everything before their end."""
        if not spans:
            return []
        cut = spans[-1].end
        following = [*(span.start for span in spans[1:]), cut]
        finished = [
            ParsedSentence(self._clean(span), self._cited_between(span.start, end), span.style, span.continues)
            for span, end in zip(spans, following, strict=True)
        ]
        self._markers = [(position - cut, numbers) for position, numbers in self._markers if position > cut]
        fences = sum(_FENCE.match(line) is not None for line in self._text[:cut].splitlines())
        self._in_code ^= fences % 2 == 1
        self._open_style = spans[-1].style
        self._text = self._text[cut:]
        return [sentence for sentence in finished if sentence.text]

    def _cited_between(self, start: int, end: int) -> tuple[int, ...]:
        cited = (number for position, numbers in self._markers if start < position <= end for number in numbers)
        return tuple(dict.fromkeys(cited))

    def _clean(self, span: _Span) -> str:
        text = self._text[span.start : span.end]
        return text if span.style == SentenceStyle.CODE else " ".join(_INLINE_MARKUP.sub("", text).split())
