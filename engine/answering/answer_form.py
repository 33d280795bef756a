"""Takes out of a question what it says about the form of the answer, which no document holds.

"What was the ratio in 2021? Round your answer to two decimal places." is searched for by its first sentence.
"""

import re

from engine.answering.number_words import number_of
from engine.word_analysis import content_words

_EXAMPLE = re.compile(r"\((?:for example|for instance|e\.g\.|such as|zum Beispiel|z\. ?B\.)[^()]*\)", re.IGNORECASE)
_ORDER = (
    r"give|return|write|tell|answer|round|format|express|provide|represent|report|enumerate|list|"
    r"antworte|gib|runde|nenne"
)
_FORM = (
    r"answer|format|decimals?|lists?|units?|integer|int|float|string|percent\w*|thousands?|millions?|billions?|order|"
    r"digits?|words?|sentences?|antwort|liste|dezimalstellen?|nachkommastellen?|prozent|millionen|wort|satz"
)
_INSTRUCTION = re.compile(
    r"(?:^|(?<=[.?!;,)]))\s*(?:please\s+)?"
    rf"(?:(?:{_ORDER})\b(?=[^.?!]*\b(?:{_FORM})\b)|(?:your|the) answer\b|note that\b|for example\b|e\.g\.)"
    r"[^?!]*?(?:[.?!](?=\s|$|[A-Z])|$)",
    re.IGNORECASE,
)

_DECIMALS = re.compile(r"\b(\d|one|two|three|four|five|six) (?:decimals?|digits? after)\b", re.IGNORECASE)
_PER_CENT = re.compile(r"\b(?:percent(?:s|age|ages)?|per cent)\b|%", re.IGNORECASE)
UNIT_WANTED = re.compile(
    r"\bin (?:units? of )?(?:usd|us ?\$|\$|us dollars|dollars|eur|euros?)? ?(thousand|million|billion)s?"
    r"(?: (?:of )?(?:usd|us dollars|dollars|euros?))?\b",
    re.IGNORECASE,
)
"""What a question says of the unit of an amount."""


def decimals_wanted(question: str) -> int | None:
    """To how many decimals the question wants its answer rounded; None if it does not say so."""
    found = _DECIMALS.search(question)
    return None if found is None else number_of(found[1])


def per_cent_wanted(question: str) -> bool:
    """Whether the question speaks of per cent: "Answer in percent", "as a percentage of revenue"."""
    return _PER_CENT.search(question) is not None


def unit_wanted(question: str) -> str:
    """What the question wants an amount to be counted in: "thousand", "million" or "billion"; "" if it says nothing."""
    found = {match[1].casefold() for match in UNIT_WANTED.finditer(question)}
    return found.pop() if len(found) == 1 else ""


def without_answer_form(question: str) -> str:
    """The question without sentences and clauses that only say how the answer shall look.

    "List all units." is the question itself: where nothing that asks is left, nothing is taken out.
    """
    shorter = " ".join(_INSTRUCTION.sub(" ", _EXAMPLE.sub(" ", question)).split())
    least_words = 1 if "?" in shorter else 2
    return shorter if len(content_words(shorter)) >= least_words else question
