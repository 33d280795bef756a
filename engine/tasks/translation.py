"""Translates a passage, sentence by sentence, with what stands around it as context."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from engine.library.catalogue_reader import CatalogueReader
from engine.tasks.document_sentences import DocumentSentence
from engine.tasks.passage_locator import locate
from engine.tasks.task_steps import Remark, Statement, Step, TaskSteps, verbatim
from engine.types import TranslatePassage

_MOST_SENTENCES = 20
_LEAST_SHARE, _MOST_SHARE = 0.15, 4.0
"""Of the length of the original: Chinese needs fewer characters, Malayalam more."""
_DIGITS = re.compile(r"\d+(?:[.,\u00a0\u202f' ]\d{3})*(?:[.,]\d+)?")
_SEPARATOR = re.compile(r"[.,\u00a0\u202f' ]")

Translating = Callable[[DocumentSentence, Sequence[DocumentSentence], str], str]
"""From a sentence, its neighbours and a language to a translation that is not checked yet, "" if there is none."""

HOW_FAR_CHECKED = "A translation is checked for its numbers and its length only: the citations show the original."


def translate_passage(reader: CatalogueReader, task: TranslatePassage, translate: Translating) -> TaskSteps:
    """Yield the passage in another language. What fails the check stays in its own. Raises `DocumentError`."""
    located = locate(reader, task.selection)
    sentences = located.sentences[:_MOST_SENTENCES]
    failed = 0
    for done, sentence in enumerate(sentences):
        yield Step(done, len(sentences), sentence.text)
        text = translate(sentence, _around(sentence, located.all_sentences), task.language)
        if is_translation_of(text, sentence.text):
            yield Statement(text, (sentence,), is_translation=True)
        else:
            failed += 1
            yield verbatim(sentence)
    if failed < len(sentences):
        yield Remark(HOW_FAR_CHECKED)
    if failed:
        number = "1 sentence" if failed == 1 else f"{failed} sentences"
        yield Remark(f"The model failed at {number}, which stay as they are in the document.")
    if len(located.sentences) > _MOST_SENTENCES:
        yield Remark(f"The passage is long: its first {_MOST_SENTENCES} sentences were translated.")


def is_translation_of(text: str, original: str) -> bool:
    """True if `text` may be `original` in another language: other words, the same numbers, a fitting length."""
    if not text or text.casefold() == original.casefold():
        return False
    if not _LEAST_SHARE <= len(text) / len(original) <= _MOST_SHARE:
        return False
    return _numbers(text) == _numbers(original)


def _numbers(text: str) -> Counter[str]:
    """The digits of each number, whatever separates thousands and decimals."""
    return Counter(_SEPARATOR.sub("", number) for number in _DIGITS.findall(text))


def _around(sentence: DocumentSentence, sentences: Sequence[DocumentSentence]) -> list[DocumentSentence]:
    """The sentences right before and after."""
    place = sentence.position
    return [*sentences[max(0, place - 1) : place], *sentences[place + 1 : place + 2]]
