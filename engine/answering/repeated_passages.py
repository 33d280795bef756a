"""Leaves out passages that repeat what a better one says: copies, and versions of one document."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from engine.types import Passage

_ALIKE = 0.8
"""Share of the word pairs of two passages from which on one is taken for a version of the other."""
_DIGIT = re.compile(r"\d")


def without_repetitions(passages: Iterable[Passage]) -> Iterator[Passage]:
    """The best passage of each text: neither the same text twice nor what versions of one document share.

    Within a document nothing is left out that differs at all: the rows of a table are alike, and each tells something
    else.
    """
    return (passage for passage, original in with_originals(passages) if original is None)


def with_originals(passages: Iterable[Passage]) -> Iterator[tuple[Passage, Passage | None]]:
    """Each passage with the better one that it repeats; None if it is the best of its text."""
    kept: list[tuple[Passage, _Wording]] = []
    for passage in passages:
        wording = _Wording.of(passage.text)
        repeated = (
            other
            for other, known in kept
            if wording.text == known.text
            or (passage.content_hash != other.content_hash and wording.is_version_of(known))
        )
        original = next(repeated, None)
        if original is None:
            kept.append((passage, wording))
        yield passage, original


@dataclass(frozen=True, slots=True)
class _Wording:
    """A text without regard to case and white space, its word pairs, and the words with digits in it."""

    text: str
    pairs: frozenset[tuple[str, str]]
    numbers: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Self:
        words = text.casefold().split()
        return cls(" ".join(words), frozenset(pairwise(words)), frozenset(filter(_DIGIT.search, words)))

    def is_version_of(self, other: Self) -> bool:
        """True if the same is said in nearly the same words: by the Jaccard index, and with the same numbers."""
        shared = len(self.pairs & other.pairs)
        return self.numbers == other.numbers and shared > _ALIKE * len(self.pairs | other.pairs)
