"""One writing for what can be written in several ways: numbers, dates, units and common abbreviations.

"$1.2bn" and "1,200 million dollars", "1 July 2020" and "01.07.2020" mean the same. Both a claim and its quote are put
into one writing before they are compared. The result is for comparing only: nobody ever sees it. English and German.
"""

import re
from decimal import Decimal
from functools import lru_cache

_ABBREVIATIONS = {
    r"chief executive(?: officer)?": "CEO",
    r"chief financial officer": "CFO",
    r"United States(?: of America)?|U\.S\.(?:A\.)?|USA|US(?= )": "USA",
    r"United Kingdom|U\.K\.": "UK",
    r"European Union": "EU",
    r"(?:Dr|Prof|Mr|Mrs|Ms)\. ": "",
    r"(?:approx|ca)\.|[Rr]oughly|[Aa]pproximately|[Cc]irca": "about",
    r"a\.\s?m\.|A\.M\.|AM\b": "am",
    r"p\.\s?m\.|P\.M\.|PM\b": "pm",
    r"every other": "every second",
    r"[Tt]wice": "2 times",
    r"at no charge|free of charge": "free",
    r"per cent|pct\.": "%",
}

_UNITS = {
    r"km|kilomet(?:er|re)s?": "kilometre", r"cm|centimet(?:er|re)s?": "centimetre",
    r"mm|millimet(?:er|re)s?": "millimetre", r"m|met(?:er|re)s?|Metern?": "metre",
    r"km²|square kilomet(?:er|re)s?|Quadratkilometern?": "squarekilometre",
    r"m²|square met(?:er|re)s?|Quadratmetern?": "squaremetre",
    r"m³|cubic met(?:er|re)s?|Kubikmetern?": "cubicmetre",
    r"kg|kilo(?:gram)?(?:me)?s?|Kilogramm": "kilogram", r"mg|milligram(?:me)?s?|Milligramm": "milligram",
    r"[µμ]g|microgram(?:me)?s?|Mikrogramm": "microgram", r"g|gram(?:me)?s?|Gramm": "gram",
    r"t|tonnes?|Tonnen?": "tonne", r"ml|millilit(?:er|re)s?": "millilitre", r"l|lit(?:er|re)s?|Litern?": "litre",
    r"hrs?\.?|h|hours?": "hour", r"mins?\.?|minutes?|Minuten?": "minute", r"secs?\.?|seconds?|Sekunden?": "second",
    r"kWh|kilowatt[- ]?hours?": "kilowatthour",
    r"°\s?C|degrees (?:Celsius|C)|Grad Celsius": "celsius",
    r"°\s?F|degrees (?:Fahrenheit|F)|Grad Fahrenheit": "fahrenheit",
    r"%|percent|Prozent": "%",
    r"€|euros?|EUR|Euro": "€", r"\$|(?:US )?dollars?|USD|US-Dollar|Dollar": "$",
    r"£|pounds?(?: sterling)?|GBP": "£", r"¥|yen|JPY|Yen": "¥",
}  # fmt: skip
"""What may follow a number."""

_SCALES = {
    r"thousand|Tausend|tausend": 10**3,
    r"million|Millionen|Million|mn|mio\.?|Mio\.?": 10**6,
    r"billion|Milliarden|Milliarde|bn|Mrd\.?": 10**9,
    r"trillion|Billionen|Billion|tn": 10**12,
}
_SCALES_OF_AMOUNTS = {"k": 10**3, "K": 10**3, "m": 10**6, "M": 10**6, "b": 10**9, "B": 10**9}
"""Single letters that scale only what a currency sign stands before: "$3m" are millions, "3 m" metres."""

_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_GERMAN_NUMBERS = {
    "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11,
    "zwölf": 12, "fünfzehn": 15, "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60,
    "siebzig": 70, "achtzig": 80, "neunzig": 90, "hundert": 100,
}  # fmt: skip
_NUMBER_WORDS = (
    {word: value for value, word in enumerate(_ONES) if word != "one"}
    | {word: 10 * value for value, word in enumerate(_TENS, start=2)}
    | _GERMAN_NUMBERS
)
_NO_NUMBER_BEFORE = "of or and can could may must should who that another third quarter half fifth day is was has"
"""Before these words "one" is a pronoun or belongs to a fraction, else it counts what follows."""
_NUMBER_WORD = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})[- ](?P<ones>{'|'.join(_ONES[1:10])})|(?P<word>{'|'.join(_NUMBER_WORDS)})|"
    rf"(?P<one>one)(?= (?!(?:{'|'.join(_NO_NUMBER_BEFORE.split())})\b)\w))\b",
    re.IGNORECASE,
)

_MONTHS = {
    r"January|Januar|Jänner|Jan": "january", r"February|Februar|Feb": "february", r"March|März|Mar": "march",
    r"April|Apr": "april", r"May|Mai": "may", r"June|Juni|Jun": "june", r"July|Juli|Jul": "july",
    r"August|Aug": "august", r"September|Sept|Sep": "september", r"October|Oktober|Oct|Okt": "october",
    r"November|Nov": "november", r"December|Dezember|Dec|Dez": "december",
}  # fmt: skip
_MONTH_NAMES = tuple(f"{name}month" for name in _MONTHS.values())
"""A month is told from the verbs "may" and "march"."""
_MONTH_OF = {form: _MONTH_NAMES[at] for at, forms in enumerate(_MONTHS) for form in forms.split("|")}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>\d{4})\b"
_NAMED_DATES = (
    re.compile(rf"\b{_DAY}(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?"),
    re.compile(rf"\b{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?\b(?![.,:]\d)(?:,?\s+{_YEAR})?"),
    re.compile(rf"\b{_MONTH},?\s+{_YEAR}"),
    re.compile(rf"(?P<before>\b(?i:in|to|of|by|from|since|until|early|late|last|every|and) ){_MONTH}"),
    re.compile(rf"\b(?!May\b|March\b|Mar\b){_MONTH}"),
)
_NUMERIC_DATES = (
    re.compile(r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})\b"),
    re.compile(r"\b(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.\s?(?P<year>\d{4})\b"),
    re.compile(r"\b(?P<day>1[3-9]|2\d|3[01])/(?P<number>\d{1,2})/(?P<year>\d{4})\b"),
    re.compile(r"\b(?P<number>\d{1,2})/(?P<day>1[3-9]|2\d|3[01])/(?P<year>\d{4})\b"),
)
"""Of dates with slashes only those that cannot be read in two ways."""

