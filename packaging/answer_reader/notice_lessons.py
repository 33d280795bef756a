"""Lessons from what hangs on a notice board: prices, opening hours, dates, people and their duties, and rules."""

import random
from collections.abc import Sequence

from answer_reader.everyday_words import WORDS
from answer_reader.growing_text import GrowingText, Place
from answer_reader.reading_example import ReadingExample

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def price_lesson(chance: random.Random) -> ReadingExample:
    """What a thing costs for one kind of customers, or in one size."""
    kinds = chance.choice((WORDS["customers"], WORDS["sizes"]))
    things = WORDS["tickets"] if kinds is WORDS["customers"] else WORDS["goods"]
    offered, columns = chance.sample(things, chance.randint(2, 6)), chance.sample(kinds, chance.randint(1, 4))
    text = GrowingText()
    text.add(chance.choice(("Price list", "Our prices", "Prices in euros", "Fees", "")))
    as_table = chance.random() < 0.5
    if as_table:
        text.add(*columns)
    places: dict[tuple[str, str], Place] = {}
    for item in offered:
        if as_table:
            text.add(item.capitalize())
        for column in columns:
            price = _price(chance)
            if as_table:
                places[item, column] = text.add(price)
            else:
                line = chance.choice(
                    ("{item} ({column}): {price}", "{item}, {column} {price}", "{item} for {column} {price}")
                )
                places[item, column] = text.fill(line, item=item, column=column, price=price)["price"]
    item, column = chance.choice(offered), chance.choice(columns)
    answer: Place | None = places[item, column]
    wrong = chance.random()
    if wrong < 0.45:
        answer = None
        if wrong < 0.25:
            item = chance.choice([other for other in things if other not in offered])
        else:
            column = chance.choice([other for other in kinds if other not in columns])
    question = chance.choice(
        (
            f"How much is the {item} for {column}?",
            f"What does a {item} for {column} cost?",
            f"What is the price of the {item} ({column})?",
            f"How much do {column} pay for a {item}?"
            if kinds is WORDS["customers"]
            else f"How much is a {column} {item}?",
        )
    )
    return ReadingExample(question, chance.choice(("Prices", "Price list 2023", "Leaflet", "Menu")), text.text, answer)


def opening_hours_lesson(chance: random.Random) -> ReadingExample:
    """When one of several places opens or closes on a day."""
    places = chance.sample(WORDS["places"], chance.randint(1, 3))
    text = GrowingText()
    hours: dict[tuple[str, str], dict[str, Place]] = {}
    for place in places:
        text.add(chance.choice((f"The {place} is open", f"{place.capitalize()}:", f"Opening hours of the {place}:")))
        for days in _spans_of_days(chance):
            told = _add_hours(text, days, chance)
            hours.update({(place, day): told for day in days})
    place, day = chance.choice(list(hours))
    what = chance.choice(list(hours[place, day]))
    answer: Place | None = hours[place, day][what]
    if chance.random() < 0.45:
        answer = None
        missing = [(item, other) for item in places for other in _DAYS if (item, other) not in hours]
        if missing and chance.random() < 0.5:
            place, day = chance.choice(missing)
        else:
            place = chance.choice([item for item in WORDS["places"] if item not in places])
    ways = {
        "opens": (f"When does the {place} open on {day}?", f"At what time does the {place} open on {day}s?"),
        "closes": (f"When does the {place} close on {day}?", f"Until when is the {place} open on {day}s?"),
        "hours": (f"What are the opening hours of the {place} on {day}?", f"When is the {place} open on {day}?"),
    }
    return ReadingExample(
        chance.choice(ways[what]), chance.choice(("Opening hours", "Notice", "Leaflet")), text.text, answer
    )


def _spans_of_days(chance: random.Random) -> list[Sequence[str]]:
    """Days in a row that have the same hours; some are missing."""
    spans: list[Sequence[str]] = []
    first = 0
    while first < len(_DAYS):
        last = min(len(_DAYS), first + chance.choice((1, 1, 2, 3, 5)))
        if chance.random() < 0.75 or (not spans and last == len(_DAYS)):
            spans.append(_DAYS[first:last])
        first = last
    return spans


