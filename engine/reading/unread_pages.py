"""Tells which pages show writing that their text does not hold: scans, garbled fonts, letters that are drawings.

Nearly all pages have text and are told by a few characters of it; only the others are looked at.
"""

import string
import unicodedata
from collections.abc import Iterable

_LITTLE_TEXT = 100
"""Characters. A page with no more of its own may be a scan with a stamp or the line of its scanner."""
_SAMPLE = 400
"""Characters of a page that are looked at, spread over it."""
_MANY_ODD = 0.5
_FEW_READABLE = 0.05
_FEW_VOWELS = 0.2
"""Share of ASCII letters. Fonts without a table of characters give text like "7KH UHQW LV GXH"; language has 0.3 or
more, and tables of abbreviations hardly less than 0.25."""
_LEAST_LETTERS = 60
_LEAST_CHARACTERS = 4
_LETTERS = string.ascii_letters.encode()
_VOWELS = b"aeiouyAEIOUY"
_DIGITS = string.digits.encode()

_LARGE_IMAGES = 0.4
"""Share of the page that images fill beside a little text for the text to be a stamp."""
_ANY_IMAGES = 0.05
"""Share of the page that images fill, where there is no text at all, and are more than a logo."""
_MANY_DRAWINGS = 20
"""Lines and shapes on a page without text that may be letters."""

Shown = tuple[str, tuple[float, float, float, float]]
"""Something that a page shows, as MuPDF calls it ("fill-text", "fill-path", "fill-image"), and the box it fills."""


def is_usable(text: str) -> bool:
    """Tell whether a page's own text is enough not to look at what else the page shows."""
    return len(text) > _LITTLE_TEXT and not _is_garbled(text)


def shows_unread_writing(text: str, own_length: int, shown: Iterable[Shown], area: float) -> bool:
    """Tell whether a page whose text is not usable shows something that may be writing.

    `own_length` counts the characters of `text` that other pages do not repeat; `area` is the page's, in square
    points. Blank pages, and pages with a few words and no image, show nothing more than their text.
    """
    if _is_garbled(text):
        return True
    images, drawings, drawn_text = 0.0, 0, False
    for kind, (x0, y0, x1, y1) in shown:
        if "image" in kind or "imgmask" in kind:
            images += max(0.0, x1 - x0) * max(0.0, y1 - y0)
        drawings += "path" in kind
        drawn_text = drawn_text or "text" in kind
    if own_length:
        return images > _LARGE_IMAGES * area
    return images > _ANY_IMAGES * area or drawings >= _MANY_DRAWINGS or (drawn_text and not text)


def _is_garbled(text: str) -> bool:
    """Tell whether text is hardly made of characters that people read."""
    sample = "".join(text[:: len(text) // _SAMPLE + 1].split())
    if len(sample) < _LEAST_CHARACTERS:
        return False
    if not sample.isascii():
        return sum(map(_is_odd, sample)) > _MANY_ODD * len(sample)
    if len(text) <= _LITTLE_TEXT:
        return False
    characters = sample.encode("ascii")
    letters = _count(characters, _LETTERS)
    if letters > _LEAST_LETTERS and _count(characters, _VOWELS) < _FEW_VOWELS * letters:
        return True
    return letters + _count(characters, _DIGITS) < _FEW_READABLE * len(characters)


def _count(characters: bytes, kind: bytes) -> int:
    return len(characters) - len(characters.translate(None, kind))


def _is_odd(character: str) -> bool:
    """Control characters, private ones, ones that do not exist, and the one that stands for unknown ones."""
    return character == "\ufffd" or unicodedata.category(character) in {"Cc", "Cn", "Co"}
