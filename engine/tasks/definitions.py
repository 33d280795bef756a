"""Finds sentences that say what a term means."""

import re

from engine.answering.statement_words import stems_of
from engine.tasks.telling_sentences import refers_back

_LONGEST_SUBJECT_WORDS = 5

_DEFINITION = re.compile(
    r"(?:(?:the (?:term|word|expression)|an?|the|der begriff|die|der|das|ein|eine)\s+)?"
    r"[\"“”„»«'‘’*]*(?P<subject>[^\W\d_][^,;:.!?\"“”„»«*]{0,70}?)[\"“”»«'’*]*"
    r"(?:\s*\([^()]{1,60}\))?\s+"
    r"(?:means?|is defined as|are defined as|refers? to|denotes?|stands? for|is called|are called|"
    r"is (?:an?|the|any|all)|are (?:an?|all|those)|"
    r"bedeutet|bezeichnet|heißt|steht für|(?:ist|sind) (?:ein|eine|der|die|das|alle)|"
    r"désigne|signifie|est une?|significa|es una?|è una?)\s",
    re.IGNORECASE,
)
_GLOSSARY_ENTRY = re.compile(r"[-*•]?\s*(?P<subject>[^\W\d_][^,;:.!?()]{0,50}?)\s*(?::| – | — )\s+\w")
_ABBREVIATION = re.compile(r"\b(?P<long>[^\W\d_]\w*(?:[\s-]\w+){1,6})\s+\((?P<short>[A-ZÄÖÜ][A-Z0-9ÄÖÜ&]{1,7})\)")


def defined_term(sentence: str) -> str | None:
    """The term that a whole `sentence` explains ("A deposit is a sum …", "“Flat” means …"), else None."""
    return _subject(_DEFINITION.match(sentence))


def glossary_term(line: str) -> str | None:
    """The term that the entry of a glossary explains ("AGM: annual general meeting"), else None."""
    return _subject(_GLOSSARY_ENTRY.match(line))


def _subject(match: re.Match[str] | None) -> str | None:
    subject = match["subject"].strip() if match else ""
    fits = 0 < len(subject.split()) <= _LONGEST_SUBJECT_WORDS and not refers_back(subject)
    return subject if fits and stems_of(subject) else None


def spelled_out(sentence: str) -> str | None:
    """The abbreviation that `sentence` spells out ("the annual general meeting (AGM)"), else None."""
    match = _ABBREVIATION.search(sentence)
    return match["short"] if match else None
