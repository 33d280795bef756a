"""Pronouns of a follow-up, replaced by what was spoken of before."""

import re

from engine.answering import follow_up_words as words
from engine.answering.question_phrases import WORD, bare, clause_boundaries, names_in, noun_phrases, with_context
from engine.stop_words import ENGLISH, GERMAN
from engine.types import Turn

_ATTACHED = re.compile(
    r"\s+(?:with|between|for|from|mit|zwischen|für|von|of)\s+(?:the\s+)?(?:[A-ZÄÖÜ0-9]\S*)(?:\s[A-ZÄÖÜ0-9&]\S*)*"
)
"""What tells more of a noun: a name or a date behind a preposition."""


def with_antecedents(text: str, turn: Turn, *, german: bool) -> str:
    """The question with pronouns replaced by what they stand for, where that was said before and not in itself."""
    result = _with_nouns_again(_with_year(text, turn), turn)
    has_year = bool(words.YEAR.search(result))
    pieces, end = [], 0
    for match in WORD.finditer(result):
        new = _antecedent(match, result, turn, german=german)
        if new is not None and has_year:
            new = re.sub(r"\s+(?:(?:in|im Jahr|for|für)\s+)?(?:1[6-9]|20|21)\d\d\b", "", new)
        if new:
            pieces += [result[end : match.start()], new]
            end = match.end()
    result = "".join(pieces) + result[end:]
    if result != text and words.THERE_IS.search(text):
        return with_context(result, bare(turn.question), german=german)
    return result


def _with_year(text: str, turn: Turn) -> str:
    """The text with the year that was spoken of for "then" and "that year"."""
    year = words.YEAR.search(turn.question) or words.YEAR.search(turn.answer)
    if year is None or words.YEAR.search(text):
        return text
    return words.THAT_TIME.sub(f"in {year[0]}", text, count=1)


def _with_nouns_again(text: str, turn: Turn) -> str:
    """The text with the meeting that was spoken of for "that meeting", and "it" for "that one"."""
    text = re.sub(r"\b(?:this|that) one\b", "it", text, flags=re.IGNORECASE)
    for match in words.SAME_AGAIN.finditer(text):
        noun = match["noun"]
        if noun.lower() in ENGLISH | GERMAN:
            continue
        for phrase in noun_phrases(turn.question):
            if re.search(rf"\b{re.escape(noun)}\b", phrase.text, re.IGNORECASE):
                attached = _ATTACHED.match(bare(turn.question), phrase.end)
                whole = phrase.text + (attached[0] if attached else "")
                return text[: match.start()] + whole + text[match.end() :]
    return text


def _antecedent(match: "re.Match[str]", text: str, turn: Turn, *, german: bool) -> str | None:
    """What the word stands for; None if it is no pronoun or has its noun in the same question."""
    ahead, follower = text[: match.start()], WORD.search(text, match.end())
    word = match.group().lower()
    is_own = follower is not None and _is_possessive(word, follower.group().lower(), german=german)
    if not german and word in words.PEOPLE | words.PEOPLE_OWN:
        return None if _has_noun(ahead, owner=True) else _owned(_person(turn), owner=is_own)
    if not german and word == "there":
        return None if words.THERE_IS.search(text) else _place(turn)
    if is_own:
        return None if _has_noun(ahead, owner=True) else _owner(turn, german=german)
    if _has_noun(ahead, owner=False):
        return None
    if german and word in words.GERMAN_ADVERBS:
        topic = _topic(turn, german=german)
        return f"{words.GERMAN_ADVERBS[word]} {topic}" if topic else None
    things = words.GERMAN_THINGS if german else words.THINGS
    is_thing = (
        word in things and not words.IMPERSONAL.search(text) and not _is_no_pronoun(word, follower, german=german)
    )
    return _topic(turn, german=german) if is_thing else None


def _is_possessive(word: str, next_word: str, *, german: bool) -> bool:
    if german:
        return bool(words.GERMAN_OWN.match(word))
    return word in words.THINGS_OWN or (word in words.PEOPLE_OWN and next_word not in words.PREPOSITIONS)


def _owner(turn: Turn, *, german: bool) -> str | None:
    """What "its" stands for: of "the lamp of the Zephyr" it is the Zephyr that has a filter."""
    topic = _topic(turn, german=german)
    if topic and names_in(f" {topic}", german=german):
        topic = re.split(r"\sof\s", topic)[-1]
    return _owned(topic, owner=not german)


def _is_no_pronoun(word: str, follower: "re.Match[str] | None", *, german: bool) -> bool:
    """True for "that" and the like before a noun or a clause, and for German articles."""
    if follower is None:
        return False
    next_word = follower.group()
    if german:
        return word in ("das", "diese", "dieser", "dieses", "diesen", "diesem") and next_word[0].isupper()
    if word not in ("this", "that", "these", "those"):
        return False
    small = words.PREPOSITIONS | words.VERBS_IN_FRONT | words.AFTER_SUBJECT | {"mean"}
    return next_word.lower() not in small and not next_word.endswith("ed")


def _has_noun(ahead: str, *, owner: bool) -> bool:
    """True if a noun before the pronoun may be what it stands for.

    A pronoun beside the verb cannot stand for the subject of its own clause, so that only nouns of clauses before it
    count; a possessive can.
    """
    if not owner:
        limits = [position for position in clause_boundaries(ahead) if position > 0]
        if not limits:
            return False
        ahead = ahead[: limits[-1]]
    return bool(noun_phrases(ahead))


def _topic(turn: Turn, *, german: bool) -> str | None:
    """What the question before was about: its first phrase with a name, or else its first phrase."""
    phrases = [phrase for phrase in noun_phrases(turn.question) if words.YEAR.fullmatch(phrase.text) is None]
    if not phrases:
        found = [word for word in WORD.findall(bare(turn.question)) if word.lower() not in ENGLISH | GERMAN]
        return " ".join(found) or None
    phrases = [phrase for phrase in phrases if not words.PERSONS.search(phrase.text)] or phrases
    named = [phrase for phrase in phrases if names_in(f" {phrase.text}", german=german)]
    chosen = (named or phrases)[0].text
    year = words.YEAR.search(turn.question)
    has_year = year is None or year[0] in chosen
    text = chosen if has_year or year is None else f"{chosen} {'im Jahr' if german else 'in'} {year[0]}"
    return re.sub(r"^(?:which|welche[rsn]?|any|a|an)\s", "", text, flags=re.IGNORECASE)


def _person(turn: Turn) -> str | None:
    """The person of the last answer, or of the question before."""
    for text in (f" {turn.answer}", f" {turn.question}"):
        for name in names_in(text, german=False):
            if len(name.text.split()) > 1:
                return name.text
    return _topic(turn, german=False)


def _place(turn: Turn) -> str | None:
    """The word "in" and the place of the last answer or of the question before, or else what that was about."""
    for text in (turn.answer, turn.question):
        if match := re.search(r"\b(?:in|at) ((?:the )?[A-ZÄÖÜ][\w-]*(?: [A-ZÄÖÜ][\w-]*)*)", text):
            return f"in {match[1]}"
    topic = _topic(turn, german=False)
    return f"in {topic}" if topic else None


def _owned(owner_text: str | None, *, owner: bool) -> str | None:
    if owner_text is None or not owner:
        return owner_text
    return f"{owner_text}'" if owner_text.endswith("s") else f"{owner_text}'s"
