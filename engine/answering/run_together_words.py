"""Words that a question runs together: "Liabilitiesfor Costco" is "Liabilities for Costco"."""

from collections.abc import Callable, Iterator, Sequence

_SMALL_WORDS = frozenset({"and", "for", "from", "of", "the", "was", "were", "with"})
"""What is mostly run together with a word."""
_LEAST_BESIDE_SMALL = 5
"""Letters of a word beside a small one: "Bestand" is neither "best" nor "and"."""
_LEAST_OF_BOTH = 6
"""Letters of two words otherwise: shorter ones make up words of their own, "turnover" or "warehouse"."""


def set_apart(written: str, passages_with_words: Callable[[Sequence[str]], Sequence[int]]) -> str | None:
    """`written`, a word that no passage has, as the two words that it probably is; None if it is not two.

    `passages_with_words` counts the passages that have a word. What begins with a capital may be a name, and is not
    taken apart but before a small word.
    """
    pairs = list(_pairs(written))
    counts = passages_with_words([word.casefold() for pair in pairs for word in pair])
    both_there = {pair: min(counts[2 * place : 2 * place + 2]) for place, pair in enumerate(pairs)}
    best = max(pairs, key=both_there.__getitem__, default=None)
    return " ".join(best) if best is not None and both_there[best] else None


def _pairs(written: str) -> Iterator[tuple[str, str]]:
    for cut in range(1, len(written)):
        first, second = written[:cut], written[cut:]
        if (
            (second in _SMALL_WORDS and len(first) >= _LEAST_BESIDE_SMALL)
            or (first in _SMALL_WORDS and second[0].isupper() and len(second) >= _LEAST_BESIDE_SMALL)
            or (written.islower() and min(len(first), len(second)) >= _LEAST_OF_BOTH)
        ):
            yield first, second
