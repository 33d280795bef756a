"""Two ways of doing the same thing, timed in turn, so that the ratio holds although the machine's speed drifts."""

import statistics
import time
from collections.abc import Callable, Sequence
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


def median_ratio(what: str, unit: str, pairs: Sequence[tuple[float, float]], reference_name: str) -> Row:
    """A row of the median figures of `pairs` (ours, the reference's) and of the median of their ratios."""
    return Row(
        what,
        unit,
        statistics.median(own for own, _ in pairs),
        statistics.median(other for _, other in pairs),
        reference_name,
        statistics.median(own / other for own, other in pairs),
    )


def compare_rates(
    what: str,
    unit: str,
    amount: int,
    ours: Callable[[], object],
    reference: Callable[[], object],
    reference_name: str,
    rounds: int = 5,
) -> Row:
    """Rates (`amount` a second) of both, in turn, `rounds` times after one of each that does not count."""
    ours()
    reference()
    pairs = [(amount / seconds(ours), amount / seconds(reference)) for _ in range(rounds)]
    return median_ratio(what, unit, pairs, reference_name)


def print_table(rows: Sequence[Row]) -> None:
    """The rows as a Markdown table."""
    print("| what | Pagewise | reference | ratio |")
    print("|---|---|---|---|")
    for row in rows:
        reference = f"{row.reference:,.1f} {row.unit} ({row.reference_name})"
        print(f"| {row.what} | {row.ours:,.1f} {row.unit} | {reference} | {row.ratio:.2f} |")
