"""Numbers and days are found however documents write them."""

import pytest

from engine.answering.written_forms import other_forms


@pytest.mark.parametrize(
    ("question", "forms"),
    [
        ("Who paid 1200000 euros?", {"1200000", "1 200 000"}),
        ("Who paid 1,200,000 euros?", {"1200000", "1 200 000"}),
        ("Wer zahlte 12.500 Euro?", {"12500", "12 500"}),
        ("What happened in 2021?", set()),
        ("What is 3.5 percent of it?", set()),
    ],
)
def test_large_numbers_have_forms_with_and_without_separators(question: str, forms: set[str]) -> None:
    assert set(other_forms(question)) == forms


@pytest.mark.parametrize(
    "day", ["2021-05-03", "03.05.2021", "3. Mai 2021", "3 May 2021", "May 3, 2021", "3rd of May 2021", "may 3rd 2021"]
)
def test_a_day_has_the_forms_of_all_orders_and_names(day: str) -> None:
    forms = set(other_forms(f"What was signed on {day}?"))
    assert {"2021 05 03", "03 05 2021", "5 3 2021", "3 may 2021", "may 3 2021", "3 mai 2021"} <= forms


def test_what_is_no_day_has_no_forms() -> None:
    assert other_forms("Version 2021-45-99 of 31.02.2021") == ()
