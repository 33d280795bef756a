"""How much of a question stands in a text: the share of its words, the rarer the heavier."""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from math import log

from engine.answering.word_finder import WordFinder

_CODE = re.compile(r"(?=.*\d)(?=.*[^\W\d_])\w+")
"""Letters and digits, as in the names of errors, models and parts."""


class WordCoverage:
    """Compares texts with the words of one question."""

    def __init__(self, words: Sequence[str], passages_with_words: Mapping[str, int], passage_count: int) -> None:
        """`passages_with_words` tells in how many of all `passage_count` passages each of the folded words stands.

        A word that no passage has does not count before a code: of "error E20" a manual may have "E20" alone.
        """
        self._finder = WordFinder(words)
        before_codes = {word for word, following in pairwise(words) if _CODE.fullmatch(following)}
        unneeded = {word for word in before_codes if not passages_with_words.get(word)}
        self._rarities = [
            0.0 if word in unneeded else rarity(passages_with_words.get(word, 0), passage_count)
            for word in self._finder.words
        ]

    @property
    def words(self) -> tuple[str, ...]:
        """The question's words, each once."""
        return self._finder.words

    def share(self, *texts: str) -> float:
        """The share of the question's words that stand in one of the texts, 0 to 1."""
        return self.share_of([self.words[index] for index in self._there(texts)])

    def share_of(self, words: Collection[str]) -> float:
        """How much of the question these of its words are, 0 to 1."""
        total = sum(self._rarities)
        named = zip(self.words, self._rarities, strict=True)
        return sum(weight for word, weight in named if word in words) / total if total else 0.0

    def missing(self, *texts: str) -> tuple[str, ...]:
        """The question's words that stand in none of the texts."""
        there = self._there(texts)
        return tuple(word for index, word in enumerate(self.words) if index not in there)

    def _there(self, texts: Sequence[str]) -> set[int]:
        return {index for text in texts for index in self._finder.find(text).counts}


def rarity(passages: int, passage_count: int) -> float:
    """BM25's inverse document frequency of a word, never negative (as in Lucene)."""
    return log(1 + (max(passage_count, passages) - passages + 0.5) / (passages + 0.5))
