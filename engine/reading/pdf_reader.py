"""Reads PDF files page by page with PyMuPDF.

Text and word boxes come from one text page (`TextPage.extractWORDS`), the fastest way there is. PyMuPDF raises many
kinds of exceptions for damaged files, some of them (`mupdf.FzErrorBase`) no RuntimeErrors, so its calls are guarded
against `Exception`.
"""

import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from engine.errors import DamagedDocument, DocumentError, EncryptedDocument
from engine.reading.character_places import WordKey, edges_of_units
from engine.reading.mupdf import open_file, pymupdf
from engine.reading.page_text import PartText
from engine.reading.pdf_layout import Line, Word, lines_of_words, paragraphs_in_reading_order
from engine.reading.pdf_text import PageTextBuilder, clean_words
from engine.reading.repeated_lines import RepeatedLines
from engine.reading.unread_pages import is_usable, shows_unread_writing

_log = logging.getLogger(__name__)

_SAMPLE_PAGES = 30
"""Pages that are looked at before the first is given out, to learn what repeats and how large the text is."""
_USUAL_HEIGHT = 12.0
_TEXT_FLAGS = pymupdf.TEXT_MEDIABOX_CLIP
"""No flag that keeps ligatures or images: they are expanded and left out."""

_COMMENTS = (
    pymupdf.PDF_ANNOT_TEXT,
    pymupdf.PDF_ANNOT_HIGHLIGHT,
    pymupdf.PDF_ANNOT_UNDERLINE,
    pymupdf.PDF_ANNOT_SQUIGGLY,
    pymupdf.PDF_ANNOT_STRIKE_OUT,
    pymupdf.PDF_ANNOT_CARET,
)
"""Kinds of annotations whose text is shown only when they are opened."""


class PdfReader:
    """Yields one part a page."""

    def read(self, path: Path) -> Iterator[PartText]:
        """Yield the pages in order. Raises `DamagedDocument` and `EncryptedDocument`.

        A page that cannot be read is empty; if that is true of every page the document is damaged.
        """
        document = open_pdf(path)
        try:
            yield from _PageSequence(document).read()
        finally:
            document.close()


def open_pdf(path: Path) -> pymupdf.Document:
    """Open a PDF that has pages and asks for no password. Raises `DamagedDocument` and `EncryptedDocument`."""
    with _damage_reported(), ExitStack() as on_error:
        document = open_file(path, "pdf")
        on_error.callback(document.close)
        if document.needs_pass:
            raise EncryptedDocument
        if document.page_count == 0:
            raise DamagedDocument("It has no pages.")
        on_error.pop_all()
    return document


@dataclass(frozen=True, slots=True)
class _DrawnPage:
    """The lines of a page as they are drawn; `height` is the page's in points, None if it could not be read.

    `notes` are comments on the page, each as a line whose words all fill the comment's box. `edges` tell where the
    characters of some words stand (see `character_places`).
    """

    lines: list[Line]
    height: float | None
    label: str = ""
    notes: tuple[Line, ...] = ()
    edges: Mapping[WordKey, tuple[float, ...]] = field(default_factory=dict)


class _PageSequence:
    def __init__(self, document: pymupdf.Document) -> None:
        self._document = document
        self._count: int = document.page_count
        with _damage_reported():
            self._has_labels = bool(document.get_page_labels())

    def read(self) -> Iterator[PartText]:
        sample = {number: self._draw(number) for number in self._sample_numbers()}
        repeated = RepeatedLines((page.lines, page.height) for page in sample.values() if page.height is not None)
        body_height = _body_height(line for page in sample.values() for line in page.lines)
        any_read = False
        for number in range(self._count):
            page = sample.pop(number, None) or self._draw(number)
            any_read = any_read or page.height is not None
            if page.height is None:
                yield PartText(number + 1, number + 1, "", page.label)
                continue
            own_lines = repeated.remove_from(page.lines, page.height)
            builder = PageTextBuilder(number + 1, page.label, body_height, page.edges)
            for paragraph in paragraphs_in_reading_order(own_lines or page.lines):
                builder.add(paragraph)
            for note in page.notes:
                builder.add_note(note)
            yield self._marked(builder.build(), has_own_text=bool(own_lines))
        if not any_read:
            raise DamagedDocument("None of its pages can be read.")

    def _marked(self, part: PartText, *, has_own_text: bool) -> PartText:
        """Mark a page that shows writing which is not in its text."""
        own_text = part.text if has_own_text else ""
        if is_usable(own_text):
            return part
        try:
            page = self._document[part.part - 1]
            area = abs(page.rect)
            shown = page.get_bboxlog()
        except Exception as error:  # whatever PyMuPDF raises, see the module's docstring
            _log.debug("what page %d shows cannot be found out: %r", part.part, error)
            return part
        return replace(part, needs_ocr=shows_unread_writing(part.text, len(own_text), shown, area))

    def _sample_numbers(self) -> list[int]:
        count = min(self._count, _SAMPLE_PAGES)
        return [index * self._count // count for index in range(count)]

    def _draw(self, number: int) -> _DrawnPage:
        try:
            page = self._document[number]
            rotation = page.rotation
            text_page = page.get_textpage(flags=_TEXT_FLAGS)
            words = text_page.extractWORDS()
            edges = {} if rotation else edges_of_units(text_page, words)
            if rotation:
                matrix = tuple(page.rotation_matrix)
                words = [_rotated(word, matrix) for word in words]
            label = page.get_label() if self._has_labels else ""
            height = page.rect.height
            notes = tuple(_notes(page)) if page.first_annot else ()
        except Exception as error:  # whatever PyMuPDF raises, see the module's docstring
            _log.debug("page %d cannot be read: %r", number + 1, error)
            return _DrawnPage([], None)
        label = label if label != str(number + 1) else ""
        return _DrawnPage(lines_of_words(clean_words(words)), height, label, notes, edges)


@contextmanager
def _damage_reported() -> Iterator[None]:
    try:
        yield
    except (DocumentError, MemoryError, OSError):
        raise
    except Exception as error:  # whatever PyMuPDF raises, see the module's docstring
        raise DamagedDocument("It is not a PDF inside, or essential parts of it are missing.") from error


def _notes(page: pymupdf.Page) -> Iterator[Line]:
    """Yield the comments on a page, which are not drawn with it."""
    for annotation in page.annots(types=_COMMENTS):
        box = tuple(annotation.rect)
        texts = annotation.info["content"].split()
        yield from lines_of_words(clean_words([(*box, text, 0, 0, number) for number, text in enumerate(texts)]))


def _rotated(word: Word, matrix: tuple[float, ...]) -> Word:
    """Turn a word's box by a multiple of 90 degrees: a matrix whose products are each zero or all there is."""
    x0, y0, x1, y1 = word[:4]
    a, b, c, d, e, f = matrix
    left, right = sorted((a * x0 + c * y0 + e, a * x1 + c * y1 + e))
    top, bottom = sorted((b * x0 + d * y0 + f, b * x1 + d * y1 + f))
    return (left, top, right, bottom, *word[4:])


def _body_height(lines: Iterator[Line]) -> float:
    """The height of most of the text, to half a point."""
    heights: Counter[float] = Counter()
    for line in lines:
        heights[round(2 * line.height) / 2] += len(line.words)
    return max(heights.most_common(1)[0][0], 1.0) if heights else _USUAL_HEIGHT
