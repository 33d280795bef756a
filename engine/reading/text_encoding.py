"""Decodes text files whose encoding nobody tells."""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from engine.errors import DocumentTooLarge

LARGEST_TEXT = 200 * 1024 * 1024
"""Bytes. Larger files are logs or data, not documents."""

_CHUNK = 1 << 16
_SAMPLE = 1 << 18
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x9f\u00ad\u200b\u2060\ufeff]")
"""Control characters other than tab, line end and form feed, soft hyphens, and spaces without width."""


def detect_encoding(path: Path) -> str:
    """Name the encoding of a file: byte order mark, UTF-8 if all of it is valid, else the most likely one."""
    with path.open("rb") as file:
        return _encoding_of_file(file)


def encoding_of_bytes(data: bytes) -> str:
    """Name the encoding of a text in memory, by the same rules as that of a file."""
    return _encoding_of_file(BytesIO(data))


def _encoding_of_file(file: BinaryIO) -> str:
    head = file.read(_CHUNK)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return encoding
    utf_16 = _utf_16_by_zeros(head)
    if utf_16 is not None:
        return utf_16
    file.seek(0)
    sample = _sample_not_utf_8(file)
    return "utf-8" if sample is None else _encoding_of_sample(sample)


def text_chunks(path: Path) -> Iterator[str]:
    r"""Yield a file's text in bounded chunks with "\n" line ends, without invisible control characters.

    Raises `DocumentTooLarge`. Bytes that the encoding does not allow become U+FFFD.
    """
    if path.stat().st_size > LARGEST_TEXT:
        raise DocumentTooLarge(f"Text files may have up to {LARGEST_TEXT >> 20} MB.")
    with path.open(encoding=detect_encoding(path), errors="replace") as file:
        while chunk := file.read(_CHUNK):
            yield clean_text(chunk)


def clean_text(text: str) -> str:
    """Drop control characters and other marks that are not seen, and compose accents (NFC)."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def one_line(text: str) -> str:
    """Bring a title or a name into one line, without marks that are not seen."""
    return " ".join(clean_text(text).split())


def _sample_not_utf_8(file: BinaryIO) -> bytes | None:
    """Read some of the file from where it is no valid UTF-8; None if all of it is, or it was cut amid a character."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    beyond_ascii = False
    while True:
        chunk = file.read(_CHUNK)
        try:
            beyond_ascii = not decoder.decode(chunk, final=not chunk).isascii() or beyond_ascii
        except UnicodeDecodeError:
            return None if beyond_ascii and not chunk else chunk + file.read(_SAMPLE)
        if not chunk:
            return None


def _utf_16_by_zeros(sample: bytes) -> str | None:
    """UTF-16 without a mark: in most scripts every other byte of spaces and Latin letters is zero."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) * 0.2 or min(even, odd) > max(even, odd) * 0.1:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _encoding_of_sample(sample: bytes) -> str:
    """Tell Western text, whose accented letters stand alone, from scripts that charset-normalizer has to tell apart."""
    above_ascii = len(re.findall(rb"[\x80-\xff]", sample))
    alone = len(re.findall(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])", sample))
    if alone >= 0.6 * above_ascii:  # also where the sample is ASCII throughout
        return "cp1252"
    from charset_normalizer import from_bytes

    match = from_bytes(sample).best()
    return match.encoding if match is not None else "cp1252"
