"""A text that grows piece by piece, and tells where each piece of it went."""

from string import Formatter

Place = tuple[int, int]
"""A half-open range of characters."""
_CLINGING = ".,;:'"
"""Pieces that begin with one of these follow without a blank."""


class GrowingText:
    """`text` is what was put together so far."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, *pieces: str) -> Place:
        """Append the pieces, blanks between them; where the first one is. Empty ones are left out."""
        first: Place | None = None
        for piece in pieces:
            if not piece:
                continue
            self._separate(piece)
            start = len(self.text)
            self.text += piece
            first = first or (start, len(self.text))
        return first or (len(self.text), len(self.text))

    def fill(self, template: str, **fields: str) -> dict[str, Place]:
        """Append a template of `str.format` with its fields filled in; where each of them is."""
        self._separate(template)
        places: dict[str, Place] = {}
        for literal, field, _, _ in Formatter().parse(template):
            self.text += literal
            if field is not None:
                start = len(self.text)
                self.text += fields[field]
                places[field] = (start, len(self.text))
        return places

    def say(self, template: str, **fields: str) -> dict[str, Place]:
        """`fill` as a sentence: with a capital letter and a full stop."""
        start = len(self.text) + bool(self.text)
        places = self.fill(template, **fields)
        self.text = self.text[:start] + self.text[start : start + 1].upper() + self.text[start + 1 :] + "."
        return places

    def _separate(self, piece: str) -> None:
        if self.text and piece[0] not in _CLINGING:
            self.text += " "
