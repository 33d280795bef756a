"""Questions that seem to ask for figures, and accounts that seem to have them, for which nothing is calculated."""

from pathlib import Path

import pytest

from engine.answering.account_rows import account_rows
from engine.answering.figure_question import figure_question
from engine.answering.question_run import QuestionRun
from engine.events import AnswerFinished, Event
from engine.types import Question, Turn
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
        "What is the free cash flow of Harbour Mills for all years?",
        "Where is the EBITDA of Harbour Mills in 2021?",
        "If the EBITDA of Harbour Mills in 2021 is up, what then?",
        "What is EBITDA?",
        "What is a gross margin?",
        "What does working capital mean?",
        "How does Harbour Mills calculate EBITDA?",
        "What does Harbour Mills do with its free cash flow?",
        "What is the revenue growth of Harbour Mills @1 in 2021?",
        "What is the revenue growth of Harbour Mills under § 5 in 2021?",
    ],
)
def test_small_words_may_ask_for_something_else(full_accounts: SmallLibrary, question: str) -> None:
    assert calculation_of(full_accounts, question) == ""


def test_a_question_that_names_no_document_must_have_one_answer(full_accounts: SmallLibrary) -> None:
    question = "What was the current ratio in 2021?"
    assert calculation_of(full_accounts, question) != ""
    other = BALANCE_SHEET.replace("Total current assets 300", "Total current assets 500")
    full_accounts.add_pages(Path("/documents/Seaside Bakeries.pdf"), [COVER.replace("Harbour Mills", "Seaside"), other])
    assert calculation_of(full_accounts, question) == ""
    assert calculation_of(full_accounts, question, (REPORT,)) != ""


def test_a_question_that_names_no_document_means_that_of_the_best_page_or_the_one_cited_before(
    full_accounts: SmallLibrary,
) -> None:
    seaside = Path("/documents/Seaside Bakeries.txt")
    full_accounts.add(seaside, "In 2021 the revenue growth of Seaside Bakeries was 3% and its operating margin 12%.")
    question = "What was the operating margin in 2021?"
    turn = Turn("What happened at Seaside Bakeries?", "The revenue grew.", (seaside,))
    for history in ((), (turn,)):
        events: list[Event] = []
        search = full_accounts.open_search()
        QuestionRun(1, Question(question, history=history), events.append).answer(search, None)
        search.close()
        finished = events[-1]
        assert isinstance(finished, AnswerFinished)
        assert not any(sentence.calculated for sentence in finished.answer.sentences)


def test_a_number_is_no_name_of_a_document(empty_library: SmallLibrary) -> None:
    empty_library.add_pages(REPORT, [f"{COVER} All 5 mills have 10 stones.", BALANCE_SHEET, INCOME])
    for question in ("5 year revenue growth of Harbour Mills", "What is 10% of the gross margin of Harbour Mills?"):
        assert calculation_of(empty_library, question) == ""


@pytest.mark.parametrize(
    "question",
    [
        "What is net income / (total assets - cash) of Harbour Mills in 2021?",
        "What is net income divided by (total assets - cash) of Harbour Mills in 2021?",
        "What is the quick ratio of Harbour Mills (current assets - inventories) / current liabilities in 2021?",
        "Assets / liabilities / equity of Harbour Mills in 2021",
    ],
)
def test_a_part_of_a_longer_calculation_is_not_taken_for_all_of_it(full_accounts: SmallLibrary, question: str) -> None:
    assert calculation_of(full_accounts, question) == ""


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
    assert list(account_rows("2021 2020\n" + "Much text\n" * 100 + "Goodwill 5 7")) == []


@pytest.mark.parametrize(
    "head",
    [
        "Quarter ended 2021 2020 2019",
        "Q4 2021 2020 2019",
        "4Q 2021 2020 2019",
        "Half year 2021 2020 2019",
        "Budget\n2021 2020 2019",
        "Pro forma\n2021 2020 2019",
        "Parent company only\n2021 2020 2019",
        "As a percentage of net sales\n2021 2020 2019",
    ],
)
def test_figures_of_parts_plans_and_shares_are_not_those_of_a_year(empty_library: SmallLibrary, head: str) -> None:
    income = INCOME.replace("Year ended December 31, 2021 2020 2019", head)
    empty_library.add_pages(REPORT, [COVER, BALANCE_SHEET, income])
    assert calculation_of(empty_library, "What is the revenue growth of Harbour Mills in 2021?") == ""


def test_of_two_statements_that_contradict_each_other_none_is_taken(empty_library: SmallLibrary) -> None:
    other = INCOME.replace("$ 1,000", "$ 1,100")
    empty_library.add_pages(REPORT, [COVER, BALANCE_SHEET, INCOME, other])
    assert calculation_of(empty_library, "What is the revenue growth of Harbour Mills in 2021?") == ""


@pytest.mark.parametrize(
    ("row", "rate"),
    [
        ("Income tax expense 35 22 19", "35 / 140 = 0.250 (25.0%)."),
        ("Income tax expense (35) (22) (19)", "35 / 140 = 0.250 (25.0%)."),
        ("Income tax expense (35) 22 19", ""),
        ("Income tax expense (benefit) (35) (22) (19)", ""),
        ("Income tax expense (benefit) 35 (22) 19", "35 / 140 = 0.250 (25.0%)."),
    ],
)
def test_a_benefit_is_no_expense(empty_library: SmallLibrary, row: str, rate: str) -> None:
    income = INCOME.replace("Provision for income taxes (35) (22) (19)", row)
    empty_library.add_pages(REPORT, [COVER, BALANCE_SHEET, income])
    calculated = calculation_of(empty_library, "What is the effective tax rate of Harbour Mills in 2021?")
    assert calculated.endswith(rate)
    assert bool(calculated) is bool(rate)


def test_points_and_spaces_between_thousands_are_not_read_otherwise() -> None:
    rows = account_rows("2021 2020 2019\nGoodwill 1.000 900 850\nRent 1 000 900\nCash 1.5 900 0.5\nDebt 1,000.250 9 0")
    assert [row.label for row in rows] == ["Cash", "Debt"]


@pytest.mark.parametrize(
    ("row", "other"),
    [
        ("Net sales $ 1,000 $ 900 $ 850", "Net sales, flour 700 650 600"),
        ("Net sales $ 1,000 $ 900 $ 850", "Net sales: flour 700 650 600"),
        ("Operating income 150 120 100", "Operating income, excluding impairment 150 120 100"),
    ],
)
def test_a_row_for_a_part_is_not_taken_for_the_whole(empty_library: SmallLibrary, row: str, other: str) -> None:
    question = "What is the operating margin of Harbour Mills in 2021?"
    empty_library.add_pages(REPORT, [COVER, BALANCE_SHEET, INCOME.replace(row, f"{row}\n{other}")])
    assert calculation_of(empty_library, question).endswith("150 / 1,000 = 0.150 (15.0%).")
    empty_library.add_pages(REPORT, [COVER, BALANCE_SHEET, INCOME.replace(row, other)])
    assert calculation_of(empty_library, question) == ""
