"""Which years a question for a figure means."""

import re
from itertools import pairwise

from engine.answering.figure_wanted import Wanted
from engine.answering.number_words import NUMBER_WORDS, number_of

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d\b")
"""A year of four digits."""
_TO = re.compile(
    r"\s*(?:to|through|thru|until|till|up to|[-–—])\s*(?:the )?(?:fiscal|financial|years?|fy|f|\s)*", re.IGNORECASE
)
_AND = re.compile(r"[\s,]*(?:and|&|,)?\s*(?:fiscal|financial|years?|fy|f|\s)*", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:than|compared?|comparison|versus|vs|relative to|against|over|from)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\b", re.IGNORECASE)
_FROM_OR_UNTIL = re.compile(
    r"\b(?:since|from|after|before|until|till|to|through|by|over|than)"
    r"(?: (?:the|fiscal|financial|years?|fy|f))* ?$",
    re.IGNORECASE,
)
YEAR_BEFORE = re.compile(
    r"\b(?:(?:over|against|than|from|on|compared (?:to|with)|versus|vs\.?|relative to) (?:in )?"
    r"(?:the |its )?(?:previous|prior|preceding) (?:fiscal |financial )?year|(?:than |from )?"
    r"(?:in )?the year before)\b",
    re.IGNORECASE,
)
_EACH_YEAR = re.compile(
    r"\b(?:annual(?:ly|i[sz]ed)?|yearly|y-?o-?y|year[- ](?:over|on|to)[- ]year|(?:a|per|each|every) year|per annum)\b",
    re.IGNORECASE,
)
_MOST_YEARS = 10
_SHORT_YEAR = re.compile(r"\b(fy|f) ?['’]?(\d\d)\b", re.IGNORECASE)
_LAST_YEARS = re.compile(
    rf"\b(?:over|in|for|during|of) the (?:last|past) (\d|{'|'.join(NUMBER_WORDS[2:11])}) (?:fiscal )?years\b",
    re.IGNORECASE,
)

_TWO_IN_ONE = re.compile(r"(?:19|20)\d\d ?[-–/] ?\d\d\b")


def with_whole_years(question: str) -> str:
    """The question with "FY21" as "FY2021"."""
    return _SHORT_YEAR.sub(lambda year: f"{year[1]}{'19' if year[2] > '50' else '20'}{year[2]}", question)


def last_years(question: str) -> tuple[int, str]:
    """Of how many years "over the last three years" speaks (0 if the question does not), and the question without."""
    match = _LAST_YEARS.search(question)
    return (number_of(match[1]), _LAST_YEARS.sub(" ", question)) if match else (0, question)


def years_wanted(wanted: Wanted, marked: str, count: int) -> tuple[int, ...] | None:
    """The years that count, in their order; None if it is not clear which."""
    named = list(YEAR.finditer(marked))
    years = tuple(dict.fromkeys(int(year[0]) for year in named))
    if _TWO_IN_ONE.search(marked):  # "2020/21" is one year, or two
        return None
    if wanted is Wanted.VALUE:
        return years if len(years) <= 1 else None
    if wanted is Wanted.AVERAGE:
        return _years_averaged(named, years, marked, count)
    if len(years) == 2 == len(named):
        return _years_compared(wanted, marked, named, years)
    is_clear = len(years) <= 1 and not _FROM_OR_UNTIL.search(marked[: named[0].start()] if named else "")
    return years if is_clear and _may_be_of_one_year(wanted, marked) else None


def _may_be_of_one_year(wanted: Wanted, marked: str) -> bool:
    """Whether a change may be that of one year; the "change in receivables" is also a row of the cash flows."""
    is_told = YEAR_BEFORE.search(marked) or re.search(r"\bhow much\b", marked, re.IGNORECASE)
    return wanted is Wanted.GROWTH or (wanted is Wanted.DIFFERENCE and is_told is not None)


def _years_averaged(
    named: list[re.Match[str]], years: tuple[int, ...], marked: str, count: int
) -> tuple[int, ...] | None:
    if len(years) < 2:
        return years if 2 <= count <= _MOST_YEARS else None
    gaps = [marked[one.end() : other.start()] for one, other in pairwise(named)]
    is_range = len(gaps) == 1 and (_TO.fullmatch(gaps[0]) or (_BETWEEN.search(marked) and _AND.fullmatch(gaps[0])))
    if is_range:
        years = tuple(range(min(years), max(years) + 1))
    elif not all(_AND.fullmatch(gap) for gap in gaps):
        return None
    return years if len(years) <= _MOST_YEARS and count in (0, len(years)) else None


def _years_compared(
    wanted: Wanted, marked: str, named: list[re.Match[str]], years: tuple[int, ...]
) -> tuple[int, ...] | None:
    """The year that is compared with, and the other one."""
    gap = marked[named[0].end() : named[1].start()]
    if wanted is not Wanted.COMPOUND_GROWTH and abs(years[0] - years[1]) > 1 and _EACH_YEAR.search(marked):
        return None
    if _TO.fullmatch(gap):
        return years
    if re.search(r"\band\b", gap) and _BETWEEN.search(marked[: named[0].start()]):
        return min(years), max(years)
    return years[::-1] if _COMPARED.search(gap) else None
