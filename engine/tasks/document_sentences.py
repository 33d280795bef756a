"""The sentences of a document as the catalogue holds it, each ready to be cited."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.answering.citation_book import CitationBook
from engine.answering.evidence_finder import Evidence
from engine.answering.statement_words import stems_of
from engine.errors import DocumentNotInLibrary, DocumentNotRead
from engine.library.catalogue_reader import CatalogueReader
from engine.sentence_splitter import sentence_spans
from engine.types import Citation, Document, DocumentState, Passage


@dataclass(frozen=True)
class DocumentSentence:
    """The sentence `index` (from 0) of those of `passage`, which stand at `spans` in its part."""

    passage: Passage
    spans: tuple[tuple[int, int], ...]
    index: int
    position: int
    """Among all sentences that were read with it, from 0."""

    @cached_property
    def text(self) -> str:
        """The words on one line."""
        offset = self.passage.start
        return " ".join(self.passage.text[self.start - offset : self.end - offset].split())

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its content words."""
        return stems_of(self.text)

    @property
    def start(self) -> int:
        """Where it begins in its part."""
        return self.spans[self.index][0]

    @property
    def end(self) -> int:
        """Where it ends in its part."""
        return self.spans[self.index][1]

    def cite(self, book: CitationBook) -> Citation:
        """Its citation, with the place on its page."""
        return book.cite(Evidence(self.passage, self.spans), self.index, self.index)


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document with its passages in order, and the vectors of those that have one."""

    document: Document
    passages: tuple[Passage, ...]
    vectors: tuple[NDArray[np.float32] | None, ...]

    @property
    def path(self) -> Path:
        """Where the document lies."""
        return self.document.path

    def sentences(self) -> list[DocumentSentence]:
        """All its sentences in order."""
        return sentences_of(self.passages)


def read_document(reader: CatalogueReader, path: Path) -> DocumentText:
    """The document at `path`. Raises `DocumentNotInLibrary`, or `DocumentNotRead`."""
    document = reader.document(path)
    if document is None:
        raise DocumentNotInLibrary(str(path))
    if document.state is DocumentState.FAILED and document.failure is not None:
        raise DocumentNotRead(document.failure)
    return DocumentText(document, *reader.passages_of_document(document))


def sentences_of(passages: Iterable[Passage]) -> list[DocumentSentence]:
    """The sentences of `passages`, numbered through."""
    sentences: list[DocumentSentence] = []
    for passage in passages:
        spans = tuple((passage.start + start, passage.start + end) for start, end in sentence_spans(passage.text))
        for index in range(len(spans)):
            sentences.append(DocumentSentence(passage, spans, index, len(sentences)))
    return sentences
