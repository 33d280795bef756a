"""Reads the image of a page with the Tesseract that is built into MuPDF. For the OCR process only.

A page takes some seconds at 200 dots an inch: measured, 150 lose 3 % of the words and 300 gain none. English and
German are read together, which takes a third longer than one of them and costs no accuracy.
"""

import logging
import math
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from engine.errors import DamagedDocument, DocumentError, ModelMissing, PagewiseError, UnsupportedFormat
from engine.models.model_catalog import ocr_model
from engine.reading.mupdf import mupdf, pymupdf
from engine.reading.ocr_lines import lines_in_paragraphs, lines_of_image, readable_lines, usual_height
from engine.reading.page_text import PartText, WordBoxes
from engine.reading.paged_documents import open_paged
from engine.reading.pdf_layout import Line, Word, paragraphs_in_reading_order
from engine.reading.pdf_text import PageTextBuilder, clean_words

_log = logging.getLogger(__name__)

_DOTS_PER_INCH = 200
_LEAST_PIXELS, _MOST_PIXELS = 3_000_000, 9_000_000
"""A page that would have less is enlarged (images often tell their size wrong), one that would have more is reduced."""
_LEAST_SKEW = 0.3
"""Degrees. Tesseract reads lines that are less askew well."""
_LEAST_WIDTH, _LEAST_HEIGHT = 720, 133
"""Pixels that MuPDF needs to detect skew: it looks beyond the edges of a narrower image, which ends the process, and
finds no number in a lower one (its source/fitz/skew.c)."""
_ABOVE_INK = 0.25
"""Part of a found word's box: MuPDF stretches the letters of its own font, upside down, over the ink."""
_OUT_OF_MEMORY = "malloc"


def read_page_by_ocr(path: Path, page: int) -> PartText:
    """Read the image of a 1-based page of a PDF or an image file; words that the page has as text are kept.

    Raises `DocumentError` subclasses, MemoryError, and `ModelMissing` if Tesseract's data are not there.
    """
    document = open_paged(path)
    if document is None:
        raise UnsupportedFormat("It has no pages whose image could be read.")
    try:
        if not 1 <= page <= document.page_count:
            raise DocumentError(f"There is no page {page}.")
        seen = _look_at(document, page)
    finally:
        document.close()
    return _part(page, seen)


@dataclass(frozen=True, slots=True)
class _SeenPage:
    """The words on the image of a page and those that it has as text, both where they are when `turn` was applied."""

    found: list[Word]
    text: list[Word]
    turn: pymupdf.Matrix
    label: str


def _look_at(document: pymupdf.Document, number: int) -> _SeenPage:
    with _damage_reported():
        page = document.load_page(number - 1)
        image = _upright_image(page)
        text = page.get_textpage(flags=pymupdf.TEXT_MEDIABOX_CLIP).extractWORDS()
        label = page.get_label() if document.is_pdf and document.get_page_labels() else ""
        return _SeenPage(
            clean_words(_words_on(image)),
            clean_words([_moved(word, page.rotation_matrix * image.turn) for word in text]),
            image.turn,
            label if label != str(number) else "",
        )


def _part(page: int, seen: _SeenPage) -> PartText:
    found = lines_of_image(seen.found)
    lines = lines_in_paragraphs([*found, *_lines_not_among(found, readable_lines(seen.text))])
    builder = PageTextBuilder(page, seen.label, usual_height(lines))
    for paragraph in paragraphs_in_reading_order(lines):
        builder.add(paragraph)
    part = builder.build()
    return replace(part, words=_turned_back(part.words, seen.turn))


def _lines_not_among(found: list[Line], lines: list[Line]) -> list[Line]:
    """The lines (a stamp, a footer) most of whose words OCR has not found."""
    known = {word[4].casefold() for line in found for word in line.words}
    return [line for line in lines if 2 * sum(word[4].casefold() in known for word in line.words) <= len(line.words)]


@contextmanager
def _damage_reported() -> Iterator[None]:
    try:
        yield
    except (PagewiseError, MemoryError, OSError):
        raise
    except Exception as error:  # PyMuPDF raises many unrelated types for what is wrong with a page
        if _OUT_OF_MEMORY in str(error):
            raise MemoryError from error
        _log.debug("the image of a page cannot be read: %r", error)
        raise DamagedDocument("The image of its page cannot be read.") from error


