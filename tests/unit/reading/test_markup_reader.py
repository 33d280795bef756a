"""reStructuredText, LaTeX, Org and AsciiDoc."""

from pathlib import Path

import pytest

from engine.reading.markup_reader import MarkupReader
from engine.reading.page_text import PartText, place_of_range

_RST = """\
========
Handbook
========

Setting up
----------
Text of the first section.

Details
~~~~~~~
::

    a table
    =======

Use
---
- an item
"""
_LATEX = """\
\\documentclass{book}
\\chapter[Short]{The \\emph{long} title}
Words.
  \\section*{Prices}% with a comment
The price is 12.
"""
_ORG = """\
#+TITLE: Plan
* TODO [#A] Garden work :home:spring:
** Beds
#+BEGIN_SRC
* no heading
#+END_SRC
*bold*, too, is none.
"""
_ASCIIDOC = """\
= Guide
== Start ==
----
== no heading
----
=== Last step
"""


def read(tmp_path: Path, name: str, text: str) -> PartText:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    (part,) = MarkupReader().read(path)
    return part


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.rst", _RST, [(1, "Handbook"), (2, "Setting up"), (3, "Details"), (2, "Use")]),
        ("a.tex", _LATEX, [(1, "The long title"), (2, "Prices")]),
        ("a.org", _ORG, [(1, "Garden work"), (2, "Beds")]),
        ("a.adoc", _ASCIIDOC, [(1, "Guide"), (2, "Start"), (3, "Last step")]),
    ],
)
def test_headings(tmp_path: Path, name: str, text: str, expected: list[tuple[int, str]]) -> None:
    part = read(tmp_path, name, text)
    assert [(heading.level, heading.text) for heading in part.headings] == expected
    assert "".join(part.text.split()) == "".join(text.split())


def test_headings_stand_where_they_are_written(tmp_path: Path) -> None:
    part = read(tmp_path, "a.tex", _LATEX)
    assert all(part.text[heading.start :].lstrip().startswith("\\") for heading in part.headings)


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    part = read(tmp_path, "a.rst", _RST)
    start = part.text.index("Text of the first")
    assert place_of_range(part, start, start + 4) == "line 7"


def test_an_unclosed_title_is_read_to_the_end_of_its_line(tmp_path: Path) -> None:
    assert read(tmp_path, "a.tex", "\\section{Open").headings[0].text == "Open"


@pytest.mark.parametrize(
    "name_and_line",
    [
        ("a.org", "* a" + " " * 100_000 + ":b"),
        ("a.adoc", "= a" + " " * 100_000 + "b"),
        ("a.tex", "\\part{" + "\\a[" * 50_000),
    ],
)
def test_lines_that_are_made_to_take_long_are_no_headings(tmp_path: Path, name_and_line: tuple[str, str]) -> None:
    name, line = name_and_line
    parts = MarkupReader().read(_written(tmp_path / name, line))
    assert sum(len(part.headings) for part in parts) == 0


def test_very_many_lines_of_marks_take_little_time(tmp_path: Path) -> None:
    parts = MarkupReader().read(_written(tmp_path / "a.rst", ("=" * 60 + "\n") * 50_000))
    assert sum(len(part.headings) for part in parts) == 0


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
