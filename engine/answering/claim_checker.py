"""Is a statement of the language model borne out by a quote? Rules that rather reject a true claim than pass a lie.

A claim passes only if nothing in it is new: it must be the quote's own statement, shortened or rearranged. Small
models invent freely, and similarity of meaning does not help: sentence embeddings of "opens in May" and "opens in
June" are nearly the same. Each rule below catches one way in which a claim can go wrong. A rejected claim costs
little, since the quote itself is shown then.
"""

import re
from collections.abc import Iterable, Sequence

from engine.answering.statement_words import NEGATED_VERB, NumberFact, Word, number_facts, stem, words_of

_FEWEST_CONTENT_WORDS = 3
"""A shorter claim ("40 euros.") leaves open what it is about, so that it cannot be checked."""

_REPORTING = frozenset(
    stem(word)
    for word in ("according", "quote", "document", "text", "passage", "states", "says", "mentions", "also", "answer")
)
"""Stems of words with which a claim speaks about the quote; they need not occur in it."""

_NEGATIONS = frozenset({
    "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot", "hardly", "unable",
    "kein", "keine", "keinen", "keiner", "keinem", "nicht", "nie", "ohne", "pas", "jamais", "sans", "ni", "nunca",
    "sin", "não", "nem", "non", "mai", "senza", "не", "нет", "ни", "без", "никогда",
})  # fmt: skip

_CONDITIONS = {
    "only": "only", "solely": "only", "exclusively": "only", "except": "except", "excluding": "except",
    "if": "if", "unless": "unless", "may": "possible", "might": "possible", "could": "possible",
    "possibly": "possible", "probably": "possible", "must": "must", "should": "must", "all": "all", "every": "all",
    "each": "all", "always": "all", "any": "all", "some": "some", "sometimes": "some",
    "most": "most", "mostly": "most", "few": "few", "rarely": "few", "before": "before", "after": "after",
    "by": "by", "planned": "planned", "expected": "planned", "proposed": "planned", "optional": "possible",
    "off": "off", "out": "out", "down": "down", "former": "former", "alleged": "alleged", "allegedly": "alleged",
    "nearly": "nearly", "almost": "nearly", "partly": "partly", "partially": "partly", "half": "half",
    "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th",
}  # fmt: skip
"""Words that change whether, when, for whom or in what degree a statement holds."""

_ASIDE = re.compile(r"\([^()]*\)|, (?:which|who|whose|where|that)\b[^,;]*,")
_CLAUSE_END = re.compile(
    r"[;:–—]\s|,\s(?!\d{4}\b)|\b(?:and|but|while|whereas|although|because|und|aber|et|mais|y|pero)\b"
)


_BINDING_CONDITIONS = frozenset({"only", "except", "if", "planned"})
"""Conditions that hold for the whole sentence, wherever in it they stand."""


def is_supported(claim: str, quote: str) -> bool:
    """True if `quote` says all that `claim` says: if it is the same text, or all rules below hold.

    Rules: every content word (by its stem) and every number stands in the quote; numbers keep their unit, scale and
    limits ("more than"), and stay with the words of their clause; words keep their order but for one phrase that may
    move to the front or the end; negations and conditions ("only", "if", "may") are the same.
    """
    return not objection_to(claim, quote)


def objection_to(claim: str, quote: str) -> str:
    """Why `quote` does not say all that `claim` says, by the first rule that is broken; "" if it does."""
    if " ".join(claim.casefold().split()) == " ".join(quote.casefold().split()):
        return ""
    objection = _objection(claim, quote)
    without_asides = _without_asides(quote) if objection else quote
    if without_asides != quote and not _objection(claim, without_asides):
        return ""
    return objection


