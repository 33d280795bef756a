"""Takes a question for a figure of accounts apart: which figure, of which years, and what of them is wanted."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from engine.answering.answer_form import UNIT_WANTED
from engine.answering.figure_formulas import FigureFormula, average_balance, row_kinds
from engine.answering.figure_names import NamedFigure, figure_named, row_named
from engine.answering.number_words import NUMBER_WORDS, number_of
from engine.answering.own_definitions import NotUnderstood, own_definitions


class Wanted(Enum):
    """What is wanted of a figure."""

    VALUE = auto()
    AVERAGE = auto()
    """The mean over years."""
    DIFFERENCE = auto()
    """What was added from one year to another."""
    GROWTH = auto()
    """What was added, as a share of what was there."""


@dataclass(frozen=True, slots=True)
class FigureQuestion:
    """What a question asks for.

    A change goes from the first to the last of `years`. If the question names none or one, `count` years are wanted, up
    to that one or else to the last one that there is. `rest` is the question without all this: it tells the document.
    """

    formula: FigureFormula
    wanted: Wanted
    years: tuple[int, ...]
    count: int
    rest: str

    @property
    def is_printed(self) -> bool:
        """True if the figure is that of a row for one year, so that there is nothing to calculate."""
        return self.wanted is Wanted.VALUE and self.formula.formula in row_kinds()


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d\b")
_TELLS_NO_DOCUMENT = re.compile(
    r"\b(?:fiscal|financial|calendar|fy|f(?=\d)|years?|company|value|calculated?|compute|determine|please|annual|"
    r"reports?|10-?k|end(?:ed|ing)|an[swe]{3,4}r|"
    r"compared|comparison|versus|vs|relative|thru|till|in per ?cent)(?:\b|(?=\d))",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\s*(?:to|through|thru|until|till|up to|[-–—])\s*(?:the )?(?:fiscal|financial|years?|fy|f|\s)*", re.IGNORECASE
)
_AND = re.compile(r"[\s,]*(?:and|&|,)?\s*(?:fiscal|financial|years?|fy|f|\s)*", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:than|compared|comparison|versus|vs|relative to|against|over|from)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\b", re.IGNORECASE)
_FROM_OR_UNTIL = re.compile(
    r"\b(?:since|from|after|before|until|till|to|through|by|over|than)"
    r"(?: (?:the|fiscal|financial|years?|fy|f))* ?$",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
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

_PER_CENT = r"(?:percent(?:age)?(?: terms)?|per cent|%)"
_YEARLY = r"(?:year[- ](?:over|on|to)[- ]year|y-?o-?y)"
_CHANGE = r"(?:change|increase|decrease|growth|rise|decline|drop|difference)"
_CHANGED = (
    r"(?:grow|grown|grew|increased?|risen?|rose|changed?|declined?|decreased?|fall|fell|fallen|drop(?:ped)?|improved?|"
    r"go(?:ne)? (?:up|down)|went (?:up|down))\b"
)
_HIGHER = r"(?:higher|lower|more|less|larger|greater|smaller|bigger)"
_OF = r" (?:of|in|for|between) (?:the )?"
_DID = r"(?:did|does|do|has|have|had|was|were|is|are)"
_WORDS = r"(?P<kept>(?:[^\s?!;§]+ ){0,8}?)"
_MORE = r"(?P<more>(?:[^\s?!;§]+ ){0,8}?)"
_COUNT = rf"(?:(?P<count>\d{{1,2}}|{'|'.join(NUMBER_WORDS[2:11])})[ -]years? )?"
_ASKED = tuple(
    (wanted, re.compile(pattern, re.IGNORECASE))
    for wanted, pattern in (
        (Wanted.GROWTH, rf"(?<!\w)(?:{_PER_CENT}|{_YEARLY}) {_CHANGE}(?: rate)?{_OF}{_WORDS}§"),
        (Wanted.GROWTH, rf"\b(?:rate of growth|growth(?: rate)?){_OF}{_WORDS}§"),
        (Wanted.GROWTH, rf"§ (?:{_PER_CENT}|{_YEARLY}) {_CHANGE}\b(?: rate)?"),
        (Wanted.GROWTH, r"§ growth\b(?: rate)?"),
        (
            Wanted.GROWTH,
            rf"\b(?:by )?(?:how much|what|which)(?: in)? {_PER_CENT} {_DID} {_WORDS}§ {_MORE}{_CHANGED}",
        ),
        (Wanted.GROWTH, rf"\b(?:by )?how (?:much|fast) {_DID} {_WORDS}§ {_MORE}{_CHANGED}(?=.*{_PER_CENT})"),
        (Wanted.DIFFERENCE, rf"\bhow {_DID} {_WORDS}§ {_MORE}change\b"),
        (Wanted.DIFFERENCE, rf"\b(?:by )?how much {_DID} {_WORDS}§ {_MORE}{_CHANGED}"),
        (Wanted.DIFFERENCE, rf"\b(?:by )?how much {_HIGHER} {_DID} {_WORDS}§"),
        (Wanted.DIFFERENCE, rf"\b{_CHANGE}{_OF}{_WORDS}§"),
        (Wanted.DIFFERENCE, rf"§ {_CHANGE}\b"),
        (Wanted.AVERAGE, rf"\b{_COUNT}(?:average|mean)(?: annual| yearly)?(?: value)?(?: of| for)?(?: the)? {_WORDS}§"),
        (Wanted.AVERAGE, rf"§ {_COUNT}(?:average|mean)\b"),
        (Wanted.AVERAGE, rf"\bon average,? {_WORDS}§"),
        (Wanted.AVERAGE, rf"§ {_WORDS}(?:on average|averaged)\b"),
    )
)
"""How questions say what they want of a figure, for which § stands. `kept` and `more` may tell the document."""


def figure_question(question: str) -> FigureQuestion | None:
    """What `question` asks for; None if that is no figure which can be calculated."""
    try:
        own = own_definitions(question)
    except NotUnderstood:
        return None
    named = figure_named(own.question, own.formulas)
    if named is None:
        return None if own.formulas else _of_row(question)
    asked = _question(named.formula, _marked(own.question, named))
    # What a question defines and then does not use tells that it was not understood.
    return None if asked is not None and "@" in asked.rest else asked or _of_row(question)


def _of_row(question: str) -> FigureQuestion | None:
    named = row_named(question)
    return None if named is None else _question(named.formula, _marked(question, named))


def _marked(question: str, named: NamedFigure) -> str:
    """The question with § for the figure, which it may name again: "in 2021 than revenue in 2020", "(DPO)"."""
    again = re.compile(named.formula.asked or rf"\b{re.escape(question[named.start : named.end])}\b", re.IGNORECASE)
    before, after = (again.sub(" ", part) for part in (question[: named.start], question[named.end :]))
    return f"{before}§{after}"


def _question(formula: FigureFormula, marked: str) -> FigureQuestion | None:
    marked = " ".join(marked.split())
    wanted, count, rest = _wanted(marked)
    if wanted is Wanted.AVERAGE and not count and len(set(_YEAR.findall(marked))) < 2 and formula.is_balance:
        wanted, formula = Wanted.VALUE, average_balance(formula)
    years = _years(wanted, marked, count)
    if years is None or (wanted is Wanted.GROWTH and formula.is_share):
        return None
    rest = _YEAR.sub(" ", _TELLS_NO_DOCUMENT.sub(" ", UNIT_WANTED.sub(" ", _YEAR_BEFORE.sub(" ", rest))))
    if wanted is Wanted.GROWTH:
        rest = re.sub(rf"\bin {_PER_CENT}", " ", rest)
    return FigureQuestion(formula, wanted, years, count or 2, rest.replace("§", " "))


def _wanted(marked: str) -> tuple[Wanted, int, str]:
    """What is wanted of the figure, of how many years (0 if that is not said), and the question without that."""
    for wanted, pattern in _ASKED:
        if match := pattern.search(marked):
            groups = match.groupdict()
            count = number_of(groups["count"]) if groups.get("count") else 0
            kept = f"{groups.get('kept') or ''} {groups.get('more') or ''}"
            return wanted, count, f"{marked[: match.start()]} {kept} {marked[match.end() :]}"
    return Wanted.VALUE, 0, marked


def _years(wanted: Wanted, marked: str, count: int) -> tuple[int, ...] | None:
    """The years that count, in their order; None if it is not clear which."""
    named = list(_YEAR.finditer(marked))
    years = tuple(dict.fromkeys(int(year[0]) for year in named))
    if wanted is Wanted.VALUE:
        return years if len(years) <= 1 else None
    if wanted is Wanted.AVERAGE:
        return _years_averaged(named, years, marked, count)
    if len(years) == 2 == len(named):
        return _years_compared(marked, named, years)
    if len(years) > 1 or _FROM_OR_UNTIL.search(marked[: named[0].start()] if named else ""):
        return None
    # The "change in receivables" of one year is a row of the statement of cash flows, which has another figure.
    may_be_a_row = wanted is Wanted.DIFFERENCE and not re.search(r"\bhow much\b", marked, re.IGNORECASE)
    return None if may_be_a_row and not _YEAR_BEFORE.search(marked) else years


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


def _years_compared(marked: str, named: list[re.Match[str]], years: tuple[int, ...]) -> tuple[int, ...] | None:
    """The year that is compared with, and the other one."""
    gap = marked[named[0].end() : named[1].start()]
    if abs(years[0] - years[1]) > 1 and _EACH_YEAR.search(marked):
        return None
    if _TO.fullmatch(gap):
        return years
    if re.search(r"\band\b", gap) and _BETWEEN.search(marked[: named[0].start()]):
        return min(years), max(years)
    return years[::-1] if _COMPARED.search(gap) else None
