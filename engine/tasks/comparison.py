"""Compares two documents sentence by sentence: what differs, what stands in only one of them, what is the same."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.answering.statement_words import number_facts, stems_of, words_of
from engine.library.catalogue_reader import CatalogueReader
from engine.tasks.document_sentences import DocumentSentence, DocumentText, read_document
from engine.tasks.task_steps import Remark, Statement, Step, TaskSteps, unread_pages_remark, verbatim
from engine.tasks.telling_sentences import capitalises_nouns, is_telling, most_telling, names_in, word_vectors

_MOST_SENTENCES = 5000
"""Of each document: more are left out, and the result says so."""
_FEWEST_STEMS = 3
"""A sentence with fewer content words (a title, a page's mark) is not compared."""
_ALIKE = 0.55
"""Cosine of the words of two sentences from which on they may say the same."""
_ALIKE_IN_MEANING = 0.45
"""The same where also their passages are near in meaning."""
_NEAR_PASSAGES = 0.75
_FACT_WEIGHT = 0.3
_COMMON_STEM = 400
"""A stem that more sentences of the second document have finds no pairs."""
_CHUNK = 200
"""So many sentences of the first document are compared between two looks at whether the user has stopped it."""
_MOST_ROWS, _MOST_ALONE, _MOST_SAME = 20, 10, 5

SAME_FILE = "Both are the same file, byte for byte."
NO_DIFFERENCE = "No differences were found: the words of both documents are the same."
NOTHING_IN_COMMON = "The documents have no sentence in common, not even a similar one."


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two sentences that say the same or nearly so."""

    first: DocumentSentence
    second: DocumentSentence


def compare_documents(reader: CatalogueReader, first: Path, second: Path) -> TaskSteps:
    """Yield what differs in numbers and names, then in words, what stands in one only, what is the same.

    Raises `DocumentError`.
    """
    one, other = read_document(reader, first), read_document(reader, second)
    if one.document.content_hash == other.document.content_hash:
        yield Remark(SAME_FILE)
        return
    yield from unread_pages_remark(one.document.pages_to_ocr + other.document.pages_to_ocr)
    yield Step(0, 3, first.name)
    left = _comparable(one)
    yield Step(1, 3, second.name)
    right = _comparable(other)
    if max(len(left), len(right)) > _MOST_SENTENCES:
        yield Remark(f"Only the first {_MOST_SENTENCES} sentences of each document were compared.")
        left, right = left[:_MOST_SENTENCES], right[:_MOST_SENTENCES]
    same = _same_sentences(left, right)
    similar: list[_Pair] = []
    for part in _similar_sentences(one, other, _without(left, same), _without(right, same)):
        yield Step(2, 3, "both documents side by side")
        similar = part
    yield from _report(_names(first, second), left, right, same, similar)


def _report(
    names: tuple[str, str],
    left: Sequence[DocumentSentence],
    right: Sequence[DocumentSentence],
    same: Sequence[_Pair],
    similar: Sequence[_Pair],
) -> TaskSteps:
    names_tell = not (capitalises_nouns(left) or capitalises_nouns(right))
    differ = [_facts(pair.first, names_tell) != _facts(pair.second, names_tell) for pair in similar]
    in_facts = [pair for pair, differs in zip(similar, differ, strict=True) if differs]
    in_words = [pair for pair, differs in zip(similar, differ, strict=True) if not differs]
    yield from _rows("Different numbers, dates or names", in_facts)
    yield from _rows("Different words", in_words)
    pairs = [*same, *similar]
    alone = _without(left, pairs), _without(right, pairs)
    for name, sentences in zip(names, alone, strict=True):
        yield from _alone(f"Only in {name}", sentences)
    yield from _same(same)
    if not pairs and left and right:
        yield Remark(NOTHING_IN_COMMON)
    if not similar and not any(alone) and same:
        yield Remark(NO_DIFFERENCE)


def _rows(heading: str, pairs: Sequence[_Pair]) -> Iterator[Statement]:
    shown = pairs
    if len(pairs) > _MOST_ROWS:
        whole = [pair for pair in pairs if is_telling(pair.first) and is_telling(pair.second)]
        chosen = most_telling([pair.first for pair in whole or pairs], _MOST_ROWS)
        shown = [pair for pair in whole or pairs if pair.first in chosen]
    heading = _counted(heading, len(pairs), len(shown))
    for pair in shown:
        yield verbatim(pair.first, heading, 1)
        yield verbatim(pair.second, heading, 2)


def _alone(heading: str, sentences: Sequence[DocumentSentence]) -> Iterator[Statement]:
    chosen = most_telling(sentences, _MOST_ALONE)
    for sentence in chosen:
        yield verbatim(sentence, _counted(heading, len(sentences), len(chosen)))


def _same(pairs: Sequence[_Pair]) -> Iterator[Statement]:
    second_of = {pair.first.position: pair.second for pair in pairs}
    chosen = most_telling([pair.first for pair in pairs], _MOST_SAME)
    heading = _counted("The same in both", len(pairs), len(chosen))
    for sentence in chosen:
        yield Statement(sentence.text, (sentence, second_of[sentence.position]), heading)


def _counted(heading: str, count: int, shown: int) -> str:
    return heading if count <= shown else f"{heading} ({shown} of {count:,})"


def _names(first: Path, second: Path) -> tuple[str, str]:
    """The files' names, with their folders if the names are the same."""
    if first.name != second.name:
        return first.name, second.name
    return f"{first.parent.name}/{first.name}", f"{second.parent.name}/{second.name}"


def _comparable(text: DocumentText) -> list[DocumentSentence]:
    return [sentence for sentence in text.sentences() if len(sentence.stems) >= _FEWEST_STEMS]


def _without(sentences: Sequence[DocumentSentence], pairs: Sequence[_Pair]) -> list[DocumentSentence]:
    """The sentences that are in no pair, told by their identity: both documents count from 0."""
    paired = {id(sentence) for pair in pairs for sentence in (pair.first, pair.second)}
    return [sentence for sentence in sentences if id(sentence) not in paired]


def _same_sentences(left: Sequence[DocumentSentence], right: Sequence[DocumentSentence]) -> list[_Pair]:
    """Sentences with the same words, each in one pair, first come first served."""
    waiting: dict[str, list[DocumentSentence]] = defaultdict(list)
    for sentence in reversed(right):
        waiting[sentence.text.casefold()].append(sentence)
    return [_Pair(sentence, found.pop()) for sentence in left if (found := waiting[sentence.text.casefold()])]


def _similar_sentences(
    one: DocumentText, other: DocumentText, left: Sequence[DocumentSentence], right: Sequence[DocumentSentence]
) -> Iterator[list[_Pair]]:
    """Yield an empty list for every chunk of `left`, at last the pairs in the order of the first document.

    The most similar sentences are paired first, and each only once.
    """
    sentences = [*left, *right]
    vectors = word_vectors([sentence.stems for sentence in sentences])
    vectors = [_about(sentence, vector) for sentence, vector in zip(sentences, vectors, strict=True)]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, vector in enumerate(vectors[len(left) :]):
        for stem in vector:
            holders[stem].append(place)
    meanings = _meanings(one), _meanings(other)
    found: list[tuple[float, int, int]] = []
    for place, sentence in enumerate(left):
        if place % _CHUNK == 0:
            yield []
        for candidate, similarity in _similarities(vectors[place], holders, vectors[len(left) :]).items():
            near = _are_near(meanings, sentence, right[candidate])
            if similarity >= (_ALIKE_IN_MEANING if near else _ALIKE):
                found.append((-similarity, place, candidate))
    yield _paired(sorted(found), left, right)


def _about(sentence: DocumentSentence, vector: Mapping[str, float]) -> dict[str, float]:
    """The vector of a sentence in which its numbers and names weigh little: they are what may differ."""
    facts = {stem for name in names_in(sentence.text) for stem in stems_of(name)}
    weights = {
        stem: weight * (_FACT_WEIGHT if stem in facts or stem[:1].isdigit() else 1.0) for stem, weight in vector.items()
    }
    length = sqrt(sum(weight**2 for weight in weights.values())) or 1.0
    return {stem: weight / length for stem, weight in weights.items()}


def _similarities(
    vector: Mapping[str, float], holders: Mapping[str, Sequence[int]], others: Sequence[Mapping[str, float]]
) -> dict[int, float]:
    similarities: dict[int, float] = defaultdict(float)
    for stem, weight in vector.items():
        places = holders.get(stem, ())
        if len(places) <= _COMMON_STEM:
            for place in places:
                similarities[place] += weight * others[place][stem]
    return similarities


def _paired(
    found: Sequence[tuple[float, int, int]], left: Sequence[DocumentSentence], right: Sequence[DocumentSentence]
) -> list[_Pair]:
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for _, place, candidate in found:
        if place not in partners and candidate not in taken:
            partners[place] = candidate
            taken.add(candidate)
    return [_Pair(left[place], right[partners[place]]) for place in sorted(partners)]


def _meanings(text: DocumentText) -> dict[int, NDArray[np.float32]]:
    """The vectors of passages by their ids, as far as there are any."""
    return {
        passage.passage_id: vector
        for passage, vector in zip(text.passages, text.vectors, strict=True)
        if vector is not None
    }


def _are_near(
    meanings: tuple[Mapping[int, NDArray[np.float32]], Mapping[int, NDArray[np.float32]]],
    first: DocumentSentence,
    second: DocumentSentence,
) -> bool:
    one, other = meanings[0].get(first.passage.passage_id), meanings[1].get(second.passage.passage_id)
    return one is not None and other is not None and float(one @ other) >= _NEAR_PASSAGES


def _facts(sentence: DocumentSentence, names_tell: bool) -> tuple[frozenset[str], frozenset[str]]:
    """The numbers of a sentence, and the names in it if capitals tell them."""
    numbers = frozenset(fact.value for fact in number_facts(words_of(sentence.text)))
    return numbers, frozenset(names_in(sentence.text)) if names_tell else frozenset()
