"""Facts of a sentence that can be asked for by leaving them out: dates, numbers, names and defined terms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, auto

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


_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember)"
)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}\.? {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:, \d{{4}})?|{_MONTH} \d{{4}}|"
    r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{2}-\d{2})\b"
)
_YEAR = re.compile(
    r"(?:(?<=\bin )|(?<=\bsince )|(?<=\buntil )|(?<=\bof )|(?<=\bseit )|(?<=\bim Jahr ))(?:1[5-9]|20)\d\d\b"
)
_MEASURE = re.compile(
    r"(?P<currency>[$€£¥]\s?)?(?<![\w.,§/:-])(?P<number>\d+(?:[.,]\d+)*)(?![\w/:-]|[.,]\d)"
    r"(?:\s?(?P<unit>%|°C?|[$€£¥]|(?:million|billion|thousand|percent|square|cubic|Millionen|Milliarden)\s[^\W\d_]+|"
    r"[^\W\d_]+))?"
)
_REFERENCE = re.compile(
    r"(?:§|\b(?:pages?|figures?|fig|tables?|chapters?|sections?|articles?|numbers?|nos?|nr|volumes?|paragraphs?|"
    r"equations?|appendix|types?|models?|typ|modell|clauses?|rooms?|flat|seite|abbildung|tabelle|kapitel|abschnitt|artikel|nummer|absatz))\.?\s*$",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\w,;)] )[A-ZÀ-Þ][a-zà-þ'’-]{2,}(?: [A-ZÀ-Þ][a-zà-þ'’-]{2,}){0,2}\b")
_NO_NAME = re.compile(rf"{_MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mr|Mrs|Ms|Dr|Figure|Table|Chapter|Section")


def gaps_of(sentence: str, *, names: bool) -> list[Gap]:
    """What of `sentence` may be left out, the best first; `names` says whether capitals tell names in its language.

    What stands in the sentence twice is left in: it would give the answer away.
    """
    found = [*_dates(sentence), *_measures(sentence, names), *_terms(sentence), *(_names(sentence) if names else ())]
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


def _measures(sentence: str, names: bool) -> Iterator[Gap]:
    for match in _MEASURE.finditer(sentence):
        if names and (match["unit"] or "")[:1].isupper() and not match["unit"].startswith("°C"):
            continue  # an address ("14 Harbour Street"), a model ("3310 Nokia")
        unit = (match["currency"] or match["unit"] or "").strip().casefold()
        start, end = match.span("number")
        is_measured = bool(unit) and not (unit.isalpha() and len(unit) == 1)
        if is_measured and not _REFERENCE.search(sentence[:start]):
            yield Gap(start, end, match["number"], GapKind.MEASURE, unit.removesuffix("s"))


def _terms(sentence: str) -> Iterator[Gap]:
    term = defined_term(sentence)
    if term is not None and (start := sentence.find(term)) >= 0:
        yield Gap(start, start + len(term), term, GapKind.TERM)


def _names(sentence: str) -> Iterator[Gap]:
    for match in _NAME.finditer(sentence):
        if not _NO_NAME.search(match[0]):
            yield Gap(match.start(), match.end(), match[0], GapKind.NAME, str(len(match[0].split())))
