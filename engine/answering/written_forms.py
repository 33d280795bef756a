"""Other ways to write the numbers and days of a question: "1200" is "1,200" in many documents, and days have no order.

Each form is a phrase for the word index, which splits "1,200" into "1 200" and "2021-05-03" into "2021 05 03".
"""

import re
from collections.abc import Iterator
from datetime import date

MONTHS = (
    ("january", "januar"), ("february", "februar"), ("march", "märz"), ("april", "april"), ("may", "mai"),
    ("june", "juni"), ("july", "juli"), ("august", "august"), ("september", "september"), ("october", "oktober"),
    ("november", "november"), ("december", "dezember"),
)  # fmt: skip
"""The months in English and German, in lower case."""
_NAMES = {
    name[:length]: number for number, names in enumerate(MONTHS, 1) for name in names for length in (3, len(name))
}
_MONTH = "|".join(sorted(_NAMES, key=len, reverse=True))
_DAYS = (
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b"),
    re.compile(r"\b(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})\b"),
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<name>{_MONTH})\.?,?\s+(?P<year>\d{{4}})\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?P<name>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
)
_LARGE_NUMBER = re.compile(r"(?<![\d.,])(?:\d{5,12}|\d{1,3}(?:[.,\u00a0 ]\d{3})+)(?![\d.,]*\d)")
"""Without numbers of four digits in one: nearly all of them are years."""


def other_forms(question: str) -> tuple[str, ...]:
    """The phrases for numbers and days of `question` in other forms than its own."""
    forms = [form for pattern in _DAYS for match in pattern.finditer(question) for form in _forms_of_day(match)]
    forms += [form for match in _LARGE_NUMBER.finditer(question) for form in _forms_of_number(match.group())]
    return tuple(dict.fromkeys(forms))


def _forms_of_number(text: str) -> Iterator[str]:
    digits = re.sub(r"\D", "", text)
    yield digits
    first = len(digits) % 3
    yield " ".join([digits[:first]] * bool(first) + [digits[i : i + 3] for i in range(first, len(digits), 3)])


def _forms_of_day(match: re.Match[str]) -> Iterator[str]:
    named = match.groupdict()
    month = _NAMES[named["name"].casefold()] if named.get("name") else int(named["month"])
    try:
        day = date(int(named["year"]), month, int(named["day"]))
    except ValueError:
        return
    yield f"{day.year} {day.month:02} {day.day:02}"
    yield f"{day.day:02} {day.month:02} {day.year}"
    yield f"{day.day} {day.month} {day.year}"
    yield f"{day.month} {day.day} {day.year}"
    for name in dict.fromkeys(MONTHS[month - 1]):
        yield f"{day.day} {name} {day.year}"
        yield f"{name} {day.day} {day.year}"
