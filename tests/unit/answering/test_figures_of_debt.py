"""Ratios with averages, and figures of debt and other rows that not all accounts have, calculated from their rows."""

import pytest

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

MORE_EXPENSES = "\nInterest expense (9) (8) (7)\nSelling, general and administrative expenses 210 200 190"


@pytest.fixture
def accounts(empty_library: SmallLibrary) -> SmallLibrary:
    empty_library.add_pages(REPORT, [COVER, BALANCE_SHEET + DEBT, INCOME + MORE_EXPENSES, CASH_FLOWS])
    return empty_library


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "What is the interest expense to average long-term debt ratio of Harbour Mills in 2021?",
            "Interest expense to average long-term debt in 2021: interest expense / (average long-term debt) = "
            "9 / ((60 + 80) / 2) = 0.129 (12.9%).",
        ),
        (
            "What is net income to average total assets of Harbour Mills in 2021?",
            "Net income to average total assets in 2021: net income / (average total assets) = "
            "105 / ((660 + 700) / 2) = 0.154 (15.4%).",
        ),
        (
            "What was the average inventory of Harbour Mills in 2021?",
            "Average inventories in 2021: average inventories = (110 + 90) / 2 = 100 (in millions).",
        ),
        (
            "What is the total debt of Harbour Mills in 2020?",
            "Total debt in 2020: long-term debt + current portion of long-term debt + short-term debt = "
            "60 + 10 + 6 = 76 (in millions).",
        ),
        (
            "What is the debt-to-equity ratio of Harbour Mills in 2021?",
            "Total debt to total equity in 2021: (long-term debt + current portion of long-term debt + "
            "short-term debt) / total equity = (80 + 20 + 0) / 420 = 0.238 (23.8%).",
        ),
        (
            "What is the debt to EBITDA ratio of Harbour Mills in 2021?",
            "Total debt to EBITDA in 2021: (long-term debt + current portion of long-term debt + short-term debt) / "
            "(operating income + depreciation and amortization) = (80 + 20 + 0) / (150 + 40) = 0.526 (52.6%).",
        ),
        (
            "Stock repurchases as a percentage of free cash flow at Harbour Mills in 2021?",
            "Stock repurchases to free cash flow in 2021: stock repurchases / (operating cash flow − "
            "capital expenditures) = 25 / (160 − 50) = 22.7%.",
        ),
        (
            "What is SG&A as a percentage of revenue at Harbour Mills in 2021?",
            "Selling, general and administrative expenses to revenue in 2021: selling, general and administrative "
            "expenses / revenue = 210 / 1,000 = 21.0%.",
        ),
        (
            "How much did goodwill of Harbour Mills increase in 2021?",
            "Goodwill, change from 2020 to 2021: goodwill in 2021 − goodwill in 2020 = 30 − 24 = "
            "6 (in millions), 25.0%.",
        ),
    ],
)
def test_ratios_take_averages_debt_and_other_rows(accounts: SmallLibrary, question: str, answer: str) -> None:
    assert calculation_of(accounts, question) == answer


@pytest.mark.parametrize(
    "debt",
    [
        "Long-term debt 80 60",  # what is due within a year may be in other liabilities
        DEBT.replace("Notes payable —", "Convertible notes, net 4"),
        DEBT + "\nCommercial paper 5 5",  # beside notes payable
        DEBT.replace("Long-term debt, net of current portion", "Long-term debt, including current portion"),
        DEBT.replace("Long-term debt, net of", "Debt without"),
        DEBT + "\nLong-term debt, other 3 3",
    ],
)
def test_debt_is_not_calculated_where_some_of_it_may_be_missing(empty_library: SmallLibrary, debt: str) -> None:
    empty_library.add_pages(REPORT, [COVER, f"{BALANCE_SHEET}\n{debt.strip()}", INCOME, CASH_FLOWS])
    for question in ("What is the total debt of Harbour Mills in 2021?", "debt to EBITDA of Harbour Mills in 2021"):
        assert calculation_of(empty_library, question) == ""


def test_only_current_investments_count_and_none_of_an_unknown_name_is_left_out(empty_library: SmallLibrary) -> None:
    question = "What is the quick ratio of Harbour Mills in 2021?"
    current, total = "Marketable securities 30 20", "Total current assets 300 250"
    for rows, answer in (
        (f"{current}\n{total}\nMarketable securities 70 60", "(120 + 30 + 60) / 120 = 1.75."),
        (f"Bills and other investments 5 5\n{total}", ""),
        (f"{current}\nBills and other investments 5 5\n{total}", ""),
    ):
        path = REPORT.with_stem(f"Harbour Mills {len(rows)}")
        empty_library.add_pages(path, [COVER, BALANCE_SHEET.replace(total, rows), INCOME])
        calculated = calculation_of(empty_library, question, (path,))
        assert calculated.endswith(answer)
        assert bool(calculated) is bool(answer)


def test_the_row_is_taken_that_the_question_names(empty_library: SmallLibrary) -> None:
    income = INCOME.replace("Cost of sales", "Membership fees 20 15 10\nTotal revenue 1,020 915 860\nCost of sales")
    empty_library.add_pages(REPORT, [COVER, BALANCE_SHEET, income])
    for asked, answer in (("sales", "105 / 1,000 = 10.5%."), ("revenue", "105 / 1,020 = 10.3%.")):
        question = f"What is net income as a percentage of {asked} at Harbour Mills in 2021?"
        assert calculation_of(empty_library, question).endswith(answer)


@pytest.mark.parametrize(("printed", "is_calculated"), [("110", True), ("111", True), ("95", False)])
def test_a_figure_that_the_company_tells_otherwise_is_not_calculated(
    empty_library: SmallLibrary, printed: str, is_calculated: bool
) -> None:
    discussion = f"How we see it (in millions)\n2021 2020\nFree cash flow {printed} 85"
    empty_library.add_pages(REPORT, [COVER, BALANCE_SHEET, CASH_FLOWS, discussion])
    assert bool(calculation_of(empty_library, "What is the free cash flow of Harbour Mills in 2021?")) is is_calculated


def test_rows_that_are_counted_differently_are_not_mixed(empty_library: SmallLibrary) -> None:
    question = "What is the return on assets of Harbour Mills in 2021?"
    empty_library.add_pages(REPORT, [COVER, BALANCE_SHEET, INCOME.replace("in millions", "in thousands")])
    assert calculation_of(empty_library, question) == ""
