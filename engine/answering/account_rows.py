"""Reads the rows of yearly accounts in the text of a page: a label, and one figure a year."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_NUMBER = r"-?\d+(?:,\d{3})*(?:\.\d+)?"
_CURRENCY = r"(?:[$€£]\s?)?"
_FIGURE = rf"{_CURRENCY}\({_CURRENCY}{_NUMBER}\)?|{_CURRENCY}{_NUMBER}(?![\d)])|[$€£]?\s?[—–-](?=\s|$)"
"""A bracket that is closed was opened: of "(Note 4)" the 4 is none."""
_ROW = re.compile(rf"(?P<label>\S.*?[^\W\d_].*?)[ \t]+(?P<figures>(?:{_FIGURE})(?:[ \t]+(?:{_FIGURE}))*)[ \t]*$")
_LAST_OF_FIGURE = "0123456789)—–-"
_LONGEST_ROW = 400
"""Characters of a line: longer ones are running text, which takes long to look through."""
_ONE_FIGURE = re.compile(_FIGURE)
_YEAR = re.compile(r"(?:\b|(?<=\bFY))(?:19|20)\d\d\b")
_ONLY_YEARS = re.compile(r"(?:FY)?(?:19|20)\d\d(?:\s+(?:FY)?(?:19|20)\d\d)+")
_OTHER_FIGURES = re.compile(
    r"\b(?:three|six|nine|[369]) months|\bquarter(?:s|ly)?\b|\b(?:q[1-4]|[1-4]q)\b|\bhalf[- ]years?\b|"
    r"\b(?:thirteen|twenty-six|thirty-nine|1[23]|26|39) weeks|"
    r"\b(?:forecasts?|budget|outlook|pro[ -]forma|parent company)\b|(?:%|\bper ?cent(?:age)?) of\b",
    re.IGNORECASE,
)
"""Words above years whose figures are of a part of a year, of a plan, of a part of a company, or shares."""
_HEADS = 100
"""So many lines without figures, those before a row, may have the years of it."""
_NEAREST_HEADS = 5
"""So many lines above the last year may have such words."""
_GROUPED_OTHERWISE = re.compile(r"(?<![\d,])\d{1,3}\.\d{3}\b|(?<![\d.,])0\d")
"""Figures that may be a thousand times as much as they seem to be: "1.000", "1 000"."""
_FOOTNOTE = re.compile(r"\s*\((?:see )?(?:notes? )?\d{1,2}(?:(?:,|,? and) \d{1,2})*\)", re.IGNORECASE)
_UNIT = re.compile(
    r"\b(?:in|usd|eur|gbp)\s(?:us ?)?[$€£]?\s?(thousand|million|billion)s?\b|[$€£]\s?(thousand|million|billion)s?\b",
    re.IGNORECASE,
)

_ONE_WRITING = str.maketrans({"'": "’", "\u2010": "-", "\u2011": "-"})
"""Apostrophes and hyphens as labels are compared."""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A row: its label, the figures as they are printed and as numbers, by their years, and where it stands.

    `plain_label` is the label as labels are compared. `start` and `end` are offsets in the text that it was read from.
    """

    label: str
    plain_label: str
    printed: dict[int, str]
    values: dict[int, float]
    start: int
    end: int

    def begins_with(self, label: str) -> bool:
        """True if the row is the one that is called `label`: a comma or bracket may tell more about it.

        What ends with "…" is the beginning of a longer label.
        """
        own = self.plain_label
        if label.endswith("…"):
            return own.startswith(label.removesuffix("…"))
        if not own.startswith(label) or "per share" in own:
            return False
        return re.match(r"$|[,:]| ?\(", own[len(label) :]) is not None

    def is_called(self, label: str) -> bool:
        """True if the row is called `label`, and nothing else."""
        return self.plain_label == label


def account_rows(text: str) -> Iterator[AccountRow]:
    """The rows of a page's text whose figures stand below years.

    A row with fewer or more figures than the last head has years is none: nobody could say of which year a figure is.
    """
    lines = list(_lines(text))
    heads = [""]
    years: list[int] | None = None
    for index, (start, line) in enumerate(lines):
        row = _ROW.match(line) if line[-1] in _LAST_OF_FIGURE and len(line) <= _LONGEST_ROW else None
        printed = _ONE_FIGURE.findall(row["figures"]) if row is not None else []
        if row is None or all(_YEAR.fullmatch(figure) for figure in printed):
            heads.append(line)
            years = None
            continue
        years = _years(heads[-_HEADS:]) if years is None else years
        if len(years) != len(printed) or _GROUPED_OTHERWISE.search(row["figures"]):
            continue
        label, begin = row["label"], start
        if label[0].islower() and heads[-1] == lines[index - 1][1]:
            begin, label = lines[index - 1][0], f"{heads[-1]} {label}"
        by_year = dict(zip(years, printed, strict=True))
        values = {year: _value(figure) for year, figure in by_year.items()}
        label = _FOOTNOTE.sub("", label.rstrip(" $"))
        yield AccountRow(label, _plain(label), by_year, values, begin, start + row.end("figures"))


def _plain(label: str) -> str:
    return " ".join(label.casefold().translate(_ONE_WRITING).split())


def unit_of(text: str) -> str:
    """What the figures of a statement are counted in, as its head tells: "millions", say, or ""."""
    found = _UNIT.search(text)
    return f"{(found[1] or found[2]).lower()}s" if found else ""


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, and where their text begins."""
    for line in re.finditer(r"\S[^\n]*", text):
        yield line.start(), line.group().rstrip()


def _years(heads: Sequence[str]) -> list[int]:
    """The years of the columns below `heads`: the last ones that follow each other up or down, without a gap.

    Where the last line with years has several and nothing else, those before it are of other texts. Figures of
    quarters have none, nor have forecasts and the like.
    """
    last = next((index for index in reversed(range(len(heads))) if _YEAR.search(heads[index])), 0)
    if _OTHER_FIGURES.search("\n".join(heads[max(0, last - _NEAREST_HEADS) : last + 1])):
        return []
    text = heads[last] if _ONLY_YEARS.fullmatch(heads[last]) else "\n".join(heads)
    years: list[int] = []
    for year in reversed([int(year) for year in _YEAR.findall(text)]):
        step = year - years[-1] if years else 0
        if years and (abs(step) != 1 or (len(years) > 1 and step != years[-1] - years[-2])):
            break
        years.append(year)
    return years[::-1]


def _value(figure: str) -> float:
    """A figure as a number: brackets mean less than nothing, a dash nothing."""
    digits = re.sub(r"[^\d.]", "", figure)
    if not digits:
        return 0.0
    return -float(digits) if "(" in figure or "-" in figure else float(digits)
