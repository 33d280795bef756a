"""Figures that a question defines itself, calculated as it wishes, or not at all."""

import pytest

from tests.unit.answering.made_up_accounts import (
    BALANCE_SHEET,
    COVER,
    DEBT,
    INCOME,
    REPORT,
    calculation_of,
)
from tests.unit.answering.small_library import SmallLibrary


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "What is the total debt to EBITDA ratio of Harbour Mills in 2021, taking total debt as long-term debt "
            "including its current portion as reported on the balance sheet, and EBITDA as operating income plus "
            "depreciation and amortization minus stock repurchases? Round to two decimals.",
            "Total debt to EBITDA in 2021: (long-term debt + current portion of long-term debt) / (operating income + "
            "depreciation and amortization − stock repurchases) = (80 + 20) / (150 + 40 − 25) = 0.61 (60.6%).",
        ),
        (
            "What is debt to equity of Harbour Mills in 2020, where debt is long-term debt plus notes payable?",
            "Debt to total equity in 2020: (long-term debt + short-term debt) / total equity = (60 + 6) / 380 = "
            "0.174 (17.4%).",
        ),
        (
            "What is the quick ratio of Harbour Mills in 2021, defined as (current assets − inventories) / "
            "current liabilities?",
            "Quick ratio in 2021: (total current assets − inventories) / total current liabilities = "
            "(300 − 90) / 120 = 1.75.",
        ),
        (
            "What is cash profit (defined as net income plus depreciation and amortization) of Harbour Mills in 2021?",
            "Cash profit in 2021: net income + depreciation and amortization = 105 + 40 = 145 (in millions).",
        ),
        (
            "Taking EBITDA as operating income plus depreciation and amortization plus dividends paid, how much higher "
            "was EBITDA of Harbour Mills in 2021 than in 2020?",
            "EBITDA, change from 2020 to 2021: (operating income + depreciation and amortization + dividends paid) in "
            "2021 − (operating income + depreciation and amortization + dividends paid) in 2020 = "
            "150 + 40 + 30 − (120 + 36 + 26) = 38 (in millions), 20.9%.",
        ),
        (
            "What was the average return on capital of Harbour Mills from 2020 to 2021, where return on capital is "
            "operating income divided by average long-term debt?",
            "",  # the debt of 2019 is missing
        ),
        (
            "What is the debt ratio of Harbour Mills in 2021 ((long-term debt + notes payable) / total assets)?",
            "Debt ratio in 2021: (long-term debt + short-term debt) / total assets = (80 + 0) / 700 = 0.114 (11.4%).",
        ),
        (
            "What is the capex coverage of Harbour Mills in 2021, i.e. operating cash flow divided by capex?",
            "Capex coverage in 2021: operating cash flow / capital expenditures = 160 / 50 = 3.20 (320.0%).",
        ),
        (
            "What is the total payout of Harbour Mills in 2021? Total payout is defined as dividends paid plus "
            "repurchases of common stock.",
            "Total payout in 2021: dividends paid + stock repurchases = 30 + 25 = 55 (in millions).",
        ),
        (
            "Assume total payout is dividends paid plus stock repurchases. What is the total payout of Harbour Mills "
            "in 2021?",
            "Total payout in 2021: dividends paid + stock repurchases = 30 + 25 = 55 (in millions).",
        ),
        (
            "What is return on assets of Harbour Mills in 2021, computed as net income over average total assets?",
            "Return on assets in 2021: net income / (average total assets) = 105 / ((660 + 700) / 2) = 0.154 (15.4%).",
        ),
    ],
)
def test_a_definition_of_the_question_replaces_the_usual_formula(
    full_accounts: SmallLibrary, question: str, answer: str
) -> None:
    assert calculation_of(full_accounts, question) == answer


@pytest.mark.parametrize(
    "definition",
    [
        "taking debt as the face value of all notes",
        "taking debt as long-term debt plus pension obligations",
        "taking debt as long-term debt plus commercial paper times two",
        "taking debt as long-term debt plus long-term debt",
        "taking debt as long-term debt plus goodwill divided by net income",  # what is divided?
        "taking debt as (long-term debt plus goodwill",
        "taking debt as long-term debt plus",
        "taking debt as long-term debt plus deferred revenue",  # which is not printed
        "taking borrowings as long-term debt",  # of which nothing is asked
        "taking debt as long-term debt, and profit as net income",
        "adding leases to debt",
    ],
)
def test_a_definition_that_is_not_understood_to_its_end_is_not_calculated(
    full_accounts: SmallLibrary, definition: str
) -> None:
    question = f"What is the debt to EBITDA ratio of Harbour Mills in 2021, {definition}?"
    assert calculation_of(full_accounts, question) == ""


def test_what_may_be_absent_must_be_there_if_a_definition_names_it(empty_library: SmallLibrary) -> None:
    empty_library.add_pages(REPORT, [COVER, BALANCE_SHEET + DEBT.replace("Notes payable — 6\n", ""), INCOME])
    question = "What is the debt to equity of Harbour Mills in 2021{}?"
    assert calculation_of(empty_library, question.format("")) != ""
    assert calculation_of(empty_library, question.format(", taking debt as long-term debt plus notes payable")) == ""


@pytest.mark.parametrize(
    "question",
    [
        "What is Seaside's cash burn in 2021, calculated as operating cash flow minus capex?",
        "What is Seaside Bakeries cash burn in 2021 (operating cash flow minus capex)?",
        "What is SEASIDE cash burn in 2021, defined as operating cash flow minus capex?",
        "What is Seaside's debt to equity in 2021, taking Seaside's debt as long-term debt?",
    ],
)
def test_what_a_question_names_is_not_defined_together_with_its_company(
    full_accounts: SmallLibrary, question: str
) -> None:
    assert calculation_of(full_accounts, question) == ""
