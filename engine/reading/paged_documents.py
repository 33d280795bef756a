"""Opens the documents that have pages of their own, PDFs and images, for the viewer and for OCR."""

from pathlib import Path

from engine.reading.image_reader import open_image
from engine.reading.mupdf import pymupdf
from engine.reading.pdf_reader import open_pdf
from engine.reading.reader_registry import DocumentFormat, document_format


def open_paged(path: Path) -> pymupdf.Document | None:
    """Open a PDF or an image; None for formats whose pages cannot be shown. Raises `DocumentError` subclasses."""
    match document_format(path):
        case DocumentFormat.PDF:
            return open_pdf(path)
        case DocumentFormat.IMAGE:
            return open_image(path)
    return None
