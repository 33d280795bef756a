"""Word boxes survive being packed, to 1/128 of a point."""

from array import array

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.library.catalogue_positions import pack_word_boxes, unpack_word_boxes
from engine.reading.page_text import WordBoxes

coordinates = st.floats(min_value=-20_000, max_value=20_000, width=32)
words_of_a_page = st.lists(
    st.tuples(st.integers(0, 50), st.integers(0, 50), coordinates, coordinates, coordinates, coordinates), max_size=30
)


def _word_boxes(rows: list[tuple[int, int, float, float, float, float]]) -> WordBoxes:
    words, position = WordBoxes(array("I"), array("I"), array("f")), 0
    for gap, length, *box in rows:
        words.starts.append(position + gap)
        words.ends.append(position := position + gap + length)
        words.boxes.extend(box)
    return words


@given(words_of_a_page)
def test_packing_is_undone_by_unpacking(rows: list[tuple[int, int, float, float, float, float]]) -> None:
    words = _word_boxes(rows)
    unpacked = unpack_word_boxes(pack_word_boxes(words))
    assert (unpacked.starts, unpacked.ends) == (words.starts, words.ends)
    assert np.allclose(unpacked.boxes, words.boxes, rtol=0, atol=1 / 128)


def test_no_words_take_no_space() -> None:
    assert pack_word_boxes(WordBoxes()) == b""
    assert len(unpack_word_boxes(b"")) == 0


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf"), 3e38])
def test_impossible_coordinates_do_no_harm(bad: float) -> None:
    words = WordBoxes(array("I", [0, 2]), array("I", [1, 3]), array("f", [bad, 0, bad, 1, 5, 6, 7, 8]))
    unpacked = unpack_word_boxes(pack_word_boxes(words))
    assert np.isfinite(unpacked.boxes).all()
    assert list(unpacked.boxes[4:]) == [5, 6, 7, 8]


def test_a_page_of_words_packs_well() -> None:
    rows = [(1, 5, 70 + n % 12 * 37.25, n // 12 * 14.4, 102 + n % 12 * 37.25, n // 12 * 14.4 + 12) for n in range(500)]
    assert len(pack_word_boxes(_word_boxes(rows))) < 3000
