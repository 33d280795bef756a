"""Is an answer right? Compared with the true answer as text, as numbers and by shared words."""

import ast
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+(?:\.\d+)?")
"""A character of a script without spaces, or a word or number."""
_ARTICLES = frozenset({"a", "an", "the"})
_NUMBER = re.compile(
    r"(?<![\w.,])[-−–]?[$€£¥]?\s?"
    r"(\d{1,3}(?:[ '\u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
    r"\s*(%|percent\b|[a-zA-Z]+)?"
)
_SCALES = {
    "k": 1e3, "thousand": 1e3, "tausend": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "millions": 1e6, "mio": 1e6,
    "millionen": 1e6, "bn": 1e9, "billion": 1e9, "billions": 1e9, "mrd": 1e9, "milliarden": 1e9,
}  # fmt: skip
_NUMBER_WORDS = {
    word: float(value)
    for value, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
_RELATIVE_TOLERANCE = 0.01
"""Of numbers with decimals: rounding, and the rounding of what they were computed from."""
_NEARLY_NOTHING = 1e-9


class Number(NamedTuple):
    """A number as it is written: "$8.4 billion" is 8.4 with scale 1e9 and one decimal, "27 %" is 27 with 0.01."""

    value: float
    scale: float = 1.0
    decimals: int = 0


def exact_match(answer: str, true: str) -> bool:
    """True if both have the same words, whatever their case, punctuation and articles (as in SQuAD)."""
    return words(answer) == words(true)


def holds_words(answer: str, true: str) -> bool:
    """True if the words of the true answer stand in the answer, one after the other."""
    wanted, said = words(true), words(answer)
    return bool(wanted) and any(
        said[start : start + len(wanted)] == wanted for start in range(len(said) - len(wanted) + 1)
    )


def token_f1(answer: str, true: str) -> float:
    """The harmonic mean of precision and recall of words (as in SQuAD)."""
    said, wanted = Counter(words(answer)), Counter(words(true))
    shared = (said & wanted).total()
    return 2 * shared / (said.total() + wanted.total()) if shared else 0.0


def holds_number(answer: str, true: str) -> bool:
    """True if the answer states the true number: "8,438", "8438", "$8.4 billion" for "8400" (in millions), "twelve".

    Whole numbers must be the same, as far as the answer writes them out; numbers with decimals may differ by 1 %.
    Scales are free ("Answer in millions" says which, the document may use another), so are percentages and shares
    (27 %, 0.27).
    """
    wanted = numbers(true)
    exact = "." not in true
    return bool(wanted) and any(_is_same(number, wanted[0].value, exact=exact) for number in numbers(answer))


def holds_all(answer: str, true: str) -> bool:
    """True if every item of the true answer, written as a Python list, stands in the answer (numbers as numbers)."""
    return all(is_right(answer, item, "Float" if _is_number(item) else "Str") for item in _items(true))


def is_right(answer: str, true: str, answer_format: str) -> bool:
    """True if the answer holds the true one, by its format: "Int", "Float", "List"; anything else is words."""
    if answer_format == "List":
        return holds_all(answer, true)
    if answer_format in ("Int", "Float"):
        return holds_number(answer, true)
    return holds_words(answer, true) or (_is_number(true) and holds_number(answer, true))


def words(text: str) -> list[str]:
    """Words and numbers without case, accents in one form, thousands separators and articles."""
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", unicodedata.normalize("NFKC", text).casefold())
    return [word for word in _WORD.findall(plain) if word not in _ARTICLES]


def numbers(text: str) -> list[Number]:
    """The numbers in a text."""
    found = []
    for match in _NUMBER.finditer(text):
        plain = _plain(match[1])
        if plain is not None:
            suffix = (match[2] or "").casefold()
            scale = 0.01 if suffix in ("%", "percent") else _SCALES.get(suffix, 1.0)
            found.append(Number(float(plain), scale, len(plain.partition(".")[2])))
    found += [Number(_NUMBER_WORDS[word]) for word in words(text) if word in _NUMBER_WORDS]
    return found


def _plain(digits: str) -> str | None:
    """A number in English ("1,234.5") or German ("1.234,5") writing as Python writes it; None if it is none."""
    plain = re.sub(r"[ '\u00a0\u202f]", "", digits)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain) and ("," in plain or plain.count(".") > 1):
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d+,\d{1,2}", plain):
        plain = plain.replace(",", ".")
    plain = plain.replace(",", "")
    return plain if plain.count(".") <= 1 else None  # not "1.2.3", "192.168.0.1"


def _is_same(number: Number, wanted: float, *, exact: bool) -> bool:
    tolerance = 0.0 if exact else _RELATIVE_TOLERANCE * abs(wanted)
    if abs(number.value - wanted) <= tolerance + _NEARLY_NOTHING:
        return True
    scales = [number.scale]
    if number.scale > 1:
        scales += [number.scale / other for other in (1e3, 1e6, 1e9)]
    elif not exact:
        scales += [100.0, 0.01]
    # "8.4 billion" says no more than "between 8.35 and 8.45".
    rounding = 0.5 * 10**-number.decimals
    return any(
        abs(number.value * scale - wanted) <= max(tolerance, rounding * scale * (number.scale > 1)) + _NEARLY_NOTHING
        for scale in scales
    )


def _items(true: str) -> Sequence[str]:
    try:
        items = ast.literal_eval(true)
    except (ValueError, SyntaxError):
        return [true]
    return [str(item) for item in items] if isinstance(items, list | tuple) and items else [true]


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\W*\d[\d.,]*\s*%?\W*", text) is not None
