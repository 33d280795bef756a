"""Lessons from reports: tables with columns of years or regions, sentences that tell of figures, and surveys."""

import random
from collections.abc import Sequence

from answer_reader.everyday_words import WORDS
from answer_reader.growing_text import GrowingText, Place
from answer_reader.reading_example import ReadingExample

_Cells = dict[tuple[str, str], Place]
"""Where in a text the figure of each row and column stands, or the share of each group with each opinion."""
_Survey = tuple[str, _Cells]


def table_lesson(chance: random.Random) -> ReadingExample:
    """What a row says for one of the years, or regions, at the head of the table."""
    company = _company(chance)
    newest = chance.randint(1995, 2024)
    columns, others = _columns(newest, chance)
    rows = chance.sample(WORDS["rows"], chance.randint(3, 14) if len(columns) < 5 else chance.randint(2, 5))
    text, cells = _table(rows, columns, chance)
    row, column = chance.choice(rows), chance.choice(columns)
    answer: Place | None = cells[row, column]
    title = f"{company} annual report {newest}" if chance.random() < 0.7 else company
    wrong = chance.random()
    if wrong < 0.5:
        answer = None
        if wrong < 0.2:
            row = chance.choice([item for item in WORDS["rows"] if item not in rows])
        elif wrong < 0.4:
            column = chance.choice(others)
        else:
            company = _other_company(company, chance)
    asked = row.lower() if chance.random() < 0.8 else row
    ways = [
        f"What was the {asked} of {company} in {column}?",
        f"How much {asked} did {company} report for {column}?",
        f"What are {company}'s {asked} in {column}?",
        f"How high was {asked} in {column} at {company}?",
    ]
    if column.isdigit():
        ways.append(f"what is {asked} for {company} in FY{column}? Answer in millions.")
    if answer is not None or wrong < 0.4:
        ways += [f"What was the {asked} in {column}?", f"{asked} {column}?", f"How much was the {asked} in {column}?"]
    return ReadingExample(chance.choice(ways), title, text, answer)


def _columns(newest: int, chance: random.Random) -> tuple[list[str], list[str]]:
    """What stands at the head of the columns, and what else might."""
    if chance.random() < 0.2:
        regions = chance.sample(WORDS["regions"], chance.randint(2, 5))
        return regions, [item for item in WORDS["regions"] if item not in regions]
    years = [newest - step for step in range(chance.randint(5, 10) if chance.random() < 0.3 else chance.randint(1, 4))]
    if chance.random() < 0.3:
        years.reverse()
    around = range(min(years) - 7, max(years) + 9)
    return [str(year) for year in years], [str(year) for year in around if year not in years]


def _table(rows: Sequence[str], columns: Sequence[str], chance: random.Random) -> tuple[str, _Cells]:
    """A table as it is read from a page."""
    text = GrowingText()
    if chance.random() < 0.6:
        text.add(
            chance.choice(("CONSOLIDATED STATEMENTS", "Selected data", "Key figures", "Overview", "Balance sheets"))
        )
    if chance.random() < 0.5:
        text.add(chance.choice(("(in millions)", "(in thousands, except per share data)", "(Amounts in millions)")))
    before = chance.choice(("", "", "", "FY", "December 31, ")) if columns[0].isdigit() else ""
    text.add(*(f"{before}{column}" for column in columns))
    cells: _Cells = {}
    dollars = chance.choice((0, 0.2))
    for row in rows:
        text.add(row)
        for column in columns:
            text.add("$" if chance.random() < dollars else "")
            cells[row, column] = text.add(_figure(chance))
    return text.text, cells


def narrative_lesson(chance: random.Random) -> ReadingExample:
    """What sentences of a report tell of a figure: how high it was in a year, how it changed, and why."""
    company, year = _company(chance), chance.randint(1996, 2024)
    measures = chance.sample([item.lower() for item in WORDS["measures"]], chance.randint(1, 4))
    text = GrowingText()
    told: dict[str, dict[str, Place]] = {}
    for measure in measures:
        told[measure] = _tell(text, measure, year, chance)
        if chance.random() < 0.2:
            text.add(chance.choice(WORDS["report_fillers"]))
    measure = chance.choice(measures)
    what = chance.choice(list(told[measure]))
    answer: Place | None = told[measure][what]
    asked_year = year - (what == "before")
    named = ""
    wrong = chance.random()
    if wrong < 0.45:
        answer = None
        if wrong < 0.2:
            measure = chance.choice([item.lower() for item in WORDS["measures"] if item.lower() not in measures])
        elif wrong < 0.38:
            asked_year = year + chance.choice((-6, -4, -3, -2, 1, 2, 3))
        else:
            named = _other_company(company, chance)
    elif chance.random() < 0.3:
        named = company
    question = _narrative_question(what, measure, asked_year, f" of {named}" if named else "", chance)
    return ReadingExample(question, f"{company} {chance.choice(WORDS['report_titles'])} {year}", text.text, answer)