def _add_hours(text: GrowingText, days: Sequence[str], chance: random.Random) -> dict[str, Place]:
    """Where it stands when these days begin and end."""
    joint = " and " if len(days) == 2 else chance.choice((" to ", "–", " - "))
    text.add(days[0] + (f"{joint}{days[-1]}" if len(days) > 1 else "") + chance.choice(("", ":")))
    opens, closes = chance.randint(6, 12), chance.randint(1, 10)
    first, last = chance.choice(((f"{opens}:00", f"{closes + 12}:30"), (f"{opens} am", f"{closes} pm")))
    told = text.fill(
        chance.choice(("{first} to {last}", "{first}–{last}", "from {first} until {last}")), first=first, last=last
    )
    (start, end_of_first), (start_of_last, end) = told["first"], told["last"]
    return {"opens": (start, end_of_first), "closes": (start_of_last, end), "hours": (start, end)}


def date_lesson(chance: random.Random) -> ReadingExample:
    """On which day something takes place, or has to be done."""
    events = chance.sample(WORDS["events"], chance.randint(2, 7))
    year = chance.randint(2005, 2026)
    text = GrowingText()
    places = {}
    line = chance.choice(("{date}: {event}", "{event}: {date}", "{event} {date}", ""))
    for event in events:
        sentence = chance.choice(
            (
                "the {event} takes place on {date}.",
                "on {date} we invite you to the {event}.",
                "the date of the {event} is {date}.",
                "please note {date} for the {event}.",
            )
        )
        places[event] = text.fill(line or sentence, event=event, date=_date(year, chance))["date"]
    event = chance.choice(events)
    answer: Place | None = places[event]
    if chance.random() < 0.45:
        answer = None
        event = chance.choice([item for item in WORDS["events"] if item not in events])
    question = chance.choice(
        (
            f"When is the {event}?",
            f"On which day is the {event}?",
            f"What is the date of the {event}?",
            f"date of {event}",
        )
    )
    return ReadingExample(
        question, chance.choice(("Calendar", f"Dates {year}", "Newsletter", "Plan")), text.text, answer
    )


def contact_lesson(chance: random.Random) -> ReadingExample:
    """Who has an office, and how to reach them."""
    roles = chance.sample(WORDS["roles"], chance.randint(2, 6))
    names = _names(len(roles), chance)
    line = chance.choice(
        (
            "{role}: {name}, phone {phone}",
            "{name}, {role}, {phone}",
            "{role} {name} {phone}",
            "{name} is the {role} and can be reached at {phone}.",
            "The {role} is {name} (tel. {phone}).",
            "{role}: {name}",
        )
    )
    text = GrowingText()
    text.add(chance.choice(("Contacts", "Who is who", "Important numbers", "Our team", "")))
    told = [
        text.fill(line, role=role, name=name, phone=f"0{chance.randint(30, 999)} {chance.randint(10_000, 9_999_999)}")
        for role, name in zip(roles, names, strict=True)
    ]
    asked = chance.randrange(len(roles))
    role, name = roles[asked], names[asked]
    what = chance.choice(("name", "phone", "phone of name", "role"))
    answer = told[asked].get(what.partition(" ")[0])  # the phone may not be told
    if chance.random() < 0.45:
        answer = None
        role = chance.choice([item for item in WORDS["roles"] if item not in roles])
        name = chance.choice([item for item in _names(20, chance) if item not in names])
    ways = {
        "name": (f"Who is the {role}?", f"What is the name of the {role}?", f"Which person is the {role}?"),
        "phone": (f"What is the phone number of the {role}?", f"How can I reach the {role} by phone?"),
        "phone of name": (f"What is {name}'s phone number?", f"Under which number can I call {name}?"),
        "role": (f"What is the role of {name}?", f"What does {name} do?"),
    }
    return ReadingExample(chance.choice(ways[what]), chance.choice(("Contacts", "Team", "Notice")), text.text, answer)


