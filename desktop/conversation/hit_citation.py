"""A found passage as a citation, so that it opens in the viewer like a quote does."""

from engine.types import Citation, SearchHit


def citation_of_hit(hit: SearchHit) -> Citation:
    """The citation of the whole passage, numbered by its rank."""
    passage = hit.passage
    return Citation(
        index=hit.rank,
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
