"""What is looked for when a question is asked."""

import pytest

from engine.answering.answer_form import without_answer_form
from engine.answering.page_references import LAST_PAGE, pages_named
from engine.answering.search_query import search_query


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        (
            "What is the quick ratio of 2021? Round your answer to two decimal places.",
            "What is the quick ratio of 2021?",
        ),
        ("How many signatures are there? Write the answer in the integer format.", "How many signatures are there?"),
        ("What was revenue in 2020?Answer in millions.", "What was revenue in 2020?"),
        ("Who came? Please list all names in alphabetical order.", "Who came?"),
        ("Which cities (for example, Oslo) have offices?", "Which cities have offices?"),
        ("Wie hoch war der Umsatz? Runde auf zwei Nachkommastellen.", "Wie hoch war der Umsatz?"),
        ("What does the report list?", "What does the report list?"),
        ("List all units.", "List all units."),
        ("Answer in millions.", "Answer in millions."),
        ("Who gave the order to write?", "Who gave the order to write?"),
    ],
)
def test_what_a_question_says_about_the_form_of_the_answer_is_not_searched_for(question: str, searched: str) -> None:
    assert without_answer_form(question) == searched


@pytest.mark.parametrize(
    ("question", "pages"),
    [
        ("What is on page 14?", {14}),
        ("How many cars appear on page three?", {3}),
        ("How many figures are provided in pages 51-53?", {51, 52, 53}),
        ("What is said on pages 3, 5 and 8 to 10?", {3, 5, 8, 9, 10}),
        ("Signatures on the page 15 and page 16", {15, 16}),
        ("Was steht auf Seite 7?", {7}),
        ("Which slide 4 bullet is longest?", {4}),
        ("Who is on the cover?", {1}),
        ("What does the last page say?", {LAST_PAGE}),
        ("pages 1 to 900", {1, 900}),
        ("Who wrote 14 pages?", set()),
        ("Was it a one-page letter of 2014?", set()),
    ],
)
def test_the_pages_that_a_question_names_are_known(question: str, pages: set[int]) -> None:
    assert pages_named(question) == pages


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How high is the deposit?", ("deposit",)),
        ("Wie hoch ist die Kaution?", ("kaution",)),
        ("How long is the warranty of the long ladder?", ("warranty", "long", "ladder")),
        ("What does error E20 mean?", ("error", "e20")),
        ("Was bedeutet E20?", ("e20",)),
    ],
)
def test_words_that_only_ask_are_not_looked_for(question: str, words: tuple[str, ...]) -> None:
    assert search_query(question).words == words


def test_words_that_documents_use_instead_are_looked_for_too() -> None:
    query = search_query("What is the quick ratio of Nike in FY2021?")
    assert query.words == ("quick", "ratio", "nike", "fy2021", "2021")
    assert {"current", "assets", "liabilities"} <= set(query.related)
    assert "current" in query.match_related
    assert "current" not in query.match


def test_a_question_without_words_is_searched_for_nothing() -> None:
    query = search_query("?!")
    assert (query.words, query.related, query.match, query.match_related) == ((), (), "", "")


def test_common_words_are_left_out_where_a_library_is_so_large_that_they_would_take_long() -> None:
    query = search_query("total assets of Nike in 2021")
    small = {"total": 900, "assets": 500, "nike": 60, "2021": 700}
    large = {word: 200 * passages for word, passages in small.items()}
    assert query.match_rarest(small) == query.match
    assert query.match_rarest(large) == '"nike" OR "assets"'
