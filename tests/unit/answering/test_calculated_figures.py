"""Figures that no document prints: calculated from rows of yearly accounts, each of them cited."""

from pathlib import Path

import pytest

from engine.answering.account_rows import account_rows, unit_of
from engine.answering.question_run import QuestionRun
from engine.events import AnswerFinished, Event
from engine.types import Question
from tests.unit.answering.made_up_accounts import BALANCE_SHEET, COVER, INCOME, REPORT, calculation_of
from tests.unit.answering.one_run import run
from tests.unit.answering.small_library import ScriptedModel, SmallLibrary


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "What is the current ratio of Harbour Mills in FY2021?",
            "Current ratio in 2021: total current assets / total current liabilities = 300 / 120 = 2.50.",
        ),
        (
            "What was the inventory turnover ratio of Harbour Mills in 2021? Round your answer to three decimals.",
            "Inventory turnover in 2021: cost of sales / (average inventories) = 600 / ((110 + 90) / 2) = 6.000.",
        ),
        (
            "What is the effective tax rate of Harbour Mills for 2020?",
            "Effective tax rate in 2020: income taxes / income before taxes = 22 / 110 = 0.200 (20.0%).",
        ),
        (
            "What is the working capital of Harbour Mills in 2020?",
            "Working capital in 2020: total current assets − total current liabilities = 250 − 100 = "
            "150 (in millions).",
        ),
        (
            "What is the quick ratio of Harbour Mills?",
            "Quick ratio in 2021: (cash and equivalents + receivables) / total current liabilities = "
            "(120 + 60) / 120 = 1.50.",
        ),
        (
            "What is the cash to total liabilities ratio of Harbour Mills in 2021?",
            "Cash and equivalents to total liabilities in 2021: cash and equivalents / (total assets − "
            "total equity) = 120 / (700 − 420) = 0.429 (42.9%).",
        ),
        (
            "What percentage of Harbour Mills' net sales was spent on cost of sales in 2020?",
            "Cost of sales to sales in 2020: cost of sales / sales = 550 / 900 = 61.1%.",
        ),
        (
            "What is the ratio of net income to total equity of Harbour Mills in FY20?",
            "Net income to total equity in 2020: net income / total equity = 88 / 380 = 0.232 (23.2%).",
        ),
        (
            "What are the total liabilities of Harbour Mills in 2021?",
            "Total liabilities in 2021: total assets − total equity = 700 − 420 = 280 (in millions).",
        ),
    ],
)
def test_a_figure_is_calculated_from_the_rows_that_it_follows_from(
    accounts: SmallLibrary, question: str, answer: str
) -> None:
    given, _ = run(accounts, question, None)
    assert given.text == answer
    assert given.sentences[0].calculated
    assert given.sentences[0].key_words in answer


def test_each_row_is_cited_where_it_stands(accounts: SmallLibrary) -> None:
    answer, _ = run(accounts, "What is the return on assets of Harbour Mills in 2021?", None)
    assert [(citation.page, citation.quote) for citation in answer.citations] == [
        (3, "Net income $ 105 $ 88 $ 76"),
        (2, "Total assets $ 700 $ 660"),
    ]
    assert answer.sentences[0].citations == (1, 2)
    assert all(citation.rectangles for citation in answer.citations)


def test_the_language_model_is_not_asked_to_calculate(accounts: SmallLibrary) -> None:
    model = ScriptedModel()
    answer, _ = run(accounts, "What is the current ratio of Harbour Mills in 2021?", model)
    assert answer.found
    assert not model.prompts


@pytest.mark.parametrize(
    "question",
    [
        "What is the current ratio of Seaside Bakeries in 2021?",
        "What is the current ratio of Harbour Mills in 2018?",
        "What is the current ratio of Harbour Mills in FY19?",
        "What is the current ratio of Harbour Mills in 2020/21?",
        "What is the inventory turnover of Harbour Mills in 2020?",  # the inventories of 2019 are missing
        "What are the current ratios of Harbour Mills in 2020 and 2021?",
        "What is the debt to EBITDA ratio of Harbour Mills in 2021?",
        "What is the EBITDA of Harbour Mills in 2021?",  # no statement of cash flows
    ],
)
def test_nothing_is_calculated_for_another_company_or_year_or_without_all_rows(
    accounts: SmallLibrary, question: str
) -> None:
    answer, _ = run(accounts, question, None)
    assert not any(sentence.calculated for sentence in answer.sentences)


