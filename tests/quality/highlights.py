"""Do a citation's rectangles cover exactly the quoted words? Checked against the PDF itself."""

import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path

from engine.reading.mupdf import open_file, pymupdf
from engine.types import Citation, Rectangle

_Characters = tuple[tuple[str, float, float], ...]


def covers_exactly(citation: Citation) -> bool | None:
    """True if the characters whose centres lie in the rectangles are those of the quote, each as often.

    White space and hyphens at line ends, which a reader joins, do not count. None if nothing can be told: no PDF, or
    a page without text of its own.
    """
    if citation.page is None or citation.path.suffix.casefold() != ".pdf":
        return None
    if not _characters(citation.path, citation.page):
        return None
    covered: Counter[str] = Counter()
    for page in {rectangle.page for rectangle in citation.rectangles}:
        boxes = [rectangle for rectangle in citation.rectangles if rectangle.page == page]
        for text, x, y in _characters(citation.path, page):
            if any(_holds(box, x, y) for box in boxes):
                covered.update(text)
    return covered == Counter(_visible(citation.whole_quote))


@lru_cache(maxsize=256)
def _characters(path: Path, page_number: int) -> _Characters:
    """The visible characters of a 1-based page with their centres, as the page is seen (rotation applied)."""
    with open_file(path, "pdf") as document:
        page = document[page_number - 1]
        found = []
        for block in page.get_text("rawdict")["blocks"]:
            for line in block.get("lines", ()):
                for span in line["spans"]:
                    for character in span["chars"]:
                        box = pymupdf.Rect(character["bbox"]) * page.rotation_matrix
                        text = _visible(character["c"])
                        if text:
                            found.append((text, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2))
        return tuple(found)


def _visible(text: str) -> str:
    return "".join(
        character for character in unicodedata.normalize("NFKC", text) if character.isalnum() or character in "%$€£"
    )


def _holds(box: Rectangle, x: float, y: float) -> bool:
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1
