"""What Tesseract finds is kept where it looks like text, and parted into paragraphs by distance."""

import pytest

from engine.reading.ocr_lines import lines_in_paragraphs, lines_of_image, readable_lines, usual_height
from engine.reading.pdf_layout import Word

_PITCH = 14.0


def words_of(*lines: str, block: int = 0, x: float = 50.0, top: float = 100.0) -> list[Word]:
    """Lay out lines of words 10 points high, one below the other; an empty line leaves a gap."""
    return [
        (
            x + 40 * number,
            top + _PITCH * line,
            x + 40 * number + 36,
            top + _PITCH * line + 10,
            text,
            block,
            line,
            number,
        )
        for line, words in enumerate(lines)
        for number, text in enumerate(words.split())
    ]


@pytest.mark.parametrize(
    "text", ["The rent is due", "EUR 1,200.50 in 2019", "USA", "3/4 (12 %)", "iPhone", "Grüße aus"]
)
def test_words_and_numbers_are_readable(text: str) -> None:
    assert [line.text for line in readable_lines(words_of(text))] == [text]


@pytest.mark.parametrize("text", ['"==" ~ \\', "a}b xQz", "rnrn tkl", "|", "M\u00b0#x{ yIkJl:"])
def test_what_is_seen_in_pictures_is_not(text: str) -> None:
    assert readable_lines(words_of(text)) == []


def test_specks_beside_words_are_left_out() -> None:
    (line,) = readable_lines(words_of("| The ~ rent |"))
    assert line.text == "The rent"
    assert [word[7] for word in line.words] == [0, 1]


def test_words_of_a_line_are_equally_high() -> None:
    low, high = (10.0, 104.0, 30.0, 110.0, "sea", 0, 0, 0), (34.0, 100.0, 60.0, 112.0, "(by)", 0, 0, 1)
    (line,) = readable_lines([low, high])
    assert {(word[1], word[3]) for word in line.words} == {(100.0, 112.0)}
    assert line.height == usual_height([line]) == 12.0


def test_a_page_of_which_hardly_anything_is_readable_shows_no_text() -> None:
    garbage = ["xQz }{k rnrn", "tkl pfT wkJl", "qq} zzXx{"]
    assert lines_of_image(words_of("Exit", *garbage)) == []
    assert len(lines_of_image(words_of("Emergency exit", "on this floor"))) == 2


def test_paragraphs_are_parted_where_the_distance_is_larger_than_usual() -> None:
    first = words_of("Ash and birch", "make good tables", "and chairs too")
    second = words_of("Oak is harder", "than most", block=0, top=100 + 4.5 * _PITCH)
    lines = lines_in_paragraphs(readable_lines(first) + readable_lines(second))
    assert [line.block for line in lines] == [0, 0, 0, 1, 1]


def test_columns_are_parted_and_rows_are_not() -> None:
    left, right = words_of("left column", "goes down"), words_of("right column", "goes down", x=300)
    assert [line.block for line in lines_in_paragraphs(readable_lines(left) + readable_lines(right))] == [0, 0, 1, 1]
    row = readable_lines(words_of("Rent")) + readable_lines(words_of("1,200", x=300))
    assert [line.block for line in lines_in_paragraphs(row)] == [0, 0]
