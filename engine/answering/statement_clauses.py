"""The clauses of a statement: what in it is said of what.

A sentence says several things. "Lena Fischer, a former minister, chairs the inquiry; Omar Said declined" says nothing
of Omar Said as a minister. So a claim must stand in one of the clauses below, not just in the sentence.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from engine.answering.one_writing import in_one_writing
from engine.answering.statement_words import Word, token_count, words_of
from engine.answering.word_families import base_form
from engine.stop_words import ENGLISH, GERMAN

_CLAUSE_END = re.compile(
    r"[;:]\s+(?![^()]*\))|\s[–—]\s|(?<=\w\w[a-zß)])[.!?]\s+(?=[A-ZÄÖÜ])|"
    r",?\s+(?=(?:while|whereas|although|though|because)\s)|"
    r",\s+(?=(?:weil|obwohl|während|denn|doch|zuvor)\s)"
)
_ASIDE = re.compile(
    r"\s*\((?P<bracket>[^()]*)\)|"
    r",\s(?P<relative>(?:which|who|whose|where|(?:der|die|das|dem|den|dessen|deren|welche[rsn]?)(?=\s[a-zäöü\d]))\s[^,;]*)"
    r"(?:,|\.?$)|,\s(?P<apposition>(?:an?|the|at|\d[\d.]*)\s[^,;]*?),\s(?=[a-z])"
)
_SEGMENT_END = re.compile(r",\s|\s(?=(?:and|but|or|und|aber|sondern|oder|et|mais|y|pero)\s)")
_CONTRAST = re.compile(
    r"^(?:(?:unlike|contrary to|instead of|in contrast to)\s[^,]*,|(?:entgegen|anders als|im gegensatz zu|statt)\s)",
    re.IGNORECASE,
)
_FRONTED_REASON = re.compile(r"^((?:because|although|though|while|weil|obwohl)\s[^,]*),\s", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:it|they|he|she|er|sie|es)\b", re.IGNORECASE)
_EARLIER_FIGURE = re.compile(r"\d[\d.]*(?: [€$£¥%])? \((?P<when>[^():;,]*?):? (?P<then>\d[\d.]*(?: [€$£¥%])?)\)")

_ROSE_TO = re.compile(r"\b(?:to|by|from|um|auf|von)\b", re.IGNORECASE)
"""Where the new figure tells of a change, the earlier one does not."""

_GOVERNORS = {
    "in": "in", "on": "in", "at": "in", "during": "in", "within": "in", "of": "of", "by": "by", "to": "to",
    "into": "to", "onto": "to", "towards": "to", "from": "from", "for": "for", "with": "with", "than": "than",
    "as": "as", "per": "per", "against": "against", "between": "between", "about": "about", "under": "under",
    "over": "over", "above": "over", "below": "under", "before": "before", "after": "after", "since": "since",
    "until": "until", "till": "until", "through": "through", "near": "near", "behind": "behind", "except": "except",
    "if": "if", "when": "if", "unless": "unless", "because": "because", "that": "that", "while": "while",
    "whereas": "while", "although": "although", "though": "although", "whether": "whether",
    "unlike": "unlike",
}  # fmt: skip
"""Words that tell how the next one belongs to the rest. Those of one meaning have one name."""
_GERMAN_GOVERNORS = {
    "im": "im", "ins": "im", "am": "am", "an": "am", "auf": "auf", "aus": "aus", "bei": "bei", "beim": "bei",
    "bis": "until", "durch": "by", "für": "für", "gegen": "gegen", "mit": "mit", "nach": "nach", "seit": "since",
    "über": "über", "um": "um", "unter": "unter", "von": "von", "vom": "von", "vor": "vor", "zu": "zu", "zum": "zu",
    "zur": "zu", "zwischen": "zwischen", "ab": "ab", "als": "than", "wenn": "if", "falls": "if", "sofern": "if",
    "weil": "because", "obwohl": "although", "dass": "that", "ob": "whether", "während": "in", "wegen": "wegen",
    "außer": "except", "entgegen": "unlike", "in": "im",
}  # fmt: skip
_ALL_GOVERNORS = (_GOVERNORS.keys() | _GERMAN_GOVERNORS.keys()) - {"an", "am"}

KNOWN_VERBS = frozenset({
    "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "do", "does", "did", "will", "would",
    "can", "could", "may", "might", "must", "shall", "should", "ist", "sind", "war", "waren", "wird", "werden",
    "wurde", "wurden", "hat", "haben", "hatte", "darf", "dürfen", "kann", "können", "muss", "müssen", "soll", "sollen",
})  # fmt: skip
"""A phrase ends before them."""
_LONGEST_NAME = 4
"""So many content words before a comma may be what an aside is about."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or number of a clause, and its place there."""

    word: Word
    stem: str
    segment: int
    """Number of the part between commas and conjunctions."""
    governor: str = ""
    """What stands right before it and tells its role: "from", "by", "than". "" if nothing."""
    phrase: str = ""
    """The governor of the phrase that it is in."""
    has_content: bool = True
    """False for stop words and for words that only tell how others belong together."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Something that a statement says, as terms in the order of the active voice if `active` was called."""

    terms: tuple[Term, ...]
    """All words, those without content too."""
    german: bool = False

    @property
    def segments(self) -> list[list[Term]]:
        """The terms between commas and conjunctions."""
        by_number: dict[int, list[Term]] = {}
        for term in self.terms:
            by_number.setdefault(term.segment, []).append(term)
        return [by_number[number] for number in sorted(by_number)]

    @property
    def governors(self) -> Mapping[str, str]:
        """The governing words of its language, and what they tell."""
        return _GERMAN_GOVERNORS if self.german else _GOVERNORS

    @property
    def content(self) -> tuple[Term, ...]:
        """The terms that carry meaning."""
        return tuple(term for term in self.terms if term.has_content)


