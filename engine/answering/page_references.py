"""Finds the pages that a question names: "on page 14", "slides 3 to 5", "the cover"."""

import re

from engine.answering.number_words import NUMBER_WORDS, number_of

LAST_PAGE = -1
"""Stands for the last page of a document, whatever its number."""

_NUMBER = rf"(?:\d{{1,4}}|{'|'.join(NUMBER_WORDS)})"
_RANGE = r"to|bis|-|–|—"
_JOINER = r"\s*(?:,|&|\b(?:and|und)\b|\bto\b|\bbis\b|-|–|—)\s*(?:pages?\s+|slides?\s+|seiten?\s+)?"
_REFERENCE = re.compile(
    rf"\b(?:pages?|slides?|seiten?|folien?|pp?\.)\s+({_NUMBER}(?:{_JOINER}{_NUMBER})*)\b", re.IGNORECASE
)
_STEP = re.compile(rf"({_NUMBER})|({_RANGE})", re.IGNORECASE)
_FIRST = re.compile(
    r"\b(?:cover(?: page)?|first (?:page|slide)|title (?:page|slide)|deckblatt|titelseite)\b", re.IGNORECASE
)
_LAST = re.compile(r"\b(?:last|letzten?) (?:page|slide|seite|folie)\b", re.IGNORECASE)
_LONGEST_RANGE = 30


def pages_named(question: str) -> frozenset[int]:
    """The numbers of the pages that `question` names, `LAST_PAGE` for the last one; empty for most questions."""
    pages = {page for reference in _REFERENCE.finditer(question) for page in _numbers(reference.group(1))}
    if _FIRST.search(question):
        pages.add(1)
    if _LAST.search(question):
        pages.add(LAST_PAGE)
    return frozenset(pages)


def _numbers(text: str) -> list[int]:
    """Read "3, 5 and 8 to 10" as 3, 5, 8, 9, 10."""
    numbers: list[int] = []
    in_range = False
    for number, _ in _STEP.findall(text):
        if not number:
            in_range = True
            continue
        value = number_of(number)
        if in_range and numbers and 0 < value - numbers[-1] <= _LONGEST_RANGE:
            numbers += range(numbers[-1] + 1, value)
        numbers.append(value)
        in_range = False
    return numbers
