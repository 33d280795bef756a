"""Explanations of passages."""

from pathlib import Path

import pytest

from engine.errors import DocumentNotInLibrary, ModelCrashed, PassageNotFound
from engine.tasks.definitions import defined_term, glossary_term, spelled_out
from engine.tasks.explanation import NOTHING_ELSE
from engine.types import Answer, ExplainPassage, Selection
from tests.unit.answering.small_library import ScriptedModel, SmallLibrary
from tests.unit.tasks.task_tools import run_task

PATH = Path("/documents/statutes.pdf")
STATUTES = (
    "The board convenes the annual general meeting (AGM) in spring.\n\nA quorum is the least number of members that "
    "must be present.\n\nThe AGM needs a quorum of 20 members\nto change the fees. Without it the fees stay as they "
    "are. The fees are paid in January by all members.\n\nThe club house has a kitchen and two rooms."
)
QUOTE = "The AGM needs a quorum of 20 members"


def explain(
    library: SmallLibrary, quote: str = QUOTE, model: ScriptedModel | None = None, part: int | None = 1
) -> Answer:
    library.add(PATH, STATUTES)
    return run_task(library, ExplainPassage(Selection(PATH, quote, part)), model)[0]


def section(answer: Answer, heading: str) -> list[str]:
    return [sentence.text for sentence in answer.sentences if sentence.heading == heading]


def test_the_passage_its_terms_and_what_else_is_said(library: SmallLibrary) -> None:
    answer = explain(library)
    assert section(answer, "The passage") == ["The AGM needs a quorum of 20 members to change the fees."]
    assert section(answer, "What its terms mean") == [
        "The board convenes the annual general meeting (AGM) in spring.",
        "A quorum is the least number of members that must be present.",
    ]
    assert section(answer, "What the document says about it elsewhere") == [
        "The fees are paid in January by all members."
    ]
    assert answer.citations[0].quote == "The AGM needs a quorum of 20 members\nto change the fees."
    assert len(answer.citations[0].rectangles) == 2


@pytest.mark.parametrize("part", [1, None, 99])
def test_lines_and_spaces_of_the_quote_need_not_be_those_of_the_document(
    library: SmallLibrary, part: int | None
) -> None:
    answer = explain(library, "20\n members   to change\u2029the fees", part=part)
    assert section(answer, "The passage") == ["The AGM needs a quorum of 20 members to change the fees."]


def test_a_character_that_cannot_be_shown_is_found(library: SmallLibrary) -> None:
    library.add(PATH, "The sum \x00 is due in May.")
    answer, _ = run_task(library, ExplainPassage(Selection(PATH, "sum \ufffd is due")))
    assert answer.found
    assert answer.notice == NOTHING_ELSE


@pytest.mark.parametrize("quote", ["No such words", "", " \n ", "The AGM needs a quorum of 21 members"])
def test_words_that_are_not_there(library: SmallLibrary, quote: str) -> None:
    with pytest.raises(PassageNotFound):
        explain(library, quote)


def test_a_document_that_is_not_there(library: SmallLibrary) -> None:
    with pytest.raises(DocumentNotInLibrary):
        run_task(library, ExplainPassage(Selection(PATH, QUOTE)))


def test_a_capable_model_explains_with_what_the_document_says(
    library: SmallLibrary, large_model: ScriptedModel
) -> None:
    large_model.enqueue(["The AGM needs 20 members to change the fees [1]. The AGM is held in June [1]."])
    answer = explain(library, model=large_model)
    assert section(answer, "In other words") == ["The AGM needs 20 members to change the fees."]
    assert answer.model == "Large model"
    assert large_model.prompts[0].quotes[0] == "The AGM needs a quorum of 20 members to change the fees."


def test_a_small_model_is_not_asked(library: SmallLibrary, small_model: ScriptedModel) -> None:
    assert section(explain(library, model=small_model), "In other words") == []
    assert small_model.prompts == []


def test_a_crash_of_the_model_costs_only_its_words(library: SmallLibrary, large_model: ScriptedModel) -> None:
    large_model.enqueue([ModelCrashed("died")])
    answer = explain(library, model=large_model)
    assert section(answer, "What its terms mean")
    assert answer.notice is not None
    assert ModelCrashed.title in answer.notice


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        ("A deposit is a sum that is kept.", "deposit"),
        ("“Running costs” means heating, water and waste.", "Running costs"),
        ("The term flat refers to all rooms.", "flat"),
        ("Quorum: the least number of members.", None),
        ("Kaution bedeutet eine Sicherheit.", "Kaution"),
        ("It is a sum that is kept.", None),
        ("The deposit was paid.", None),
        ("", None),
    ],
)
def test_definitions(sentence: str, term: str | None) -> None:
    assert defined_term(sentence) == term


def test_entries_of_a_glossary() -> None:
    assert glossary_term("Quorum: the least number of members") == "Quorum"
    assert glossary_term("At noon") is None


def test_abbreviations() -> None:
    assert spelled_out("the annual general meeting (AGM) in May") == "AGM"
    assert spelled_out("the meeting (in May)") is None
