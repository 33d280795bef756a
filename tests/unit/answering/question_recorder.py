"""Events of a question worker, collected and waited for."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from engine.answering.question_worker import QuestionWorker
from engine.events import AnswerFinished, Event, QuestionFailed
from engine.types import Answer, Question
from tests.unit.answering.small_library import TIMEOUT

REVENUE = Question("What was the revenue of the Oslo office in May?")
TRUE_SENTENCE = "The revenue of the Oslo office was 4,312 kroner."


class Recorder:
    """Collects events and lets a test wait for them."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._changed = threading.Condition()

    def __call__(self, event: Event) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def last_event_of(self, question_id: int) -> AnswerFinished | QuestionFailed:
        """Wait for the end of a question."""

        def ends() -> list[AnswerFinished | QuestionFailed]:
            finished = [e for e in self.events if isinstance(e, AnswerFinished | QuestionFailed)]
            return [event for event in finished if event.question_id == question_id]

        with self._changed:
            assert self._changed.wait_for(ends, TIMEOUT)
            (event,) = ends()
            return event

    def answer_of(self, question_id: int) -> Answer:
        event = self.last_event_of(question_id)
        assert isinstance(event, AnswerFinished)
        return event.answer

    def wait_for(self, kind: type[Event]) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: any(isinstance(e, kind) for e in self.events), TIMEOUT)


@contextmanager
def working(worker: QuestionWorker) -> Iterator[QuestionWorker]:
    try:
        yield worker
    finally:
        worker.close()
