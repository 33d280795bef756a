"""Tells a calculated figure in a sentence, with the whole calculation."""

import re
from dataclasses import dataclass

from engine.answering.answer_form import decimals_wanted, per_cent_wanted, unit_wanted
from engine.answering.figure_arithmetic import Calculation
from engine.answering.figure_formulas import FigureFormula
from engine.answering.figure_wanted import Wanted

_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
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

    @property
    def is_amount(self) -> bool:
        """True if it is counted as the rows are."""
        return self.formula.is_amount and self.wanted not in (Wanted.GROWTH, Wanted.COMPOUND_GROWTH)


def is_converted(result: FigureResult, question: str) -> bool:
    """Whether the question wants an amount in another unit than that of the rows, which is known."""
    wanted = unit_wanted(question)
    return result.is_amount and bool(wanted and result.unit) and result.unit != f"{wanted}s"


def told(result: FigureResult, question: str) -> tuple[str, str]:
    """The sentence, and the figure in it, in the form that the question wishes for."""
    calculation, decimals = result.calculation, decimals_wanted(question)
    head = f"{result.formula.name}{_time(result.wanted, result.years)}: {calculation.words} = {calculation.figures}"
    if not result.is_amount:
        shown = _shown(result, decimals, per_cent=per_cent_wanted(question))
        return f"{head} = {shown}{_in_points(result)}.", shown
    counted, growth = f" (in {result.unit})" * bool(result.unit), _growth(result)
    usual = _number(calculation.value, _decimals_of_amount(result))
    if is_converted(result, question):
        shown = _converted(result, unit_wanted(question), decimals)
        amount = "" if calculation.is_figure else f" = {usual}"
        return f"{head}{amount}{counted} = {shown}{growth}.", shown
    shown = usual if decimals is None else _number(calculation.value, decimals)
    return f"{head} = {shown}{counted}{growth}.", shown


def _time(wanted: Wanted, years: tuple[int, ...]) -> str:
    """Of which years a figure is, as its name goes on."""
    if wanted is Wanted.VALUE:
        return f" in {years[0]}"
    if wanted is Wanted.AVERAGE:
        is_range = years == tuple(range(years[0], years[-1] + 1))
        return f", average of {f'{years[0]} to {years[-1]}' if is_range else ', '.join(map(str, years))}"
    change = "growth a year" if wanted is Wanted.COMPOUND_GROWTH else "change"
    return f", {change} from {years[0]} to {years[-1]}"


def _shown(result: FigureResult, decimals: int | None, *, per_cent: bool) -> str:
    """A value that is no amount with the decimals wanted, or as many as such figures are usually told with."""
    value = result.calculation.value
    in_per_cent = _number(value, 1 if decimals is None else decimals, per_cent=True)
    if result.wanted in (Wanted.GROWTH, Wanted.COMPOUND_GROWTH):
        return in_per_cent
    usual = 2 if abs(value) >= 1 else 3
    number = _number(value, usual if decimals is None else decimals)
    if result.wanted is Wanted.DIFFERENCE or not result.formula.is_share:
        return number
    return in_per_cent if per_cent else f"{number} ({_number(value, 1, per_cent=True)})"


def _in_points(result: FigureResult) -> str:
    """The difference of two shares in percentage points, as a sentence adds it; "" for anything else."""
    is_of_shares = result.wanted is Wanted.DIFFERENCE and result.formula.is_share
    return f" ({_number(100 * result.calculation.value, 1)} percentage points)" if is_of_shares else ""


def _growth(result: FigureResult) -> str:
    """A difference as a share of what was there, as a sentence adds it; "" for anything else."""
    if result.wanted is not Wanted.DIFFERENCE or result.first <= 0:
        return ""
    return f", {_number(result.calculation.value / result.first, 1, per_cent=True)}"


def _converted(result: FigureResult, unit: str, decimals: int | None) -> str:
    """An amount in another unit, exactly unless decimals are wanted."""
    value = result.calculation.value * _SCALES[result.unit.removesuffix("s")] / _SCALES[unit]
    number = f"{value:,.6f}".rstrip("0").rstrip(".") if decimals is None else f"{value:,.{decimals}f}"
    return f"{number} {unit}".replace("-", "−")


def _decimals_of_amount(result: FigureResult) -> int:
    """As many as the figures have, and one more for what is between them, as means are."""
    printed = max((len(decimals) for decimals in _DECIMALS.findall(result.calculation.figures)), default=0)
    return printed + (abs(round(result.calculation.value, printed) - result.calculation.value) > _NEARLY_NOTHING)


def _number(value: float, decimals: int, *, per_cent: bool = False) -> str:
    return f"{value:,.{decimals}{'%' if per_cent else 'f'}}".replace("-", "−")