def _tell(text: GrowingText, measure: str, year: int, chance: random.Random) -> dict[str, Place]:
    """A sentence of a measure; where its values, its change and the reason are, as far as it tells them."""
    unit = chance.choice((" million", " billion", " million euros", "", "%", " tonnes"))
    sign = chance.choice(("$", "€", "")) if "euros" not in unit and "%" not in unit and "tonnes" not in unit else ""
    template = chance.choice(
        (
            "in {year}, {measure} {moved} by {change} to {value}, mainly because of {reason}",
            "{measure} came to {value} in {year}, compared with {before} in {last}",
            "{measure} {moved} from {before} in {last} to {value} in {year}",
            "{measure} {moved} {change} to {value} in {year} (previous year: {before})",
            "at {value}, {measure} reached a new level in {year} after {before} the year before",
            "owing to {reason}, {measure} {moved} to {value} in {year}",
            "the share of {measure} is now {value}, up {change} on {last}",
            "{measure} amounted to {value} as of December 31, {year}. This is {change} more than in {last}",
        )
    )
    places = text.say(
        template,
        year=str(year),
        last=str(year - 1),
        measure=measure,
        moved=chance.choice(("rose", "fell", "climbed", "dropped", "increased", "declined", "grew")),
        change=chance.choice(
            (
                f"{chance.randint(2, 60)}%",
                f"{chance.randint(2, 40)} per cent",
                f"{chance.randint(1, 9)}.{chance.randint(1, 9)}%",
            )
        ),
        value=f"{sign}{chance.randint(1, 900)}.{chance.randint(0, 9)}{unit}",
        before=f"{sign}{chance.randint(1, 900)}.{chance.randint(0, 9)}{unit}",
        reason=chance.choice(WORDS["reasons"]),
    )
    return {name: places[name] for name in ("value", "before", "change", "reason") if name in places}


def _narrative_question(what: str, measure: str, year: int, of: str, chance: random.Random) -> str:
    were = "were" if measure.endswith("s") else "was"
    amount = (f"What {were} the {measure}{of} in {year}?", f"How high {were} the {measure}{of} in {year}?")
    ways = {
        "value": amount,
        "before": amount,
        "change": (
            f"By how much did the {measure}{of} change in {year}?",
            f"What was the change in {measure}{of} in {year}?",
        ),
        "reason": (
            f"Why did the {measure}{of} change in {year}?",
            f"What was the reason for the change in {measure}{of} in {year}?",
        ),
    }
    return chance.choice(ways[what])


def survey_lesson(chance: random.Random) -> ReadingExample:
    """Which share of a group says what."""
    year = chance.randint(2001, 2024)
    title = f"Survey report {year}"
    groups = chance.sample(WORDS["groups"], chance.randint(2, 6))
    opinions = chance.sample(WORDS["opinions"], chance.randint(1, 3))
    told = _survey_table if chance.random() < 0.5 else _survey_sentences
    text, cells = told(groups, opinions, year, chance)
    group, opinion = chance.choice(groups), chance.choice(opinions)
    answer: Place | None = cells[group, opinion]
    wrong = chance.random()
    if wrong < 0.5:
        answer = None
        if wrong < 0.2:
            group = chance.choice([item for item in WORDS["groups"] if item not in groups])
        elif wrong < 0.4:
            opinion = chance.choice([item for item in WORDS["opinions"] if item not in opinions])
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
    text = GrowingText()
    text.add(chance.choice((f"Survey of U.S. adults conducted in {chance.choice(WORDS['months'])} {year}.", "% who …")))
    cells: _Cells = {}
    for opinion in opinions:
        text.add(f"% who {opinion}")
        for group in groups:
            text.add(group[0].upper() + group[1:])
            cells[group, opinion] = text.add(f"{chance.randint(2, 97)}{chance.choice(('', '%'))}")
    return text.text, cells


def _survey_sentences(groups: Sequence[str], opinions: Sequence[str], year: int, chance: random.Random) -> _Survey:
    text = GrowingText()
    cells: _Cells = {}
    for opinion in opinions:
        for group in groups:
            said = chance.choice(
                (
                    "{share} of {group} {opinion}",
                    "among {group}, {share} {opinion}",
                    "in {year}, the share of {group} who {opinion} was {share}",
                    "about {share} of {group} say that they {opinion}",
                )
            )
            share = f"{chance.randint(2, 97)}%"
            cells[group, opinion] = text.say(said, share=share, group=group, opinion=opinion, year=str(year))["share"]
    return text.text, cells


def _company(chance: random.Random) -> str:
    return f"{chance.choice(WORDS['companies'])} {chance.choice(WORDS['company_forms'])}"


def _other_company(company: str, chance: random.Random) -> str:
    others = [item for item in WORDS["companies"] if item not in company]
    return f"{chance.choice(others)} {chance.choice(WORDS['company_forms'])}"


def _figure(chance: random.Random) -> str:
    """A number as tables have them."""
    value = chance.choice((chance.randint(1, 99), chance.randint(100, 9999), chance.randint(10_000, 900_000)))
    way = chance.random()
    if way < 0.6:
        return f"{value:,}"
    if way < 0.75:
        return f"({value:,})"
    return f"{value % 100}.{chance.randint(0, 9)}{chance.choice(('%', '', ''))}"