def _objection(claim: str, quote: str) -> str:
    claim_words = [word for word in words_of(claim) if word.stem not in _REPORTING]
    telling = [word for word in claim_words if word.has_content]
    stems = [word.stem for word in telling]
    clauses = [words_of(clause) for clause in _CLAUSE_END.split(quote)]
    quote_stems = [word.stem for clause in clauses for word in clause if word.has_content]
    said = set(quote_stems)
    if len(stems) < _FEWEST_CONTENT_WORDS:
        return "it is too short to tell what it is about"
    if unknown := dict.fromkeys(word.text for word in telling if word.stem not in said):
        return f"the quote does not say {_listed(unknown)}"
    if not _keeps_order(stems, quote_stems):
        return "it puts the quote's words in another order, which may turn the meaning around"
    if not _numbers_keep_order(claim, quote_stems):
        return "it puts the quote's numbers in another order"
    return _conditions_objection(claim_words, clauses, set(stems)) or _numbers_objection(
        claim_words, clauses, set(stems)
    )


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _keeps_order(stems: Sequence[str], quote_stems: Sequence[str]) -> bool:
    """True if `stems` stand in this order in the quote, or do so once cut into two parts. Symbols stand anywhere."""
    words = [word for word in stems if word.isalnum()]
    return any(
        _is_subsequence(words[:cut], quote_stems) and _is_subsequence(words[cut:], quote_stems)
        for cut in range(len(words))
    )


def _numbers_keep_order(claim: str, quote_stems: Sequence[str]) -> bool:
    """True if the numbers stand in the quote's order, so that "from 1 to 2" is not "from 2 to 1".

    Only a phrase moved to the front, which a comma ends, may bring its numbers along.
    """
    return all(
        _is_subsequence([word.stem for word in words_of(section) if word.is_number], quote_stems)
        for section in claim.split(", ", 1)
    )


def _is_subsequence(part: Iterable[str], whole: Iterable[str]) -> bool:
    remaining = iter(whole)
    return all(item in remaining for item in part)


def _conditions_objection(claim_words: Sequence[Word], clauses: Sequence[Sequence[Word]], stems: set[str]) -> str:
    """How claim and quote are limited or negated differently, in those clauses of the quote that the claim uses."""
    shared = [sum(word.stem in stems for word in clause if word.has_content) for clause in clauses]
    used = [word for clause, count in zip(clauses, shared, strict=True) if 2 * count >= max(shared) for word in clause]
    whole = [word for clause in clauses for word in clause]
    expected = _conditions(used) | (_conditions(whole) & _BINDING_CONDITIONS)
    claimed = _conditions(claim_words)
    if missing := sorted(expected - claimed):
        return f"it leaves out what limits the quote: {_listed(missing)}"
    if added := sorted(claimed - expected):
        return f"it adds a limit that the quote does not have: {_listed(added)}"
    return ""


def _conditions(words: Sequence[Word]) -> frozenset[str]:
    found = {_CONDITIONS[word.text.casefold()] for word in words if _is_condition(word)}
    if any(word.text.casefold() in _NEGATIONS or NEGATED_VERB.search(word.text) for word in words):
        found.add("not")
    return frozenset(found)


def _is_condition(word: Word) -> bool:
    return word.text.casefold() in _CONDITIONS and word.text != "May"  # the month


def _numbers_objection(claim_words: Sequence[Word], clauses: Sequence[Sequence[Word]], stems: set[str]) -> str:
    misplaced = (fact.value for fact in number_facts(claim_words) if not _number_stands(fact, clauses, stems))
    value = next(misplaced, None)
    if value is None:
        return ""
    return f"in the quote the number {value} has another unit or limit, or belongs to something else"


def _number_stands(fact: NumberFact, clauses: Sequence[Sequence[Word]], stems: set[str]) -> bool:
    """True if some clause has the same number with the same unit and limits, and is about what the claim is about.

    In "Oslo earned 40 and Bergen 60", the clause of 60 has a word that a claim about Oslo lacks, and the claim one
    that the clause lacks: the number belongs to something else.
    """
    for clause in clauses:
        if not any(_is_same_number(fact, candidate) for candidate in number_facts(clause)):
            continue
        clause_stems = {word.stem for word in clause if word.has_content}
        if stems <= clause_stems or clause_stems <= stems:
            return True
    return False


def _is_same_number(claimed: NumberFact, quoted: NumberFact) -> bool:
    return (
        claimed.value == quoted.value
        and claimed.scale == quoted.scale
        and claimed.limits == quoted.limits
        and (not claimed.unit or claimed.unit == quoted.unit or claimed.unit in quoted.neighbours)
    )


def _without_asides(quote: str) -> str:
    """`quote` without what stands in brackets or in relative clauses, unless that limits the statement."""
    return _ASIDE.sub(lambda aside: aside.group() if _conditions(words_of(aside.group())) else " ", quote)
