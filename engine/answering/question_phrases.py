"""The names and noun phrases of a question, found by its small words: no parser, and wrong at times."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.answering import follow_up_words as words
from engine.stop_words import ENGLISH, GERMAN

WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_NAME = re.compile(
    r"(?:(?<=\s)|(?<=[(\"“]))[A-ZÄÖÜ][\w'’.-]*(?:\s+(?:&\s+)?[A-ZÄÖÜ0-9][\w'’.-]*)*|\b[A-Z]*\d+[A-Z][\w-]*|\b[A-Z]+-?\d+\b"
)
_PARTICIPLE = re.compile(r"(?:ed|able|ible|ing|iert|bar)$|^ge\w+(?:t|en)$|^ver\w+(?:t|en)$|^be\w+(?:t|en)$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of a question."""

    start: int
    end: int
    text: str


def bare(question: str) -> str:
    """The question on one line without what ends it."""
    return " ".join(question.split()).rstrip("?!. …")


def names_in(question: str, *, german: bool) -> list[Phrase]:
    """The proper names. In German, where every noun is written large, only those of several words or with a digit."""
    found = []
    for match in _NAME.finditer(question):
        text = match[0].rstrip("'’.")
        text = re.sub(r"['’]s$", "", text)
        if any(time.fullmatch(text) for time in (words.YEAR, words.MONTH, words.WEEKDAY)) or text == "I":
            continue
        text = re.sub(r"\s+(?:1[6-9]|20|21)\d\d$", "", text)
        if not german or " " in text or any(character.isdigit() for character in text):
            found.append(Phrase(match.start(), match.start() + len(text), text))
    return found


def noun_phrases(question: str) -> list[Phrase]:
    """Phrases that begin with a determiner or a name, each with what "of" and the like attach to it."""
    text = bare(question)
    found = list(WORD.finditer(text))
    subject_verb = next((m.group().lower() for m in found if m.group().lower() in words.VERBS_IN_FRONT), "")
    phrases: list[Phrase] = []
    position = 0
    while position < len(found):
        if _begins_phrase(found, position):
            end = _end_of_phrase(found, position)
            end = _without_verb(found, position, end, subject_verb, is_first=not phrases)
            if end > position:
                start, stop = found[position].start(), found[end - 1].end()
                phrases.append(Phrase(start, stop, text[start:stop]))
            position = max(end, position + 1)
        else:
            position += 1
    return [phrase for phrase in phrases if phrase.text.lower() not in words.DETERMINERS]


def _begins_phrase(found: list["re.Match[str]"], position: int) -> bool:
    word = found[position].group()
    is_name = word[0].isupper() and position > 0 and word != "I"
    return is_name or (word.lower() in words.DETERMINERS and position + 1 < len(found))


def _end_of_phrase(found: list["re.Match[str]"], position: int) -> int:
    """Past the last word before a preposition, another determiner or a clause; "of" and the like are passed over."""
    end, is_attached = position + 1, False
    has_determiner = found[position].group().lower() in words.DETERMINERS
    while end < len(found):
        word = found[end].group().lower()
        if word in ("of", "des", "der", "von", "vom") and end + 1 < len(found) and end > position + 1:
            end += 2 if found[end + 1].group().lower() not in words.DETERMINERS else 3
            is_attached = True
            continue
        if word in words.PREPOSITIONS | words.DETERMINERS | words.CLAUSE_BEGINNINGS | words.VERBS_IN_FRONT:
            break
        if word in words.AFTER_SUBJECT or word in ("i", "we", "you", "one", "man", "ich", "wir"):
            break
        is_behind_name = found[end - 1].group()[0].isupper() and not found[end].group()[0].isupper()
        if is_behind_name and (is_attached or not has_determiner):
            break
        end += 1
    return min(end, len(found))


def _without_verb(found: list["re.Match[str]"], start: int, end: int, subject_verb: str, *, is_first: bool) -> int:
    """`end` before a verb or participle that stands behind the subject."""
    if is_first and subject_verb in words.DO_AND_MODALS and end - start > 2 and _is_behind(found, start, subject_verb):
        return end - 1
    if end - start > 2 and _PARTICIPLE.search(found[end - 1].group()):
        return end - 1
    return end


def _is_behind(found: list["re.Match[str]"], start: int, verb: str) -> bool:
    return start > 0 and found[start - 1].group().lower() == verb


def clause_boundaries(question: str) -> Iterator[int]:
    """Where a clause begins within the question."""
    for match in re.finditer(r"[,;:]|\b\w+\b", question):
        if match[0] in ",;:" or match[0].lower() in words.CLAUSE_BEGINNINGS:
            yield match.start()


def with_context(text: str, before: str, *, german: bool) -> str:
    """The question with the names and the year of the one before, as far as it has none of its own."""
    context = [name.text for name in names_in(before, german=german)]
    year = words.YEAR.search(before)
    if year and not words.YEAR.search(text):
        context.append(year[0])
    missing = [item for item in context if item not in text]
    return f"{text} ({', '.join(missing)})" if missing else text


def is_german(text: str) -> bool:
    """True if more of the small words are German than English."""
    found = {word.lower() for word in WORD.findall(text)}
    return len(found & _GERMAN_ONLY) > len(found & _ENGLISH_ONLY)


_GERMAN_ONLY = {*GERMAN, "für", "können", "über"} - ENGLISH
_ENGLISH_ONLY = ENGLISH - GERMAN