def duty_lesson(chance: random.Random) -> ReadingExample:
    """Who does what."""
    duties = chance.sample(WORDS["duties"], chance.randint(2, 6))
    names = (
        _names(len(duties), chance)
        if chance.random() < 0.7
        else [f"the {role}" for role in chance.sample(WORDS["roles"], len(duties))]
    )
    text = GrowingText()
    places = {}
    for name, duty in zip(names, duties, strict=True):
        said = chance.choice(
            (
                "{name} is responsible for {duty}",
                "{name} takes care of {duty}",
                "{duty} is done by {name}",
                "{name} agreed to take over {duty}",
                "{duty}: {name}",
                "for {duty}, ask {name}",
            )
        )
        places[duty] = text.say(said, name=name, duty=duty)
    duty = chance.choice(duties)
    what = chance.choice(("name", "name", "duty"))
    answer: Place | None = places[duty][what]
    name = names[duties.index(duty)]
    if chance.random() < 0.45:
        answer = None
        duty = chance.choice([item for item in WORDS["duties"] if item not in duties])
        name = chance.choice([item for item in _names(20, chance) if item not in names])
    ways = {
        "name": (f"Who is responsible for {duty}?", f"Who takes care of {duty}?", f"Whose task is {duty}?"),
        "duty": (f"What is {name} responsible for?", f"What does {name} take care of?"),
    }
    return ReadingExample(
        chance.choice(ways[what]), chance.choice(("Minutes", "Plan", "Meeting", "Rota")), text.text, answer
    )


def rule_lesson(chance: random.Random) -> ReadingExample:
    """Whether something is allowed, and on which condition."""
    subjects = chance.sample(WORDS["allowed"], chance.randint(2, 6))
    text = GrowingText()
    places = {}
    for subject in subjects:
        said = chance.choice(
            (
                "{subject} is {verdict} {condition}",
                "{subject} is {verdict}",
                "{condition}, {subject} is {verdict}",
            )
        )
        verdict = chance.choice(("allowed", "not allowed", "forbidden", "permitted", "possible"))
        places[subject] = text.say(said, subject=subject, verdict=verdict, condition=chance.choice(WORDS["conditions"]))
    subject = chance.choice(subjects)
    told = places[subject]
    what = "condition" if "condition" in told and chance.random() < 0.4 else "verdict"
    answer: Place | None = told[what]
    if what == "verdict" and "condition" in told and told["condition"] > told["verdict"]:
        answer = (told["verdict"][0], told["condition"][1])
    if chance.random() < 0.45:
        answer = None
        subject = chance.choice([item for item in WORDS["allowed"] if item not in subjects])
    ways = {
        "verdict": (f"Is {subject} allowed?", f"Is {subject} permitted?", f"May I do this: {subject}?"),
        "condition": (f"When is {subject} allowed?", f"Under which condition does the rule for {subject} hold?"),
    }
    return ReadingExample(
        chance.choice(ways[what]), chance.choice(("House rules", "Rules", "Notice")), text.text, answer
    )


def _price(chance: random.Random) -> str:
    amount = f"{chance.randint(1, 90)}.{chance.choice(('00', '50', '20', '90'))}"
    return chance.choice((amount, amount, f"€{amount}", f"{amount} €", f"${amount}", f"{chance.randint(2, 99)} euros"))


def _date(year: int, chance: random.Random) -> str:
    month, day = chance.choice(WORDS["months"]), chance.randint(1, 28)
    return chance.choice((f"{day} {month} {year}", f"{month} {day}, {year}", f"{month} {day}", f"{day} {month}"))


def _names(count: int, chance: random.Random) -> list[str]:
    before = chance.choice(("", "", "Mr ", "Ms ", "Dr "))
    family = chance.sample(WORDS["family_names"], count)
    return [f"{before or chance.choice(WORDS['first_names']) + ' '}{name}" for name in family]
