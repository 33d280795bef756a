"""What kind of thing a question asks for, and whether a sentence holds one."""

import re
from enum import Enum, auto

from engine.answering.statement_words import stems_of


class QuestionKind(Enum):
    """What an answer must hold."""

    AMOUNT = auto()
    NUMBER = auto()
    DATE = auto()
    TIME = auto()
    """A date, or a time that is told otherwise: "within 14 days", "before each use"."""
    PERSON = auto()
    OTHER = auto()


_DATE = re.compile(
    r"\b(?:when|(?:what|which) (?:year|date|day|month)|since when|until when|wann|seit wann|bis wann|in welchem jahr)\b"
    r"|когда|в каком году|какого числа|什么时候|何时|哪一?年|什么年份|いつ|何年",
    re.IGNORECASE,
)
# "When was it paid?" asks for a date, "When is it to be paid?" may be answered by "within 14 days".
_TIME = re.compile(
    r"(?<!since )(?<!seit )\b(?:when|wann)\b(?! (?:was|were|did|had|wurden?|war|waren|hatte?n?)\b)|когда", re.IGNORECASE
)
_AMOUNT = re.compile(
    r"\bhow (?:much|high|expensive)\b|\bwie ?(?:hoch|teuer|viel\b(?! (?:tage|wochen|monate|jahre)))\b", re.IGNORECASE
)
_NUMBER = re.compile(
    r"\bhow (?:many|much|long|old|far|high|tall|large|big|heavy|fast|often|deep|wide)\b"
    r"|\b(?:what|which) (?:\w+ )?(?:percentage|percent|number|share|amount|price|size|weight|score|ratio)\b"
    r"|\bwie ?(?:viele?|lange?|hoch|groß|alt|weit|schwer|oft|schnell)\b|\bwelcher (?:anteil|prozentsatz)\b"
    r"|сколько|какой процент|как долго|多少|几[个名次年天种]|多[长久大高]|何人|いくつ|いくら",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:who|whom|whose|wer|wem|wen|wessen)\b|\bкто\b|\bкому\b|\bкого\b|谁|哪位|だれ|誰", re.IGNORECASE
)

_ONLY_ASKS = re.compile(
    r"(?<=\bhow )(?:long|old|far|high|tall|large|big|heavy|fast|often|deep|wide|expensive)\b"
    r"|(?<=\bwie )(?:lange?|hoch|groß|alt|weit|schwer|oft|schnell|tief|breit|teuer)\b"
    r"|(?<=\bwas )(?:bedeutet|bedeuten|heißt)\b"
    r"|(?:(?<=\bwhat does )|(?<=\bwhat do ))(?P<what>[^?]*?)\b(?:mean|stand for)\b",
    re.IGNORECASE,
)
"""What is measured after "how", and what asks for a meaning: an answer says "2,280 euros", not how high it is."""

_LOOKS = re.compile(
    r"\b(?:colou?r(?:s|ed)?|pictures?|photos?|photographs?|images?|icons?|arrows?|logos?|line plots?|pie charts?|"
    r"graphs?|diagrams?|charts?|figures?|maps?|shapes?|highlighted|drawn|farben?|bild(?:er|ern)?|fotos?|abbildung(?:en)?|"
    r"diagramme?|pfeile?|symbole?)\b",
    re.IGNORECASE,
)

_HAS_AMOUNT = re.compile(
    r"(?<![A-Za-z\d.,])\d[\d.,'\u00a0]*(?![A-Z\d]\b)(?!\s+(?!(?:Euro|Cent|Dollar|Pfund|Franken|Rubel|Prozent|Mio|Mrd|Million|Milliarde|"
    r"Tausend|Minute|Stunde|Tag|Woche|Monat|Jahr|Stück|Liter|Gramm|Kilo|Meter|Grad|Kopien|Personen|US)\w*)[A-ZÄÖÜ][a-zäöü])"
)
"""A number that counts something, unlike those of "flat 3B, 14 Harbour Street" and "12 May"."""
_HAS_DIGIT_OR_NUMBER_WORD = re.compile(
    r"\d|[一二三四五六七八九十百千万]|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million|"
    r"billion|half|once|twice|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|два|две|три|четыре|пять)\b",
    re.IGNORECASE,
)
_HAS_DATE = re.compile(
    r"\b(?:1\d|20|21)\d\d\b|\b(?:in|im|um|since|seit|until|till|bis|by|from|ab|before|vor|after|nach|anno)\s+\d{3}\b"
    r"|\b\d{1,2}[./:-]\d{1,2}|\d+\s*[年月日号]|\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2}\. ?[A-ZÄ]|century|jahrhundert|\bвек"
    r"|\bгод|\b\d{1,2} [а-я]{3,8}[ая]\b"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday|januar|februar|märz|mai|juni|juli|oktober|dezember|montag|dienstag|"
    r"mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)s?\b",
    re.IGNORECASE,
)
_HAS_TIME = re.compile(
    rf"{_HAS_DATE.pattern}|{_HAS_DIGIT_OR_NUMBER_WORD.pattern}"
    r"|\b(?:before|after|once|as soon as|daily|weekly|monthly|yearly|every|vor|nach|sobald|täglich|wöchentlich|"
    r"monatlich|jährlich|immer|jede[nrs]?)\b",
    re.IGNORECASE,
)
_HAS_NAME = re.compile(r"(?:(?<=\s)|(?<=[(\"“]))[^\W\d_a-zа-яßäöü]|[\u3040-\u9fff]")


def kind_of_question(question: str) -> QuestionKind:
    """The kind of thing that `question` asks for, as far as its question word tells."""
    if _DATE.search(question):
        return QuestionKind.TIME if _TIME.search(question) else QuestionKind.DATE
    if _AMOUNT.search(question):
        return QuestionKind.AMOUNT
    if _NUMBER.search(question):
        return QuestionKind.NUMBER
    if _PERSON.search(question):
        return QuestionKind.PERSON
    return QuestionKind.OTHER


def without_question_words(question: str) -> str:
    """`question` without words that only ask: "How high is the deposit?" is about the deposit, nothing that is high."""
    return _ONLY_ASKS.sub(lambda match: match["what"] or "", question)


def asks_about_looks(question: str) -> bool:
    """True if `question` speaks of what is seen on a page rather than read: pictures, charts, colours."""
    return _LOOKS.search(question) is not None


def news_of(text: str, asked: frozenset[str]) -> str:
    """`text` without the words of the question, given by their stems: an answer says more than the question does."""
    return " ".join(word for word in text.split() if not stems_of(word) <= asked)


def holds_kind(sentence: str, kind: QuestionKind) -> bool:
    """True if something of this kind stands in `sentence`; always for `OTHER`."""
    if kind is QuestionKind.OTHER:
        return True
    pattern = {
        QuestionKind.AMOUNT: _HAS_AMOUNT,  # "within six months" is no amount
        QuestionKind.NUMBER: _HAS_DIGIT_OR_NUMBER_WORD,
        QuestionKind.DATE: _HAS_DATE,
        QuestionKind.TIME: _HAS_TIME,
        QuestionKind.PERSON: _HAS_NAME,
    }[kind]
    return pattern.search(sentence) is not None