@dataclass(frozen=True, slots=True)
class _UprightImage:
    """A page as pixels, its lines level. `turn` takes points of the page to points of the image, `zoom` to pixels."""

    pixmap: pymupdf.Pixmap
    turn: pymupdf.Matrix
    zoom: float


def _upright_image(page: pymupdf.Page) -> _UprightImage:
    """Render the page; if its lines are askew and turning it makes them level, turned."""
    zoom = _zoom(page.rect.width * page.rect.height)
    image = _image(page, 0.0, zoom)
    skew = _skew(image.pixmap)
    if abs(skew) < _LEAST_SKEW:
        return image
    turned = _image(page, -skew, zoom)
    return turned if abs(_skew(turned.pixmap)) < abs(skew) / 2 else image


def _zoom(area: float) -> float:
    """The number of pixels per point for a page of so many square points."""
    zoom = _DOTS_PER_INCH / 72
    return min(max(zoom, math.sqrt(_LEAST_PIXELS / max(area, 1.0))), math.sqrt(_MOST_PIXELS / max(area, 1.0)))


def _image(page: pymupdf.Page, degrees: float, zoom: float) -> _UprightImage:
    turn = pymupdf.Matrix(degrees)
    pixmap = page.get_pixmap(matrix=turn * pymupdf.Matrix(zoom, zoom), colorspace="gray", alpha=False)
    return _UprightImage(pixmap, turn, zoom)


def _skew(pixmap: pymupdf.Pixmap) -> float:
    """How many degrees the lines of text are askew; MuPDF finds up to some five, and we none in strips."""
    if pixmap.width < _LEAST_WIDTH or pixmap.height < _LEAST_HEIGHT:
        return 0.0
    degrees: float = mupdf.fz_detect_skew(pixmap.this)
    return degrees


def _words_on(image: _UprightImage) -> list[Word]:
    """Find the words on the image, with boxes in its points.

    The device gives each word its own box. (`Pixmap.pdfocr_save` stretches all words of a line over the page's height
    where Tesseract has seen a picture after it, and finds nothing on grey.)
    """
    pixmap, zoom = image.pixmap, image.zoom
    width, height, told_zoom = pixmap.width, pixmap.height, _DOTS_PER_INCH / 72  # whatever the page's size is
    found = mupdf.FzStextPage(mupdf.FzRect(0, 0, width, height))
    text_device = mupdf.fz_new_stext_device(found, mupdf.FzStextOptions())
    page_box = mupdf.FzRect(0, 0, width / told_zoom, height / told_zoom)
    ocr_device = mupdf.fz_new_ocr_device(
        text_device, mupdf.fz_scale(told_zoom, told_zoom), page_box, 1, *_languages_and_folder(), None, None
    )
    picture = mupdf.fz_new_image_from_pixmap(pixmap.this, mupdf.FzImage())
    mupdf.fz_fill_image(ocr_device, picture, mupdf.FzMatrix(width, 0, 0, height, 0, 0), 1.0, mupdf.FzColorParams())
    mupdf.fz_close_device(ocr_device)  # this is when it works
    mupdf.fz_close_device(text_device)
    to_points = pymupdf.Matrix(1 / zoom, 0, 0, 1 / zoom, pixmap.x / zoom, pixmap.y / zoom)
    return [_moved(_inked(word), to_points) for word in pymupdf.TextPage(found).extractWORDS()]


def _languages_and_folder() -> tuple[str, str]:
    model = ocr_model()
    for name in model.languages:
        file = model.folder / f"{name}.traineddata"
        if not file.is_file():
            raise ModelMissing(str(file))
    return "+".join(model.languages), str(model.folder)


def _inked(word: tuple[Any, ...]) -> tuple[Any, ...]:
    """Cut a found word's box to its ink."""
    x0, y0, x1, y1, *rest = word
    return (x0, y0 + _ABOVE_INK * (y1 - y0), x1, y1, *rest)


def _moved(word: tuple[Any, ...], matrix: pymupdf.Matrix) -> Word:
    box = pymupdf.Rect(word[:4]) * matrix
    return (box.x0, box.y0, box.x1, box.y1, word[4], word[5], word[6], word[7])


def _turned_back(words: WordBoxes, turn: pymupdf.Matrix) -> WordBoxes:
    """The words with their boxes on the page as it is."""
    boxes = words.boxes
    back = [pymupdf.Rect(*boxes[at : at + 4]) * ~turn for at in range(0, len(boxes), 4)]
    return replace(words, boxes=array("f", chain.from_iterable(map(tuple, back))))
