"""Is a statement of the language model borne out by a quote? Rules that rather reject a true claim than pass a lie.

A claim passes only if nothing in it is new: it must be the quote's own statement, shortened or rearranged. Small
models invent freely, and similarity of meaning does not help: sentence embeddings of "opens in May" and "opens in
June" are nearly the same. Each rule below catches one way in which a claim can go wrong. A rejected claim costs
little, since the quote itself is shown then.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, takewhile
from operator import itemgetter

from engine.answering.one_writing import as_shown
from engine.answering.statement_clauses import Clause, Term, clauses_of
from engine.answering.statement_conditions import objection_to_conditions
from engine.answering.statement_voice import active, names_agent, participles_with_agent, passive_verbs
from engine.answering.statement_words import NumberFact, Word, number_facts, stem

_FEWEST_CONTENT_WORDS = 3
"""A shorter claim ("40 euros.") leaves open what it is about, so that it cannot be checked."""

_REPORTING = frozenset(
    stem(word)
    for word in ("according", "quote", "document", "text", "passage", "states", "says", "mentions", "also", "answer")
)
"""Stems of words with which a claim speaks about the quote; they need not occur in it."""

_LOOSE = frozenset({"in", "of", "im", "am", "bei", "von"})
"""Governors that say little: "in 2020" and "2020", "of the member" and "the member's" are the same."""

_NO_ROLE = frozenset({"", "of", "von", "if", "because", "that", "while", "although", "whether"})
"""Governors of what may be the subject of a claim."""

_ADVERBS = frozenset(
    {"yesterday", "today", "tomorrow", "gestern", "heute", "morgen", "werktags", "dort", "hier", "damals"}
)
"""Words that may stand anywhere in a clause."""

_OF = frozenset({"of", "von"})

_MOVED_PHRASES = 2
"""So many phrases of a claim may stand elsewhere than in the quote."""


def is_supported(claim: str, quote: str) -> bool:
    """True if `quote` says all that `claim` says: if it is the same text, or each clause of it stands in the quote.

    A clause stands in one of the quote's if all rules below hold: every content word and every number stands there;
    numbers keep their unit and limits ("more than"), and stay with the words beside them; words keep their order
    but for phrases that begin with a governing word ("in", "from"), and the governing word stays with what it governs;
    negations and conditions ("only", "if", "may") are the same. Passive clauses are compared in the active voice.
    """
    return not objection_to(claim, quote)


def objection_to(claim: str, quote: str) -> str:
    """Why `quote` does not say all that `claim` says, by the first rule that is broken; "" if it does."""
    if " ".join(claim.casefold().split()) == " ".join(quote.casefold().split()):
        return ""
    claimed, quoted = clauses_of(claim, quote), clauses_of(quote, "")
    if not _tells_enough(claimed, quoted):
        return "it is too short to tell what it is about"
    return next((objection for clause in claimed if (objection := _objection_to_clause(clause, quoted))), "")


def _tells_enough(claimed: Sequence[Clause], quoted: Sequence[Clause]) -> bool:
    """True for a claim of some length, and for a whole clause of the quote."""
    words = [term.stem for clause in claimed for term in _telling(clause)]
    if len(words) >= _FEWEST_CONTENT_WORDS:
        return True
    return len(words) > 1 and any(words == [term.stem for term in clause.content] for clause in quoted)


def _objection_to_clause(claim: Clause, quoted: Sequence[Clause]) -> str:
    """What is wrong with `claim` in the clause that it resembles most; "" if it stands in one of them."""
    said = {term.stem for clause in quoted for term in clause.content}
    if unknown := dict.fromkeys(term.word.text for term in _telling(claim) if term.stem not in said):
        return f"the quote does not say {_listed(unknown)}"
    best = (-1, "")
    for quote in quoted:
        for own, other in _in_one_voice(claim, quote):
            passed = 0
            for passed, rule in enumerate(_RULES):
                if objection := rule(own, other):
                    best = max(best, (passed, objection), key=itemgetter(0))
                    break
            else:
                return ""
    return best[1]


def _in_one_voice(claim: Clause, quote: Clause) -> Iterator[tuple[Clause, Clause]]:
    """Claim and quote, with the passive made active where the other one is active."""
    claim_passive, quote_passive = passive_verbs(claim), passive_verbs(quote)
    if not claim_passive <= quote_passive | participles_with_agent(quote):
        yield active(claim), quote
        return
    turned = quote_passive - claim_passive
    if not names_agent(claim) and not any(term.stem in turned for term in claim.content):
        yield claim, quote
    if quote_passive:
        yield active(claim), active(quote)
    elif names_agent(claim):
        yield claim, quote


def _words_objection(claim: Clause, quote: Clause) -> str:
    said = {term.stem for term in quote.content}
    elsewhere = dict.fromkeys(term.word.text for term in _telling(claim) if term.stem not in said)
    return f"the quote says {_listed(elsewhere)} of something else" if elsewhere else ""


def _roles_objection(claim: Clause, quote: Clause) -> str:
    """What stands behind a governing word stands behind the same in the quote: "from 1" is not "to 1".

    And the claim's subject is not what the quote only mentions: "in the main tray", "unlike the old one".
    """
    claimed, quoted = _with_attributes_behind(_telling(claim), quote.content), quote.content
    for position, term in enumerate(claimed):
        same = [other for other in quoted if other.stem == term.stem]
        fits = any(_same_role(term.governor, other) for other in same) if term.governor else True
        if position == 0 and not term.governor:
            fits = any(other.governor in _NO_ROLE for other in same)
        if not fits:
            return f"in the quote {_listed([term.word.text])} has another part"
    return ""


def _same_role(governor: str, quoted: Term) -> bool:
    if governor in (quoted.governor, quoted.phrase):
        return True
    return governor in _LOOSE and (not quoted.phrase or quoted.phrase in _LOOSE)


def _order_objection(claim: Clause, quote: Clause) -> str:
    claimed = _with_attributes_behind(_telling(claim), quote.content)
    if _keeps_order(claimed, quote.content, german=quote.german):
        return ""
    return "it puts the quote's words in another order, which may turn the meaning around"


def _conditions_objection(claim: Clause, quote: Clause) -> str:
    return objection_to_conditions(claim.terms, quote.terms)


def _numbers_objection(claim: Clause, quote: Clause) -> str:
    stems = {term.stem for term in _telling(claim)}
    misplaced = (fact.value for fact in number_facts(_words(claim.terms)) if not _number_stands(fact, quote, stems))
    value = next(misplaced, "")
    return f"in the quote the number {value} has another unit or limit, or belongs to something else" if value else ""


_RULES = (_words_objection, _roles_objection, _order_objection, _conditions_objection, _numbers_objection)


def _telling(clause: Clause) -> tuple[Term, ...]:
    return tuple(term for term in clause.content if term.word.stem not in _REPORTING)


def _words(terms: Iterable[Term]) -> list[Word]:
    return [term.word for term in terms]


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"“{as_shown(word)}”" for word in words)


def _with_attributes_behind(claimed: Sequence[Term], quoted: Sequence[Term]) -> tuple[Term, ...]:
    """`claimed` with "association members" turned to "members of the association" where the quote says it so."""
    terms = list(claimed)
    for start, first in enumerate(quoted):
        if start == 0 or first.governor not in _OF:
            continue
        rest = (
            at for at in range(start + 1, len(quoted)) if quoted[at].governor or quoted[at].segment != first.segment
        )
        for end in range(start + 1, next(rest, len(quoted)) + 1):
            _turn(terms, [term.stem for term in quoted[start:end]], quoted[start - 1].stem)
    return tuple(terms)


def _turn(terms: list[Term], attribute: Sequence[str], head: str) -> None:
    """Put `head` before `attribute` where it stands right behind it, in place."""
    length = len(attribute) + 1
    for at in range(len(terms) - length + 1):
        window = terms[at : at + length]
        if [term.stem for term in window] == [*attribute, head] and not any(term.governor for term in window[1:]):
            terms[at : at + length] = [
                replace(window[-1], governor=window[0].governor), replace(window[0], governor="of"), *window[1:-1]
            ]  # fmt: skip
            return


def _keeps_order(claimed: Sequence[Term], quoted: Sequence[Term], *, german: bool) -> bool:
    """True if the words stand in the quote's order once at most two phrases have been moved."""
    order = [term.stem for term in quoted]
    phrases = [phrase for phrase in _phrases(claimed) if _is_subsequence([claimed[at].stem for at in phrase], order)]
    return any(
        _rest_in_order(
            [term for at, term in enumerate(claimed) if not any(at in phrase for phrase in moved)], order, german
        )
        for count in range(_MOVED_PHRASES + 1)
        for moved in combinations(phrases, count)
    )


