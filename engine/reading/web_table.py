"""Collects the cells of an HTML table into rows that can be read by themselves."""

from collections.abc import Iterator, Mapping

from engine.reading.table_lines import table_lines
from engine.reading.text_parts import TextBlock

_WIDEST_SPAN = 100
"""Columns or rows that one cell may fill; pages may claim any number."""


class WebTable:
    """The table that is being read. A cell that reaches over several rows counts in each of them."""

    def __init__(self) -> None:
        self._rows: list[list[str]] = []
        self._cells: list[str] = []
        self._tags: set[str] = set()
        self._reaching: dict[int, tuple[int, str]] = {}
        """By column: how many more rows a cell reaches into, and its text."""
        self._is_header: bool | None = None
        """Whether the first row with several cells is one of headings; None as long as there is none."""

    def add_cell(self, text: str, tag: str, attributes: Mapping[str, str | None]) -> None:
        """Add a cell with its HTML tag and attributes to the row."""
        self._fill_from_above()
        rows = _span(attributes, "rowspan")
        if rows > 1:
            self._reaching[len(self._cells)] = (rows - 1, text)
        self._cells += [text] + [""] * (_span(attributes, "colspan") - 1)
        self._tags.add(tag)

    def end_row(self) -> None:
        """Begin a new row unless nothing is in this one."""
        if not self._cells:
            return
        self._fill_from_above()
        if self._is_header is None and len(self._cells) > 1:
            self._is_header = self._tags == {"th"}
        self._rows.append(self._cells)
        self._cells, self._tags = [], set()

    def blocks(self) -> Iterator[TextBlock]:
        """Yield one block for each row with text."""
        self.end_row()
        lines = table_lines(enumerate(self._rows), first_is_header=bool(self._is_header))
        for index, (_, line) in enumerate(lines):
            yield TextBlock(line, tight=index > 0)

    def _fill_from_above(self) -> None:
        """Add the cells that reach into this row from above where the row has come to their columns."""
        while len(self._cells) in self._reaching:
            column = len(self._cells)
            rows, text = self._reaching.pop(column)
            if rows > 1:
                self._reaching[column] = (rows - 1, text)
            self._cells.append(text)


def _span(attributes: Mapping[str, str | None], name: str) -> int:
    value = attributes.get(name) or ""
    return min(max(1, int(value)), _WIDEST_SPAN) if value.isdecimal() and len(value) < 10 else 1
