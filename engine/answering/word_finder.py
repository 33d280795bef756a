"""Finds a question's words in texts, in all their forms, and tells which of them follow each other as they do there."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.answering.statement_words import stem
from engine.word_analysis import fold_text, is_unspaced, word_beginning

_LONGEST_GAP = 9
"""Characters between two words that count as neighbours: "cost of sales" has a small word in between."""
_LEAST_INFLECTED = 4
"""Letters of a word that may have another ending."""
_ENDING = r"[^\W\d_]{0,6}"
_LARGE_NUMBER = re.compile(r"\d{5,12}")
_THOUSANDS = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_SEPARATOR = r"[.,\u00a0 ]?"
"""What may stand between the thousands of a number."""
_LINE_END = r"\s?"
"""What may stand inside a word of a script without spaces: its lines break anywhere, and the index does not mind."""


@dataclass(frozen=True, slots=True)
class WordsFound:
    """How often each word occurs in a text (by its index), and which neighbours in the question are so in the text."""

    counts: Counter[int]
    pairs: frozenset[tuple[int, int]]
    """Words that follow each other, by their indexes."""


class WordFinder:
    """Looks for the words of one question; all forms of a word (by its stem) count as the word."""

    def __init__(self, words: Sequence[str]) -> None:
        """`words` are folded, as `content_words` gives them."""
        self.words = tuple(dict.fromkeys(words))
        order = [self.words.index(word) for word in words]
        self.pairs = frozenset(pair for pair in pairwise(order) if pair[0] != pair[1])
        self._groups, self._pattern = _pattern(self.words)

    def find(self, text: str) -> WordsFound:
        """Look for the words in a text as documents have it."""
        counts: Counter[int] = Counter()
        pairs: set[tuple[int, int]] = set()
        last, last_end = -1, 0
        for match in self._pattern.finditer(fold_text(text)) if self._pattern else ():
            assert match.lastindex is not None  # every alternative is a group
            index = self._groups[match.lastindex - 1]
            start, end = match.span(match.lastindex)
            counts[index] += 1
            if start - last_end <= _LONGEST_GAP and (last, index) in self.pairs:
                pairs.add((last, index))
            last, last_end = index, end
        return WordsFound(counts, frozenset(pairs))


def _pattern(words: Sequence[str]) -> tuple[list[int], re.Pattern[str] | None]:
    """A pattern with one group a word, and the index of each group's word.

    What has to stand before a word is looked at once for all of them, which makes it several times as fast.
    """
    spaced = [index for index, word in enumerate(words) if not is_unspaced(word)]
    unspaced = [index for index, word in enumerate(words) if is_unspaced(word)]
    alternatives = [f"(?=({_LINE_END.join(map(re.escape, words[index]))}))" for index in unspaced]  # pairs overlap
    if spaced:
        whole = "|".join(_whole_word(words[index]) for index in spaced)
        alternatives.insert(0, rf"(?<![^\W_])(?:{whole})(?![^\W_])")
    return spaced + unspaced, re.compile("|".join(alternatives)) if alternatives else None


def _whole_word(word: str) -> str:
    """A group for a word, and the endings that it may have."""
    root = word
    if _LARGE_NUMBER.fullmatch(word):
        return f"({_SEPARATOR.join(_THOUSANDS.split(word))})"
    if word.isalpha() and len(word) >= _LEAST_INFLECTED:
        root = _shared_beginning(word, stem(word)) if word.isascii() else word_beginning(word)
        return f"({re.escape(root)}){_ENDING}"
    return f"({re.escape(root)})"


def _shared_beginning(one: str, other: str) -> str:
    length = next((i for i, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(other))
    return one[:length]
