"""Tells a calculated figure in a sentence, with the whole calculation."""

import re
from dataclasses import dataclass

from engine.answering.answer_form import decimals_wanted, per_cent_wanted
from engine.answering.figure_arithmetic import Calculation
from engine.answering.figure_formulas import FigureFormula
from engine.answering.figure_question import Wanted

_NEARLY_NOTHING = 1e-6
_DECIMALS = re.compile(r"(?<=\d\.)\d+")


@dataclass(frozen=True, slots=True)
class FigureResult:
    """What was calculated: `first` is the value of the first of `years`, `unit` what rows are counted in, or ""."""

    formula: FigureFormula
    wanted: Wanted
    years: tuple[int, ...]
    calculation: Calculation
    first: float
    unit: str


def told(result: FigureResult, question: str) -> tuple[str, str]:
    """The sentence, and the figure in it, in the form that the question wishes for."""
    shown = _shown(result, decimals_wanted(question), per_cent=per_cent_wanted(question))
    more = ""
    if result.formula.is_amount and result.wanted is not Wanted.GROWTH:
        more = f" (in {result.unit})" * bool(result.unit)
        if result.wanted is Wanted.DIFFERENCE and result.first > 0:
            more += f", {_number(result.calculation.value / result.first, 1, per_cent=True)}"
    elif result.wanted is Wanted.DIFFERENCE and result.formula.is_share:
        more = f" ({_number(100 * result.calculation.value, 1)} percentage points)"
    calculation = result.calculation
    head = f"{result.formula.name}{_time(result.wanted, result.years)}"
    return f"{head}: {calculation.words} = {calculation.figures} = {shown}{more}.", shown


def _time(wanted: Wanted, years: tuple[int, ...]) -> str:
    """Of which years a figure is, as its name goes on."""
    if wanted is Wanted.VALUE:
        return f" in {years[0]}"
    if wanted is Wanted.AVERAGE:
        is_range = years == tuple(range(years[0], years[-1] + 1))
        return f", average of {f'{years[0]} to {years[-1]}' if is_range else ', '.join(map(str, years))}"
    return f", change from {years[0]} to {years[-1]}"


def _shown(result: FigureResult, decimals: int | None, *, per_cent: bool) -> str:
    """The value with the decimals wanted, or as many as such figures are usually told with."""
    value, formula = result.calculation.value, result.formula
    if result.wanted is Wanted.GROWTH:
        return _number(value, 1 if decimals is None else decimals, per_cent=True)
    if result.wanted is Wanted.DIFFERENCE or not formula.is_share:
        usual = _decimals_of_amount(result) if formula.is_amount else 2 if abs(value) >= 1 else 3
        return _number(value, usual if decimals is None else decimals)
    if per_cent:
        return _number(value, 1 if decimals is None else decimals, per_cent=True)
    usual = 2 if abs(value) >= 1 else 3
    return f"{_number(value, usual if decimals is None else decimals)} ({_number(value, 1, per_cent=True)})"


def _decimals_of_amount(result: FigureResult) -> int:
    """As many as the figures have, and one more for what is between them, as means are."""
    printed = max((len(decimals) for decimals in _DECIMALS.findall(result.calculation.figures)), default=0)
    return printed + (abs(round(result.calculation.value, printed) - result.calculation.value) > _NEARLY_NOTHING)


def _number(value: float, decimals: int, *, per_cent: bool = False) -> str:
    return f"{value:,.{decimals}{'%' if per_cent else 'f'}}".replace("-", "−")
