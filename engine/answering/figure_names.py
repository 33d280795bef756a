"""Finds the figure that a question names: one with a name of its own, a ratio of two, or a row of accounts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from engine.answering.figure_formulas import FigureFormula, formula_of, named_figures, ratio_of, row_kinds

_BETWEEN = (
    r"(?:[ -]to[ -]|\s*/\s*| divided by | (?:expressed |measured )?as an? (?:percentage|percent|share|proportion|"
    r"fraction|multiple) of )(?:the )?"
)
"""What stands between the two sides of a ratio."""


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """The formula of what a question names, and where in the question it does."""

    formula: FigureFormula
    start: int
    end: int


def figure_named(question: str) -> NamedFigure | None:
    """The figure or ratio that `question` names first; None if it names none."""
    return _ratio_in(question) or _figure_in(question)


def row_named(question: str) -> NamedFigure | None:
    """The row of accounts that `question` names first, by its longest name; None if it names none."""
    found = [NamedFigure(formula_of(name), *match.span()) for name, match in _first_matches(question)]
    return min(found, key=lambda named: (named.start, -named.end), default=None)


def _first_matches(question: str) -> Iterator[tuple[str, re.Match[str]]]:
    for name, pattern in _row_patterns():
        if match := pattern.search(question):
            yield name, match


def _figure_in(question: str) -> NamedFigure | None:
    for formula, pattern in _figure_patterns():
        if match := pattern.search(question):
            return NamedFigure(formula, *match.span())
    return None


def _ratio_in(question: str) -> NamedFigure | None:
    match = _ratio_pattern().search(question)
    if match is None:
        return None
    sides = dict(name.split("_", 1) for name, text in match.groupdict().items() if text and "_" in name)
    formula = ratio_of(sides["over"], sides["under"], of_average=match["average"] is not None)
    return NamedFigure(formula, *match.span())


@cache
def _figure_patterns() -> tuple[tuple[FigureFormula, re.Pattern[str]], ...]:
    """What has a name of its own, alone: of "debt to EBITDA" it is only a side."""
    return tuple(
        (figure, _pattern(rf"(?<!to[ -])(?:{figure.asked})(?: ratio)?(?![ -]to\b)"))
        for figure in named_figures().values()
    )


@cache
def _row_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = (row for row in row_kinds().values() if row.asked)
    return tuple((row.name, _pattern(rf"\b(?:{row.asked})\b")) for row in rows)


@cache
def _ratio_pattern() -> re.Pattern[str]:
    """Finds "A to B (ratio)", "ratio of A to B" and "A as a percentage of B"."""
    asked = {name: item.asked for name, item in named_figures().items()}
    asked |= {name: row.asked for name, row in row_kinds().items() if row.asked}
    over, under = ("|".join(f"(?P<{side}_{name}>{text})" for name, text in asked.items()) for side in ("over", "under"))
    return _pattern(rf"\b(?:{over}){_BETWEEN}(?P<average>average )?(?:{under})(?:[ -]ratio)?\b(?! ratio)")


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