def _phrases(terms: Sequence[Term]) -> list[range]:
    """What may be moved: from a governing word ("in", "from") or an adverb to anywhere before the next."""
    starts = [at for at, term in enumerate(terms) if term.governor or term.word.text.casefold() in _ADVERBS]
    ends = [*starts[1:], len(terms)] if starts else []
    return [
        range(start, end) for start, latest in zip(starts, ends, strict=True) for end in range(start + 1, latest + 1)
    ]


def _rest_in_order(terms: Sequence[Term], order: Sequence[str], german: bool) -> bool:
    """True if `terms` stand in order. A German verb may change its place: it stands second or last."""
    stems = [term.stem for term in terms]
    if _is_subsequence(stems, order):
        return True
    verbs = [at for at, term in enumerate(terms) if term.word.text[0].islower()] if german else []
    return any(_is_subsequence(stems[:at] + stems[at + 1 :], order) for at in verbs)


def _is_subsequence(part: Iterable[str], whole: Iterable[str]) -> bool:
    remaining = iter(whole)
    return all(item in remaining for item in part)


def _number_stands(fact: NumberFact, quote: Clause, stems: set[str]) -> bool:
    """True if some segment has the same number with the same unit and limits, and is about what the claim is about.

    In "Oslo earned 40 and Bergen 60", the segment of 60 has a word that a claim about Oslo lacks, and the claim one
    that the segment lacks: the number belongs to something else.
    """
    for segment in quote.segments:
        numbers = [at for at, term in enumerate(segment) if term.word.is_number]
        about = {term.stem for term in segment if term.has_content}
        for at, candidate in zip(numbers, number_facts(_words(segment)), strict=True):
            if _is_same_number(fact, candidate) and (
                stems <= about or about <= stems or _has_what_the_number_is_of(segment, at, stems)
            ):
                return True
    return False


def _has_what_the_number_is_of(segment: Sequence[Term], number: int, stems: set[str]) -> bool:
    """True if the claim has all that the segment says before its number, and the rest of the number's phrase."""
    before = {term.stem for term in segment[:number] if term.has_content}
    rest = takewhile(lambda term: term.phrase == segment[number].phrase, segment[number:])
    return bool(before) and before <= stems and {term.stem for term in rest if term.has_content} <= stems


def _is_same_number(claimed: NumberFact, quoted: NumberFact) -> bool:
    return (
        claimed.value == quoted.value
        and claimed.scale == quoted.scale
        and claimed.limits == quoted.limits
        and (not claimed.unit or claimed.unit == quoted.unit or claimed.unit in quoted.neighbours)
    )
