"""Takes a question for a figure of accounts apart: which figure, of which years, and what of them is wanted."""

import re
from dataclasses import dataclass

from engine.answering.answer_form import UNIT_WANTED
from engine.answering.figure_formulas import FigureFormula, average_balance, row_kinds
from engine.answering.figure_names import NamedFigure, figure_named, row_named
from engine.answering.figure_wanted import PER_CENT, Wanted, wanted_of
from engine.answering.figure_years import YEAR, YEAR_BEFORE, last_years, with_whole_years, years_wanted
from engine.answering.own_definitions import NotUnderstood, own_definitions

_ASKS_FOR_SOMETHING_ELSE = re.compile(r"\b(?:why|when|who|whose|does .* mean)\b", re.IGNORECASE)
_MAKES_ANOTHER_FIGURE = re.compile(
    r"\b(?:other|not?|nor|each|every|all|both|few|some|such|same|only|most|more|before|after|if|where)\b|"
    r"\b(?:should|will|would|might|must|(?-i:may))\b|"
    r"\bhow\b(?! (?:much|many|high|low|large|big|great|strong)\b)|\bdo (?:with|about|to)\b|\ban? §|[£€¥]|"
    r"[/÷×*+−=-]\s*§|§\s*[/÷×*+−=]|"
    r"\bthis (?:fiscal |financial |calendar )?(?:year|quarter|month)\b|^\W*(?:what(?:['’]?s| is| are) )?§\W*$",
    re.IGNORECASE,
)
"""What the rest of a question has, mostly in small words that tell no document, if it asks for another figure, for a
plan, for how something is done, or for what the name of a figure means."""
_TELLS_NO_DOCUMENT = re.compile(
    r"\b(?:fiscal|financial|calendar|fy|f(?=\d)|years?|company|value|calculated?|compute|determine|please|annual|"
    r"reports?|10-?k|end(?:ed|ing)|an[swe]{3,4}r|compared?|comparison|versus|vs|relative|thru|till|in per ?cent|"
    r"spen[dt]|went|goes)(?:\b|(?=\d))",
    re.IGNORECASE,
)


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
        """True if the figure is that of a row for one year which nothing else tells: there is nothing to calculate."""
        row = row_kinds().get(self.formula.formula)
        return self.wanted is Wanted.VALUE and row is not None and not row.otherwise


def figure_question(question: str) -> FigureQuestion | None:
    """What `question` asks for; None if that is no figure which can be calculated."""
    if _ASKS_FOR_SOMETHING_ELSE.search(question):
        return None
    try:
        own = own_definitions(with_whole_years(question))
    except NotUnderstood:
        return None
    named = figure_named(own.question, own.formulas)
    if named is None:
        return None if own.formulas else _of_row(own.question)
    asked = _question(named.formula, _marked(own.question, named))
    # What a question defines and then does not use tells that it was not understood.
    return None if asked is None or "@" in asked.rest else asked


def _of_row(question: str) -> FigureQuestion | None:
    named = row_named(question)
    return None if named is None else _question(named.formula, _marked(question, named))


def _marked(question: str, named: NamedFigure) -> str:
    """The question with § for the figure, which it may name again: "in 2021 than revenue in 2020", "(DPO)"."""
    again = re.compile(named.formula.asked or rf"\b{re.escape(question[named.start : named.end])}\b", re.IGNORECASE)
    before, after = (again.sub(" ", part) for part in (question[: named.start], question[named.end :]))
    return f"{before}§ {named.kept}{after}"


def _question(formula: FigureFormula, marked: str) -> FigureQuestion | None:
    last, marked = last_years(" ".join(marked.split()))
    wanted, count, rest = wanted_of(marked)
    years = set(YEAR.findall(marked))
    if last and (count or years or wanted is not Wanted.AVERAGE):
        return None
    if wanted is Wanted.AVERAGE and not (last or count) and len(years) < 2 and formula.is_balance:
        wanted, formula = Wanted.VALUE, average_balance(formula)
    return _asked(formula, wanted, marked, last or count, rest)


def _asked(formula: FigureFormula, wanted: Wanted, marked: str, count: int, rest: str) -> FigureQuestion | None:
    years = years_wanted(wanted, marked, count)
    if years is None or (wanted in (Wanted.GROWTH, Wanted.COMPOUND_GROWTH) and formula.is_share):
        return None
    rest = YEAR_BEFORE.sub(" ", rest)
    if _MAKES_ANOTHER_FIGURE.search(rest):
        return None
    rest = YEAR.sub(" ", _TELLS_NO_DOCUMENT.sub(" ", UNIT_WANTED.sub(" ", rest)))
    if wanted is not Wanted.VALUE:
        rest = re.sub(rf"\bin {PER_CENT}", " ", rest)
    return FigureQuestion(formula, wanted, years, count or 2, rest.replace("§", " "))
