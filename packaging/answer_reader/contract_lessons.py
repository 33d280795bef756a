"""Lessons from agreements: sums and periods for one party, and those that two parties have, each another one."""

import random
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answer_reader.everyday_words import WORDS
from answer_reader.growing_text import GrowingText, Place
from answer_reader.reading_example import ReadingExample

_CONTRACTS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("contract_words.toml").read_text(encoding="utf-8"))
_TITLES = ("Contract", "Agreement", "Letter", "Terms", "General terms and conditions", "Contract of 2021 signed copy")
_NUMBERS = ("two", "three", "four", "six", "eight", "ten", "12", "14", "21", "28", "30", "90")
_HOW = {"period": ("How long is", "What is"), "sum": ("How high is", "How much is", "What is")}
"""How the amount of a term is asked for, by its kind, other than by "What is"."""


def clause_lesson(chance: random.Random) -> ReadingExample:
    """A sum or a period that was agreed for one of the parties."""
    sums = chance.sample(WORDS["sums"], chance.randint(1, 4))
    periods = chance.sample(WORDS["periods"], chance.randint(1, 4))
    parties = chance.sample(WORDS["parties"], 2)
    clauses = [_Clause(item, chance.choice(parties), _sum(chance), "is due on the first of the month") for item in sums]
    clauses += [_Clause(item, chance.choice(parties), _period(chance), "begins with the signature") for item in periods]
    chance.shuffle(clauses)
    text = GrowingText()
    places = {}
    for number, clause in enumerate(clauses, 1):
        item = clause.item
        if chance.random() < 0.6:
            text.add(f"§ {number} {item.capitalize()}")
        said = chance.choice(
            (
                f"The {item} for {clause.party} is",
                f"For {clause.party} the {item} amounts to",
                f"The {item}, which {clause.detail}, is for {clause.party}",
            )
        )
        text.add(said)
        places[item] = text.add(clause.value)
        text.add(".")
    asked = chance.choice(clauses)
    item, party = asked.item, asked.party
    answer: Place | None = places[item]
    wrong = chance.random()
    if wrong < 0.5:
        answer = None
        if wrong < 0.3:
            item = chance.choice([other for other in (*WORDS["sums"], *WORDS["periods"]) if other not in places])
        else:
            party = chance.choice([other for other in WORDS["parties"] if other != party])
    verb = chance.choice(_HOW["sum" if item in WORDS["sums"] else "period"])
    names_party = wrong >= 0.3 and (answer is None or chance.random() < 0.6)
    question = f"{verb} the {item}{f' for {party}' if names_party else ''}?"
    return ReadingExample(question, chance.choice(_TITLES), text.text, answer)


@dataclass(frozen=True, slots=True)
class _Clause:
    """What was agreed: the sum or period, the party that it is for, how much it is, and a detail besides."""

    item: str
    party: str
    value: str
    detail: str


@dataclass(frozen=True, slots=True)
class _Term:
    """Something that both parties may have: as it is said of one, said after the other's, and asked for."""

    name: str
    kind: str
    clauses: list[str]
    short: list[str]
    asked: list[str]

    def full(self, chance: random.Random) -> str:
        """A clause that names the term and one party."""
        named = (f"the {self.name} for {{party}} is {{value}}", f"for {{party}} the {self.name} is {{value}}")
        return chance.choice(named if chance.random() < 0.3 else self.clauses)

    def brief(self, chance: random.Random) -> str:
        """A clause for the other party, when the term was named before."""
        general = ("for {party} it is {value}", "that of {party} is {value}", "in the case of {party} it is {value}")
        return chance.choice(general if chance.random() < 0.4 else self.short)


_TERMS = [_Term(**term) for term in _CONTRACTS["terms"]]
_Values = dict[str, str]
"""What each of the parties has, by party, in the order in which it is told."""
_Layout = Callable[[GrowingText, _Term, _Values, random.Random], dict[str, Place]]
"""Tells a term for the parties, and where in the text the value of each of them is."""


def two_parties_lesson(chance: random.Random) -> ReadingExample:
    """A term that both parties have, each another amount: asked for one of them, or for one that has none."""
    pair = chance.sample(chance.choice(_CONTRACTS["pairs"]), 2)
    terms = chance.sample(_TERMS, chance.randint(1, 4))
    text = GrowingText()
    if chance.random() < 0.3:
        text.say(f"this agreement is made between {pair[0]} and {pair[1]}")
    told = {}
    for number, term in enumerate(terms, 1):
        if chance.random() < 0.3:
            text.add(f"§ {number} {term.name.capitalize()}")
        values = dict(zip(pair, _values(term.kind, chance), strict=True))
        told[term.name] = chance.choice(_LAYOUTS)(text, term, values, chance)
        _add_filler(text, chance)
    term = chance.choice(terms)
    places = told[term.name]
    party = chance.choice(list(places))
    answer: Place | None = places[party]
    wrong = chance.random()
    if wrong < 0.45:
        answer = None
        lacking = [item for item in pair if item not in places]
        if lacking and wrong < 0.35:
            party = lacking[0]
        elif wrong < 0.3:
            party = chance.choice([item for item in _CONTRACTS["others"] if item not in pair])
        else:
            term = chance.choice([item for item in _TERMS if item.name not in told])
            party = chance.choice(pair)
    named = answer is None or len(set(places.values())) > 1 or chance.random() < 0.5
    return ReadingExample(_question(term, party if named else "", chance), chance.choice(_TITLES), text.text, answer)


