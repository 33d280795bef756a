"""Formulas for figures that follow from rows of yearly accounts, and the rows that they name.

Both are data (`resources/search/calculated_figures.toml`).
"""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from engine.answering.account_rows import AccountRow
from engine.paths import resources_folder

AVERAGE = "average"
"""A function of formulas: the mean of what stands in its brackets for two years."""
PRINTED = "printed"
"""A function of formulas: what stands in its brackets must not be absent."""
_NAME = re.compile(r"[a-z]\w*")


@dataclass(frozen=True, slots=True)
class RowKind:
    """A row of accounts that formulas name.

    `labels` may stand at its beginning, best first, in lower case. `asked` is how questions call it (a regular
    expression; "" if they don't). Where it is not printed it counts as nothing (`may_be_absent`), or follows from other
    rows (`otherwise`). Beside another row that matches `instead` it is not clear. A label that matches `never` is
    another's, and so is one that does not stand `above` the row of that label. Of a `positive` one the sign is left
    out. One that is `in_notes`, too, does not tell a statement; one that the statement lacks may be taken `from_notes`.
    In answers it is `called` so, or else by its name.
    """

    name: str
    statement: str
    labels: tuple[str, ...]
    asked: str = ""
    may_be_absent: bool = False
    positive: bool = False
    otherwise: str = ""
    instead: str = ""
    never: str = ""
    above: str = ""
    in_notes: bool = False
    from_notes: bool = False
    called: str = ""

    def is_row(self, row: AccountRow, label: str) -> bool:
        """True if `row` is called `label`, one of the kind's, and is of this kind."""
        return row.begins_with(label) and not (self.never and re.search(self.never, row.label, re.IGNORECASE))

    def is_told_by(self, row: AccountRow) -> bool:
        """True if `row` is of this kind, whatever label of it it has."""
        return any(self.is_row(row, label) for label in self.labels)

    def called_as_in(self, question: str) -> "RowKind":
        """The same with those labels first that stand in `question` (in lower case); single words tell too little."""
        return replace(self, labels=tuple(sorted(self.labels, key=lambda label: not _is_named(label, question))))

    @property
    def title(self) -> str:
        """What it is called in an answer."""
        return self.called or self.name.replace("_term", "-term").replace("_", " ")


@dataclass(frozen=True, slots=True)
class FigureFormula:
    """A figure and how it follows from rows; `is_share` if it is told in per cent.

    `asked` is how questions call it (a regular expression; "" for one that a question put together).
    """

    name: str
    formula: str
    asked: str = ""
    is_share: bool = False

    @property
    def is_amount(self) -> bool:
        """True if it is counted as the rows are (in millions, say); a quotient is not."""
        return "/" not in self.formula

    @property
    def is_balance(self) -> bool:
        """True if it is an amount at the end of a year, so that there is one at its beginning, too."""
        return self.is_amount and all(row.statement == "balance sheet" for row in self.rows())

    def rows(self) -> Iterator[RowKind]:
        """The rows that the formula names, those included that others may follow from."""
        for row in _rows_named(self.formula):
            yield row
            yield from _rows_named(row.otherwise) if row.otherwise else ()


@cache
def row_kinds() -> Mapping[str, RowKind]:
    """All rows that formulas can name, by these names."""
    return {name: RowKind(name, **row | {"labels": tuple(row["labels"])}) for name, row in _table()["rows"].items()}


@cache
def named_figures() -> Mapping[str, FigureFormula]:
    """The figures that have a name of their own, by what formulas call them: "free_cash_flow"."""
    figures: dict[str, FigureFormula] = {}
    for item in _table()["figures"]:
        figures[_called(item["name"])] = FigureFormula(**item | {"formula": _of_rows(item["formula"], figures)})
    return figures


def formula_of(name: str) -> FigureFormula:
    """The formula for what formulas call `name`: a figure, or a row by itself."""
    figure = named_figures().get(name)
    return figure or FigureFormula(sentence_case(row_kinds()[name].title), name)


def ratio_of(over: FigureFormula, under: FigureFormula, *, of_average: bool = False) -> FigureFormula:
    """The formula for the ratio of one figure or row to another one, or to the average of that."""
    divisor = f"{AVERAGE}({under.formula})" if of_average else f"({under.formula})"
    title = f"{over.name} to {'average ' * of_average}{_within_sentence(under.name)}"
    return FigureFormula(title, f"({over.formula}) / {divisor}", is_share=True)


def average_balance(formula: FigureFormula) -> FigureFormula:
    """The formula for the mean of a balance at the beginning and the end of a year."""
    return FigureFormula(f"Average {_within_sentence(formula.name)}", f"{AVERAGE}({formula.formula})")


@cache
def parsed(formula: str) -> ast.expr:
    """A formula as a tree of Python's syntax. Raises `SyntaxError` if it is none."""
    return ast.parse(formula, mode="eval").body


def _is_named(label: str, question: str) -> bool:
    return " " in label and re.search(rf"\b{re.escape(label)}\b", question) is not None


def _of_rows(formula: str, figures: Mapping[str, FigureFormula]) -> str:
    """The formula with the figures that it names written out."""
    return _NAME.sub(lambda name: f"({figures[name[0]].formula})" if name[0] in figures else name[0], formula)


def _rows_named(formula: str) -> Iterator[RowKind]:
    names = (node.id for node in ast.walk(parsed(formula)) if isinstance(node, ast.Name))
    return (row_kinds()[name] for name in names if name not in (AVERAGE, PRINTED))


def _called(name: str) -> str:
    return re.sub(r"\W+", "_", name.casefold()).strip("_")


def sentence_case(name: str) -> str:
    """A name as it stands at the beginning of a sentence."""
    return name[0].upper() + name[1:]


def _within_sentence(name: str) -> str:
    """A name as it stands within a sentence: a short form ("EBITDA") keeps its capitals."""
    return name if name[:2].isupper() else name[0].lower() + name[1:]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((resources_folder() / "search" / "calculated_figures.toml").read_text(encoding="utf-8"))
