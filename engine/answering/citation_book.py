"""Numbers the quotes of one answer and finds out where they stand on their pages."""

from dataclasses import dataclass

from engine.answering.evidence_finder import Evidence
from engine.answering.page_break import beginning_on_previous_page, rest_on_next_page
from engine.library.catalogue_reader import CatalogueReader
from engine.reading.page_text import PartText, place_of_range, rectangles_of_range
from engine.types import Citation, Passage, Rectangle


@dataclass(frozen=True, slots=True)
class _Half:
    """What a page holds of a sentence that stands on two."""

    text: str = ""
    rectangles: tuple[Rectangle, ...] = ()


_NO_HALF = _Half()


class CitationBook:
    """The citations of one answer, numbered from 1 in the order of their first use; the same quote keeps its number."""

    def __init__(self, reader: CatalogueReader) -> None:
        self._reader = reader
        self._citations: dict[tuple[str, int, int, int], Citation] = {}

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations so far, by number."""
        return tuple(self._citations.values())

    def cite(self, evidence: Evidence, first: int, last: int) -> Citation:
        """The citation of the sentences `first` to `last` of `evidence`."""
        passage = evidence.passage
        start, end = evidence.spans[first][0], evidence.spans[last][1]
        key = (passage.content_hash, passage.part, start, end)
        if key not in self._citations:
            quote = evidence.quote(first, last)
            part = self._part(passage, start, end, quote)
            before, after = self._halves_on_other_pages(passage, part, start, end)
            self._citations[key] = Citation(
                index=len(self._citations) + 1,
                path=passage.path,
                content_hash=passage.content_hash,
                page=passage.page,
                part=passage.part,
                start=start,
                end=end,
                quote=quote,
                rectangles=(*_rectangles(part, start, end), *before.rectangles, *after.rectangles),
                heading=passage.heading,
                place=passage.place if part is None else place_of_range(part, start, end),
                before=before.text,
                after=after.text,
            )
        return self._citations[key]

    def _halves_on_other_pages(
        self, passage: Passage, part: PartText | None, start: int, end: int
    ) -> tuple["_Half", "_Half"]:
        """What the pages before and after hold of the sentences at the ends of a quote."""
        if part is None or part.page is None:
            return _NO_HALF, _NO_HALF
        before = after = _NO_HALF
        if not part.text[:start].strip() and (previous := self._reader.part_text(passage.passage_id, -1)):
            before = _half(previous, beginning_on_previous_page(part.text, start, end, previous.text))
        if not part.text[end:].strip() and (following := self._reader.part_text(passage.passage_id, 1)):
            after = _half(following, rest_on_next_page(part.text, start, end, following.text))
        return before, after

    def _part(self, passage: Passage, start: int, end: int, quote: str) -> PartText | None:
        """The part that the quote stands in; None if the catalogue has another text by now."""
        part = self._reader.part_text(passage.passage_id)
        return part if part is not None and part.text[start:end] == quote else None


def _half(part: PartText, there: tuple[int, int] | None) -> _Half:
    return _NO_HALF if there is None else _Half(part.text[slice(*there)], _rectangles(part, *there))


def _rectangles(part: PartText | None, start: int, end: int) -> tuple[Rectangle, ...]:
    """Where the quote stands on its page; nothing if the format has no pages."""
    if part is None or part.page is None:
        return ()
    return rectangles_of_range(part.page, part.words, start, end)
