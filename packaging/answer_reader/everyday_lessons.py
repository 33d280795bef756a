"""Lessons made up of what people keep: tables of reports, surveys, specifications, contracts and steps of manuals.

An encyclopedia has few of them. Each lesson is one question about one made document, half of them about what it does
not tell: another year, row, group, party or step. What the document is often stands in the title alone.
"""

import random
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from answer_reader.reading_example import ReadingExample

_WORDS: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("everyday_words.toml").read_text(encoding="utf-8")
)

_Maker = Callable[[random.Random], ReadingExample]
_Survey = tuple[str, dict[tuple[str, str], tuple[int, int]]]
"""A text, and where in it the share of each group with each opinion stands."""


def everyday_lessons(count: int, chance: random.Random) -> Iterator[ReadingExample]:
    """`count` lessons, as many of every kind."""
    for _ in range(count):
        yield chance.choice(_MAKERS)(chance)


def _table_lesson(chance: random.Random) -> ReadingExample:
    """What a row says for one of the years at the head of the table."""
    company = f"{chance.choice(_WORDS['companies'])} {chance.choice(_WORDS['company_forms'])}"
    newest = chance.randint(1995, 2024)
    years = [newest - step for step in range(chance.randint(1, 4))]
    if chance.random() < 0.3:
        years.reverse()
    rows = chance.sample(_WORDS["rows"], chance.randint(3, 14))
    text, cells = _table(rows, years, chance)
    row, year = chance.choice(rows), chance.choice(years)
    answer: tuple[int, int] | None = cells[row, year]
    title = f"{company} annual report {newest}" if chance.random() < 0.7 else company
    wrong = chance.random()
    if wrong < 0.5:
        answer = None
        if wrong < 0.2:
            row = chance.choice([item for item in _WORDS["rows"] if item not in rows])
        elif wrong < 0.4:
            year = chance.choice([item for item in range(newest - 8, newest + 9) if item not in years])
        else:
            others = [item for item in _WORDS["companies"] if item not in company]
            company = f"{chance.choice(others)} {chance.choice(_WORDS['company_forms'])}"
    asked = row.lower() if chance.random() < 0.8 else row
    question = chance.choice(
        (
            f"What was the {asked} of {company} in {year}?",
            f"How much {asked} did {company} report for fiscal year {year}?",
            f"what is {asked} for {company} in FY{year}? Answer in millions.",
            f"What are {company}'s {asked} in {year}?",
            f"How high was {asked} in {year} at {company}?",
        )
    )
    return ReadingExample(question, title, text, answer)


def _table(
    rows: Sequence[str], years: Sequence[int], chance: random.Random
) -> tuple[str, dict[tuple[str, int], tuple[int, int]]]:
    """A table as it is read from a page, with the years at its head, and where the figure of each row and year is."""
    pieces = _Pieces()
    if chance.random() < 0.6:
        pieces.add(
            chance.choice(("CONSOLIDATED STATEMENTS", "Selected data", "Key figures", "Overview", "Balance sheets"))
        )
    if chance.random() < 0.5:
        pieces.add(chance.choice(("(in millions)", "(in thousands, except per share data)", "(Amounts in millions)")))
    pieces.add(*(f"{chance.choice(('', '', 'FY', 'December 31, '))}{year}" for year in years))
    cells: dict[tuple[str, int], tuple[int, int]] = {}
    for row in rows:
        pieces.add(row)
        for year in years:
            pieces.add("$" if chance.random() < 0.2 else "")
            cells[row, year] = pieces.add(_figure(chance))
    return pieces.text, cells


