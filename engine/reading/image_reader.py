"""Reads images (PNG, JPEG, TIFF, BMP, GIF, WebP): their pages have no text until OCR has found it.

MuPDF opens them as documents: each page of a TIFF is a page, of an animated GIF it shows the first picture. It turns
photographs as EXIF says.
"""

import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from PIL import Image, ImageOps

from engine.errors import DamagedDocument, DocumentError, DocumentTooLarge
from engine.reading.mupdf import open_file, pymupdf
from engine.reading.page_text import PartText

_LEAST_SIDE = 100
"""Pixels: what is smaller both ways is an icon."""
_MOST_PIXELS = 100_000_000
"""Of a page. A sheet of A2 at 300 dots an inch has 35 million; MuPDF unpacks an image as a whole."""
_WEBP = (b"RIFF", b"WEBP")


class ImageReader:
    """Yields one part a page, without text: all but icons wait for OCR."""

    def read(self, path: Path) -> Iterator[PartText]:
        """Yield the pages in order. Raises `DamagedDocument` and `DocumentTooLarge`."""
        document = open_image(path)
        try:
            for index in range(document.page_count):
                width, height = _size_in_pixels(document, index)
                if width * height > _MOST_PIXELS:
                    raise DocumentTooLarge(f"It has {width * height // 1_000_000} million pixels.")
                yield PartText(index + 1, index + 1, "", needs_ocr=max(width, height) >= _LEAST_SIDE)
        finally:
            document.close()


def open_image(path: Path) -> pymupdf.Document:
    """Open an image as a document with pages. Raises `DamagedDocument` and `DocumentTooLarge`."""
    with _damage_reported(), ExitStack() as on_error:
        document = pymupdf.open(stream=_png_of_webp(path), filetype="png") if _is_webp(path) else open_file(path, "png")
        on_error.callback(document.close)
        document.load_page(0)  # only now MuPDF looks at the file
        on_error.pop_all()
    return document


def _size_in_pixels(document: pymupdf.Document, index: int) -> tuple[int, int]:
    with _damage_reported():
        (image,) = document.load_page(index).get_image_info()
        return image["width"], image["height"]


@contextmanager
def _damage_reported() -> Iterator[None]:
    try:
        yield
    except (DocumentError, MemoryError, FileNotFoundError, PermissionError):
        raise
    except Image.DecompressionBombError as error:
        raise DocumentTooLarge("It has too many pixels.") from error
    except Exception as error:  # whatever PyMuPDF and Pillow raise; Pillow's are often OSErrors
        raise DamagedDocument("It is not an image inside.") from error


def _is_webp(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(12)
    return (head[:4], head[8:]) == _WEBP


def _png_of_webp(path: Path) -> bytes:
    """MuPDF knows no WebP."""
    with Image.open(path, formats=("WEBP",)) as image:
        if image.width * image.height > _MOST_PIXELS:
            raise DocumentTooLarge(f"It has {image.width * image.height // 1_000_000} million pixels.")
        stream = io.BytesIO()
        ImageOps.exif_transpose(image).convert("RGB").save(stream, "png", compress_level=1)
        return stream.getvalue()
