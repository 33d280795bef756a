"""Questions that seem to ask for figures, and accounts that seem to have them, for which nothing is calculated."""

from pathlib import Path

import pytest

from engine.answering.account_rows import account_rows
from engine.answering.figure_question import figure_question
from tests.unit.answering.made_up_accounts import (
    BALANCE_SHEET,
    CASH_FLOWS,
    COVER,
    DEBT,
    INCOME,
    REPORT,
    calculation_of,
)
from tests.unit.answering.small_library import SmallLibrary


@pytest.fixture
def accounts(empty_library: SmallLibrary) -> SmallLibrary:
    empty_library.add_pages(REPORT, [COVER, BALANCE_SHEET + DEBT, INCOME, CASH_FLOWS])
    return empty_library


@pytest.mark.parametrize(
    "question",
    [
        "How much did other assets of Harbour Mills increase from 2020 to 2021?",
        "What is the change in other current liabilities of Harbour Mills from 2020 to 2021?",
        "What was the operating margin of Harbour Mills before 2021?",
        "What was the operating margin of Harbour Mills after 2020?",
        "What was the operating margin of Harbour Mills this year?",
        "What will the operating margin of Harbour Mills be in 2021?",
        "What should the gross margin of Harbour Mills be?",
        "What is not the gross margin of Harbour Mills in 2021?",
        "How much did the revenue of Harbour Mills grow each year?",
        "What is the working capital of Harbour Mills in 2021 in £?",
        "What is the current ratio of Harbour Mills in may 2021?",
        "What is EBITDA?",
        "What is a gross margin?",
        "What does working capital mean?",
        "How does Harbour Mills calculate EBITDA?",
        "What does Harbour Mills do with its free cash flow?",
        "What is the revenue growth of Harbour Mills @1 in 2021?",
        "What is the revenue growth of Harbour Mills under § 5 in 2021?",
    ],
)
def test_small_words_may_ask_for_something_else(accounts: SmallLibrary, question: str) -> None:
    assert calculation_of(accounts, question) == ""


def test_a_question_that_names_no_document_must_have_one_answer(accounts: SmallLibrary) -> None:
    question = "What was the current ratio in 2021?"
    assert calculation_of(accounts, question) != ""
    other = BALANCE_SHEET.replace("Total current assets 300", "Total current assets 500")
    accounts.add_pages(Path("/documents/Seaside Bakeries.pdf"), [COVER.replace("Harbour Mills", "Seaside"), other])
    assert calculation_of(accounts, question) == ""
    assert calculation_of(accounts, question, (REPORT,)) != ""


@pytest.mark.parametrize(
    "figure", ["return on equity", "debt to equity", "equity multiplier", "net income to total equity ratio"]
)
def test_a_share_of_less_than_nothing_says_nothing(empty_library: SmallLibrary, figure: str) -> None:
    balance_sheet = BALANCE_SHEET.replace("equity 420 380", "equity (20) 30") + DEBT
    income = INCOME.replace("Net income $ 105", "Net income (loss) $ (15)")
    empty_library.add_pages(REPORT, [COVER, balance_sheet, income])
    assert calculation_of(empty_library, f"What is the {figure} of Harbour Mills in 2020?") != ""
    assert calculation_of(empty_library, f"What is the {figure} of Harbour Mills in 2021?") == ""


def test_long_texts_are_no_questions_and_no_rows() -> None:
    assert figure_question("What is the current ratio of Harbour Mills?") is not None
    assert figure_question("What is the current ratio of Harbour Mills? " + "Thank you. " * 100) is None
    assert list(account_rows("2021 2020\nGoodwill" + " and more" * 100 + " 5 7")) == []
