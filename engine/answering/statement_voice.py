"""Active and passive: who does what to whom, whichever way it is said. English and German."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from engine.answering.statement_clauses import KNOWN_VERBS, Clause, Term
from engine.answering.word_families import is_participle

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_GERMAN_PASSIVE = frozenset({"wird", "werden", "wurde", "wurden", "worden"})
_BEFORE_PARTICIPLE = 3
"""A participle stands so many words behind "was" at most."""


def names_agent(clause: Clause) -> bool:
    """True for a passive that tells by whom."""
    return any(_agent_start(clause.terms, *found) is not None for found in _passives(clause))


def passive_verbs(clause: Clause) -> frozenset[str]:
    """The stems of the verbs that stand in the passive."""
    return frozenset(clause.terms[verb].stem for _, verb in _passives(clause))


def participles_with_agent(clause: Clause) -> frozenset[str]:
    """The stems of what stands right before "by": "a play written by Ann"."""
    return frozenset(
        verb.stem
        for verb, by in pairwise(clause.terms)
        if by.word.text.casefold() == "by" and is_participle(verb.word.text.casefold())
    )


def active(clause: Clause) -> Clause:
    """`clause` with its first passive turned: "Y was bought by X in May" -> "X bought Y in May"."""
    terms = clause.terms
    found = next(_passives(clause), None)
    if found is None:
        return clause
    auxiliary, verb = found
    by = _agent_start(terms, auxiliary, verb)
    agent = _agent(clause, by, verb) if by is not None else ()
    taken = {id(term) for term in agent}
    subject = terms[:auxiliary]
    rest = tuple(term for term in terms[auxiliary + 1 :] if term is not terms[verb] and id(term) not in taken)
    doer = tuple(replace(term, governor="", phrase="") for term in agent)
    return Clause((*doer, terms[verb], *subject, *rest), clause.german)


def _passives(clause: Clause) -> Iterator[tuple[int, int]]:
    """Positions of auxiliary and participle."""
    terms = clause.terms
    for position, term in enumerate(terms):
        folded = term.word.text.casefold()
        if folded in _BE and not clause.german:
            for verb in range(position + 1, min(position + 1 + _BEFORE_PARTICIPLE, len(terms))):
                if is_participle(terms[verb].word.text.casefold()):
                    yield position, verb
                    break
        elif clause.german and folded in _GERMAN_PASSIVE and _agent_start(terms, position, len(terms) - 1) is not None:
            yield position, len(terms) - 1


def _agent_start(terms: Sequence[Term], auxiliary: int, verb: int) -> int | None:
    """Position of the "by" of a passive."""
    german = terms[auxiliary].word.text.casefold() in _GERMAN_PASSIVE
    names = ("von", "vom", "durch") if german else ("by",)
    candidates = range(auxiliary + 1, len(terms) - 1)
    for position in candidates:
        follows_number = terms[position + 1].word.is_number
        if terms[position].word.text.casefold() in names and not follows_number and (german or position > verb):
            return position
    return None


def _agent(clause: Clause, by: int, verb: int) -> tuple[Term, ...]:
    """The words behind "by" up to the next word that governs something else."""
    terms, governors = clause.terms, clause.governors
    end = by + 1
    while end < len(terms) and end != verb:
        folded = terms[end].word.text.casefold()
        if (folded in governors and folded != "of") or folded in KNOWN_VERBS or terms[end].word.is_number:
            break
        if terms[end].segment != terms[by].segment:
            break
        end += 1
    return tuple(terms[by:end])
