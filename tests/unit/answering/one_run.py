"""One question, answered from a small library."""

from pathlib import Path

from engine.answering.question_run import QuestionRun
from engine.events import AnswerFinished, Event
from engine.types import Answer, Question, SearchScope
from tests.unit.answering.small_library import ScriptedModel, SmallLibrary


def run(
    library: SmallLibrary, question: str, model: ScriptedModel | None, within: tuple[Path, ...] = ()
) -> tuple[Answer, list[Event]]:
    """The answer and all events before it."""
    events: list[Event] = []
    search = library.open_search()
    QuestionRun(7, Question(question, SearchScope(within)), events.append).answer(search, model)
    search.close()
    last = events.pop()
    assert isinstance(last, AnswerFinished)
    assert last.question_id == 7
    return last.answer, events
