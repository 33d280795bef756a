"""Formulas for figures that follow from rows of yearly accounts: which one a question asks for, and what it comes to.

The formulas and the rows are data (`resources/search/calculated_figures.toml`).
"""

import ast
import operator
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any

from engine.paths import resources_folder

_OPERATIONS: Mapping[type[ast.operator], tuple[str, Callable[[float, float], float]]] = {
    ast.Add: ("+", operator.add),
    ast.Sub: ("−", operator.sub),
    ast.Mult: ("×", operator.mul),
    ast.Div: ("/", operator.truediv),
}

_AVERAGE = "average"
"""The one function of formulas: the mean of a row's figures for two years."""


class CannotCalculate(Exception):
    """A row that the formula needs is not there, or the divisor is nothing."""


@dataclass(frozen=True, slots=True)
class RowKind:
    """A row of accounts that formulas name.

    `labels` may stand at its beginning, best first, in lower case. `asked` is how questions call it in ratios (a
    regular expression; "" if they don't). Where it is not printed it counts as nothing (`may_be_absent`), or follows
    from other rows (`otherwise`). Of a `positive` one the sign is left out.
    """

    name: str
    statement: str
    labels: tuple[str, ...]
    asked: str = ""
    may_be_absent: bool = False
    positive: bool = False
    otherwise: str = ""

    @property
    def title(self) -> str:
        """What it is called in an answer."""
        return self.name.replace("_", " ")


@dataclass(frozen=True, slots=True)
class FigureFormula:
    """A figure, what of a question asks for it, and how it follows from rows; `is_share` if it is told in per cent."""

    name: str
    asked: re.Pattern[str]
    formula: str
    is_share: bool = False

    @property
    def is_amount(self) -> bool:
        """True if it is counted as the rows are (in millions, say); a quotient is not."""
        return "/" not in self.formula

    def rows(self) -> Iterator[RowKind]:
        """The rows that the formula names, those included that others may follow from."""
        for row in _rows_named(self.formula):
            yield row
            yield from _rows_named(row.otherwise) if row.otherwise else ()


@dataclass(frozen=True, slots=True)
class RowFigure:
    """The figure of a row for one year, as it is shown and as a number."""

    shown: str
    value: float


class _Binding(IntEnum):
    """How strongly the parts of a calculation hold together: weaker ones get brackets within stronger ones."""

    SUM = 1
    PRODUCT = 2
    FIGURE = 3


@dataclass(frozen=True, slots=True)
class Calculation:
    """A calculation in words, in figures, and what it comes to."""

    words: str
    figures: str
    value: float
    binding: _Binding = _Binding.FIGURE

    def within(self, binding: _Binding) -> tuple[str, str]:
        """Words and figures as they stand in a calculation that binds as strongly as `binding`."""
        if self.binding >= binding:
            return self.words, self.figures
        return f"({self.words})", f"({self.figures})"


FigureOf = Callable[[RowKind, int], RowFigure | None]
"""Tells the figure of a row for the year asked for (0) or the one before (-1); None if it is not printed."""


def formula_asked_for(question: str) -> FigureFormula | None:
    """The formula of the figure that `question` asks for; None if it asks for none."""
    named = (formula for formula in _formulas() if formula.asked.search(question))
    return next(named, None) or _ratio_asked_for(question)


def calculate(formula: FigureFormula, figure_of: FigureOf) -> Calculation:
    """Work the formula out. Raises `CannotCalculate`."""
    return _needed(_worked_out(_parsed(formula.formula), figure_of))


@cache
def row_kinds() -> Mapping[str, RowKind]:
    """All rows that formulas can name, by these names."""
    return {name: RowKind(name, **row | {"labels": tuple(row["labels"])}) for name, row in _table()["rows"].items()}


@cache
def _formulas() -> tuple[FigureFormula, ...]:
    """All that have a name. Of "debt to EBITDA" none is meant."""
    return tuple(
        FigureFormula(**item | {"asked": _pattern(rf"(?<!to )(?:{item['asked']})(?: ratio)?(?! to\b)")})
        for item in _table()["figures"]
    )


