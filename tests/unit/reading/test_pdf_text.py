"""Words of PDF pages are cleaned without losing their boxes."""

import pytest

from engine.reading.pdf_layout import Word
from engine.reading.pdf_text import clean_words


def word(text: str, number: int = 0) -> Word:
    return (1.0, 2.0, 3.0, 4.0, text, 0, 0, number)


@pytest.mark.parametrize(
    ("drawn", "cleaned"),
    [
        ("plain", "plain"),
        ("cafe\u0301", "café"),
        ("o\ufb00er", "offer"),
        ("so\u00adft", "soft"),
        ("divided\u00ad", "divided-"),
        ("\uf0b7", "•"),
        ("\x07bell\u200b", "bell"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_cannot_be_seen_is_dropped_and_the_box_stays(drawn: str, cleaned: str) -> None:
    assert clean_words([word(drawn), word("é", 1)]) == [word(cleaned), word("é", 1)]


def test_a_word_of_nothing_visible_is_left_out_and_the_others_numbered_anew() -> None:
    assert clean_words([word("\x01\u200b"), word("left", 1)]) == [word("left", 0)]
