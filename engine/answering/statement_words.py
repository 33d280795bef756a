"""What a statement consists of: words in their basic form, and numbers with their units and limits.

Both the choice of evidence and the check of claims compare statements by these.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from engine.word_analysis import content_words

_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[$€£¥%°]")
_GROUPED_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")

_NUMBER_WORDS = {
    "zero": "0", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15",
    "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30",
    "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
}  # fmt: skip
"""Without "one", which is mostly a pronoun."""

_SCALES = frozenset({"hundred", "thousand", "million", "billion", "trillion", "%"})

_LIMITS = {
    "above": "more", "over": "more", "exceeding": "more", "more": "more", "beyond": "more",
    "below": "less", "under": "less", "less": "less", "fewer": "less",
    "least": "at least", "minimum": "at least", "most": "at most", "maximum": "at most", "up": "at most",
    "before": "before", "after": "after", "until": "until", "till": "until", "since": "since",
}  # fmt: skip
_LIMIT_REACH = 3
"""So many words before a number may limit it ("not more than 40")."""

_INFLECTION = re.compile(r"(?<=...)(?:ies|ied|ing|ed|(?<!s)s|es)(?:ly)?$|(?<=....)ly$|(?<=..)['’]s$")
_DERIVATION = re.compile(r"(?<=....)(?:ement|ment|ator|er|or|al)$|(?<=.....)ion$")
_LAST_VOWEL = re.compile(r"(?<=...)[eyi]$")
_VERB_ENDING = re.compile(r"(?<=....)at$")
_DOUBLE_CONSONANT = re.compile(r"(?<=..)([bdgmnpt])\1$")


NEGATED_VERB = re.compile(r"n['’]t$")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or unit symbol of a statement."""

    text: str
    stem: str
    """Of a number its digits, without thousands separators."""
    is_number: bool
    has_content: bool
    """False for stop words."""


@dataclass(frozen=True, slots=True)
class NumberFact:
    """A number of a statement, what stands beside it, and how it is limited."""

    value: str
    unit: str
    """Stem or symbol of what is counted or measured by the number; "" if nothing follows it."""
    neighbours: frozenset[str]
    """Stems and symbols right after the number, and a currency sign before it."""
    scale: str
    """"million", "%" and the like, "" if none."""
    limits: frozenset[str]
    """"more", "at most", "until" and so on."""


def words_of(text: str, context: str = "") -> list[Word]:
    """All words, numbers and unit symbols of `text` in order.

    Stop words are those of the language of `text` and `context`, a text that belongs to it.
    """
    telling = set(content_words(f"{context} {text}"))
    return [_word(token, telling) for token in _TOKEN.findall(text)]


def token_count(text: str) -> int:
    """How many words `words_of` finds in `text`."""
    return len(_TOKEN.findall(text))


def stems_of(text: str) -> frozenset[str]:
    """The stems of the content words of `text`: what it is about. Scripts without spaces give pairs of characters."""
    return frozenset(stem(word) for word in content_words(text))


def number_facts(words: Sequence[Word]) -> list[NumberFact]:
    """What the numbers among `words` tell, in order."""
    return [_number_fact(words, position) for position, word in enumerate(words) if word.is_number]


@cache
def stem(word: str) -> str:
    """A form that a folded word shares with its inflections and close relatives: "approves", "approval" -> "approv".

    Light suffix stripping for English, which rather joins two words too many than too few. Of other languages'
    endings it knows only those that look the same; a unit becomes its symbol.
    """
    if not word.isascii() or word.isdigit():
        return word
    base = _without_endings(word)
    return _SYMBOL_OF_UNIT.get(base, base)


def _without_endings(word: str) -> str:
    word = _INFLECTION.sub("", word)
    for ending in (_LAST_VOWEL, _DERIVATION, _LAST_VOWEL, _VERB_ENDING):
        word = ending.sub("", word)
    return _DOUBLE_CONSONANT.sub(r"\1", word)


_SYMBOL_OF_UNIT = {
    _without_endings(word): symbol
    for word, symbol in {
        "dollar": "$", "usd": "$", "euro": "€", "eur": "€", "pound": "£", "gbp": "£", "yen": "¥",
        "percent": "%", "degree": "°",
    }.items()
}  # fmt: skip


def _word(token: str, telling: set[str]) -> Word:
    text = _POSSESSIVE.sub("", token)
    folded = text.casefold()
    value = _NUMBER_WORDS.get(folded, folded)
    if value[0].isdigit():
        digits = re.sub("[.,]", "", value) if _GROUPED_NUMBER.fullmatch(value) else value
        return Word(text, digits, is_number=True, has_content=True)
    parts = _parts(text)
    has_content = (not text[0].isalpha() or not telling.isdisjoint(parts)) and not NEGATED_VERB.search(text)
    return Word(text, stem(" ".join(parts)) if parts else text, is_number=False, has_content=has_content)


@lru_cache(maxsize=4096)
def _parts(token: str) -> tuple[str, ...]:
    return tuple(content_words(token))


def _number_fact(words: Sequence[Word], position: int) -> NumberFact:
    number = words[position]
    before = words[max(0, position - _LIMIT_REACH) : position]
    after = words[position + 1 : position + 3]
    scale = next((word.stem for word in after[:1] if word.stem in _SCALES), "")
    following = after[1:] if scale else after[:1]
    unit = next((word.stem for word in following if word.has_content and not word.is_number), scale)
    if before and before[-1].stem in _SYMBOL_OF_UNIT.values():
        unit = before[-1].stem
    elif _YEAR.fullmatch(number.text):
        unit = ""  # what follows a year is the next phrase
    neighbours = frozenset(
        word.stem for word in [*(word for word in before[-1:] if not word.text[0].isalnum()), *after]
    )
    limits = frozenset(_LIMITS[word.text.casefold()] for word in before if word.text.casefold() in _LIMITS)
    return NumberFact(number.stem, unit, neighbours, scale, limits)
