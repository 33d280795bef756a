"""Finds the figure that a question names: one with a name of its own, a ratio of two, or a row of accounts.

What a question defines itself (`own_definitions`) stands in it as "@0", "@1" and so on.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from engine.answering.figure_formulas import FigureFormula, formula_of, named_figures, ratio_of, row_kinds

_OWN = r"@\d"
_BETWEEN = (
    r"(?:[ -]to[ -]|\s*/\s*| divided by | (?:expressed |measured )?as an? (?:percentage|percent|share|proportion|"
    r"fraction|multiple) of )(?:the )?"
)
"""What stands between the two sides of a ratio."""


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """The formula of what a question names, and where in the question it does; `kept` is what else stands there."""

    formula: FigureFormula
    start: int
    end: int
    kept: str = ""


def figure_named(question: str, own: Sequence[FigureFormula] = ()) -> NamedFigure | None:
    """The figure or ratio that `question` names first, one of `own` among them; None if it names none."""
    return _ratio_in(question, own) or _own_in(question, own) or _figure_in(question)


def row_named(question: str) -> NamedFigure | None:
    """The row of accounts that `question` names first, by its longest name; None if it names none."""
    found = [
        NamedFigure(formula_of(name), *match.span())
        for name, pattern in _row_patterns()
        if (match := pattern.search(question))
    ]
    return min(found, key=lambda named: (named.start, -named.end), default=None)


def named_at(text: str, position: int) -> NamedFigure | None:
    """The figure or row whose name, or label, begins at a position of `text`; the one with the longest if several."""
    found = [
        NamedFigure(formula_of(name), *match.span())
        for name, pattern in _all_names()
        if (match := pattern.match(text, position))
    ]
    return max(found, key=lambda named: named.end, default=None)


def _own_in(question: str, own: Sequence[FigureFormula]) -> NamedFigure | None:
    match = re.search(_OWN, question)
    return NamedFigure(_own_of(match[0], own), *match.span()) if match else None


def _own_of(placeholder: str, own: Sequence[FigureFormula]) -> FigureFormula:
    return own[int(placeholder[1:])]


def _figure_in(question: str) -> NamedFigure | None:
    for formula, pattern in _figure_patterns():
        if match := pattern.search(question):
            return NamedFigure(formula, *match.span())
    return None


def _ratio_in(question: str, own: Sequence[FigureFormula]) -> NamedFigure | None:
    match = _ratio_pattern().search(question) or _share_pattern().search(question)
    if match is None:
        return None
    sides, groups = dict(_sides(match, own)), match.groupdict()
    formula = ratio_of(sides["over"], sides["under"], of_average=groups.get("average") is not None)
    return NamedFigure(formula, *match.span(), f"{groups.get('whose') or ''}{groups.get('verb') or ''}")


def _sides(match: re.Match[str], own: Sequence[FigureFormula]) -> Iterator[tuple[str, FigureFormula]]:
    """The sides of a ratio ("over", "under") and what stands there."""
    for group, text in match.groupdict().items():
        side, _, name = group.partition("_")
        if text and name:
            yield side, _own_of(text, own) if name == "own" else formula_of(name)


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
def _all_names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Rows by their labels, too."""
    asked = {name: [figure.asked] for name, figure in named_figures().items()}
    asked |= {row.name: [*filter(None, [row.asked]), *map(re.escape, row.labels)] for row in row_kinds().values()}
    return tuple((name, _pattern(rf"\b(?:{text})(?!\w)")) for name, texts in asked.items() for text in texts)


@cache
def _ratio_pattern() -> re.Pattern[str]:
    """Finds "A to B (ratio)", "ratio of A to B" and "A as a percentage of B"."""
    over, under = _side("over"), _side("under")
    ratio_of_it = r"(?:ratio of (?:the )?)?"
    return _pattern(
        rf"(?<!\w){ratio_of_it}(?:{over}){_BETWEEN}(?P<average>average )?(?:{under})(?:[ -]ratio)?\b(?! ratio)"
    )


@cache
def _share_pattern() -> re.Pattern[str]:
    """Finds "what percentage of B was A"."""
    return _pattern(
        rf"\b(?:what|which) (?:percentage|percent|share|proportion|fraction) of (?P<whose>(?:[\w.&’']+ ){{0,5}}?)"
        rf"(?:{_side('under')})(?P<verb>(?: [\w.&’']+){{0,5}} (?:was|is|were|are|did|does|do|has|have|went|goes)"
        rf"(?: [\w.&’']+){{0,5}}?) (?:{_side('over')})\b"
    )


def _side(side: str) -> str:
    """What may stand on a side of a ratio, as groups whose names tell the side and what it is."""
    asked = {"own": _OWN} | {name: item.asked for name, item in named_figures().items()}
    asked |= {name: row.asked for name, row in row_kinds().items() if row.asked}
    return "|".join(f"(?P<{side}_{name}>{text})" for name, text in asked.items())


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
