"""Lessons from papers of devices: specifications, steps of manuals, and what error codes mean."""

import random

from answer_reader.everyday_words import WORDS
from answer_reader.growing_text import GrowingText, Place
from answer_reader.reading_example import ReadingExample


def specification_lesson(chance: random.Random) -> ReadingExample:
    """A property of a device."""
    device = _device(chance)
    properties = chance.sample(WORDS["properties"], chance.randint(4, 14))
    text = GrowingText()
    text.add(chance.choice(("Technical data", "Specifications", "Appendix A: Specifications", "")))
    values = {}
    for item in properties:
        text.add(item + chance.choice(("", ":")))
        value = chance.choice((f"{chance.randint(1, 2000)}", f"{chance.randint(1, 60)}.{chance.randint(1, 9)}"))
        values[item] = text.add(f"{value} {chance.choice(WORDS['units'])}")
    asked = chance.choice(properties)
    answer: Place | None = values[asked]
    named = device
    wrong = chance.random()
    if wrong < 0.5:
        answer = None
        if wrong < 0.35:
            asked = chance.choice([item for item in WORDS["properties"] if item not in properties])
        else:
            named = _other_device(device, chance)
    question = chance.choice(
        (
            f"What is the {asked.lower()} of the {named}?",
            f"What {asked.lower()} does the {named} have?",
            f"{asked} of {named}?",
        )
    )
    return ReadingExample(question, f"{device} user manual", text.text, answer)


def steps_lesson(chance: random.Random) -> ReadingExample:
    """One of the steps of a list, by its place."""
    steps = chance.sample(WORDS["steps"], chance.randint(2, 7))
    numbered = chance.random() < 0.5
    text = GrowingText()
    topic = chance.choice(("Cleaning the filter", "First use", "Safety", "Pairing", "Maintenance", "Changing the lamp"))
    text.add(topic)
    places = []
    for number, step in enumerate(steps, 1):
        text.add(f"{number}." if numbered else "•")
        places.append(text.add(step))
    place = (
        chance.randrange(len(steps)) if chance.random() < 0.5 else chance.randrange(len(steps), len(WORDS["ordinals"]))
    )
    answer = places[place] if place < len(steps) else None
    question = chance.choice(
        (
            f"What is the {WORDS['ordinals'][place]} step for {topic.lower()}?",
            f"What is the {WORDS['ordinals'][place]} point under {topic}?",
            f"What does step {place + 1} of {topic.lower()} say?",
        )
    )
    return ReadingExample(question, "User manual", text.text, answer)


def error_code_lesson(chance: random.Random) -> ReadingExample:
    """What an error code means, or what is to be done about it."""
    device = _device(chance)
    letters = chance.choice(("E", "F", "ERR ", "E-", "H", "Er"))
    numbers = chance.sample(range(1, 100), chance.randint(3, 9))
    codes = [f"{letters}{number:02d}" for number in numbers]
    causes, remedies = (chance.sample(WORDS[name], len(codes)) for name in ("causes", "remedies"))
    text = GrowingText()
    row = chance.choice(
        (
            "{code} {cause}. {remedy}",
            "{code}: {cause}. {remedy}",
            "{code} – {cause} – {remedy}",
            "If {code} is shown, the cause is: {cause}. {remedy}",
        )
    )
    text.add(
        chance.choice(("Error codes", "Troubleshooting", "Code Cause Remedy", "Code Meaning What to do", "Faults"))
    )
    told = [
        text.fill(row, code=code, cause=cause, remedy=remedy)
        for code, cause, remedy in zip(codes, causes, remedies, strict=True)
    ]
    asked = chance.randrange(len(codes))
    code = codes[asked]
    what = chance.choice(("cause", "remedy"))
    answer: Place | None = told[asked][what]
    named = chance.choice(("", "", f" of the {device}"))
    wrong = chance.random()
    if wrong < 0.45:
        answer = None
        code = f"{letters}{chance.choice([number for number in range(1, 100) if number not in numbers]):02d}"
        if wrong < 0.1:
            code, named = codes[asked], f" of the {_other_device(device, chance)}"
    ways = {
        "cause": (
            f"What does {code}{named} mean?",
            f"What does the error code {code}{named} stand for?",
            f"What is the cause of error {code}{named}?",
        ),
        "remedy": (
            f"What should I do about {code}{named}?",
            f"How can error {code}{named} be fixed?",
            f"What to do when {code}{named} is shown?",
        ),
    }
    title = f"{device} {chance.choice(('user manual', 'operating instructions', 'service guide'))}"
    return ReadingExample(chance.choice(ways[what]), title, text.text, answer)


def _device(chance: random.Random) -> str:
    return f"{chance.choice(WORDS['companies'])} {chance.choice('ABDKMTX')}{chance.randint(10, 990)}"


def _other_device(device: str, chance: random.Random) -> str:
    other = chance.choice([item for item in WORDS["companies"] if item not in device])
    return f"{other} {device.rpartition(' ')[2]}"
