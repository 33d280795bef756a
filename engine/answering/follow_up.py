"""A follow-up ("And in 2020?", "Who signed it?") made into a question that stands alone.

The embedded language model is too small to rewrite questions, so this goes by rules, in English and German. They are
careful: a question that can be understood alone stays as it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.answering import follow_up_words as words
from engine.answering.follow_up_antecedents import with_antecedents
from engine.answering.follow_up_substitution import substituted
from engine.answering.question_phrases import WORD, bare, is_german, names_in, with_context
from engine.types import Turn

_MOST_WORDS_OF_FRAGMENT = 8
_LONGEST = 1000
"""Characters. What is longer says itself what it is about; looking for what "it" means takes quadratic time."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What to look for, and the documents that are meant: those cited before, if the question refers back to them."""

    text: str
    documents: tuple[Path, ...] = ()


def resolve(question: str, history: Sequence[Turn]) -> FollowUp:
    """`question` as it would be asked by somebody who cannot count on the turns before."""
    if not history or len(question) > _LONGEST or not bare(question):
        return FollowUp(question)
    turn = history[-1]
    cited = next((earlier.cited for earlier in reversed(history) if earlier.cited), ())
    german = is_german(f"{question} {turn.question}")
    text = bare(question)
    rest = words.LEADS.sub("", text) or text
    before = bare(turn.question)
    if resolved := _more_of_the_same(rest, before):
        return FollowUp(resolved, cited)
    about = words.ABOUT.match(rest)
    fragment = about["rest"] if about else rest
    if about or _is_fragment(fragment, joined=rest != text):
        return FollowUp(substituted(before, fragment, german=german))
    replaced = with_antecedents(rest, turn, german=german)
    if replaced != rest:
        return FollowUp(f"{_capitalised(replaced)}?", cited)
    if rest != text and not names_in(rest, german=german):
        return FollowUp(f"{_capitalised(with_context(rest, before, german=german))}?", cited)
    return FollowUp(question, cited if _leans(rest, german=german) else ())


def _more_of_the_same(text: str, before: str) -> str:
    """The question for a follow-up that has no content of its own; "" if it has."""
    if words.MORE.match(text):
        return f"{before}?"
    if not (words.WHY.match(text) or words.BARE.match(text)):
        return ""
    phrase = words.QUESTION_PHRASE.match(before)
    if phrase is None:
        return f"{_capitalised(text)}: {before}?"
    rest = before[phrase.end() :].lstrip()
    return f"{_capitalised(text)} {rest}?"


def _is_fragment(text: str, *, joined: bool) -> bool:
    """True if this is no sentence but names another thing, year or place to ask the same of."""
    found = [match.group() for match in WORD.finditer(text)]
    lowered = [word.lower() for word in found]
    if not found or len(found) > _MOST_WORDS_OF_FRAGMENT or words.QUESTION_PHRASE.match(text):
        return False
    if set(lowered) & words.VERBS_IN_FRONT:
        return False
    is_time = bool(words.YEAR.search(text) or words.YEAR_BEFORE.search(text) or words.YEAR_AFTER.search(text))
    return joined or lowered[0] in words.PREPOSITIONS or (is_time and len(found) <= 2)


def _leans(text: str, *, german: bool) -> bool:
    """True if the question speaks of something definite without naming anything: it may mean what was cited before."""
    if names_in(text, german=german) or words.YEAR.search(text):
        return False
    return bool(re.search(r"\b(?:the|der|die|das|den|dem|des|im|zum|zur)\b", text, re.IGNORECASE))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
