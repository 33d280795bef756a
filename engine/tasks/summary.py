"""Summaries: the most telling sentences of a document by its sections, and of the documents of a folder."""

from collections.abc import Callable, Mapping, Sequence
from math import sqrt
from pathlib import Path

import numpy as np

from engine.errors import DocumentError, DocumentNotInLibrary
from engine.library.catalogue_reader import CatalogueReader
from engine.tasks.document_sections import Section, sections_of
from engine.tasks.document_sentences import DocumentSentence, DocumentText, read_document, sentences_of
from engine.tasks.task_steps import Remark, Statement, Step, TaskSteps, unread_pages_remark, verbatim
from engine.tasks.telling_sentences import most_telling
from engine.types import DocumentState, Passage

_FEWEST_SENTENCES, _MOST_SENTENCES = 3, 30
_CHARACTERS_OF_A_SENTENCE = 120
"""On average, to estimate how many a document has."""
_SUMMARY_GROWTH = 1.2
"""Times the square root of the number of sentences: 4 of 10, 12 of 100, 30 of 600 and more."""
_MOST_DOCUMENTS = 20
_SENTENCES_OF_A_DOCUMENT = 2
_CHARACTERS_READ_OF_A_DOCUMENT = 60_000
"""Of each document of a folder: its beginning tells what it is about."""

Rewording = Callable[[Sequence[DocumentSentence]], Mapping[int, str]]
"""From sentences to better words for some of them, by their places in the sequence."""

NOTHING_TO_SUMMARISE = "There is no text in this document that could be summarised."


def summarise_document(reader: CatalogueReader, path: Path, reword: Rewording) -> TaskSteps:
    """Yield the most telling sentences of each section, and how far that is.

    `reword` lets a capable language model word them better. Raises `DocumentError`.
    """
    text = read_document(reader, path)
    yield from unread_pages_remark(text.document.pages_to_ocr)
    if not text.passages:
        yield Remark(NOTHING_TO_SUMMARISE)
        return
    centralities = _centralities(text)
    sections = sections_of(text.passages)
    shares = _shares(sections)
    told: set[str] = set()
    for done, (section, share) in enumerate(zip(sections, shares, strict=True)):
        yield Step(done, len(sections), section.heading or path.name)
        sentences = [item for item in sentences_of(section.passages) if item.text not in told]
        chosen = most_telling(sentences, share, centralities)
        told.update(item.text for item in chosen)
        yield from _worded(chosen, section.heading, reword)


def summarise_folder(reader: CatalogueReader, folder: Path) -> TaskSteps:
    """Yield a sentence or two of each document at or below `folder`, the newest first, and how far that is.

    Copies count once. Raises `DocumentNotInLibrary` if the library holds nothing there.
    """
    files = reader.stored_files(folder)
    if not files:
        raise DocumentNotInLibrary(str(folder))
    newest = sorted(files.values(), key=lambda file: (-file.stamp.mtime_ns, file.path))
    indexed = {file.content_hash: file for file in reversed(newest) if file.state is DocumentState.INDEXED}
    documents = sorted(indexed.values(), key=lambda file: (-file.stamp.mtime_ns, file.path))
    if not documents:
        yield Remark("None of the documents in this folder could be read. The library's list says why.")
    for done, file in enumerate(documents[:_MOST_DOCUMENTS]):
        yield Step(done, min(len(documents), _MOST_DOCUMENTS), file.path.name)
        try:
            text = read_document(reader, file.path)
        except DocumentError:  # it has left, or was replaced by something unreadable, a moment ago
            continue
        beginning = sentences_of(_beginning(text))
        for sentence in most_telling(beginning, _SENTENCES_OF_A_DOCUMENT, _centralities(text)):
            yield verbatim(sentence, _name_within(file.path, folder))
    if len(documents) > _MOST_DOCUMENTS:
        yield Remark(f"The folder has {len(documents)} documents. These are the {_MOST_DOCUMENTS} newest.")


def _worded(chosen: Sequence[DocumentSentence], heading: str, reword: Rewording) -> list[Statement]:
    wordings = reword(chosen) if chosen else {}
    return [Statement(wordings.get(position, item.text), (item,), heading) for position, item in enumerate(chosen)]


def _shares(sections: Sequence[Section]) -> list[int]:
    """How many sentences each section may have: at least one, the long ones more, but not in proportion."""
    roots = [sqrt(section.characters) for section in sections]
    sentences = sum(section.characters for section in sections) / _CHARACTERS_OF_A_SENTENCE
    total = min(max(round(_SUMMARY_GROWTH * sqrt(sentences)), _FEWEST_SENTENCES), _MOST_SENTENCES)
    return [max(1, round(total * root / sum(roots))) for root in roots]


def _centralities(text: DocumentText) -> dict[int, float]:
    """For each passage with a vector its similarity (0 to 1) to the mean of them all: to the document's subject."""
    known = [
        (passage, vector) for passage, vector in zip(text.passages, text.vectors, strict=True) if vector is not None
    ]
    if len(known) < 2:
        return {}
    matrix = np.stack([vector for _, vector in known])
    mean = matrix.mean(axis=0)
    similarities = matrix @ (mean / (np.linalg.norm(mean) or 1.0))
    return {passage.passage_id: float(max(s, 0.0)) for (passage, _), s in zip(known, similarities, strict=True)}


def _beginning(text: DocumentText) -> list[Passage]:
    passages: list[Passage] = []
    characters = 0
    for passage in text.passages:
        if characters > _CHARACTERS_READ_OF_A_DOCUMENT:
            break
        passages.append(passage)
        characters += len(passage.text)
    return passages


def _name_within(path: Path, folder: Path) -> str:
    return str(path.relative_to(folder)) if path != folder else path.name
