"""Finds the sentences of a document that a selection covers."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from engine.errors import PassageNotFound
from engine.library.catalogue_reader import CatalogueReader
from engine.tasks.document_sentences import DocumentSentence, DocumentText, read_document
from engine.types import PartDetails, Selection

_LONGEST_QUOTE = 4000
"""Characters without white space that are looked for: a longer selection is found by its beginning."""
_SHOWN_IN_ERROR = 80


@dataclass(frozen=True, slots=True)
class LocatedPassage:
    """The sentences that a selection covers, at least one, among all those of its document."""

    document: DocumentText
    sentences: tuple[DocumentSentence, ...]
    all_sentences: tuple[DocumentSentence, ...]

    @property
    def others(self) -> list[DocumentSentence]:
        """The sentences of the document that the selection does not cover."""
        covered = {sentence.position for sentence in self.sentences}
        return [sentence for sentence in self.all_sentences if sentence.position not in covered]


def locate(reader: CatalogueReader, selection: Selection) -> LocatedPassage:
    """Find the words of `selection`, in whatever lines they stand; a part that is named is looked at first.

    Raises `PassageNotFound` and the errors of `read_document`.
    """
    document = read_document(reader, selection.path)
    sentences = tuple(document.sentences())
    parts = reader.parts(selection.path)
    named = [part for part in parts if part.part == selection.part]
    for searched in (named, parts):
        ranges = _find(selection.quote, searched)
        covered = tuple(sentence for sentence in sentences if _is_covered(sentence, ranges))
        if covered:
            return LocatedPassage(document, covered, sentences)
    raise PassageNotFound(" ".join(selection.quote.split())[:_SHOWN_IN_ERROR])


def _find(quote: str, parts: Sequence[PartDetails]) -> dict[int, tuple[int, int]]:
    """For each part that the quote reaches into, the range of characters there; none if it is not found."""
    characters = "".join(quote.split())[:_LONGEST_QUOTE]
    if not characters or not parts:
        return {}
    # The viewer shows another character for what cannot be shown.
    pattern = r"\s*".join("." if character == "\ufffd" else re.escape(character) for character in characters)
    match = re.search(pattern, "\n".join(part.text for part in parts), re.DOTALL)
    if match is None:
        return {}
    starts = [0, *accumulate(len(part.text) + 1 for part in parts)]
    first, last = bisect_right(starts, match.start()) - 1, bisect_right(starts, match.end() - 1) - 1
    return {
        parts[place].part: (
            max(0, match.start() - starts[place]),
            min(len(parts[place].text), match.end() - starts[place]),
        )
        for place in range(first, last + 1)
    }


def _is_covered(sentence: DocumentSentence, ranges: dict[int, tuple[int, int]]) -> bool:
    start, end = ranges.get(sentence.passage.part, (0, 0))
    return sentence.start < end and start < sentence.end
