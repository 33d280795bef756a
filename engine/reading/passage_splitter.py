"""Cuts parts of documents into passages: whole sentences, small enough to embed, never across a heading."""

from dataclasses import dataclass

from engine.reading.page_text import PartText


@dataclass(frozen=True, slots=True)
class PassageSpan:
    """A passage as the half-open character range of its part, below `heading` ("Outer > Inner", "" if none)."""

    start: int
    end: int
    heading: str = ""


@dataclass(frozen=True, slots=True)
class SplitPart:
    """A part of a document and the passages in it, in order. A part without text has none."""

    part: PartText
    passages: tuple[PassageSpan, ...]


class PassageSplitter:
    """Splits the parts of one document, in order; remembers the headings from part to part."""

    def split(self, part: PartText) -> SplitPart:
        """The passages of the next part."""
        raise NotImplementedError
