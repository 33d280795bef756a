"""Runs a task over a small library."""

from engine.events import AnswerFinished, Event
from engine.tasks.task_run import TaskRun
from engine.types import Answer, Task
from tests.unit.answering.small_library import ScriptedModel, SmallLibrary


def run_task(library: SmallLibrary, task: Task, model: ScriptedModel | None = None) -> tuple[Answer, list[Event]]:
    """The result of a task and all events before it."""
    events: list[Event] = []
    search = library.open_search()
    try:
        TaskRun(7, task, events.append).answer(search, model)
    finally:
        search.close()
    last = events.pop()
    assert isinstance(last, AnswerFinished)
    assert last.question_id == 7
    assert_borne_out(last.answer)
    return last.answer, events


def assert_borne_out(answer: Answer) -> None:
    """Every sentence is supported, and cites quotes that are there."""
    numbers = {citation.index for citation in answer.citations}
    for sentence in answer.sentences:
        assert sentence.supported
        assert sentence.citations
        assert set(sentence.citations) <= numbers
