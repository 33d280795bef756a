"""Follow-ups become questions that stand alone; questions that do already stay as they are."""

from pathlib import Path

import pytest

from engine.answering.follow_up import FollowUp, resolve
from engine.types import Turn
from engine.word_analysis import content_words
from tests.unit.answering.follow_up_cases import CASES, FollowUpCase

CONTRACT = Path("/docs/contract.pdf")


def words_of(text: str) -> set[str]:
    return {*content_words(text), *text.casefold().replace("?", " ").replace("'s", " ").split()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.question)
def test_a_follow_up_is_looked_for_as_it_is_meant(case: FollowUpCase) -> None:
    text = resolve(case.question, [Turn(case.before, case.answer)]).text
    if case.wanted is None:
        assert text == case.question
    else:
        assert set(content_words(case.wanted)) <= words_of(text), text
        assert not (set(case.unwanted.casefold().split()) & words_of(text)), text


def test_without_turns_before_nothing_changes() -> None:
    assert resolve("And in 2020?", []) == FollowUp("And in 2020?")


@pytest.mark.parametrize("question", ["", "  ", "?", "and", "und?", "it", "\x00", "it it it it", "😀?", "的?"])
def test_whatever_is_typed_gives_something_to_look_for(question: str) -> None:
    for before in ("When does the contract end?", "?", "", "Summary of report.pdf", "的?"):
        assert isinstance(resolve(question, [Turn(before)]).text, str)


@pytest.mark.parametrize(
    ("question", "is_meant"),
    [
        ("Who signed it?", True),
        ("Why?", True),
        ("How high is the deposit?", True),  # nothing is named: probably that of the same contract
        ("And of the lease?", False),  # the same of something else
        ("And in 2020?", False),
        ("Who is the mayor of Oslo?", False),
        ("Are there parking spaces?", False),
    ],
)
def test_documents_cited_before_are_meant_where_the_question_refers_back(question: str, is_meant: bool) -> None:
    history = [
        Turn("When does the contract end in 2019?", "In May.", (CONTRACT,)),
        Turn("How long does the contract run?"),
    ]
    assert resolve(question, history).documents == ((CONTRACT,) if is_meant else ())


def test_a_long_text_stands_alone() -> None:
    # Looking for what each "it" means would take hours here.
    text = "The landlord said something about it and that deposit. " * 4000
    assert resolve(text, [Turn("How high is the deposit?", "900 euros.", (CONTRACT,))]) == FollowUp(text)


def test_a_follow_up_of_a_follow_up_refers_to_what_that_was_looked_for_as() -> None:
    first = resolve("And in Bergen?", [Turn("What was the revenue in Oslo in 2019?")])
    second = resolve("And in 2020?", [Turn("What was the revenue in Oslo in 2019?"), Turn(first.text)])
    assert second.text == "What was the revenue in Bergen in 2020?"
