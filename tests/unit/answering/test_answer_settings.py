"""What the user chose about answers changes them: how long they are, and in which language."""

import pytest

from engine.answering.question_run import QuestionRun
from engine.events import AnswerFinished, Event
from engine.types import Answer, AnswerLength, Question, Settings
from tests.unit.answering.small_library import ScriptedModel, SmallLibrary

REVENUE = "What was the revenue of the Oslo office in May?"
COSTS = "Who approves travel costs above 500 euros?"


def answer_with(library: SmallLibrary, question: str, settings: Settings, model: ScriptedModel | None = None) -> Answer:
    events: list[Event] = []
    search = library.open_search()
    QuestionRun(1, Question(question), events.append, settings).answer(search, model)
    search.close()
    last = events[-1]
    assert isinstance(last, AnswerFinished)
    return last.answer


def test_a_longer_answer_shows_more_quotes(library: SmallLibrary) -> None:
    shown = [
        len(answer_with(library, COSTS, Settings(answer_length=length)).sentences)
        for length in (AnswerLength.SHORT, AnswerLength.MEDIUM, AnswerLength.LONG)
    ]
    assert shown[0] == 1
    assert shown == sorted(shown)
    assert shown[-1] > shown[0]


@pytest.mark.parametrize(("length", "sentences"), [(AnswerLength.SHORT, 1), (AnswerLength.MEDIUM, 3)])
def test_the_model_is_stopped_when_it_has_said_enough(
    library: SmallLibrary, model: ScriptedModel, length: AnswerLength, sentences: int
) -> None:
    amount = "of the Oslo office was 4,312 kroner"
    model.enqueue([f"{start}evenue {amount}{end}. " for start in ("R", "The r") for end in ("", " in May")])
    answer = answer_with(library, REVENUE, Settings(answer_length=length), model)
    assert len(answer.sentences) == sentences


def test_the_language_of_the_answer_can_be_chosen(library: SmallLibrary, model: ScriptedModel) -> None:
    unknown = "Which elephants did Napoleon breed on Saturn?"
    assert answer_with(library, unknown, Settings(answer_language="de")).text.startswith("Die Dokumente scheinen")
    assert answer_with(library, unknown, Settings()).text.startswith("Your documents don't")
    for _ in range(3):
        model.enqueue(["Not found."])
    answer_with(library, COSTS, Settings(answer_language="de"), model)
    answer_with(library, COSTS, Settings(), model)
    answer_with(library, "Wer genehmigt die Reisekosten, also travel costs?", Settings(answer_language="en"), model)
    assert [prompt.language_instruction for prompt in model.prompts[:2]] == ["Answer in German.", ""]