@cache
def _ratio_pattern() -> re.Pattern[str]:
    """Finds "A to B (ratio)" and "ratio of A to B", where both are rows."""
    asked = "|".join(f"(?P<{{0}}_{row.name}>{row.asked})" for row in row_kinds().values() if row.asked)
    over, under = (f"(?:{asked.replace('{0}', side)})" for side in ("over", "under"))
    return _pattern(rf"\b{over}[ -]to[ -]{under}(?:[ -]ratio)?\b(?! ratio)")


def _ratio_asked_for(question: str) -> FigureFormula | None:
    found = _ratio_pattern().search(question)
    if found is None:
        return None
    over, under = (name.split("_", 1)[1] for name, text in found.groupdict().items() if text is not None)
    name = f"{row_kinds()[over].title} to {row_kinds()[under].title}"
    return FigureFormula(name.capitalize(), _pattern(re.escape(found.group())), f"{over} / {under}", is_share=True)


def _worked_out(node: ast.expr, figure_of: FigureOf) -> Calculation | None:
    """None if it is a row that may be absent, and is."""
    match node:
        case ast.Constant(value=int() as number):
            return Calculation(str(number), str(number), float(number))
        case ast.Name(id=name):
            return _row_worked_out(row_kinds()[name], figure_of)
        case ast.Call(func=ast.Name(id=function), args=[ast.Name(id=name)]) if function == _AVERAGE:
            return _average(row_kinds()[name], figure_of)
        case ast.BinOp(left=left, op=operation, right=right):
            return _combined(_worked_out(left, figure_of), operation, _worked_out(right, figure_of))
    raise ValueError(f"not a formula: {ast.unparse(node)}")


def _row_worked_out(row: RowKind, figure_of: FigureOf) -> Calculation | None:
    figure = figure_of(row, 0)
    if figure is not None:
        return Calculation(row.title, figure.shown, figure.value)
    if row.otherwise:
        return _worked_out(_parsed(row.otherwise), figure_of)
    if row.may_be_absent:
        return None
    raise CannotCalculate(row.name)


def _average(row: RowKind, figure_of: FigureOf) -> Calculation:
    before, after = figure_of(row, -1), figure_of(row, 0)
    if before is None or after is None:
        raise CannotCalculate(row.name)
    mean = (before.value + after.value) / 2
    return Calculation(f"average {row.title}", f"({before.shown} + {after.shown}) / 2", mean, _Binding.PRODUCT)


def _combined(left: Calculation | None, operation: ast.operator, right: Calculation | None) -> Calculation | None:
    is_sum = isinstance(operation, ast.Add | ast.Sub)
    if is_sum and right is None:
        return left
    if isinstance(operation, ast.Add) and left is None:
        return right
    left, right = _needed(left), _needed(right)
    binding = _Binding.SUM if is_sum else _Binding.PRODUCT
    sign, work_out = _OPERATIONS[type(operation)]
    try:
        value = work_out(left.value, right.value)
    except ZeroDivisionError:
        raise CannotCalculate(right.words) from None
    # What is taken away, or divided by, is in brackets if it is itself a sum, or a product.
    (left_words, left_figures) = left.within(binding)
    (right_words, right_figures) = right.within(
        _Binding(binding + 1) if isinstance(operation, ast.Sub | ast.Div) else binding
    )
    return Calculation(f"{left_words} {sign} {right_words}", f"{left_figures} {sign} {right_figures}", value, binding)


def _needed(calculation: Calculation | None) -> Calculation:
    if calculation is None:
        raise CannotCalculate("all of it is absent")
    return calculation


def _rows_named(formula: str) -> Iterator[RowKind]:
    names = (node.id for node in ast.walk(_parsed(formula)) if isinstance(node, ast.Name))
    return (row_kinds()[name] for name in names if name != _AVERAGE)


@cache
def _parsed(formula: str) -> ast.expr:
    return ast.parse(formula, mode="eval").body


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((resources_folder() / "search" / "calculated_figures.toml").read_text(encoding="utf-8"))
