"""The lessons that the answer reader is trained with: answers stand where they are marked, and only there."""

import json
import random
import re
from pathlib import Path

import pytest
from answer_reader.contract_lessons import two_parties_lesson
from answer_reader.encyclopedia_lessons import encyclopedia_lessons
from answer_reader.everyday_lessons import everyday_lessons
from answer_reader.growing_text import GrowingText
from answer_reader.reading_example import ReadingExample

BRIDGE = (
    "The bridge was opened in 1931 by the mayor of the town. It is 412 metres long. "
    "Its architect was Otmar Ammann, who came from Switzerland."
)
TUNNEL = (
    "The tunnel was dug from 1927 to 1934 and is 2,600 metres long. The engineer Clifford Holland drew its plans, and "
    "a town grew beside it. Trains do not use it."
)


@pytest.fixture
def squad_file(tmp_path: Path) -> Path:
    def asked(question: str, answer: str, context: str) -> dict[str, object]:
        return {"question": question, "answers": [{"text": answer, "answer_start": context.index(answer)}]}

    paragraphs = [
        {
            "context": BRIDGE,
            "qas": [
                asked("Who was the architect of the bridge?", "Otmar Ammann", BRIDGE),
                asked("Who opened the bridge in 1931?", "the mayor of the town", BRIDGE),
            ],
        },
        {"context": TUNNEL, "qas": [asked("How long is the tunnel?", "2,600 metres", TUNNEL)]},
    ]
    file = tmp_path / "squad.json"
    file.write_text(json.dumps({"data": [{"title": "River_crossings", "paragraphs": paragraphs}]}), encoding="utf-8")
    return file


def many_lessons(squad_file: Path) -> list[ReadingExample]:
    return [lesson for seed in range(40) for lesson in encyclopedia_lessons(squad_file, random.Random(seed))]


def test_each_question_is_asked_with_its_answer_and_without(squad_file: Path) -> None:
    answers = {
        "Who was the architect of the bridge?": "Otmar Ammann",
        "Who opened the bridge in 1931?": "the mayor of the town",
        "How long is the tunnel?": "2,600 metres",
    }
    lessons = many_lessons(squad_file)
    told = [lesson for lesson in lessons if lesson.answer is not None]
    assert 2 * len(told) == len(lessons)
    assert {lesson.title for lesson in lessons} == {"River crossings"}
    for lesson in told:
        assert lesson.answer is not None
        assert lesson.passage[slice(*lesson.answer)] == answers[lesson.question]
    for lesson in lessons:
        if lesson.answer is None and lesson.question in answers:
            assert answers[lesson.question] not in lesson.passage


def test_a_question_is_asked_about_the_contrary_too(squad_file: Path) -> None:
    asked = {lesson.question for lesson in many_lessons(squad_file) if lesson.answer is None}
    assert "Who closed the bridge in 1931?" in asked


def test_passages_without_an_answer_are_near_the_question_in_three_ways(squad_file: Path) -> None:
    untold = [lesson for lesson in many_lessons(squad_file) if lesson.answer is None]
    changed = [lesson for lesson in untold if "1931" not in lesson.question and "opened" in lesson.question]
    assert {"1927", "1934"} >= {word for lesson in changed for word in lesson.question.strip("?").split()[-1:]}
    assert any("metres long" in lesson.passage and "Ammann" not in lesson.passage for lesson in untold)
    assert any(lesson.passage in TUNNEL and "architect" in lesson.question for lesson in untold)


def test_everyday_lessons_mark_what_they_ask_for() -> None:
    lessons = list(everyday_lessons(600, random.Random(1)))
    told = [lesson for lesson in lessons if lesson.answer is not None]
    assert 0.4 < len(told) / len(lessons) < 0.6
    assert len({lesson.title.split()[-1] for lesson in lessons}) > 5
    for lesson in told:
        assert lesson.answer is not None
        start, end = lesson.answer
        assert lesson.passage[start:end].strip(), lesson


def test_a_share_is_marked_beside_its_group() -> None:
    asked = re.compile(r"(?:percentage|percent|share) of (\w+)")
    marked = 0
    for lesson in everyday_lessons(1000, random.Random(2)):
        if lesson.answer is None or not lesson.title.startswith("Survey"):
            continue
        start, end = lesson.answer
        group = asked.search(lesson.question)
        assert group is not None
        assert group[1].lower() in lesson.passage[max(0, start - 60) : end + 40].lower()
        assert lesson.passage[start:end].strip("%").isdigit()
        marked += 1
    assert marked > 20


def test_a_growing_text_tells_where_its_pieces_are() -> None:
    text = GrowingText()
    text.add("Fees")
    places = text.say("{party} pays {value} a year", party="the club", value="$40")
    assert text.text == "Fees The club pays $40 a year."
    assert {name: text.text[slice(*place)] for name, place in places.items()} == {"party": "The club", "value": "$40"}


@pytest.mark.parametrize("party", ["landlord", "tenant", "employer", "lender", "author", "member"])
def test_what_two_parties_have_is_marked_where_it_is_told_of_the_one_that_is_asked_for(party: str) -> None:
    marked = 0
    chance = random.Random(3)
    for lesson in (two_parties_lesson(chance) for _ in range(4000)):
        if lesson.answer is None or party not in lesson.question:
            continue
        start, _ = lesson.answer
        before = lesson.passage[:start].rpartition(".")[2]
        sentence = (before + lesson.passage[start:].partition(".")[0]).lower()
        assert any(word in sentence for word in (party, "either", "each side", "both")), lesson
        marked += 1
    assert marked > 20


def test_parties_that_a_contract_does_not_name_have_no_answer() -> None:
    chance = random.Random(4)
    asked = [lesson for lesson in (two_parties_lesson(chance) for _ in range(4000)) if "caretaker" in lesson.question]
    assert len(asked) > 10
    assert all(lesson.answer is None for lesson in asked)