def _survey_lesson(chance: random.Random) -> ReadingExample:
    """Which share of a group says what."""
    year = chance.randint(2001, 2024)
    title = f"Survey report {year}"
    groups = chance.sample(_WORDS["groups"], chance.randint(2, 6))
    opinions = chance.sample(_WORDS["opinions"], chance.randint(1, 3))
    told = _survey_table if chance.random() < 0.5 else _survey_sentences
    text, cells = told(groups, opinions, year, chance)
    group, opinion = chance.choice(groups), chance.choice(opinions)
    answer: tuple[int, int] | None = cells[group, opinion]
    wrong = chance.random()
    if wrong < 0.5:
        answer = None
        if wrong < 0.2:
            group = chance.choice([item for item in _WORDS["groups"] if item not in groups])
        elif wrong < 0.4:
            opinion = chance.choice([item for item in _WORDS["opinions"] if item not in opinions])
        else:
            year += chance.choice((-7, -4, -2, -1, 1, 2, 5))
    names_year = wrong >= 0.4 and (answer is None or chance.random() < 0.4)
    when = f" in {year}" if names_year else ""
    question = chance.choice(
        (
            f"What percentage of {group} {opinion}{when}?",
            f"How many percent of {group} {opinion}{when}?",
            f"According to the survey, what share of {group} {opinion}{when}?",
        )
    )
    return ReadingExample(question, title, text, answer)


def _survey_table(groups: Sequence[str], opinions: Sequence[str], year: int, chance: random.Random) -> _Survey:
    month = _WORDS["months"][chance.randrange(12)]
    pieces = _Pieces()
    pieces.add(chance.choice((f"Survey of U.S. adults conducted in {month} {year}.", "% who …")))
    cells: dict[tuple[str, str], tuple[int, int]] = {}
    for opinion in opinions:
        pieces.add(f"% who {opinion}")
        for group in groups:
            pieces.add(group[0].upper() + group[1:])
            cells[group, opinion] = pieces.add(f"{chance.randint(2, 97)}{chance.choice(('', '%'))}")
    return pieces.text, cells


def _survey_sentences(groups: Sequence[str], opinions: Sequence[str], year: int, chance: random.Random) -> _Survey:
    pieces = _Pieces()
    cells: dict[tuple[str, str], tuple[int, int]] = {}
    for opinion in opinions:
        for group in groups:
            before, after = chance.choice(
                (
                    ("", f"of {group} {opinion}."),
                    (f"Among {group},", f"{opinion}."),
                    (f"In {year}, the share of {group} who {opinion} was", "."),
                )
            )
            if before:
                pieces.add(before)
            cells[group, opinion] = pieces.add(f"{chance.randint(2, 97)}%")
            pieces.add(after)
    return pieces.text, cells


def _specification_lesson(chance: random.Random) -> ReadingExample:
    """A property of a device."""
    device = f"{chance.choice(_WORDS['companies'])} {chance.choice('ABDKMTX')}{chance.randint(10, 990)}"
    properties = chance.sample(_WORDS["properties"], chance.randint(4, 14))
    pieces = _Pieces()
    pieces.add(chance.choice(("Technical data", "Specifications", "Appendix A: Specifications", "")))
    values = {}
    for item in properties:
        pieces.add(item + chance.choice(("", ":")))
        value = chance.choice((f"{chance.randint(1, 2000)}", f"{chance.randint(1, 60)}.{chance.randint(1, 9)}"))
        values[item] = pieces.add(f"{value} {chance.choice(_WORDS['units'])}")
    asked = chance.choice(properties)
    answer: tuple[int, int] | None = values[asked]
    named = device
    wrong = chance.random()
    if wrong < 0.5:
        answer = None
        if wrong < 0.35:
            asked = chance.choice([item for item in _WORDS["properties"] if item not in properties])
        else:
            other = chance.choice([item for item in _WORDS["companies"] if item not in device])
            named = f"{other} {device.rpartition(' ')[2]}"
    question = chance.choice(
        (
            f"What is the {asked.lower()} of the {named}?",
            f"What {asked.lower()} does the {named} have?",
            f"{asked} of {named}?",
        )
    )
    return ReadingExample(question, f"{device} user manual", pieces.text, answer)


