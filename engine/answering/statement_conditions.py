"""Whether, when, for whom and in what degree a statement holds: its negations, conditions and limits."""

from collections import Counter
from collections.abc import Sequence

from engine.answering.statement_clauses import Term
from engine.answering.statement_words import NEGATED_VERB, stem

_NEGATIONS = frozenset({
    "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot", "hardly", "unable",
    "kein", "keine", "keinen", "keiner", "keinem", "nicht", "nie", "ohne", "pas", "jamais", "sans", "ni", "nunca",
    "sin", "não", "nem", "non", "mai", "senza", "не", "нет", "ни", "без", "никогда",
})  # fmt: skip

_CONDITIONS = {
    "only": "only", "solely": "only", "exclusively": "only", "except": "except", "excluding": "except",
    "if": "if", "when": "if", "unless": "unless", "whether": "whether", "may": "possible",
    "might": "possible", "could": "possible",
    "possibly": "possible", "probably": "possible", "must": "must", "should": "should", "will": "will",
    "would": "would", "shall": "must", "all": "all", "every": "all",
    "each": "all", "always": "all", "any": "all", "some": "some", "sometimes": "some", "half": "half",
    "most": "most", "mostly": "most", "few": "few", "rarely": "few", "before": "before", "after": "after",
    "optional": "possible",
    "off": "off", "out": "out", "down": "down", "former": "former", "alleged": "alleged", "allegedly": "alleged",
    "nearly": "nearly", "almost": "nearly", "partly": "partly", "partially": "partly",
    "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "other": "other",
    "more": "more", "less": "less", "fewer": "less", "than": "than",
    "nur": "only", "lediglich": "only", "ausschließlich": "only", "außer": "except", "wenn": "if", "falls": "if",
    "sofern": "if", "ob": "whether", "alle": "all", "allen": "all", "jeder": "all", "jede": "all", "jedes": "all",
    "immer": "all", "manche": "some", "einige": "some", "einigen": "some", "meisten": "most", "wenige": "few",
    "wenigsten": "few", "fast": "nearly", "teilweise": "partly", "darf": "possible", "dürfen": "possible",
    "könnte": "possible", "könnten": "possible", "dürfte": "possible", "muss": "must", "müssen": "must",
    "soll": "should", "sollen": "should", "sollte": "should", "ehemalige": "former", "ehemaliger": "former",
}  # fmt: skip
"""Words that change whether, when, for whom or in what degree a statement holds."""

_BINDING = frozenset({"if", "unless", "whether"})
"""Conditions that hold for the whole clause, wherever in it they stand."""

_ONLY_SAID = frozenset(
    stem(word)
    for word in (
        "recommended", "suggested", "proposed", "claimed", "alleged", "believe", "think", "hope", "intend", "plan",
        "want", "consider", "ordered", "ask", "request", "demand", "urge", "warn", "deny", "doubt", "expect", "predict",
        "forecast", "aim", "try", "attempt", "fail", "refuse", "agree", "promise", "threaten", "assume", "suppose",
        "seem", "appear", "require", "need", "allow", "permit", "prevent", "avoid", "estimate", "decide",
        "empfahl", "empfiehlt", "empfohlen", "schlug", "fordert", "forderte", "behauptet", "behauptete", "plant",
        "plante", "geplant", "hofft", "glaubt", "vermutet", "versucht", "versuchte", "scheint", "will", "wollte",
    )
)  # fmt: skip
"""Stems of verbs after which it is open whether what follows is so."""

_FOCUS = frozenset({"only"})
_FOCUS_REACH = 2
"""What "only" limits is among so many content words behind it."""


def objection_to_conditions(claimed: Sequence[Term], quoted: Sequence[Term]) -> str:
    """What the claim negates or limits otherwise than the parts of the quote that it uses; "" if nothing."""
    used = _used(claimed, quoted)
    expected = _conditions(used) | (_conditions(quoted) & _BINDING)
    own = _conditions(claimed)
    if missing := sorted(expected - own):
        return f"it leaves out what limits the quote: {_listed(missing)}"
    if added := sorted(own - expected):
        return f"it adds a limit that the quote does not have: {_listed(added)}"
    if not _is_said_as_openly(claimed, quoted):
        return "it leaves out that the quote calls this planned, wanted or believed"
    return "" if _same_focus(claimed, used) else "“only” limits something else in the quote"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _used(claimed: Sequence[Term], quoted: Sequence[Term]) -> list[Term]:
    """The terms of the quote's segments that the claim needs: those with a word that stands in no other."""
    stems = {term.stem for term in claimed if term.has_content}
    shared: dict[int, set[str]] = {}
    for term in quoted:
        if term.has_content and term.stem in stems:
            shared.setdefault(term.segment, set()).add(term.stem)
    occurrences = Counter(word for words in shared.values() for word in words)
    most = max(map(len, shared.values()), default=0)
    needed = {
        segment
        for segment, words in shared.items()
        if len(words) == most or any(occurrences[word] == 1 for word in words)
    }
    return [term for term in quoted if term.segment in needed]


def _conditions(terms: Sequence[Term]) -> frozenset[str]:
    found = {_CONDITIONS[term.word.text.casefold()] for term in terms if term.word.text.casefold() in _CONDITIONS}
    if any(_negates(term) for term in terms):
        found.add("not")
    return frozenset(found)


def _negates(term: Term) -> bool:
    return term.word.text.casefold() in _NEGATIONS or NEGATED_VERB.search(term.word.text) is not None


def _is_said_as_openly(claimed: Sequence[Term], quoted: Sequence[Term]) -> bool:
    """False if the claim leaves out that something is only wanted, planned or believed."""
    stems = {term.word.stem for term in claimed}
    openings = [at for at, term in enumerate(quoted) if term.word.stem in _ONLY_SAID and term.word.stem not in stems]
    if not openings:
        return True
    before = {term.stem for term in quoted[: openings[0]]}
    return all(term.stem in before for term in claimed if term.has_content)


def _same_focus(claimed: Sequence[Term], quoted: Sequence[Term]) -> bool:
    """True if "only" limits the same."""
    own, other = _focus(claimed), _focus(quoted)
    return not own or not other or not own.isdisjoint(other)


def _focus(terms: Sequence[Term]) -> set[str]:
    words: set[str] = set()
    for at, term in enumerate(terms):
        if _CONDITIONS.get(term.word.text.casefold()) in _FOCUS:
            words |= {follower.stem for follower in [t for t in terms[at + 1 :] if t.has_content][:_FOCUS_REACH]}
    return words
