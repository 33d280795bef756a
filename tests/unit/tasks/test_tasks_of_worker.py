"""Tasks on the thread that answers questions."""

import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest

from engine.answering.question_worker import QuestionWorker
from engine.errors import DocumentNotInLibrary, ModelTooSmall
from engine.events import AnswerFinished, Event, QuestionFailed, SentenceFinished, TaskProgressed
from engine.types import Question, Selection, SummariseDocument, TranslatePassage
from tests.unit.answering.small_library import GARDEN, SCRIPTED_MODEL, TIMEOUT, ScriptedModel, SmallLibrary

PATH = Path("/documents/garden.txt")


class WorkerAtWork:
    """A question worker, its events in order, and what surrounds its work."""

    def __init__(self, library: SmallLibrary, model: ScriptedModel) -> None:
        self.events: Queue[Event] = Queue()
        self.hooks: list[str] = []
        self.held = threading.Event()
        self.held.set()
        self.worker = QuestionWorker(
            library.open_search,
            SCRIPTED_MODEL,
            self.events.put,
            before_answer=self._before,
            after_answer=lambda: self.hooks.append("after"),
            make_model=lambda info: model,
        )

    def until_end_of(self, question_id: int) -> list[Event]:
        """All events up to the last of this question or task."""
        events: list[Event] = []
        while True:
            event = self.events.get(timeout=TIMEOUT)
            events.append(event)
            if isinstance(event, AnswerFinished | QuestionFailed) and event.question_id == question_id:
                return events

    def _before(self) -> None:
        assert self.held.wait(TIMEOUT)
        self.hooks.append("before")


@pytest.fixture
def at_work(library: SmallLibrary, small_model: ScriptedModel) -> Iterator[WorkerAtWork]:
    library.add(PATH, GARDEN, pages=False)
    at_work = WorkerAtWork(library, small_model)
    yield at_work
    at_work.held.set()
    at_work.worker.close()


def test_a_task_is_done_like_a_question_while_indexing_steps_aside(at_work: WorkerAtWork) -> None:
    at_work.worker.ask(1, SummariseDocument(PATH))
    events = at_work.until_end_of(1)
    assert [type(event) for event in events if not isinstance(event, SentenceFinished)] == [
        TaskProgressed,
        AnswerFinished,
    ]
    assert any(isinstance(event, SentenceFinished) for event in events)
    assert at_work.hooks == ["before", "after"]


def test_tasks_and_questions_come_in_order(at_work: WorkerAtWork, small_model: ScriptedModel) -> None:
    small_model.enqueue(["Tulips are planted in October."])
    at_work.worker.ask(1, SummariseDocument(PATH))
    at_work.worker.ask(2, Question("When are tulips planted?"))
    last = at_work.until_end_of(1)[-1]
    assert isinstance(last, AnswerFinished)
    assert isinstance(at_work.until_end_of(2)[-1], AnswerFinished)


@pytest.mark.parametrize(
    ("task", "error"),
    [
        (SummariseDocument(Path("/documents/gone.txt")), DocumentNotInLibrary),
        (TranslatePassage(Selection(PATH, "Roses are pruned"), "German"), ModelTooSmall),
    ],
)
def test_a_task_that_cannot_be_done_fails_with_advice(
    at_work: WorkerAtWork, task: SummariseDocument | TranslatePassage, error: type[Exception]
) -> None:
    at_work.worker.ask(1, task)
    last = at_work.until_end_of(1)[-1]
    assert isinstance(last, QuestionFailed)
    assert isinstance(last.error, error)
    assert at_work.hooks == ["before", "after"]


def test_a_task_that_waits_can_be_stopped(at_work: WorkerAtWork) -> None:
    at_work.held.clear()
    at_work.worker.ask(1, SummariseDocument(PATH))
    at_work.worker.ask(2, SummariseDocument(PATH))
    at_work.worker.stop(2)
    at_work.held.set()
    last = at_work.until_end_of(2)[-1]
    assert isinstance(last, AnswerFinished)
    assert last.answer.stopped
    assert not last.answer.found
