"""Works formulas out: a calculation in words, in figures, and what it comes to, for one year or several."""

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import reduce

from engine.answering.figure_formulas import AVERAGE, PRINTED, FigureFormula, RowKind, parsed, row_kinds

_OPERATIONS: Mapping[type[ast.operator], tuple[str, Callable[[float, float], float]]] = {
    ast.Add: ("+", operator.add),
    ast.Sub: ("−", operator.sub),
    ast.Mult: ("×", operator.mul),
    ast.Div: ("/", operator.truediv),
}


class CannotCalculate(Exception):
    """A row that the formula needs is not there or not clear, or the divisor is nothing or less, as a loss is."""


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
    """A calculation in words, in figures, and what it comes to; how strongly the figures and the words bind."""

    words: str
    figures: str
    value: float
    binding: _Binding = _Binding.FIGURE
    words_binding: _Binding = _Binding.FIGURE

    @property
    def is_figure(self) -> bool:
        """True if it is a figure as it is printed: nothing was calculated."""
        return self.binding is _Binding.FIGURE

    def words_within(self, binding: _Binding) -> str:
        """The words as they stand in a calculation that binds as strongly as `binding`."""
        return self.words if self.words_binding >= binding else f"({self.words})"

    def figures_within(self, binding: _Binding) -> str:
        """The figures as they stand in a calculation that binds as strongly as `binding`."""
        return self.figures if self.binding >= binding else f"({self.figures})"

    def of_year(self, year: int) -> "Calculation":
        """The same, with the year in its words."""
        return replace(self, words=f"{self.words_within(_Binding.FIGURE)} in {year}", words_binding=_Binding.FIGURE)


FigureOf = Callable[[RowKind, int], RowFigure | None]
"""Tells the figure of a row for a year; None if it is not printed. Raises `CannotCalculate` if it is not clear."""


def calculate(formula: FigureFormula, figure_of: FigureOf, year: int) -> Calculation:
    """Work the formula out for a year. Raises `CannotCalculate`."""
    return _needed(_worked_out(parsed(formula.formula), figure_of, year))


def average_of(calculations: Sequence[Calculation]) -> Calculation:
    """The mean of the same calculation for several years. Raises `CannotCalculate` if it is not the same for all."""
    words = {calculation.words for calculation in calculations}
    if len(words) > 1:
        raise CannotCalculate(" or ".join(words))
    total = reduce(lambda left, right: _combined(left, ast.Add(), right), calculations)
    count = Calculation("", str(len(calculations)), len(calculations))
    mean = _combined(total, ast.Div(), count)
    return replace(mean, words=f"average of {calculations[0].words_within(_Binding.FIGURE)}")


def difference_of(later: Calculation, earlier: Calculation) -> Calculation:
    """What was added between two years, each of which the words name."""
    return _combined(later, ast.Sub(), earlier)


def growth_of(later: Calculation, earlier: Calculation) -> Calculation:
    """What was added between two years as a share of the earlier one.

    Raises `CannotCalculate` if there was nothing, or less, before: such a share would say nothing.
    """
    if earlier.value <= 0:
        raise CannotCalculate(earlier.words)
    return _combined(difference_of(later, earlier), ast.Div(), earlier)


def compound_growth_of(later: Calculation, earlier: Calculation, years: int) -> Calculation:
    """The growth of each of `years` years that comes to that of all of them. Raises `CannotCalculate`."""
    if earlier.value <= 0 or later.value <= 0 or years <= 0:
        raise CannotCalculate(earlier.words)
    ratio = _combined(later, ast.Div(), earlier)
    root = f"^ (1 / {years}) − 1"
    value = (later.value / earlier.value) ** (1 / years) - 1
    return Calculation(f"({ratio.words}) {root}", f"({ratio.figures}) {root}", value, _Binding.SUM, _Binding.SUM)


def _worked_out(node: ast.expr, figure_of: FigureOf, year: int) -> Calculation | None:
    """None if it is a row that may be absent, and is."""
    match node:
        case ast.Constant(value=int() as number):
            return Calculation(str(number), str(number), float(number))
        case ast.Name(id=name):
            return _row_worked_out(row_kinds()[name], figure_of, year)
        case ast.Call(func=ast.Name(id=function), args=[averaged]) if function == AVERAGE:
            return _mean(averaged, figure_of, year)
        case ast.Call(func=ast.Name(id=function), args=[printed]) if function == PRINTED:
            return _needed(_worked_out(printed, figure_of, year))
        case ast.BinOp(left=left, op=operation, right=right):
            return _joined(_worked_out(left, figure_of, year), operation, _worked_out(right, figure_of, year))
    raise ValueError(f"not a formula: {ast.unparse(node)}")


def _row_worked_out(row: RowKind, figure_of: FigureOf, year: int) -> Calculation | None:
    figure = figure_of(row, year)
    if figure is not None:
        return Calculation(row.title, figure.shown, figure.value)
    if row.otherwise:
        return _worked_out(parsed(row.otherwise), figure_of, year)
    if row.may_be_absent:
        return None
    raise CannotCalculate(row.name)


def _mean(node: ast.expr, figure_of: FigureOf, year: int) -> Calculation:
    """The mean of a balance at the beginning and the end of a year."""
    of_both_years = [_needed(_worked_out(node, figure_of, year + offset)) for offset in (-1, 0)]
    mean = average_of(of_both_years)
    return replace(mean, words=f"average {of_both_years[0].words_within(_Binding.FIGURE)}")


def _joined(left: Calculation | None, operation: ast.operator, right: Calculation | None) -> Calculation | None:
    """Both sides of a sum or product; a side that is absent adds nothing to a sum."""
    if isinstance(operation, ast.Add | ast.Sub) and right is None:
        return left
    if isinstance(operation, ast.Add) and left is None:
        return right
    return _combined(_needed(left), operation, _needed(right))


def _combined(left: Calculation, operation: ast.operator, right: Calculation) -> Calculation:
    binding = _Binding.SUM if isinstance(operation, ast.Add | ast.Sub) else _Binding.PRODUCT
    sign, work_out = _OPERATIONS[type(operation)]
    if isinstance(operation, ast.Div) and right.value <= 0:
        raise CannotCalculate(right.words)
    # What is taken away, or divided by, is in brackets if it is itself a sum, or a product.
    after = _Binding(binding + 1) if isinstance(operation, ast.Sub | ast.Div) else binding
    words = f"{left.words_within(binding)} {sign} {right.words_within(after)}"
    figures = f"{left.figures_within(binding)} {sign} {right.figures_within(after)}"
    return Calculation(words, figures, work_out(left.value, right.value), binding, binding)


def _needed(calculation: Calculation | None) -> Calculation:
    if calculation is None:
        raise CannotCalculate("all of it is absent")
    return calculation
