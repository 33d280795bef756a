"""Two ways of doing the same thing, timed in turn, so that the ratio holds although the machine's speed drifts."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: our figure, the reference's, and ours divided by the reference's."""

    what: str
    unit: str
    ours: float
    reference: float
    reference_name: str
    ratio: float


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def compare_rates(
    what: str,
    unit: str,
    amount: int,
    ours: Callable[[], object],
    reference: Callable[[], object],
    reference_name: str,
    rounds: int = 5,
) -> Row:
    """Rates (`amount` a second) of both, in turn, `rounds` times after one of each that does not count.

    The row holds the median rates and the median of the ratios of neighbouring runs.
    """
    ours()
    reference()
    pairs = [(amount / seconds(ours), amount / seconds(reference)) for _ in range(rounds)]
    ratio = statistics.median(own / other for own, other in pairs)
    own_rate = statistics.median(own for own, _ in pairs)
    other_rate = statistics.median(other for _, other in pairs)
    return Row(what, unit, own_rate, other_rate, reference_name, ratio)


def print_table(rows: list[Row]) -> None:
    """The rows as a Markdown table."""
    print("| what | Pagewise | reference | ratio |")
    print("|---|---|---|---|")
    for row in rows:
        print(
            f"| {row.what} | {row.ours:,.1f} {row.unit} | {row.reference:,.1f} {row.unit} ({row.reference_name}) "
            f"| {row.ratio:.2f} |"
        )