def _question(term: _Term, party: str, chance: random.Random) -> str:
    """`party` is left out if it is empty."""
    verb = chance.choice(_HOW.get(term.kind, ("What is",)))
    if not party:
        return f"{verb} the {term.name}?"
    several = party.endswith("s")
    if chance.random() < 0.1:
        several = not several
        party = f"{party}s" if several else party.removesuffix("s")
    if several and chance.random() < 0.3:
        party = party.removeprefix("the ")
    fields = {
        "party": party,
        "possessive": f"{party}'" if several else f"{party}'s",
        "does": "do" if several else "does",
        "is": "are" if several else "is",
    }
    general = (
        f"{verb} the {term.name} for {party}?",
        f"{verb} the {term.name} of {party}?",
        f"{verb} {fields['possessive']} {term.name}?",
        f"{term.name.capitalize()} for {party}?",
    )
    return chance.choice(general if chance.random() < 0.5 else term.asked).format(**fields)


def _in_one_sentence(text: GrowingText, term: _Term, values: _Values, chance: random.Random) -> dict[str, Place]:
    (one, first), (other, second) = values.items()
    template = chance.choice(
        (
            f"the {term.name} is {{first}} for {{one}} and {{second}} for {{other}}",
            f"the {term.name} is {{first}} for {{one}}, but {{second}} for {{other}}",
            f"for {{one}} the {term.name} is {{first}}, for {{other}} {{second}}",
            f"the {term.name} of {{one}} and {{other}} is {{first}} and {{second}} respectively",
            f"{term.name}: {{one}} {{first}}, {{other}} {{second}}",
        )
    )
    places = text.say(template, one=one, first=first, other=other, second=second)
    return {one: places["first"], other: places["second"]}


def _in_two_clauses(text: GrowingText, term: _Term, values: _Values, chance: random.Random) -> dict[str, Place]:
    (one, first), (other, second) = values.items()
    clause = term.full(chance).replace("{party}", "{one}").replace("{value}", "{first}")
    more = (term.full if chance.random() < 0.4 else term.brief)(chance)
    more = more.replace("{party}", "{other}").replace("{value}", "{second}")
    joint = chance.choice((", while", ", whereas", "; ", ", but", " and"))
    places = text.say(f"{clause}{joint.rstrip()} {more}", one=one, first=first, other=other, second=second)
    return {one: places["first"], other: places["second"]}


def _in_two_sentences(text: GrowingText, term: _Term, values: _Values, chance: random.Random) -> dict[str, Place]:
    """The second one may leave out what the first one names."""
    (one, first), (other, second) = values.items()
    places = {one: text.say(term.full(chance), party=one, value=first)["value"]}
    if chance.random() < 0.3:
        _add_filler(text, chance)
    more = (term.full if chance.random() < 0.5 else term.brief)(chance)
    places[other] = text.say(more, party=other, value=second)["value"]
    return places


def _under_heading(text: GrowingText, term: _Term, values: _Values, chance: random.Random) -> dict[str, Place]:
    """Only the heading names the term."""
    text.add(
        f"{chance.choice(('§ ', '', ''))}{chance.randint(1, 12)}{chance.choice(('', '.'))} {term.name.capitalize()}"
    )
    briefs = [chance.choice(term.short) if chance.random() < 0.7 else "{party}: {value}" for _ in values]
    return {
        party: text.say(brief, party=party, value=value)["value"]
        for brief, (party, value) in zip(briefs, values.items(), strict=True)
    }


def _for_one(text: GrowingText, term: _Term, values: _Values, chance: random.Random) -> dict[str, Place]:
    """Nothing is said of the other party."""
    party, value = next(iter(values.items()))
    return {party: text.say(term.full(chance), party=party, value=value)["value"]}


def _for_both(text: GrowingText, term: _Term, values: _Values, chance: random.Random) -> dict[str, Place]:
    """The same for both, from which one of them may have an exception."""
    (one, first), (other, second) = values.items()
    place = text.say(term.full(chance), party=chance.choice(_CONTRACTS["both"]), value=first)["value"]
    if chance.random() < 0.5:
        return dict.fromkeys(values, place)
    _add_filler(text, chance)
    exception = chance.choice(_CONTRACTS["exceptions"])
    return {one: place, other: text.say(f"{exception} {term.full(chance)}", party=other, value=second)["value"]}


_LAYOUTS: Sequence[_Layout] = (
    _in_one_sentence,
    _in_two_clauses,
    _in_two_sentences,
    _in_two_sentences,
    _under_heading,
    _for_one,
    _for_both,
)


def _add_filler(text: GrowingText, chance: random.Random) -> None:
    if chance.random() < 0.4:
        text.add(chance.choice(_CONTRACTS["fillers"]))


def _values(kind: str, chance: random.Random) -> list[str]:
    """Two amounts that differ."""
    make = {"period": _period, "sum": _sum, "share": _share, "count": _count}[kind]
    values = [make(chance)]
    while len(values) < 2:
        value = make(chance)
        if value not in values:
            values.append(value)
    return values


def _period(chance: random.Random) -> str:
    return f"{chance.choice(_NUMBERS)} {chance.choice(('days', 'weeks', 'months', 'years', 'working days'))}"


def _sum(chance: random.Random) -> str:
    amount = f"{chance.randint(20, 9999):,}"
    return chance.choice((f"EUR {amount}", f"${amount}", f"CHF {amount}", f"{amount} euros", f"£{amount}"))


def _share(chance: random.Random) -> str:
    return f"{chance.randint(5, 95)}{chance.choice(('%', ' per cent', ' percent'))}"


def _count(chance: random.Random) -> str:
    return chance.choice(_NUMBERS)
