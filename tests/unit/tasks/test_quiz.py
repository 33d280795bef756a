"""Quizzes from documents."""

from pathlib import Path

import pytest

from engine.tasks.quiz import NOTHING_TO_ASK
from engine.tasks.quiz_gaps import Gap, GapKind, gaps_of, with_gap
from engine.types import QuizOnDocument, QuizQuestion
from tests.unit.answering.small_library import SmallLibrary
from tests.unit.tasks.task_tools import run_task

PATH = Path("/documents/town.txt")
TOWN = (
    "The town of Ashbury was founded on 14 March 1204 by monks. The bridge over the river is 90 metres long. "
    "It was built in 1901. The tower of the church is 62 metres high. The wall around the town is 480 metres long. "
    "The school was opened on 2 May 1875 by the mayor. The museum was burnt down on 9 June 1944 in the night. "
    "What a town! These streets are 7 metres wide. A grange is a farm that belongs to a monastery."
)


def quiz_of(library: SmallLibrary, text: str) -> dict[str, QuizQuestion]:
    """The questions by the sentences that answer them."""
    library.add(PATH, text)
    answer, _ = run_task(library, QuizOnDocument(PATH))
    return {sentence.text: sentence.quiz for sentence in answer.sentences if sentence.quiz is not None}


def test_facts_are_asked_for(library: SmallLibrary) -> None:
    quiz = quiz_of(library, TOWN)
    bridge = quiz["The bridge over the river is 90 metres long."]
    assert bridge == QuizQuestion("The bridge over the river is _____ metres long.", "90", ("62", "90", "480"))
    school = quiz["The school was opened on 2 May 1875 by the mayor."]
    assert school.text == "The school was opened on _____ by the mayor."
    assert school.choices == ("14 March 1204", "2 May 1875", "9 June 1944")
    assert quiz["A grange is a farm that belongs to a monastery."].answer == "grange"


def test_every_question_can_be_answered_by_its_citation(library: SmallLibrary) -> None:
    library.add(PATH, TOWN)
    answer, _ = run_task(library, QuizOnDocument(PATH))
    quotes = {citation.index: citation.quote for citation in answer.citations}
    for sentence in answer.sentences:
        assert sentence.quiz is not None
        assert quotes[sentence.citations[0]] == sentence.text
        assert sentence.quiz.text.replace("_____", sentence.quiz.answer) == sentence.text
        assert sentence.quiz.answer not in sentence.quiz.text
        assert not sentence.quiz.choices or sentence.quiz.answer in sentence.quiz.choices


def test_no_question_is_unclear(library: SmallLibrary) -> None:
    asked = quiz_of(library, TOWN)
    assert "It was built in 1901." not in asked
    assert "These streets are 7 metres wide." not in asked


def test_the_text_has_the_questions_first(library: SmallLibrary) -> None:
    library.add(PATH, TOWN)
    answer, _ = run_task(library, QuizOnDocument(PATH))
    questions, _, answers = answer.text.partition("Answers\n")
    assert "_____ metres long" in questions
    assert len(answers.splitlines()) == len(answer.sentences)


@pytest.mark.parametrize("text", ["", "Yes.", "Roses are red and violets are blue, as everybody knows very well."])
def test_without_facts_there_is_no_quiz(library: SmallLibrary, text: str) -> None:
    library.add(PATH, text)
    answer, _ = run_task(library, QuizOnDocument(PATH))
    assert not answer.found
    assert answer.text == NOTHING_TO_ASK


def test_a_long_document_gives_a_dozen_from_all_over(library: SmallLibrary) -> None:
    animals = ("fox", "wolf", "bear", "lynx", "otter", "badger", "beaver", "marten")
    text = " ".join(
        f"The {animal} of region {region} weighs {10 + 7 * region + place} kilograms in its second winter."
        for region in range(12)
        for place, animal in enumerate(animals)
    )
    assert 8 <= len(quiz_of(library, text)) <= 12


@pytest.mark.parametrize(
    ("sentence", "answers"),
    [
        ("The rent of 900 euros is due on 1 May 2024.", ["1 May 2024", "900"]),
        ("See page 12 and Figure 3 for the flat at 14 Harbour Street.", ["Harbour Street"]),
        ("About 40 % of 1.5 million voters stayed at home.", ["40", "1.5"]),
        ("The firm has been led by Ada Lovelace since 1843.", ["Ada Lovelace", "1843"]),
        ("The 20 boxes hold 20 litres.", []),
        ("The deposit costs €2,280 in all.", ["2,280"]),
    ],
)
def test_what_may_be_left_out(sentence: str, answers: list[str]) -> None:
    gaps = gaps_of(sentence, {"Ada", "Lovelace", "Harbour", "Street"})
    assert [gap.answer for gap in gaps] == answers
    for gap in gaps:
        assert sentence[gap.start : gap.end] == gap.answer


def test_a_gap_is_a_line() -> None:
    assert with_gap("It is 5 m long.", Gap(6, 7, "5", GapKind.MEASURE)) == "It is _____ m long."
