"""Lessons from SQuAD 1.1: questions about paragraphs of an encyclopedia, with the answers marked.

Rajpurkar et al., "SQuAD: 100,000+ Questions for Machine Comprehension of Text", 2016; CC BY-SA 4.0. Every question of
it has an answer, so the passages without one are made here, three ways: another paragraph of the same article that
shares most words with the question; the same paragraph without the sentence that tells; and a question about another
year, number or name of the article, or about the contrary, that the paragraph does not speak of.
"""

import json
import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path

from answer_reader.reading_example import ReadingExample

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"'(])")
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
_NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][a-z]+)(?: [A-Z][a-z]+)*")
_KINDS: list[list[str]] = tomllib.loads(Path(__file__).with_name("exchanged_words.toml").read_text(encoding="utf-8"))[
    "kinds"
]
_OF_A_KIND = re.compile(
    rf"\b(?:{'|'.join(sorted({word for kind in _KINDS for word in kind}, key=len, reverse=True))})\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    title: str
    text: str
    words: frozenset[str]


def encyclopedia_lessons(squad_file: Path, chance: random.Random) -> Iterator[ReadingExample]:
    """Two lessons a question, article by article: one with the answer, and one without it."""
    for article in json.loads(squad_file.read_text(encoding="utf-8"))["data"]:
        title = article["title"].replace("_", " ")
        paragraphs = [_Paragraph(title, item["context"], _words(item["context"])) for item in article["paragraphs"]]
        held_in = Counter(word for paragraph in paragraphs for word in paragraph.words)
        for paragraph, told in zip(paragraphs, article["paragraphs"], strict=True):
            for asked in told["qas"]:
                question, answer = asked["question"].strip(), asked["answers"][0]
                start = answer["answer_start"]
                span = (start, start + len(answer["text"]))
                if paragraph.text[span[0] : span[1]] != answer["text"] or len(question) < 10:
                    continue
                yield _cropped(ReadingExample(question, title, paragraph.text, span), chance)
                yield _without_answer(question, paragraph, span, paragraphs, held_in, chance)


def _without_answer(
    question: str,
    paragraph: _Paragraph,
    span: tuple[int, int],
    paragraphs: list[_Paragraph],
    held_in: Counter[str],
    chance: random.Random,
) -> ReadingExample:
    """A passage near the question that does not answer it."""
    answer = paragraph.text[span[0] : span[1]]
    way = chance.random()
    if way < 0.5:
        changed = _about_something_else(question, paragraph, paragraphs, chance)
        if changed is not None:
            return _cropped(ReadingExample(changed, paragraph.title, paragraph.text, None), chance)
    if way < 0.7:
        left = _without_sentence(paragraph.text, span)
        if len(left) > 100 and answer.lower() not in left.lower():
            return ReadingExample(question, paragraph.title, left, None)
    other = _nearest_other(question, answer, paragraph, paragraphs, held_in)
    return _cropped(ReadingExample(question, other.title, other.text, None), chance)


def _nearest_other(
    question: str, answer: str, paragraph: _Paragraph, paragraphs: list[_Paragraph], held_in: Counter[str]
) -> _Paragraph:
    """The paragraph without the answer that shares most with the question, rare words counting more."""
    asked = _words(question)
    others = [item for item in paragraphs if item is not paragraph and answer.lower() not in item.text.lower()]
    if not others:
        others = [item for item in paragraphs if item is not paragraph]
    return max(
        others,
        key=lambda item: sum(log(1 + len(paragraphs) / held_in[word]) for word in asked & item.words),
    )


def _about_something_else(
    question: str, paragraph: _Paragraph, paragraphs: list[_Paragraph], chance: random.Random
) -> str | None:
    """`question` about something that the paragraph does not speak of."""
    ways = [_with_another_name, _with_the_contrary]
    chance.shuffle(ways)
    changed = (way(question, paragraph, paragraphs, chance) for way in ways)
    return next((other for other in changed if other is not None), None)


def _with_another_name(
    question: str, paragraph: _Paragraph, paragraphs: list[_Paragraph], chance: random.Random
) -> str | None:
    """`question` with a number or a name exchanged for another one of the article that the paragraph lacks."""
    numbers, names = list(_NUMBER.finditer(question)), list(_NAME.finditer(question))
    found = chance.choice(numbers) if numbers else chance.choice(names) if names else None
    if found is None:
        return None
    pattern = _NUMBER if numbers else _NAME
    text = paragraph.text.lower()
    others = [
        word
        for item in chance.sample(paragraphs, min(6, len(paragraphs)))
        for word in pattern.findall(item.text)
        if word.lower() not in text and word.lower() not in question.lower() and _alike(word, found.group())
    ]
    if not others and numbers and found.group().isdigit():
        others = [str(int(found.group()) + chance.choice((-11, -3, -2, -1, 1, 2, 3, 10)))]
        others = [word for word in others if word not in text]
    return _exchanged(question, found, others, chance)


def _with_the_contrary(
    question: str, paragraph: _Paragraph, _paragraphs: list[_Paragraph], chance: random.Random
) -> str | None:
    """`question` with a word exchanged for its contrary, or another one of its kind, that the paragraph lacks."""
    words = list(_OF_A_KIND.finditer(question))
    if not words:
        return None
    found = chance.choice(words)
    text = paragraph.text.lower()
    kinds = [kind for kind in _KINDS if found.group().lower() in map(str.lower, kind)]
    others = [
        word for kind in kinds for word in kind if word.lower() not in text and word.lower() not in question.lower()
    ]
    return _exchanged(question, found, others, chance)


def _exchanged(question: str, found: re.Match[str], others: list[str], chance: random.Random) -> str | None:
    """`question` with one of `others` in place of what was found; None without any."""
    if not others:
        return None
    return question[: found.start()] + chance.choice(others) + question[found.end() :]


def _alike(word: str, other: str) -> bool:
    return len(word) == len(other) if word[0].isdigit() else abs(word.count(" ") - other.count(" ")) <= 1


def _without_sentence(text: str, span: tuple[int, int]) -> str:
    start, kept = 0, []
    for end in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
        if end <= span[0] or start >= span[1]:
            kept.append(text[start:end])
        start = end
    return "".join(kept).strip()


def _cropped(example: ReadingExample, chance: random.Random) -> ReadingExample:
    """The example with fewer sentences around its answer, now and then: passages begin and end anywhere."""
    if chance.random() < 0.6:
        return example
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(example.passage)), len(example.passage)]
    spans = list(pairwise(ends))
    if example.answer is None:
        inside = [chance.randrange(len(spans))]
    else:
        low, high = example.answer
        inside = [number for number, (start, end) in enumerate(spans) if start < high and end > low]
    first = chance.randint(0, inside[0])
    last = chance.randint(inside[-1], len(spans) - 1)
    start, end = spans[first][0], spans[last][1]
    answer = None if example.answer is None else (example.answer[0] - start, example.answer[1] - start)
    return ReadingExample(example.question, example.title, example.passage[start:end].rstrip(), answer)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text) if len(word) > 3 or word.isdigit())
