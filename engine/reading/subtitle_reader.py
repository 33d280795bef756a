"""Reads subtitles (SRT, WebVTT and what else pysubs2 knows). Each spoken line knows its time."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

from pysubs2 import SSAEvent, SSAFile
from pysubs2.exceptions import Pysubs2Error

from engine.errors import DamagedDocument, DocumentTooLarge
from engine.reading.page_text import PartText
from engine.reading.text_encoding import text_chunks
from engine.reading.text_parts import TextBlock, parts_of_blocks

_LARGEST_FILE = 5 * 1024 * 1024
"""Bytes. A film has a hundred thousand."""
_PAUSE = 3000
"""Milliseconds without speech that begin a new paragraph."""
_LONGEST_PARAGRAPH = 600
"""Characters after which the end of a sentence ends the paragraph as well."""


class SubtitleReader:
    """Yields parts of paragraphs, a cue a line; places are the times at which cues begin ("00:01:05")."""

    def read(self, path: Path) -> Iterator[PartText]:
        """Yield the parts in order. Raises `DamagedDocument` and `DocumentTooLarge`."""
        if path.stat().st_size > _LARGEST_FILE:
            raise DocumentTooLarge(f"Subtitles may have up to {_LARGEST_FILE >> 20} MB.")
        text = "".join(text_chunks(path))
        try:
            cues = SSAFile.from_string(text)
        except (Pysubs2Error, ValueError, IndexError, KeyError) as error:
            raise DamagedDocument("There are no subtitles in it.") from error
        yield from parts_of_blocks(_blocks(cues))


def _blocks(cues: SSAFile) -> Iterator[TextBlock]:
    """Yield the cues; they follow each other on lines until speech pauses or the paragraph is long enough."""
    end, length, before = 0, 0, ""
    for cue in cues:
        text = _spoken(cue)
        if cue.is_comment or not text or text == before:  # players' tricks show the same text again
            continue
        is_long = length > _LONGEST_PARAGRAPH and before.endswith((".", "!", "?"))
        tight = bool(before) and cue.start - end < _PAUSE and not is_long
        length = length + len(text) if tight else len(text)
        end, before = cue.end, text
        yield TextBlock(text, tight=tight, place=_time(cue.start))


def _spoken(cue: SSAEvent) -> str:
    return " ".join(unescape(cue.plaintext).split())


def _time(milliseconds: int) -> str:
    seconds = milliseconds // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
