"""Positions as the catalogue stores them: word boxes and place marks, packed.

The boxes of a page of 500 words take 2 to 3 KB instead of 12. Coordinates are rounded to 1/64 point, which no screen
shows. Columns of numbers are stored as differences from word to word, which are small on a page, and their bytes are
grouped by significance, which zlib likes.
"""

import json
import zlib
from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.reading.page_text import PlaceMark, WordBoxes

_STEPS_PER_POINT = 64
_LARGEST = 2.0**30 / _STEPS_PER_POINT
_COLUMNS = 6


def pack_word_boxes(words: WordBoxes) -> bytes:
    """`words` as bytes; b"" if there are none. Coordinates that are no numbers become 0."""
    if not len(words):
        return b""
    boxes = np.nan_to_num(np.asarray(words.boxes, dtype=np.float64).reshape(-1, 4), nan=0.0)
    boxes = np.rint(np.clip(boxes, -_LARGEST, _LARGEST) * _STEPS_PER_POINT)
    table = np.empty((_COLUMNS, len(words)), dtype="<i4")
    table[0], table[1], table[2:] = words.starts, words.ends, boxes.T
    differences = np.diff(table, axis=1, prepend=np.zeros((_COLUMNS, 1), dtype="<i4"))
    return zlib.compress(_bytes_by_significance(differences), level=1)


def unpack_word_boxes(data: bytes) -> WordBoxes:
    """The inverse of `pack_word_boxes`."""
    if not data:
        return WordBoxes()
    by_significance = np.frombuffer(zlib.decompress(data), dtype=np.uint8).reshape(4, -1)
    differences = np.ascontiguousarray(by_significance.T).view("<i4").reshape(_COLUMNS, -1)
    table = np.cumsum(differences, axis=1, dtype=np.int32)
    boxes = (table[2:].T / _STEPS_PER_POINT).astype(np.float32)
    return WordBoxes(
        array("I", table[0].astype(np.uintc).tobytes()),
        array("I", table[1].astype(np.uintc).tobytes()),
        array("f", boxes.tobytes()),
    )


def pack_place_marks(marks: Sequence[PlaceMark]) -> bytes:
    """`marks` as bytes; b"" if there are none."""
    if not marks:
        return b""
    return zlib.compress(json.dumps([(mark.start, mark.place) for mark in marks]).encode(), level=1)


def unpack_place_marks(data: bytes) -> tuple[PlaceMark, ...]:
    """The inverse of `pack_place_marks`."""
    return tuple(PlaceMark(start, place) for start, place in json.loads(zlib.decompress(data))) if data else ()


def _bytes_by_significance(numbers: NDArray[np.int32]) -> bytes:
    return np.ascontiguousarray(numbers).view(np.uint8).reshape(-1, 4).T.tobytes()
