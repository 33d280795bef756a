"""Facts of a sentence that can be asked for by leaving them out: dates, numbers, names and defined terms."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import IntEnum, auto

from engine.stop_words import LANGUAGES
from engine.tasks.definitions import defined_term


class GapKind(IntEnum):
    """What is left out. The lower the value, the better the question."""

    DATE = auto()
    MEASURE = auto()
    TERM = auto()
    NAME = auto()
    YEAR = auto()


@dataclass(frozen=True, slots=True)
class Gap:
    """What may be left out of a sentence, `sentence[start:end]`. Gaps with the same `kind` and `unit` are alike."""

    start: int
    end: int
    answer: str
    kind: GapKind
    unit: str = ""


MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember)"
)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}\.? {MONTH}(?: \d{{4}})?|{MONTH} \d{{1,2}}(?:, \d{{4}})?|{MONTH} \d{{4}}|"
    r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{2}-\d{2})\b(?!\s?,\s?\d)"
)
_YEAR = re.compile(
    r"(?:(?<=\bin )|(?<=\bsince )|(?<=\buntil )|(?<=\bof )|(?<=\bseit )|(?<=\bim Jahr ))(?:1[5-9]|20)\d\d\b"
)
_MEASURE = re.compile(
    r"(?P<currency>[$€£¥]\s?)?(?<![\w.,§/:–-])(?P<number>\d+(?:[.,]\d+)*)(?![\w/:-]|[.,]\d)"
    r"(?:\s?(?P<unit>%|°C?|[$€£¥]|(?:million|billion|thousand|percent|square|cubic|Millionen|Milliarden)\s[^\W\d_]+|"
    r"[^\W\d_]+))?"
)
_SCALES = ("million", "billion", "thousand", "Millionen", "Milliarden")
_SHORT_UNITS = frozenset("mglh")
_REFERENCE = re.compile(
    r"(?:§|\b(?:pages?|figures?|fig|tables?|chapters?|sections?|articles?|numbers?|nos?|nr|volumes?|paragraphs?|"
    r"equations?|appendix|types?|models?|typ|modell|clauses?|rooms?|flat|seite|abbildung|tabelle|"
    r"kapitel|abschnitt|artikel|nummer|absatz))\.?\s*$",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\w,;)] )[A-ZÀ-Þ][a-zà-þ-]{2,}(?: [A-ZÀ-Þ][a-zà-þ-]{2,}){0,2}\b(?!\.\S|\. |['’-]|\s\d)")
_LONGEST_TERM_WORDS = 3
_NO_NAME = re.compile(
    rf"{MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mr|Mrs|Ms|Dr|Figure|Table|Chapter|Section|Inc|Ltd|Corp"
)


def gaps_of(sentence: str, names: Collection[str] | None) -> list[Gap]:
    """What of `sentence` may be left out, the best first.

    `names` are the words that are known as (parts of) names; None where capitals tell no names. What stands in the
    sentence twice is left in: it would give the answer away.
    """
    found = [*_dates(sentence), *_measures(sentence, names), *_terms(sentence), *_names(sentence, names or ())]
    gaps: list[Gap] = []
    for gap in sorted(found, key=lambda gap: (gap.kind, gap.start)):
        overlaps = any(gap.start < other.end and other.start < gap.end for other in gaps)
        if not overlaps and len(re.findall(rf"(?<!\w){re.escape(gap.answer)}(?!\w)", sentence)) == 1:
            gaps.append(gap)
    return gaps


def with_gap(sentence: str, gap: Gap) -> str:
    """The sentence with a line in place of what is left out."""
    return f"{sentence[: gap.start]}_____{sentence[gap.end :]}"


def _dates(sentence: str) -> Iterator[Gap]:
    for match in _DATE.finditer(sentence):
        parts = len(re.findall(r"\w+", match[0]))
        yield Gap(match.start(), match.end(), match[0], GapKind.DATE, str(parts))
    for match in _YEAR.finditer(sentence):
        yield Gap(match.start(), match.end(), match[0], GapKind.YEAR)


def _measures(sentence: str, names: Collection[str] | None) -> Iterator[Gap]:
    for match in _MEASURE.finditer(sentence):
        unit, currency = match["unit"] or "", (match["currency"] or "").strip()
        start, end = match.span("number")
        if (currency or _is_unit(unit, capitals_tell=names is not None)) and not _REFERENCE.search(sentence[:start]):
            # "$5 million" and "$5" are not alike; what follows "$5" otherwise is no unit.
            scale = unit.partition(" ")[0] if unit.split(" ")[0] in _SCALES else ""
            alike = f"{currency} {scale}" if currency else unit.casefold().removesuffix("s")
            yield Gap(start, end, match["number"], GapKind.MEASURE, alike)


def _is_unit(unit: str, *, capitals_tell: bool) -> bool:
    """False for words that follow a number without saying what is counted: "5 or 6", "14 Harbour Street", "3 ITEM"."""
    if not unit or (_is_stop_word(unit) and unit not in _SHORT_UNITS):
        return False
    if unit.isalpha() and ((len(unit) == 1 and unit not in _SHORT_UNITS) or (len(unit) > 2 and unit.isupper())):
        return False
    return not (capitals_tell and unit[0].isupper())


def _terms(sentence: str) -> Iterator[Gap]:
    term = defined_term(sentence)
    words = term.split() if term is not None else []
    is_clean = all(word.isalpha() and not _is_stop_word(word) for word in words)
    if term is not None and is_clean and len(words) <= _LONGEST_TERM_WORDS and (start := sentence.find(term)) >= 0:
        yield Gap(start, start + len(term), term, GapKind.TERM)


def _names(sentence: str, names: Collection[str]) -> Iterator[Gap]:
    for match in _NAME.finditer(sentence):
        words = match[0].split()
        if not _NO_NAME.search(match[0]) and all(word in names for word in words):
            yield Gap(match.start(), match.end(), match[0], GapKind.NAME, str(len(words)))


def _is_stop_word(word: str) -> bool:
    return any(word.casefold() in stop_words for stop_words in LANGUAGES)
