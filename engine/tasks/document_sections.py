"""The sections of a document: by its headings, else by its pages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from engine.types import Passage

MOST_SECTIONS = 24
_DEEPEST_LEVEL = 3
_SEPARATOR = " > "
_LISTS_OF_SOURCES = re.compile(
    r"(?:\d+\.? )?(?:references|bibliography|works cited|literatur(?:verzeichnis)?|quellen(?:verzeichnis)?|"
    r"table of contents|contents|index|inhalt(?:sverzeichnis)?|bibliographie|références)",
    re.IGNORECASE,
)
"""Headings below which nothing is said."""
_FEWEST_PAGES = 4
"""A document without headings that has fewer pages is one section."""
_MOST_STRETCHES = 12
"""Into so many stretches of pages a document without headings is cut at most."""


@dataclass(frozen=True, slots=True)
class Section:
    """Neighbouring passages below one heading, "" if the document has neither headings nor many pages."""

    heading: str
    passages: tuple[Passage, ...]

    @property
    def characters(self) -> int:
        """How long it is."""
        return sum(len(passage.text) for passage in self.passages)


def sections_of(passages: Sequence[Passage]) -> list[Section]:
    """Cut a document at its headings, as deep as there are no more than `MOST_SECTIONS`, and in order.

    Lists of sources and contents are left out, unless there is nothing else.
    """
    passages = [item for item in passages if not _is_below_list(item.heading)] or passages
    runs = _runs(passages, 1)
    for level in range(2, _DEEPEST_LEVEL + 1):
        deeper = _runs(passages, level)
        if len(deeper) > MOST_SECTIONS:
            break
        runs = deeper
    if len(runs) == 1:
        return list(_by_pages(passages)) or [Section("", tuple(passages))]
    common = _common_levels([heading for heading, _ in runs])
    sections = [Section(_SEPARATOR.join(heading[min(common, len(heading) - 1) :]), group) for heading, group in runs]
    return [_joined(sections[first:end]) for first, end in _cuts(len(sections), MOST_SECTIONS)]


def _is_below_list(heading: str) -> bool:
    return any(_LISTS_OF_SOURCES.fullmatch(level) for level in heading.split(_SEPARATOR))


def _runs(passages: Sequence[Passage], level: int) -> list[tuple[list[str], tuple[Passage, ...]]]:
    """Neighbours that share their outer `level` headings."""

    def outer(passage: Passage) -> list[str]:
        return passage.heading.split(_SEPARATOR)[:level]

    return [(heading, tuple(group)) for heading, group in groupby(passages, key=outer)]


def _common_levels(headings: Sequence[Sequence[str]]) -> int:
    """How many outer headings are the same wherever there are deeper ones: they name the document, not the section."""
    shared = 0
    while len({tuple(heading[: shared + 1]) for heading in headings if len(heading) > shared + 1}) == 1:
        shared += 1
    return shared


def _by_pages(passages: Sequence[Passage]) -> Iterator[Section]:
    pages = sorted({passage.page for passage in passages if passage.page is not None})
    if len(pages) < _FEWEST_PAGES or any(passage.page is None for passage in passages):
        return
    for first, end in _cuts(len(pages), _MOST_STRETCHES):
        covered = set(pages[first:end])
        low, high = pages[first], pages[end - 1]
        heading = f"Page {low}" if low == high else f"Pages {low}–{high}"
        yield Section(heading, tuple(passage for passage in passages if passage.page in covered))


def _cuts(count: int, most: int) -> list[tuple[int, int]]:
    """`count` things in at most `most` groups of neighbours of nearly the same number, as half-open ranges."""
    groups = min(count, most)
    return list(pairwise([count * group // groups for group in range(groups + 1)]))


def _joined(sections: Sequence[Section]) -> Section:
    first, last = sections[0].heading, sections[-1].heading
    heading = first if len(sections) == 1 else " – ".join(filter(None, dict.fromkeys((first, last))))
    return Section(heading, tuple(passage for section in sections for passage in section.passages))
