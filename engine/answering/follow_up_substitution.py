"""The question before, asked of something else: what a fragment ("And in Bergen?") takes the place of."""

import re
from collections.abc import Sequence

from engine.answering import follow_up_words as words
from engine.answering.question_phrases import WORD, Phrase, names_in, noun_phrases
from engine.stop_words import ENGLISH, GERMAN


def substituted(before: str, fragment: str, *, german: bool) -> str:
    """The question before, asked of what the fragment names."""
    fragment = re.sub(r"^(?:that|those|der|die|das) (?=of\b|von\b|bei\b)", "", fragment)
    shifted = _shifted_year(before, fragment)
    if shifted:
        return f"{shifted}?"
    before, fragment = _with_other_time(before, fragment)
    if not fragment:
        return f"{before}?"
    old_phrase, new_text = _counterparts(before, fragment, german=german)
    if old_phrase is None:
        return f"{before} {fragment}?"
    return f"{before[: old_phrase.start]}{new_text}{before[old_phrase.end :]}?"


def _shifted_year(before: str, fragment: str) -> str:
    year = words.YEAR.search(before)
    step = -1 if words.YEAR_BEFORE.search(fragment) else 1 if words.YEAR_AFTER.search(fragment) else 0
    return f"{before[: year.start()]}{int(year[0]) + step}{before[year.end() :]}" if year and step else ""


def _with_other_time(before: str, fragment: str) -> tuple[str, str]:
    """The question before at the time that the fragment names, and what else the fragment says."""
    for pattern in (words.DAY, words.YEAR, words.MONTH):
        new, old = pattern.search(fragment), pattern.search(before)
        if new is None or old is None:
            continue
        time = new[0]
        if pattern is words.DAY and new["year"] is None and old["year"] is not None:
            time = f"{time} {old['year']}"
        before = before[: old.start()] + time + before[old.end() :]
        rest = " ".join((fragment[: new.start()] + fragment[new.end() :]).split())
        said = {word.lower() for word in WORD.findall(before)} | ENGLISH | GERMAN | {"jahr", "year"}
        says_more = any(word.lower() not in said for word in WORD.findall(rest))
        return (before, rest) if says_more else (before, "")
    return before, fragment


def _counterparts(before: str, fragment: str, *, german: bool) -> tuple[Phrase | None, str]:
    """What the fragment takes the place of in the question before (None: of nothing), and the words that do."""
    if words.WEEKDAY.search(fragment) and not words.WEEKDAY.search(before):
        return None, fragment
    new_names, old_names = names_in(f" {fragment}", german=german), names_in(before, german=german)
    first, _, rest = fragment.partition(" ")
    governed = _object_of(first, before, rest) if rest and first.lower() in words.PREPOSITIONS else None
    if new_names and old_names and not (governed and _names_a_thing(rest, new_names)):
        return _nearest_name(old_names, new_names[0].text)
    if first.lower() not in words.PREPOSITIONS or not rest:
        return _thing_asked_about(before, german=german), fragment
    return governed, fragment


def _names_a_thing(text: str, names: Sequence[Phrase]) -> bool:
    """True if there is more in the text than names: "the office in Oslo"."""
    for name in names:
        text = text.replace(name.text, "")
    return any(word.lower() not in ENGLISH | GERMAN for word in WORD.findall(text))


def _thing_asked_about(before: str, *, german: bool) -> Phrase | None:
    """The first phrase without a name, and without what "of" attaches to it; none if there are no phrases."""
    plain = [phrase for phrase in noun_phrases(before) if not re.search(r"\d", phrase.text)]
    if not plain:
        return None
    chosen = next((phrase for phrase in plain if not names_in(f" {phrase.text}", german=german)), plain[0])
    head = re.split(r"\s+(?:of|des|der|von|vom)\s", chosen.text)[0]
    return Phrase(chosen.start, chosen.start + len(head), head)


def _nearest_name(old_names: Sequence[Phrase], new: str) -> tuple[Phrase, str]:
    """The name that is most like the new one; of one with a model number only the number may be meant ("V40")."""
    for old in old_names:
        for part in re.finditer(r"\S+", old.text):
            if " " in old.text and _shape(part[0]) == _shape(new) and re.search(r"\d", new):
                return Phrase(old.start + part.start(), old.start + part.end(), part[0]), new
    shared = [old for old in old_names if set(old.text.split()) & set(new.split())]
    return shared[0] if shared else old_names[-1], new


def _shape(word: str) -> str:
    return re.sub(r"\d+", "0", re.sub(r"[^\W\d_]+", "a", word))


def _object_of(preposition: str, before: str, new: str) -> Phrase | None:
    """The preposition with what it governs, up to the next one; those that the new object has as well belong to it."""
    begin = re.search(rf"\b{re.escape(preposition)}\b\s+", before, re.IGNORECASE)
    if begin is None:
        return None
    inner = {word.lower() for word in WORD.findall(new)}
    for match in WORD.finditer(before, begin.end()):
        word = match.group().lower()
        if match.start() > begin.end() and word in words.PREPOSITIONS - inner:
            return Phrase(begin.start(), match.start() - 1, "")
    return Phrase(begin.start(), len(before), "")