@lru_cache(maxsize=256)
def clauses_of(text: str, context: str) -> tuple[Clause, ...]:
    """All that `text` says, a clause each. `context`: a text of the same language, by which stop words are told."""
    written, language = in_one_writing(text), in_one_writing(context)
    german = _is_german(f"{language} {written}")
    parts = list(dict.fromkeys(_clause_texts(written)))
    clauses = [Clause(_terms(part, language, german=german), german) for part in parts]
    return (*clauses, *(gapped for clause in clauses for gapped in _gapped(clause)))


def _clause_texts(text: str) -> Iterator[str]:
    subject = ""
    for clause in _CLAUSE_END.split(text):
        main = clause
        for aside in list(_ASIDE.finditer(clause)):
            main = main.replace(aside.group(), " ", 1)
            said = aside["bracket"] or aside["relative"] or aside["apposition"]
            yield f"{_last_name(clause[: aside.start()])} {said}"
        yield from _earlier_figures(clause)
        reason = _FRONTED_REASON.match(main)
        if reason:
            yield reason[1]
            main = main[reason.end() :]
        contrast = _CONTRAST.match(main)
        if contrast and contrast.group().endswith(","):
            main = main[contrast.end() :]
        yield main
        if subject:
            replaced, count = _PRONOUN.subn(subject, main, count=1)
            if count:
                yield replaced
        subject = subject or _first_name(main)


def _gapped(clause: Clause) -> Iterator[Clause]:
    """What "Oslo earned 40 and Bergen 60" says of Bergen: a clause for each later segment with a number."""
    shared = tuple(term for term in clause.terms if term.segment == 0 and not term.word.is_number)
    for own in clause.segments[1:]:
        number = next((at for at, term in enumerate(own) if term.word.is_number), 0)
        if not {term.stem for term in own[:number] if term.has_content}.isdisjoint(term.stem for term in shared):
            yield Clause((*own[:number], *shared, *own[number:]), clause.german)


def _earlier_figures(clause: str) -> Iterator[str]:
    """What "Profit was 5 (2020: 4)" says of 2020."""
    for found in _EARLIER_FIGURE.finditer(clause):
        before = re.split("[,;()]", clause[: found.start()])[-1]
        if not _ROSE_TO.search(before):
            yield f"{before} {found['then']} in {found['when']}"


def _last_name(text: str) -> str:
    """The last words of `text` back to the word that governs them: what an aside is about."""
    words: list[str] = []
    for word in reversed(text.split()):
        if word.casefold() in _ALL_GOVERNORS or word.casefold() in KNOWN_VERBS or len(words) == _LONGEST_NAME:
            break
        words.insert(0, word)
    return " ".join(words)


def _first_name(text: str) -> str:
    """The first words of `text` up to a governing word, a verb that is known, or a number."""
    words: list[str] = []
    for word in text.split():
        folded = word.casefold().strip(",")
        if folded in _ALL_GOVERNORS or folded in KNOWN_VERBS or word[0].isdigit() or len(words) == _LONGEST_NAME:
            break
        words.append(word)
    return " ".join(words)


def _is_german(text: str) -> bool:
    words = set(text.casefold().split())
    return len(words & GERMAN) > len(words & ENGLISH)


def _terms(text: str, language: str, *, german: bool) -> tuple[Term, ...]:
    governors = _GERMAN_GOVERNORS if german else _GOVERNORS
    ends = [token_count(text[: found.start()]) for found in _SEGMENT_END.finditer(text)]
    terms: list[Term] = []
    governor = phrase = ""
    for position, word in enumerate(words_of(text, language)):
        segment = sum(end <= position for end in ends)
        folded = word.text.casefold()
        if (terms and segment != terms[-1].segment) or folded in KNOWN_VERBS:
            governor = phrase = ""
        governs = folded in governors and not word.is_number
        if governs:
            governor = phrase = governors[folded]
        has_content = word.has_content and not governs
        terms.append(
            Term(word, base_form(word, first=position == 0, german=german), segment, governor, phrase, has_content)
        )
        if has_content:
            governor = ""
    return tuple(terms)
