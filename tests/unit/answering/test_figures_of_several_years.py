"""Averages over years, and changes between them, calculated from rows of yearly accounts."""

import pytest

from tests.unit.answering.made_up_accounts import BALANCE_SHEET, COVER, INCOME, REPORT, calculation_of
from tests.unit.answering.small_library import SmallLibrary


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "What is the FY2019 - FY2021 3 year average of cost of sales to revenue of Harbour Mills?",
            "Cost of sales to revenue, average of 2019 to 2021: average of (cost of sales / revenue) = "
            "(500 / 850 + 550 / 900 + 600 / 1,000) / 3 = 0.600 (60.0%).",
        ),
        (
            "What was the average gross margin of Harbour Mills from 2020 to 2021? Answer in percent.",
            "Gross margin, average of 2020 to 2021: average of ((revenue − cost of sales) / revenue) = "
            "((900 − 550) / 900 + (1,000 − 600) / 1,000) / 2 = 39.4%.",
        ),
        (
            "three-year average net income of Harbour Mills",
            "Net income, average of 2019 to 2021: average of net income = (76 + 88 + 105) / 3 = 89.7 (in millions).",
        ),
        (
            "What was the operating margin of Harbour Mills on average in 2019 and 2021?",
            "Operating margin, average of 2019, 2021: average of (operating income / revenue) = "
            "(100 / 850 + 150 / 1,000) / 2 = 0.134 (13.4%).",
        ),
        (
            "What was the average operating margin of Harbour Mills over the last two years?",
            "Operating margin, average of 2020 to 2021: average of (operating income / revenue) = "
            "(120 / 900 + 150 / 1,000) / 2 = 0.142 (14.2%).",
        ),
    ],
)
def test_an_average_over_years_is_calculated_from_each_of_them(
    accounts: SmallLibrary, question: str, answer: str
) -> None:
    assert calculation_of(accounts, question) == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "How much higher was net income in 2021 than in 2020 at Harbour Mills?",
            "Net income, change from 2020 to 2021: net income in 2021 − net income in 2020 = 105 − 88 = "
            "17 (in millions), 19.3%.",
        ),
        (
            "How does the net income of Harbour Mills in 2021 compare to 2020?",
            "Net income, change from 2020 to 2021: net income in 2021 − net income in 2020 = 105 − 88 = "
            "17 (in millions), 19.3%.",
        ),
        (
            "How much lower was the net income of Harbour Mills in 2020 compared with net income in 2021?",
            "Net income, change from 2021 to 2020: net income in 2020 − net income in 2021 = 88 − 105 = "
            "−17 (in millions), −16.2%.",
        ),
        (
            "By how much did Harbour Mills' revenue grow from 2019 to 2021?",
            "Revenue, change from 2019 to 2021: revenue in 2021 − revenue in 2019 = 1,000 − 850 = "
            "150 (in millions), 17.6%.",
        ),
        (
            "By how much did the operating income of Harbour Mills rise in 2021 over the previous year?",
            "Operating income, change from 2020 to 2021: operating income in 2021 − operating income in 2020 = "
            "150 − 120 = 30 (in millions), 25.0%.",
        ),
        (
            "What is the change in operating margin between 2021 and 2020 at Harbour Mills?",
            "Operating margin, change from 2020 to 2021: (operating income / revenue) in 2021 − "
            "(operating income / revenue) in 2020 = 150 / 1,000 − 120 / 900 = 0.017 (1.7 percentage points).",
        ),
    ],
)
def test_a_difference_between_two_years_is_calculated(accounts: SmallLibrary, question: str, answer: str) -> None:
    assert calculation_of(accounts, question) == answer


_REVENUE_GROWTH = (
    "Revenue, change from 2020 to 2021: (revenue in 2021 − revenue in 2020) / revenue in 2020 = "
    "(1,000 − 900) / 900 = 11.1%."
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What was Harbour Mills' revenue growth in 2021?", _REVENUE_GROWTH),
        ("What was the revenue growth of Harbour Mills from FY20 to FY21?", _REVENUE_GROWTH),
        ("What was the year-over-year growth in revenue at Harbour Mills?", _REVENUE_GROWTH),
        ("By what percentage did revenue of Harbour Mills increase between 2020 and 2021?", _REVENUE_GROWTH),
        ("How much did the revenue of Harbour Mills grow in percent from 2020 to 2021?", _REVENUE_GROWTH),
        (
            "What is the percentage change of total assets from 2020 to 2021 for Harbour Mills? Round to two decimals.",
            "Total assets, change from 2020 to 2021: (total assets in 2021 − total assets in 2020) / "
            "total assets in 2020 = (700 − 660) / 660 = 6.06%.",
        ),
        (
            "What was the compound annual growth rate of revenue at Harbour Mills from 2019 to 2021?",
            "Revenue, growth a year from 2019 to 2021: (revenue in 2021 / revenue in 2019) ^ (1 / 2) − 1 = "
            "(1,000 / 850) ^ (1 / 2) − 1 = 8.5%.",
        ),
    ],
)
def test_growth_is_a_share_of_what_was_there_before(accounts: SmallLibrary, question: str, answer: str) -> None:
    assert calculation_of(accounts, question) == answer


