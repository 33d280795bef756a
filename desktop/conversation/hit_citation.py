"""A found passage as a citation, so that it opens in the viewer like a quote does."""

from collections.abc import Iterable

from desktop.conversation.source_list import Copies
from engine.types import Citation, Passage, SearchHit


def citation_of_hit(hit: SearchHit) -> Citation:
    """The citation of the whole passage, numbered by its rank."""
    return citation_of_passage(hit.passage, hit.rank)


def citation_of_passage(passage: Passage, number: int) -> Citation:
    """The citation of the whole passage."""
    return Citation(
        index=number,
        path=passage.path,
        content_hash=passage.content_hash,
        page=passage.page,
        part=passage.part,
        start=passage.start,
        end=passage.end,
        quote=passage.text,
        rectangles=passage.rectangles,
        heading=passage.heading,
        place=passage.place,
    )


def copies_of(hits: Iterable[SearchHit]) -> Copies:
    """Other places of the documents that the passages are of."""
    return {hit.passage.path: hit.passage.copies for hit in hits}
