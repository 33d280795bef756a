"""Calculated amounts in the unit that a question wants."""

import pytest

from tests.unit.answering.made_up_accounts import BALANCE_SHEET, COVER, INCOME, REPORT, calculation_of
from tests.unit.answering.small_library import SmallLibrary


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "What is the gross profit of Harbour Mills in 2021? Answer in USD billion.",
            "Gross profit in 2021: revenue − cost of sales = 1,000 − 600 = 400 (in millions) = 0.4 billion.",
        ),
        (
            "What is the gross profit of Harbour Mills in 2021 in billions of dollars? Round to two decimals.",
            "Gross profit in 2021: revenue − cost of sales = 1,000 − 600 = 400 (in millions) = 0.40 billion.",
        ),
        (
            "What is the gross profit of Harbour Mills in 2021 in millions?",
            "Gross profit in 2021: revenue − cost of sales = 1,000 − 600 = 400 (in millions).",
        ),
        (
            "How much did revenue of Harbour Mills grow from 2020 to 2021 in thousands?",
            "Revenue, change from 2020 to 2021: revenue in 2021 − revenue in 2020 = 1,000 − 900 = "
            "100 (in millions) = 100,000 thousand, 11.1%.",
        ),
        (
            "What was the revenue of Harbour Mills in 2021 in billions?",
            "Revenue in 2021: revenue = 1,000 (in millions) = 1 billion.",
        ),
        ("What was the revenue of Harbour Mills in 2021 in millions?", ""),  # it is printed so
        (
            "What is the gross margin of Harbour Mills in 2021? Answer in millions.",
            "Gross margin in 2021: (revenue − cost of sales) / revenue = (1,000 − 600) / 1,000 = 0.400 (40.0%).",
        ),
    ],
)
def test_an_amount_is_told_in_the_unit_that_is_wanted(empty_library: SmallLibrary, question: str, answer: str) -> None:
    empty_library.add_pages(REPORT, [COVER, BALANCE_SHEET, INCOME])
    assert calculation_of(empty_library, question) == answer


def test_an_amount_of_unknown_unit_is_not_converted(empty_library: SmallLibrary) -> None:
    empty_library.add_pages(REPORT, [COVER, INCOME.replace("in millions", "audited")])
    assert calculation_of(empty_library, "What is the revenue of Harbour Mills in 2021 in billions?") == ""
    gross_profit = calculation_of(empty_library, "What is the gross profit of Harbour Mills in 2021 in billions?")
    assert gross_profit == "Gross profit in 2021: revenue − cost of sales = 1,000 − 600 = 400."