@pytest.mark.parametrize(
    "question",
    [
        "What was the revenue of Harbour Mills in 2021?",  # it is printed
        "What was the annual growth rate of revenue at Harbour Mills from 2019 to 2021?",  # of each year, or compound
        "What was the average growth of revenue at Harbour Mills from 2019 to 2021?",
        "What was the revenue growth of Harbour Mills in 2019?",  # 2018 is missing
        "What was the revenue growth of Harbour Mills since 2019?",
        "What was the revenue growth of Harbour Mills in 2020/21?",
        "What was the revenue growth of Harbour Mills from FY19-21?",
        "What was the revenue growth of Harbour Mills in FY19?",
        "What was the CAGR of revenue of Harbour Mills in 2021?",
        "What was the growth of gross margin of Harbour Mills in 2021?",  # in per cent, or in percentage points
        "What was the revenue growth of Harbour Mills in 2020 and 2021?",
        "What was the 3-year average total assets of Harbour Mills from 2019 to 2021?",  # 2019 is missing
        "What was the 2-year average of revenue of Harbour Mills from 2019 to 2021?",
        "What was the change in receivables of Harbour Mills in 2021?",  # a row of the statement of cash flows
        "What was the growth of flour revenue at Harbour Mills in 2021?",
        "What was the US revenue growth of Harbour Mills in 2021?",
        "What was the growth of net income per share of Harbour Mills in 2021?",
        "What was the revenue growth of Seaside Bakeries in 2021?",
        "Why did revenue change from 2020 to 2021 at Harbour Mills?",
    ],
)
def test_what_is_not_clear_or_not_there_for_all_years_is_not_calculated(accounts: SmallLibrary, question: str) -> None:
    assert calculation_of(accounts, question) == ""


def test_words_of_a_cover_name_no_company(empty_library: SmallLibrary) -> None:
    cover = (
        f"{COVER} Common stock, 10 cents par value per share. Flour revenue is its main source in the United States. "
        "Comparable sales rose."
    )
    empty_library.add_pages(REPORT, [cover, BALANCE_SHEET, INCOME])
    for figure in (
        "growth of net income per share",
        "flour revenue growth",
        "United States revenue growth",
        "Comparable Sales Growth",
    ):
        assert calculation_of(empty_library, f"What was the {figure} of Harbour Mills in 2021?") == ""


def test_a_company_that_only_the_cover_names_is_known_by_capitals_or_what_it_owns(empty_library: SmallLibrary) -> None:
    empty_library.add_pages(REPORT.with_stem("annual 2021"), [COVER, BALANCE_SHEET, INCOME])
    for company in ("Harbour Mills'", "HARBOUR MILLS", "The Harbour Mills", "Mills's"):
        assert calculation_of(empty_library, f"What was {company} revenue growth in 2021?") == _REVENUE_GROWTH
    assert calculation_of(empty_library, "what was semolina revenue growth in 2021") == ""


def test_years_are_taken_from_several_pages_only_if_these_agree(empty_library: SmallLibrary) -> None:
    question = "What was the change in total assets from 2018 to 2021 at Harbour Mills?"
    summary = "Four years (in millions)\n2021 2020 2019 2018\nTotal current assets {} 250 240 230\n"
    summary += "Inventories 90 110 100 90\nAccounts payable 70 50 40 30\nTotal assets 700 {} 600 560"
    for current_assets, assets, answer in (
        (300, 660, "700 − 560 = 140 (in millions), 25.0%."),
        (300, 650, ""),
        (299, 660, ""),
    ):
        path = REPORT.with_stem(f"Harbour Mills {current_assets} {assets}")
        empty_library.add_pages(path, [COVER, BALANCE_SHEET, INCOME, summary.format(current_assets, assets)])
        calculated = calculation_of(empty_library, question, (path,))
        assert calculated.endswith(answer)
        assert bool(calculated) is bool(answer)
