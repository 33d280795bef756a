"""What a question wants of a figure: its value, its average over years, or its change."""

import re
from enum import Enum, auto

from engine.answering.number_words import NUMBER_WORDS, number_of


class Wanted(Enum):
    """What is wanted of a figure."""

    VALUE = auto()
    AVERAGE = auto()
    """The mean over years."""
    DIFFERENCE = auto()
    """What was added from one year to another."""
    GROWTH = auto()
    """What was added, as a share of what was there."""
    COMPOUND_GROWTH = auto()
    """The growth of each year that comes to the same over several years."""


PER_CENT = r"(?:percent(?:age)?(?: terms)?|per cent|%)"
"""A regular expression for what tells that a share is wanted."""
_YEARLY = r"(?:year[- ](?:over|on|to)[- ]year|y-?o-?y)"
_CHANGE = r"(?:change|increase|decrease|growth|rise|decline|drop|difference)"
_CHANGED = (
    r"(?:grow|grown|grew|increased?|risen?|rose|changed?|declined?|decreased?|fall|fell|fallen|drop(?:ped)?|improved?|"
    r"go(?:ne)? (?:up|down)|went (?:up|down))\b"
)
_HIGHER = r"(?:higher|lower|more|less|larger|greater|smaller|bigger)"
_OF = r" (?:of|in|for|between) (?:the )?"
_DID = r"(?:did|does|do|has|have|had|was|were|is|are)"
_WORDS = r"(?P<kept>(?:[^\s?!;§]+ ){0,8}?)"
_MORE = r"(?P<more>(?:[^\s?!;§]+ ){0,8}?)"
_COUNT = rf"(?:(?P<count>\d{{1,2}}|{'|'.join(NUMBER_WORDS[2:11])})[ -]years? )?"
_COMPOUND = r"(?:compound(?:ed)? annual growth|cagr)(?: rate)?(?: \(cagr\))?"
_ASKED = tuple(
    (wanted, re.compile(pattern, re.IGNORECASE))
    for wanted, pattern in (
        (Wanted.COMPOUND_GROWTH, rf"\b{_COMPOUND}{_OF}{_WORDS}§"),
        (Wanted.COMPOUND_GROWTH, rf"§ (?:growth )?{_COMPOUND}(?!\w)"),
        (Wanted.GROWTH, rf"(?<!\w)(?:{PER_CENT}|{_YEARLY}) {_CHANGE}(?: rate)?{_OF}{_WORDS}§"),
        (Wanted.GROWTH, rf"\b(?:rate of growth|growth(?: rate)?){_OF}{_WORDS}§"),
        (Wanted.GROWTH, rf"§ (?:{PER_CENT}|{_YEARLY}) {_CHANGE}\b(?: rate)?"),
        (Wanted.GROWTH, r"§ growth\b(?: rate)?"),
        (
            Wanted.GROWTH,
            rf"\b(?:by )?(?:how much|what|which)(?: in)? {PER_CENT} {_DID} {_WORDS}§ {_MORE}{_CHANGED}",
        ),
        (Wanted.GROWTH, rf"\b(?:by )?how (?:much|fast) {_DID} {_WORDS}§ {_MORE}{_CHANGED}(?=.*{PER_CENT})"),
        (Wanted.GROWTH, rf"\b(?:by )?(?:how much|what|which)(?: in)? {PER_CENT} {_DID} {_WORDS}§ {_MORE}{_HIGHER}\b"),
        (Wanted.DIFFERENCE, rf"\bhow {_DID} {_WORDS}§ {_MORE}(?:changed?|grown|developed|compare)\b"),
        (Wanted.DIFFERENCE, rf"\b(?:by )?how much {_DID} {_WORDS}§ {_MORE}{_CHANGED}"),
        (Wanted.DIFFERENCE, rf"\b(?:by )?how much {_HIGHER} {_DID} {_WORDS}§"),
        (Wanted.DIFFERENCE, rf"\b{_CHANGE}{_OF}{_WORDS}§"),
        (Wanted.DIFFERENCE, rf"§ {_CHANGE}\b"),
        (Wanted.AVERAGE, rf"\b{_COUNT}(?:average|mean)(?: annual| yearly)?(?: value)?(?: of| for)?(?: the)? {_WORDS}§"),
        (Wanted.AVERAGE, rf"§ {_COUNT}(?:average|mean)\b"),
        (Wanted.AVERAGE, rf"\bon average,? {_WORDS}§"),
        (Wanted.AVERAGE, rf"§ {_WORDS}(?:on average|averaged)\b"),
    )
)
"""How questions say what they want of a figure, for which § stands. `kept` and `more` may tell the document."""


def wanted_of(marked: str) -> tuple[Wanted, int, str]:
    """What is wanted of the figure, of how many years (0 if that is not said), and the question without that."""
    for wanted, pattern in _ASKED:
        if match := pattern.search(marked):
            groups = match.groupdict()
            count = number_of(groups["count"]) if groups.get("count") else 0
            kept = f"{groups.get('kept') or ''} {groups.get('more') or ''}"
            return wanted, count, f"{marked[: match.start()]} {kept} {marked[match.end() :]}"
    return Wanted.VALUE, 0, marked