def test_a_day_must_be_the_one_that_the_year_ends_with(empty_library: SmallLibrary) -> None:
    cover = f"{COVER} Fiscal year ended December 31, 2021. Its shares cost 5 dollars on June 30, 2021."
    empty_library.add_pages(REPORT, [cover, BALANCE_SHEET, INCOME])
    question = "What is the current ratio of Harbour Mills as of {}, 2021?"
    assert calculation_of(empty_library, question.format("December 31")).endswith("= 300 / 120 = 2.50.")
    assert calculation_of(empty_library, question.format("June 30")) == ""


def test_accounts_outside_of_the_scope_are_not_used(accounts: SmallLibrary) -> None:
    garden = Path("/documents/garden.pdf")
    accounts.add(garden, "The current ratio of roses to tulips in the garden of Harbour Mills in 2021 is high.")
    answer, _ = run(accounts, "What is the current ratio of Harbour Mills in 2021?", None, (garden,))
    assert not any(sentence.calculated for sentence in answer.sentences)


def test_the_inspector_says_that_it_was_calculated(accounts: SmallLibrary) -> None:
    events: list[Event] = []
    search = accounts.open_search()
    QuestionRun(1, Question("What is the current ratio of Harbour Mills in 2021?"), events.append).answer(search, None)
    search.close()
    (finished,) = (event for event in events if isinstance(event, AnswerFinished))
    assert finished.explanation is not None
    assert finished.explanation.verdict.startswith("Calculated")
    assert [quote.text for quote in finished.explanation.quotes] == [
        "Total current assets 300 250",
        "Total current liabilities 120 100",
    ]
    assert finished.explanation.calculated
    assert sorted(
        candidate.passage.page or 0 for candidate in finished.explanation.candidates if candidate.was_read
    ) == [2]
    assert {candidate.fate for candidate in finished.explanation.candidates} == {
        "Read, and sentences of it chosen",
        "Not read: the answer was calculated",
    }


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2021 2020\nGoodwill 5 7", [{2021: 5, 2020: 7}]),
        ("2020 2021\nLosses (1,250) —", [{2020: -1250, 2021: 0}]),
        ("August 29,\n2021\nAugust 30,\n2020\nGoodwill $ 5.5 $ 7", [{2021: 5.5, 2020: 7}]),
        ("2021\nGoodwill 5 7", []),
        ("2021 2020 2021 2020\nThree and six months 1 2 3 4", []),
        ("Goodwill 5 7", []),
        ("2021 2020 2019\nGoodwill 5 7", []),
        ("2021 2020\nGoodwill 5", []),
        ("December 31, 2021\n2021 2020\nGoodwill 5 7", [{2021: 5, 2020: 7}]),
        ("2019, 2020 and 2021\n2021 2020 2019\nGoodwill 5 7 9", [{2021: 5, 2020: 7, 2019: 9}]),
        ("2021 2020\nAll in all 5% 7%", []),
        ("This is paid in 2022\n2021 2020\nGoodwill 5 7", [{2021: 5, 2020: 7}]),
        ("2022\n2021\n2020\nGoodwill 5 7", []),
        ("FY2021 FY2020\nGoodwill 5 7", [{2021: 5, 2020: 7}]),
        ("Three months ended March 31,\n2021 2020\nNet sales 5 7\nCosts:\nA\nB\nC\nD\nE\nRent 2 3", []),
        ("2021 2020\nGoodwill, net (Note 4) (5) 7", [{2021: -5, 2020: 7}]),
    ],
)
def test_figures_belong_to_the_years_above_them(text: str, values: list[dict[int, float]]) -> None:
    assert [row.values for row in account_rows(text)] == values


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("Balance sheets (in millions)", "millions"),
        ("(Dollars in thousands, except shares)", "thousands"),
        ("In millions of dollars", "millions"),
        ("(US$ millions)", "millions"),
        ("in € million", "millions"),
        ("EUR billion", "billions"),
        ("Balance sheets", ""),
        ("Two million loaves were baked.", ""),
    ],
)
def test_the_head_of_a_statement_tells_its_unit(head: str, unit: str) -> None:
    assert unit_of(head) == unit


def test_a_label_of_two_lines_belongs_to_one_row() -> None:
    (row,) = account_rows("2021 2020\nDepreciation of equipment, including software, and\nother amortization 8 6")
    assert row.begins_with("depreciation of equipment")
    assert row.begins_with("depreciation") is False
