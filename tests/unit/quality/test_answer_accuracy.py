"""When an answer counts as right."""

import pytest

from tests.quality import answer_accuracy as accuracy


@pytest.mark.parametrize(
    ("answer", "true"),
    [
        ("Total liabilities were $41,190 million.", "41190"),
        ("It has 12 buttons.", "12"),
        ("There are four steps.", "4"),
        ("The share was 27.2 % in May.", "27.2%"),
        ("The share was 27.2% in May.", "0.272"),
        ("Debt came to 8.4 billion dollars.", "8400"),
        ("Revenue was 12.351 times as high.", "12.35"),
        ("Der Umsatz betrug 1.234,5 Euro.", "1234.5"),
        ("Der Umsatz betrug 12,5 Euro.", "12.5"),
        ("In 2021 it fell to 41 190 units.", "41190"),
    ],
)
def test_a_number_counts_in_every_writing(answer: str, true: str) -> None:
    assert accuracy.holds_number(answer, true)


@pytest.mark.parametrize(
    ("answer", "true"),
    [
        ("Total liabilities were $41,191 million.", "41190"),
        ("It has 120 buttons.", "12"),
        ("It has many buttons.", "12"),
        ("The share was 28.2% in May.", "27.2%"),
        ("Version 1.2.3 is current.", "12.3"),
        ("It was 12, 35 or 40.", "12.35"),
        ("", "4"),
    ],
)
def test_another_number_does_not_count(answer: str, true: str) -> None:
    assert not accuracy.holds_number(answer, true)


def test_words_count_without_case_articles_and_punctuation() -> None:
    assert accuracy.exact_match("The Saxon Garden.", "saxon garden")
    assert not accuracy.exact_match("In the Saxon Garden.", "saxon garden")
    assert accuracy.holds_words("It stood in the Saxon Garden.", "the Saxon garden")
    assert not accuracy.holds_words("The garden was Saxon.", "Saxon garden")
    assert not accuracy.holds_words("Anything.", "")


def test_a_script_without_spaces_is_compared_by_characters() -> None:
    assert accuracy.holds_words("布罗德梅多斯制作福特品牌的汽车。", "福特")
    assert not accuracy.holds_words("布罗德梅多斯制作汽车。", "福特")


def test_shared_words_count_both_ways() -> None:
    assert accuracy.token_f1("red green blue", "red") == pytest.approx(0.5)
    assert accuracy.token_f1("red", "red") == 1
    assert accuracy.token_f1("blue", "red") == 0


def test_every_item_of_a_list_has_to_be_there() -> None:
    true = "['movement', 'birth', '3']"
    assert accuracy.is_right("The arrows are movement, birth and 3.", true, "List")
    assert not accuracy.is_right("The arrows are movement and 3.", true, "List")


def test_the_format_decides_how_an_answer_is_compared() -> None:
    assert accuracy.is_right("It came to 8,438.", "8438", "Int")
    assert accuracy.is_right("It uses 4G.", "4G", "Str")
    assert not accuracy.is_right("It uses 5G.", "4G", "Str")
