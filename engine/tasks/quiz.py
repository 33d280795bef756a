"""A quiz from a document: sentences that tell facts, with the fact left out."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import ceil
from pathlib import Path

from engine.library.catalogue_reader import CatalogueReader
from engine.tasks.document_sections import sections_of
from engine.tasks.document_sentences import DocumentSentence, read_document, sentences_of
from engine.tasks.quiz_gaps import MONTH, Gap, GapKind, gaps_of, with_gap
from engine.tasks.task_steps import Remark, Statement, Step, TaskSteps, unread_pages_remark
from engine.tasks.telling_sentences import (
    capitalises_nouns,
    goes_on,
    is_telling,
    most_telling,
    names_in,
    points_elsewhere,
)
from engine.types import Passage, QuizQuestion

_MOST_QUESTIONS = 12
_FEWEST_WORDS, _MOST_WORDS = 6, 40
_MOST_CHOICES = 4
_FEWEST_CHOICES = 3
_SMALL_WORD = re.compile(r"\b[^\W\d_A-ZÀ-Þ][^\W\d_]{2,}\b")
_RUN_IN = re.compile(
    r"[\w)] (?:We|The|This|These|In|It|Our|If|For|A|An|To|On|Each|All|You|Your) [a-z]|"
    rf"[a-z)] \d{{1,2}} (?!{MONTH})[A-Z][a-z]|^\d{{1,3}} [A-Z]"
)
"""A heading or the steps of a list have run into the sentence."""
_Alike = tuple[GapKind, str]

NOTHING_TO_ASK = "There are no sentences in this document that state a fact which can be asked for."


def make_quiz(reader: CatalogueReader, path: Path) -> TaskSteps:
    """Yield questions from all over a document, each with the sentence that answers it. Raises `DocumentError`."""
    text = read_document(reader, path)
    yield from unread_pages_remark(text.document.pages_to_ocr)
    sections = sections_of(text.passages) if text.passages else []
    sentences: list[list[DocumentSentence]] = []
    for done, section in enumerate(sections):
        yield Step(done, len(sections), section.heading or path.name)
        sentences.append([item for item in sentences_of(section.passages) if _is_clear(item)])
    names = _known_names(text.passages, [item for section in sentences for item in section])
    gaps = {id(item): gaps_of(item.text, names) for section in sentences for item in section}
    candidates = [[item for item in section if gaps[id(item)]] for section in sentences]
    asked = _spread(candidates)
    if not asked:
        yield Remark(NOTHING_TO_ASK)
    alike = _answers_of_a_kind(gaps)
    for sentence in asked:
        yield Statement(sentence.text, (sentence,), quiz=_question(sentence, gaps[id(sentence)], alike))


def _known_names(passages: Sequence[Passage], sentences: Sequence[DocumentSentence]) -> frozenset[str] | None:
    """Words that the document writes with a capital more than once and never without; None if capitals tell nothing."""
    if capitalises_nouns(sentences):
        return None
    texts = [" ".join(passage.text.split()) for passage in passages]
    counts = Counter(name for text in texts for name in names_in(text))
    small = {word for text in texts for word in _SMALL_WORD.findall(text)}
    return frozenset(name for name, count in counts.items() if count > 1 and name.casefold() not in small)


def _is_clear(sentence: DocumentSentence) -> bool:
    """True if the sentence makes sense to somebody who does not see what stands around it."""
    text = sentence.text
    return (
        is_telling(sentence)
        and _FEWEST_WORDS <= len(text.split()) <= _MOST_WORDS
        and not points_elsewhere(text)
        and not goes_on(text)
        and not _RUN_IN.search(text)
    )


def _spread(candidates: Sequence[Sequence[DocumentSentence]]) -> list[DocumentSentence]:
    """The most telling sentences of each section, so many that there are `_MOST_QUESTIONS` at most."""
    filled = [section for section in candidates if section]
    if not filled:
        return []
    share = ceil(_MOST_QUESTIONS / len(filled))
    chosen = [sentence for section in filled for sentence in most_telling(section, share)]
    count = min(len(chosen), _MOST_QUESTIONS)
    return [chosen[place * len(chosen) // count] for place in range(count)]


def _answers_of_a_kind(gaps: Mapping[int, Sequence[Gap]]) -> dict[_Alike, list[str]]:
    """What could be left out anywhere in the document, by what it is alike, each once and in order."""
    alike: dict[_Alike, dict[str, None]] = defaultdict(dict)
    for found in gaps.values():
        for gap in found:
            alike[gap.kind, gap.unit][gap.answer] = None
    return {kind: list(answers) for kind, answers in alike.items()}


def _question(sentence: DocumentSentence, gaps: Sequence[Gap], alike: Mapping[_Alike, Sequence[str]]) -> QuizQuestion:
    """Leave out the best of `gaps`: of those as good as the first, one for which there are choices."""
    offered = {gap: _choices(sentence.text, gap, alike) for gap in gaps}
    gap = next((gap for gap in gaps if offered[gap] and gap.kind <= GapKind.NAME), gaps[0])
    return QuizQuestion(with_gap(sentence.text, gap), gap.answer, offered[gap])


def _choices(sentence: str, gap: Gap, alike: Mapping[_Alike, Sequence[str]]) -> tuple[str, ...]:
    """The answer among others of its kind that the sentence does not hold, in an order that tells nothing."""
    others = [
        answer
        for answer in alike.get((gap.kind, gap.unit), ())
        if answer != gap.answer and not re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", sentence)
    ][: _MOST_CHOICES - 1]
    return tuple(sorted([gap.answer, *others], key=_order)) if len(others) + 1 >= _FEWEST_CHOICES else ()


def _order(answer: str) -> tuple[float, str]:
    """Numbers by their value, all else by the alphabet."""
    digits = re.sub(r"[.,](?=\d{3}\b)", "", answer).replace(",", ".")
    return (float(digits) if re.fullmatch(r"\d+(?:\.\d+)?", digits) else 0.0, answer.casefold())
