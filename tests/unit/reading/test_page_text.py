"""Rectangles and places of character ranges."""

from array import array

import pytest

from engine.reading.page_text import PartText, PlaceMark, WordBoxes, place_of_range, rectangles_of_range
from engine.types import Rectangle

Box = tuple[float, float, float, float]


def words(*entries: tuple[int, int, Box]) -> WordBoxes:
    boxes = array("f", [side for _, _, box in entries for side in box])
    return WordBoxes(array("I", [start for start, _, _ in entries]), array("I", [end for _, end, _ in entries]), boxes)


# "one two\nthree": two lines
LINES = words((0, 3, (10, 10, 40, 20)), (4, 7, (45, 10, 75, 20)), (8, 13, (10, 22, 60, 32)))

NUMBERED_LINES = tuple(PlaceMark(start, f"line {number}") for number, start in enumerate((0, 2, 4), start=1))


def test_words_of_a_line_share_a_box_and_lines_do_not() -> None:
    assert rectangles_of_range(3, LINES, 0, 13) == (Rectangle(3, 10, 10, 75, 20), Rectangle(3, 10, 22, 60, 32))


def test_only_words_in_the_range_are_covered() -> None:
    assert rectangles_of_range(1, LINES, 4, 7) == (Rectangle(1, 45, 10, 75, 20),)


def test_a_word_partly_in_the_range_is_covered_in_proportion() -> None:
    assert rectangles_of_range(1, LINES, 9, 11) == (Rectangle(1, 20, 22, 40, 32),)


@pytest.mark.parametrize("span", [(3, 4), (13, 20), (5, 5), (0, 0)])
def test_a_range_without_words_has_no_rectangles(span: tuple[int, int]) -> None:
    assert rectangles_of_range(1, LINES, *span) == ()


def test_a_page_without_words_has_no_rectangles() -> None:
    assert rectangles_of_range(1, WordBoxes(), 0, 10) == ()


def test_a_gap_as_wide_as_between_columns_parts_boxes() -> None:
    columns = words((0, 3, (10, 10, 40, 20)), (4, 7, (70, 10, 100, 20)))
    assert len(rectangles_of_range(1, columns, 0, 7)) == 2


def test_words_written_from_right_to_left_share_a_box() -> None:
    from_the_right = words((0, 3, (60, 10, 90, 20)), (4, 7, (26, 10, 56, 20)))
    assert rectangles_of_range(1, from_the_right, 0, 7) == (Rectangle(1, 26, 10, 90, 20),)


def test_both_halves_of_a_divided_word_are_covered() -> None:
    divided = words((0, 4, (80, 10, 110, 20)), (4, 8, (10, 22, 40, 32)))  # "resting" over a line break
    assert len(rectangles_of_range(1, divided, 0, 8)) == 2
    assert rectangles_of_range(1, divided, 4, 8) == (Rectangle(1, 10, 22, 40, 32),)


@pytest.mark.parametrize(
    ("part", "start", "end", "place"),
    [
        (PartText(1, None, "a b c"), 0, 5, ""),
        (PartText(15, 15, "a b c"), 0, 5, "page 15"),
        (PartText(15, 15, "a b c", label="iv"), 0, 5, "page 15 (printed iv)"),
        (PartText(3, 3, "a b c", places=(PlaceMark(0, "slide 3"),)), 2, 5, "slide 3"),
        (PartText(1, None, "a\nb\nc", places=NUMBERED_LINES), 2, 3, "line 2"),
        (PartText(1, None, "a\nb\nc", places=NUMBERED_LINES), 0, 5, "lines 1–3"),
        (PartText(1, None, "a\nb\nc", places=NUMBERED_LINES), 2, 2, "line 2"),
        (
            PartText(1, None, "a b", places=(PlaceMark(0, "Budget, row 9"), PlaceMark(2, "Costs, row 1"))),
            0,
            3,
            "Budget, row 9–Costs, row 1",
        ),
    ],
)
def test_a_range_of_text_has_a_place_in_words(part: PartText, start: int, end: int, place: str) -> None:
    assert place_of_range(part, start, end) == place
