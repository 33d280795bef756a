"""Reads web pages that a browser saved with all that belongs to them (MHTML). Only the page itself has text."""

from collections.abc import Iterator
from pathlib import Path

from engine.errors import DocumentTooLarge
from engine.reading.mail_message import page_of_web_archive
from engine.reading.page_text import PartText
from engine.reading.text_parts import parts_of_blocks
from engine.reading.web_reader import blocks_of_page

_LARGEST_ARCHIVE = 100 * 1024 * 1024
"""Bytes. The parsed message takes some four times as much memory."""


class WebArchiveReader:
    """Yields parts made of paragraphs, headings, list items and table rows."""

    def read(self, path: Path) -> Iterator[PartText]:
        """Yield the parts in order. Raises `DamagedDocument` and `DocumentTooLarge`."""
        if path.stat().st_size > _LARGEST_ARCHIVE:
            raise DocumentTooLarge(f"Saved web pages may have up to {_LARGEST_ARCHIVE >> 20} MB.")
        yield from parts_of_blocks(blocks_of_page(page_of_web_archive(path.read_bytes())))