_VALUE = r"\d{1,3}(?P<mark>[.,\u00a0\u202f'’])\d{3}(?:(?P=mark)\d{3})*(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_SCALE = "|".join(f"(?:{forms})" for forms in _SCALES)
_NUMBER = re.compile(
    rf"(?<![\w.,:/])(?:(?P<sign>[$€£¥])\s?)?(?P<value>{_VALUE})(?![.,:/]?\d)"
    rf"(?:[\s-]?(?P<scale>{_SCALE})(?!\w)|(?<=\d)(?P<letter>[kKmMbB])\b)?"
)
_TIME = re.compile(r"\b([01]?\d|2[0-4])[:.]([0-5]\d)(?= ?(?:Uhr|am|pm|h\b))|\b([01]?\d|2[0-4]):([0-5]\d)\b")
_UNIT_FORM = "|".join(_UNITS)
_UNIT = re.compile(rf"(?P<start>(?<=\d)[\s-]?|(?<=\d)\s?/\s?|\bper |/\s?)(?P<unit>{_UNIT_FORM})(?![\w²³])")
_UNIT_NAMES = [(re.compile(forms), name) for forms, name in _UNITS.items()]
_SCALE_VALUES = [(re.compile(forms), value) for forms, value in _SCALES.items()]
_RANGE = re.compile(
    r"\b(?:(?:from|von) (\d[\d.]*) (?:to|bis) (\d[\d.]*)|(?:between|zwischen) (\d[\d.]*) (?:and|und) (\d[\d.]*)|"
    r"(\d[\d.]*)(?:\s?[-–]\s?| to | bis )(\d[\d.]*))(?![\d.-])"
)
_YEARS_IN_MONTHS = re.compile(r"\b(\d+) (?:months|Monate[n]?)\b")
_ABBREVIATION = [(re.compile(rf"(?<!\w){form}(?!\w)" if form[-1] != " " else rf"\b{form}"), full)
                 for form, full in _ABBREVIATIONS.items()]  # fmt: skip


@lru_cache(maxsize=512)
def in_one_writing(text: str) -> str:
    """`text` with its numbers, dates, units and common abbreviations in one writing."""
    for pattern, full in _ABBREVIATION:
        text = pattern.sub(full, text)
    for pattern in _NAMED_DATES:
        text = pattern.sub(_date, text)
    for pattern in _NUMERIC_DATES:
        text = pattern.sub(_date, text)
    text = _TIME.sub(lambda time: f"{int(time[1] or time[3])}:{time[2] or time[4]}", text)
    text = _NUMBER_WORD.sub(_digits, text)
    text = _NUMBER.sub(_plain_number, text)
    text = _UNIT.sub(_unit, text)
    text = _YEARS_IN_MONTHS.sub(_years, text)
    return _RANGE.sub(lambda found: " from {} to {} ".format(*(end for end in found.groups() if end)), text)


def as_shown(word: str) -> str:
    """A word of what `in_one_writing` gave as a person writes it."""
    return word.removesuffix("month").capitalize() if word in _MONTH_NAMES else word


def _date(found: re.Match[str]) -> str:
    """Day, month and year in this order, as far as they are given."""
    parts = found.groupdict()
    month = _MONTH_OF[parts["month"]] if parts.get("month") else _month_name(int(parts["number"]))
    day = str(int(parts["day"])) if parts.get("day") else ""
    return (parts.get("before") or "") + " ".join(part for part in (day, month, parts.get("year") or "") if part)


def _month_name(number: int) -> str:
    return _MONTH_NAMES[number - 1] if 1 <= number <= len(_MONTH_NAMES) else "unknownmonth"


def _digits(found: re.Match[str]) -> str:
    if found["one"]:
        return "1"
    if found["tens"]:
        return str(_NUMBER_WORDS[found["tens"].casefold()] + _ONES.index(found["ones"].casefold()))
    return str(_NUMBER_WORDS[found["word"].casefold()])


def _plain_number(found: re.Match[str]) -> str:
    """Digits alone, scaled, with a decimal point; a currency sign follows."""
    value = found["value"]
    mark = found["mark"]
    if mark and not value.startswith("0"):
        value = value.replace(mark, "")
    number = Decimal(value.replace(",", "."))
    if found["scale"]:
        number *= next(scale for pattern, scale in _SCALE_VALUES if pattern.fullmatch(found["scale"]))
    letter = found["letter"] or ""
    if letter and found["sign"]:
        number, letter = number * _SCALES_OF_AMOUNTS[letter], ""
    plain = f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
    return plain + letter + (f" {found['sign']}" if found["sign"] else "")


def _unit(found: re.Match[str]) -> str:
    name = next(name for pattern, name in _UNIT_NAMES if pattern.fullmatch(found["unit"]))
    return (" per " if found["start"].strip() else " ") + name


def _years(found: re.Match[str]) -> str:
    months = int(found[1])
    return f"{months // 12} years" if months % 12 == 0 and months > 12 else found[0]
