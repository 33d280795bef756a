"""What a model thinks aloud is set apart, wherever its pieces are cut, and never becomes part of the answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answering.question_worker import QuestionWorker
from engine.answering.thinking import without_thoughts
from engine.events import ThinkingChanged
from engine.types import Question
from tests.unit.answering.question_recorder import Recorder, working
from tests.unit.answering.small_library import ScriptedModel, SmallLibrary


def separated(pieces: list[str]) -> tuple[str, str]:
    thoughts: list[str] = []
    answer = "".join(without_thoughts(pieces, thoughts.append))
    return "".join(thoughts), answer


@pytest.mark.parametrize(
    ("text", "thought", "answer"),
    [
        ("It is 4. [1]", "", "It is 4. [1]"),
        ("<think>Hm. 2 < 3?</think>\nIt is 4.", "Hm. 2 < 3?", "\nIt is 4."),
        ("\n<think>a</think><think>b</think>c", "ab", "\nc"),
        ("<think>without end", "without end", ""),
        ("The tag <think> is text here.</think>", "", "The tag <think> is text here.</think>"),
        ("a < b and <thi", "", "a < b and <thi"),
        ("<think></think>", "", ""),
    ],
)
@given(data=st.data())
def test_thoughts_are_set_apart_however_the_text_is_cut(
    data: st.DataObject, text: str, thought: str, answer: str
) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)))))
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert separated(pieces) == (thought, answer)


def test_thoughts_are_told_and_kept_but_never_cited(library: SmallLibrary) -> None:
    model, recorder = ScriptedModel(), Recorder()
    claim = "The revenue of the Oslo office in May was 4,312 kroner."
    model.enqueue(["<think>", f"{claim} [1] ", "Or was it Bergen? [2]", "</think>", f"{claim} [1]"])
    with working(QuestionWorker(library.open_search, model.model, recorder, make_model=lambda info: model)) as worker:
        worker.ask(1, Question("What was the revenue of the Oslo office in May?"))
        answer = recorder.answer_of(1)
    assert answer.thoughts == f"{claim} [1] Or was it Bergen? [2]"
    assert [sentence.text for sentence in answer.sentences] == [claim]
    assert "Bergen" not in answer.text
    told = [event.text for event in recorder.events if isinstance(event, ThinkingChanged)]
    assert told
    assert answer.thoughts.startswith(told[0].strip())