def _contract_lesson(chance: random.Random) -> ReadingExample:
    """A sum or a period that was agreed, for one of the parties."""
    sums = chance.sample(_WORDS["sums"], chance.randint(1, 4))
    periods = chance.sample(_WORDS["periods"], chance.randint(1, 4))
    parties = chance.sample(_WORDS["parties"], 2)
    clauses = [_sum_clause(item, parties, chance) for item in sums]
    clauses += [_period_clause(item, parties, chance) for item in periods]
    chance.shuffle(clauses)
    pieces = _Pieces()
    places = {}
    for number, clause in enumerate(clauses, 1):
        item = clause.item
        if chance.random() < 0.6:
            pieces.add(f"§ {number} {item.capitalize()}")
        pieces.add(
            chance.choice(
                (
                    f"The {item} for {clause.party} is",
                    f"For {clause.party} the {item} amounts to",
                    f"The {item}, which {clause.detail}, is for {clause.party}",
                )
            )
        )
        places[item] = pieces.add(clause.value)
        pieces.add(".")
    asked = chance.choice(clauses)
    item, party = asked.item, asked.party
    answer: tuple[int, int] | None = places[item]
    wrong = chance.random()
    if wrong < 0.5:
        answer = None
        if wrong < 0.3:
            item = chance.choice([other for other in (*_WORDS["sums"], *_WORDS["periods"]) if other not in places])
        else:
            party = chance.choice([other for other in _WORDS["parties"] if other != party])
    verbs = ("How high is", "What is", "How much is") if item in _WORDS["sums"] else ("How long is", "What is")
    verb = chance.choice(verbs)
    names_party = wrong >= 0.3 and (answer is None or chance.random() < 0.6)
    question = f"{verb} the {item}{f' for {party}' if names_party else ''}?"
    return ReadingExample(question, chance.choice(("Contract", "Agreement", "Letter", "Terms")), pieces.text, answer)


@dataclass(frozen=True, slots=True)
class _Clause:
    """What was agreed: the sum or period, the party that it is for, how much it is, and a detail besides."""

    item: str
    party: str
    value: str
    detail: str


def _sum_clause(item: str, parties: Sequence[str], chance: random.Random) -> _Clause:
    party = chance.choice(parties)
    value = f"{chance.choice(('EUR', '$', 'CHF'))} {chance.randint(20, 9999):,}"
    return _Clause(item, party, value, "is due on the first of the month")


def _period_clause(item: str, parties: Sequence[str], chance: random.Random) -> _Clause:
    count = chance.choice(("two", "three", "six", "14", "30", "12"))
    value = f"{count} {chance.choice(('days', 'weeks', 'months', 'years'))}"
    return _Clause(item, chance.choice(parties), value, "begins with the signature")


def _steps_lesson(chance: random.Random) -> ReadingExample:
    """One of the steps of a list, by its place."""
    steps = chance.sample(_WORDS["steps"], chance.randint(2, 7))
    marks = chance.choice(("numbers", "bullets"))
    pieces = _Pieces()
    topic = chance.choice(("Cleaning the filter", "First use", "Safety", "Pairing", "Maintenance", "Changing the lamp"))
    pieces.add(topic)
    places = []
    for number, step in enumerate(steps, 1):
        pieces.add(f"{number}." if marks == "numbers" else "•")
        places.append(pieces.add(step))
    place = (
        chance.randrange(len(steps)) if chance.random() < 0.5 else chance.randrange(len(steps), len(_WORDS["ordinals"]))
    )
    answer = places[place] if place < len(steps) else None
    question = chance.choice(
        (
            f"What is the {_WORDS['ordinals'][place]} step for {topic.lower()}?",
            f"What is the {_WORDS['ordinals'][place]} point under {topic}?",
            f"What does step {place + 1} of {topic.lower()} say?",
        )
    )
    return ReadingExample(question, "User manual", pieces.text, answer)


_MAKERS: Sequence[_Maker] = (
    _table_lesson,
    _table_lesson,
    _survey_lesson,
    _specification_lesson,
    _contract_lesson,
    _steps_lesson,
)


def _figure(chance: random.Random) -> str:
    """A number as tables have them."""
    value = chance.choice((chance.randint(1, 99), chance.randint(100, 9999), chance.randint(10_000, 900_000)))
    way = chance.random()
    if way < 0.6:
        return f"{value:,}"
    if way < 0.75:
        return f"({value:,})"
    return f"{value % 100}.{chance.randint(0, 9)}{chance.choice(('%', '', ''))}"


class _Pieces:
    """A text that grows, and tells where each piece of it went."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, *pieces: str) -> tuple[int, int]:
        """Append the pieces, blanks between them; where the first one is."""
        first: tuple[int, int] | None = None
        for piece in pieces:
            if not piece:
                continue
            if self.text and piece != ".":
                self.text += " "
            start = len(self.text)
            self.text += piece
            first = first or (start, len(self.text))
        return first or (len(self.text), len(self.text))
