"""Finds lists, rows of tables and lines of code in the text of a document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.types import SentenceStyle

_ITEM = re.compile(r"\s*(?:[-*•‣▪●◦–]|(\d{1,3}[.)]))\s+(?=\S)")
_CELLS = re.compile(r"\s*\|\s*")
_NAMED = re.compile(r"([^:|]{1,80}): (\S.*)")
_RULE = re.compile(r"[\s|:+=-]*")
_FENCE = re.compile(r"\s*`{3,}")
_CODE = re.compile(
    r".*[{};]\s*|\s*[})\]]+[;,]?\s*|\s*(?:def|class|import|from|return|elif|for|while|if|else|try|except|with|fn|func|"
    r"function|const|let|var|public|private|static|void|int|#include|package|using)\b.*[(){}:;=\"'<>].*"
    r"|\s*@?[\w.]+(?:\[[^\]]*\])?\s*(?:[-+*/|&]?=|:=|=>)\s*\S.*|\s*[\w.]+\(.*\)\s*|\s*(?://|/\*|#!).*"
)
_INDENTED = re.compile(r"(?: {2,}|\t).*|\s*return\b.*")
_LEAST_SHARE_OF_CODE = 0.3
_LEAST_SHARE_WITH_INDENTED = 0.6


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A paragraph, an item of a list, a row of a table, or lines of code."""

    style: SentenceStyle
    text: str
    """On one line, but for code, whose lines and indents are kept."""
    marker: str = ""
    """The number of an item ("2."), "" for a bullet."""

    @property
    def cells(self) -> list[str]:
        """The cells of a row."""
        return _CELLS.split(self.text.strip().strip("|").strip())


def pieces_of(text: str) -> list[TextPiece]:
    """The pieces of a text as it stands in a document, in order."""
    lines = [line for line in text.split("\n") if line.strip()]
    fenced = any(map(_FENCE.match, lines))
    lines = [line for line in lines if not _FENCE.match(line)]
    if lines and (fenced or _is_code(lines)):
        return [TextPiece(SentenceStyle.CODE, "\n".join(line.rstrip() for line in lines))]
    return list(_pieces_of_lines(lines))


def names_and_values(cells: Sequence[str]) -> tuple[list[str], list[str]]:
    """The names of columns and the values, of cells written as "Name: value"; a cell without a name has ""."""
    named = [_NAMED.fullmatch(cell) for cell in cells]
    if sum(map(bool, named)) * 2 < len(cells):
        return [], list(cells)
    names = [found[1] if found else "" for found in named]
    return names, [found[2] if found else cell for found, cell in zip(named, cells, strict=True)]


def _is_code(lines: Sequence[str]) -> bool:
    """Tell code by its keywords and signs, and by indented lines between such; a single line could be anything."""
    code = [_CODE.fullmatch(line) is not None for line in lines]
    either = [is_code or _INDENTED.fullmatch(line) is not None for line, is_code in zip(lines, code, strict=True)]
    share, share_with_indented = sum(code) / len(lines), sum(either) / len(lines)
    return len(lines) > 1 and share >= _LEAST_SHARE_OF_CODE and share_with_indented >= _LEAST_SHARE_WITH_INDENTED


def _pieces_of_lines(lines: Sequence[str]) -> Iterator[TextPiece]:
    items = sum(_ITEM.match(line) is not None for line in lines)
    open_piece: TextPiece | None = None
    for line in lines:
        words = " ".join(line.split())
        if " | " in words or words.startswith("|"):
            if open_piece is not None:
                yield open_piece
            open_piece = None
            if not _RULE.fullmatch(words):
                yield TextPiece(SentenceStyle.ROW, words)
        elif items > 1 and (found := _ITEM.match(line)):
            if open_piece is not None:
                yield open_piece
            open_piece = TextPiece(SentenceStyle.ITEM, " ".join(line[found.end() :].split()), found[1] or "")
        elif open_piece is None:
            open_piece = TextPiece(SentenceStyle.TEXT, words)
        else:
            open_piece = TextPiece(open_piece.style, f"{open_piece.text} {words}", open_piece.marker)
    if open_piece is not None:
        yield open_piece
