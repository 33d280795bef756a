"""Which sentences of the documents are quoted for a question, without a language model."""

from pathlib import Path

import pytest

from tests.unit.answering.one_run import run
from tests.unit.answering.small_library import SmallLibrary

CONTRACT = (
    "§ 5 Deposit\n\nThe tenants pay a deposit of 2,280 euros before they move in.\n\n"
    "The landlord keeps the money apart from her own, in a savings account of a bank."
)


@pytest.mark.parametrize("question", ["How much is the deposit?", "Deposit?"])
def test_a_heading_that_repeats_the_question_is_no_answer(empty_library: SmallLibrary, question: str) -> None:
    empty_library.add(Path("/documents/contract.pdf"), CONTRACT)
    answer, _ = run(empty_library, question, None)
    assert answer.sentences[0].text == "The tenants pay a deposit of 2,280 euros before they move in."
    assert "§ 5 Deposit" not in [citation.quote for citation in answer.citations]


def test_a_sentence_that_says_what_was_asked_confirms_it(empty_library: SmallLibrary) -> None:
    empty_library.add(Path("/documents/contract.pdf"), CONTRACT)
    answer, _ = run(empty_library, "Do the tenants pay a deposit of 2,280 euros before they move in?", None)
    assert answer.sentences[0].text == "The tenants pay a deposit of 2,280 euros before they move in."


def test_how_much_is_not_answered_by_a_number_of_months_alone(empty_library: SmallLibrary) -> None:
    empty_library.add(
        Path("/rent.txt"),
        "The deposit of the flat is paid back in six months. The tenants pay a deposit of 2,280 euros for the flat.",
    )
    answer, _ = run(empty_library, "How much is the deposit of the flat?", None)
    assert "2,280 euros" in answer.text


FEES = (
    "The yearly statement lists what every member of the club has paid. It is sent out by the treasurer in writing. "
    "The yearly fee is 48 euros for every member. Members below 18 pay half of the fee."
)


def test_the_sentence_beside_one_that_shares_more_words_can_answer(empty_library: SmallLibrary) -> None:
    empty_library.add(Path("/club.pdf"), FEES)
    answer, _ = run(empty_library, "How much is the yearly fee for a member?", None)
    assert answer.sentences[0].text.startswith("The yearly fee is 48 euros")


def test_neighbours_that_tell_as_much_are_one_quote(empty_library: SmallLibrary) -> None:
    empty_library.add(
        Path("/keys.txt"), "A lost key costs 40 euros. A lost key to the cellar costs 15 euros.", pages=False
    )
    answer, _ = run(empty_library, "How much does a lost key cost?", None)
    (sentence,) = answer.sentences
    assert sentence.text == "A lost key costs 40 euros. A lost key to the cellar costs 15 euros."


def test_a_sentence_of_the_best_page_that_tells_little_is_not_shown_too(empty_library: SmallLibrary) -> None:
    empty_library.add(
        Path("/garden.txt"), "Roses are pruned in March. " + "The shed is painted green. " * 9, pages=False
    )
    answer, _ = run(empty_library, "When are roses pruned?", None)
    assert [sentence.text for sentence in answer.sentences] == ["Roses are pruned in March."]


def test_a_sentence_that_a_page_break_divides_is_quoted_whole(empty_library: SmallLibrary) -> None:
    first = "The club meets on Mondays. Every member pays the yearly fee of 48 euros before the mem-"
    second = "bership begins again in spring. The yearly statement is sent out in June."
    empty_library.add_pages(Path("/club.pdf"), [first, second])
    answer, _ = run(empty_library, "How much is the yearly fee for every member?", None)
    citation = answer.citations[0]
    assert answer.sentences[0].text == (
        "Every member pays the yearly fee of 48 euros before the membership begins again in spring."
    )
    assert (citation.page, citation.quote) == (1, first[citation.start : citation.end])
    assert [(box.page, box.x1 - box.x0) for box in citation.rectangles] == [
        (1, 5 * len(citation.quote)),
        (2, 5 * len("bership begins again in spring.")),
    ]


def test_a_sentence_that_began_on_the_page_before_is_quoted_whole(empty_library: SmallLibrary) -> None:
    empty_library.add_pages(
        Path("/club.pdf"),
        [
            "The club meets on Mondays. It was agreed after a long talk",
            "that the yearly fee is 48 euros. Tea was served.",
        ],
    )
    answer, _ = run(empty_library, "How much is the yearly fee?", None)
    assert answer.sentences[0].text == "It was agreed after a long talk that the yearly fee is 48 euros."
    assert answer.citations[0].page == 2
    assert [box.page for box in answer.citations[0].rectangles] == [2, 1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The yearly fee is 48 euros.", "dogs are not allowed."),  # it has its end
        ("Every member pays the yearly fee of 48 euros and", "fees dogs"),  # not the rest of a sentence
        ("Fees and dates", "every member pays the yearly fee of 48 euros."),  # a heading
        ("The yearly fee for every member is 48 euros", "Dogs are not allowed."),  # another sentence begins
    ],
)
def test_what_does_not_go_on_is_quoted_alone(empty_library: SmallLibrary, first: str, second: str) -> None:
    empty_library.add_pages(Path("/club.pdf"), [first, second])
    answer, _ = run(empty_library, "How much is the yearly fee?", None)
    assert all(citation.whole_quote == citation.quote for citation in answer.citations)
    assert len({box.page for box in answer.citations[0].rectangles}) == 1


def test_what_two_documents_say_is_said_once(empty_library: SmallLibrary) -> None:
    empty_library.add(Path("/contract.pdf"), "The monthly rent is 1,140 euros. It is paid in advance.")
    empty_library.add(Path("/scan.pdf"), "The monthly rent is 1,140 euros. Page one of three.")
    answer, _ = run(empty_library, "How much is the monthly rent?", None)
    assert [sentence.text for sentence in answer.sentences] == ["The monthly rent is 1,140 euros."]
    assert len(answer.citations) == 1


def test_a_code_is_found_whatever_it_is_called(empty_library: SmallLibrary) -> None:
    empty_library.add(Path("/manual.txt"), "E10: no water comes in. Open the tap. E20: it does not drain.", pages=False)
    found, _ = run(empty_library, "What does error E20 mean?", None)
    assert found.sentences[0].text.startswith("E20")
    assert not run(empty_library, "What does error E99 mean?", None)[0].found
