"""Measured figures: kept in a file, printed as a table, compared with a baseline."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure.

    `count` is the number of cases that it is the mean of. `tolerance` is how much worse it may get before a comparison
    fails; None for speeds, which other work on the machine changes. `lower_is_better` for errors and seconds.
    """

    value: float
    count: int
    tolerance: float | None = 0.005
    lower_is_better: bool = False

    def is_worse_than(self, before: "Figure") -> bool:
        """True if this figure fell by more than its tolerance."""
        if self.tolerance is None or math.isnan(before.value):
            return False
        loss = self.value - before.value if self.lower_is_better else before.value - self.value
        return math.isnan(self.value) or loss > self.tolerance


Figures = Mapping[str, Figure]
"""Figures by what they measure."""
Report = Mapping[str, Figures]
"""Figures by the title of their table. A title says all that makes figures comparable: set, questions, model."""


def seconds_figure(value: float, count: int) -> Figure:
    """A duration in seconds."""
    return Figure(value, count, tolerance=None, lower_is_better=True)


def save_report(report: Report, file: Path) -> None:
    """Write a report as JSON."""
    tables = {
        title: {name: _rounded(asdict(figure)) for name, figure in figures.items()} for title, figures in report.items()
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(tables, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def load_report(file: Path) -> dict[str, dict[str, Figure]]:
    """A report that was saved. Raises `OSError` and `ValueError`."""
    tables = json.loads(file.read_text(encoding="utf-8"))
    return {
        title: {name: Figure(**_with_nan(entry)) for name, entry in figures.items()}
        for title, figures in tables.items()
    }


def fallen(report: Report, baseline: Report) -> list[str]:
    """The figures of both reports that fell by more than their tolerance, as "title: name"."""
    return [
        f"{title}: {name}"
        for title, figures in report.items()
        for name, figure in figures.items()
        if name in baseline.get(title, {}) and figure.is_worse_than(baseline[title][name])
    ]


def table(title: str, figures: Figures, before: Figures | None = None) -> str:
    """A Markdown table of figures; with `before`, the figures before and after."""
    header = ["figure", "value", "of"] if before is None else ["figure", "before", "after", "change", "of"]
    rows = [_cells(name, figure, before) for name, figure in figures.items()]
    lines = [f"### {title}", "", _line(header), _line(["---"] * len(header)), *map(_line, rows), ""]
    return "\n".join(lines)


def _cells(name: str, figure: Figure, before: Figures | None) -> list[str]:
    if before is None:
        return [name, _text(figure.value), str(figure.count)]
    earlier = before.get(name)
    if earlier is None:
        return [name, "", _text(figure.value), "new", str(figure.count)]
    change = f"{figure.value - earlier.value:+.3f}" + (" (worse)" if figure.is_worse_than(earlier) else "")
    return [name, _text(earlier.value), _text(figure.value), change, str(figure.count)]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _text(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.3f}"


def _rounded(entry: dict[str, object]) -> dict[str, object]:
    """The entry as JSON can hold it: NaN, which JSON lacks, as null."""
    value = entry["value"]
    assert isinstance(value, float | int)
    return {**entry, "value": None if math.isnan(value) else round(value, 4)}


def _with_nan(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "value": math.nan} if entry["value"] is None else entry
