"""Rows that only a note has, taken for calculations if the note's table is about what the statement is about."""

import pytest

from tests.unit.answering.made_up_accounts import BALANCE_SHEET, COVER, DEBT, INCOME, REPORT, calculation_of
from tests.unit.answering.small_library import SmallLibrary

STATEMENT = INCOME.replace(
    "Income before", "Interest and other income (expense), net (Note 9) (10) (10) (5)\nIncome before"
)
NOTE = """9. Interest and other income (expense), net
It is made up of the following:
2021 2020 2019
Interest income $ 2 $ 1 $ 3
Interest expense (12) (11) (8)
Interest and other income (expense), net $ (10) $ (10) $ (5)"""
LEASES = """Leases
Current lease liabilities are in accounts payable.
2021 2020
Property and equipment, net (Note 4) $ 400 $ 410
Operating lease liabilities 30 28
Total lease liabilities $ 44 $ 40"""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "What is the interest coverage of Harbour Mills in 2021?",
            "Interest coverage in 2021: operating income / interest expense = 150 / 12 = 12.50.",
        ),
        (
            "What is interest income to net income of Harbour Mills in 2020?",
            "Interest income to net income in 2020: interest income / net income = 1 / 88 = 0.011 (1.1%).",
        ),
        (
            "What is debt to equity of Harbour Mills in 2021, taking debt as long-term debt plus "
            "all lease liabilities?",
            "Debt to total equity in 2021: (long-term debt + lease liabilities) / total equity = (80 + 44) / 420 = "
            "0.295 (29.5%).",
        ),
    ],
)
def test_a_row_that_the_statement_lacks_is_taken_from_a_note(
    empty_library: SmallLibrary, question: str, answer: str
) -> None:
    empty_library.add_pages(REPORT, [COVER, BALANCE_SHEET + DEBT, STATEMENT, NOTE, LEASES])
    assert calculation_of(empty_library, question) == answer


@pytest.mark.parametrize(
    "notes",
    [
        [NOTE.replace("(10) $ (10)", "(11) $ (10)")],  # the net of something else
        [NOTE.replace("\nInterest and other income (expense), net $ (10) $ (10) $ (5)", "")],
        [NOTE.replace("(12) (11) (8)", "(12) (11)")],  # of which years?
        [NOTE.replace("Interest expense", "Interest expense on debt") + "\nInterest expense on leases (1) (1) (1)"],
        [NOTE, NOTE.replace("(12)", "(13)")],
        [NOTE.replace("Interest expense", "Interest expense of our branch in Oslo")],
        [f"{NOTE.replace('Interest expense', 'Fees')}\n{'Text of another kind. ' * 20}\n2021 2020 2019\n"
         "Interest expense on the notes (4) (4) (4)\nInterest expense (4) (4) (4)"],
    ],
)  # fmt: skip
def test_a_note_that_may_be_about_something_else_is_no_source(empty_library: SmallLibrary, notes: list[str]) -> None:
    empty_library.add_pages(REPORT, [COVER, BALANCE_SHEET, STATEMENT, *notes])
    assert calculation_of(empty_library, "What is the interest coverage of Harbour Mills in 2021?") == ""


def test_the_statement_comes_before_the_notes(empty_library: SmallLibrary) -> None:
    income = f"{STATEMENT}\nInterest expense (15) (11) (8)"
    empty_library.add_pages(REPORT, [COVER, BALANCE_SHEET, income, NOTE])
    calculated = calculation_of(empty_library, "What is the interest coverage of Harbour Mills in 2021?")
    assert calculated.endswith("150 / 15 = 10.00.")
