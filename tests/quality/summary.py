"""The most telling figures of a report in three small tables: what the README shows."""

from collections.abc import Mapping, Sequence

from tests.quality.figures import Figures, Report

_SEARCH = ("page hit@1", "page hit@3", "page hit@5", "page hit@10", "MRR", "nDCG@10")
_ANSWERS = (
    "answerable questions answered",
    "first citation on a true page",
    "citation precision",
    "citation recall",
    "refusal precision",
    "refusal recall",
    "answer holds the true one",
    "unsupported sentences shown as supported",
    "quotes located",
    "rectangles cover exactly the quote",
    "seconds to the first token p50",
    "seconds to the whole answer p50",
)
_CLAIMS = ("precision", "recall", "unsupported shown as supported")


def summary(report: Report) -> str:
    """Tables of search, of answers and of the claim checker, each as far as it was measured."""
    searched = {title: figures for title, figures in report.items() if " search" in title or "follow-ups" in title}
    answered = {title: figures for title, figures in report.items() if ": answers" in title}
    checked = {title: figures for title, figures in report.items() if title.startswith("claims")}
    tables = [_rows(searched, _SEARCH), _columns(answered, _ANSWERS), _rows(checked, _CLAIMS)]
    return "\n".join(table for table in tables if table)


def _rows(tables: Mapping[str, Figures], names: Sequence[str]) -> str:
    """One row a title, one column a figure."""
    shown = [name for name in names if any(name in figures for figures in tables.values())]
    lines = [[title, *(_text(figures, name) for name in shown)] for title, figures in tables.items()]
    return _table(["", *shown], lines)


def _columns(tables: Mapping[str, Figures], names: Sequence[str]) -> str:
    """One column a title, one row a figure."""
    shown = [name for name in names if any(name in figures for figures in tables.values())]
    lines = [[name, *(_text(figures, name) for figures in tables.values())] for name in shown]
    return _table(["", *tables], lines)


def _table(header: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    if not lines:
        return ""
    rows = [header, ["---"] * len(header), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def _text(figures: Figures, name: str) -> str:
    if name not in figures:
        return ""
    digits = 1 if name.startswith("seconds") else 2
    return f"{figures[name].value:.{digits}f}"
