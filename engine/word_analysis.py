"""Words of a text: as the word index stores them, as a query looks for them, and as checks compare them.

SQLite's FTS5 splits text at spaces and punctuation, which leaves a whole Chinese sentence as one word. So characters
of scripts that are written without spaces are stored as words of their own, and a query looks for each pair of
neighbours as a phrase: overlapping bigrams, without a dictionary (as in Lucene's CJK analyser).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise

from engine.stop_words import CHINESE, ENGLISH, LANGUAGES

MAX_QUERY_TERMS = 64
"""A pasted page as a question is searched for by its first terms: every further one costs time and adds little."""

_UNSPACED = (
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u30fa\u30fc-\u312f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003fffd"  # Chinese, Japanese, Korean
)
_UNSPACED_CHARACTER = re.compile(f"[{_UNSPACED}]")
_UNSPACED_OR_SPACED_RUN = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_LAST_LATIN = "\u024f"
_LEAST_CUT = 6
"""Letters of a word whose last two may be an ending."""
_CHINESE_STOP_WORD = re.compile("|".join(CHINESE))
_COMBINING_ACCENT = re.compile("[\u0300-\u036f]")


def index_words(text: str) -> str:
    """`text` as the word index stores it.

    Case and compatibility forms (ligatures, full-width letters) are folded, soft hyphens removed, and characters of
    scripts without spaces set apart. Offsets into the result mean nothing.
    """
    return _UNSPACED_CHARACTER.sub(r" \g<0> ", _fold(text))


def match_query(text: str) -> str:
    """The FTS5 expression that finds passages for whatever a user typed: its terms, quoted, joined by OR.

    A term with inner punctuation ("GPT-4") is also looked for as a phrase. Stop words are left out unless nothing
    else is left; "" if there are no words at all.
    """
    terms = [_UNSPACED_CHARACTER.sub(r"\g<0> ", term).strip() for term in _terms(text)]
    phrases = [" ".join(words) for words in _punctuated_words(text) if set(words) <= set(terms)]
    unique = list(dict.fromkeys(terms + phrases))[:MAX_QUERY_TERMS]
    return " OR ".join(f'"{term}"' for term in unique)


def beginnings_query(text: str) -> str:
    """The FTS5 expression for texts where every word of `text` begins some word; "" if there are no words at all."""
    words = [_UNSPACED_CHARACTER.sub(r"\g<0> ", word).strip() for word in _words(_fold(text))]
    return " AND ".join(f'"{word}"*' for word in dict.fromkeys(words[:MAX_QUERY_TERMS]))


def content_words(text: str) -> list[str]:
    """The words that carry meaning, in order, with repetitions; case and accents folded, endings kept.

    Stop words are left out unless nothing else is left. Text without spaces gives overlapping pairs of characters.
    """
    return [_without_accents(term) for term in _terms(text)]


def says_nothing(text: str) -> bool:
    """True if `text` has no words but stop words."""
    return not _telling(list(_words(_fold(text))))


def fold_text(text: str) -> str:
    """`text` as `content_words` compares it: without differences of case, accents and forms of characters."""
    folded = _fold(text)
    return folded if folded.isascii() else _without_accents(folded)


def is_unspaced(word: str) -> bool:
    """True for a word of a script that is written without spaces."""
    return _UNSPACED_CHARACTER.match(word) is not None


def word_beginning(word: str) -> str:
    """`word` without what may be an ending, for alphabets whose endings the word index does not know (Cyrillic)."""
    foreign = word.isalpha() and word[0] > _LAST_LATIN and not is_unspaced(word)
    return word[:-2] if foreign and len(word) >= _LEAST_CUT else word


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold()


def _without_accents(word: str) -> str:
    return unicodedata.normalize("NFKC", _COMBINING_ACCENT.sub("", unicodedata.normalize("NFKD", word)))


def _terms(text: str) -> list[str]:
    """Folded words and bigrams without stop words, or with them if there is nothing else."""
    words = list(_words(_fold(text)))
    return [term for word in _telling(words) or words for term in _terms_of_word(word)]


def _telling(words: Sequence[str]) -> list[str]:
    stop_words = _stop_words_of({_without_accents(word) for word in words})
    return [word for word in words if _without_accents(word) not in stop_words]


def _words(folded: str) -> Iterator[str]:
    """Runs of letters and digits, cut where a script without spaces begins or ends."""
    for is_word, characters in groupby(folded, key=_is_word_character):
        if is_word:
            yield from _UNSPACED_OR_SPACED_RUN.findall("".join(characters))


def _punctuated_words(text: str) -> list[list[str]]:
    """The words of each stretch between spaces that has more than one of them."""
    stretches = [list(_words(stretch)) for stretch in _fold(text).split()]
    return [words for words in stretches if len(words) > 1]


def _terms_of_word(word: str) -> list[str]:
    if not _UNSPACED_CHARACTER.match(word):
        return [word]
    runs = [run for run in _CHINESE_STOP_WORD.split(word) if run] or [word]
    return [term for run in runs for term in ([run] if len(run) == 1 else map("".join, pairwise(run)))]


def _stop_words_of(words: set[str]) -> frozenset[str]:
    """The stop words of the language that `words` are most probably in; English if they hardly tell.

    One list for all languages would not do: German "war" and "die" are English words with a meaning.
    """
    best = max(LANGUAGES, key=lambda stop_words: len(stop_words & words))
    return best if len(best & words) >= 2 else ENGLISH


@cache
def _is_word_character(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"
