"""Lets callers wait for what becomes of a question."""

from concurrent.futures import Future

from engine.errors import AssistantClosed
from engine.events import AnswerFinished, Event, QuestionFailed


class AwaitedAnswers:
    """Hands the last event of a question to whoever waits for it. `expect` comes before the question is asked."""

    def __init__(self) -> None:
        self._awaited: dict[int, Future[AnswerFinished]] = {}

    def expect(self, question_id: int) -> "Future[AnswerFinished]":
        """Has the answer as its result, or the `PagewiseError` of the failure as its exception."""
        future = self._awaited[question_id] = Future()
        return future

    def note(self, event: Event) -> None:
        """Hand an event on if it is awaited."""
        if isinstance(event, AnswerFinished) and (future := self._awaited.pop(event.question_id, None)):
            future.set_result(event)
        elif isinstance(event, QuestionFailed) and (future := self._awaited.pop(event.question_id, None)):
            future.set_exception(event.error)

    def close(self) -> None:
        """No more events come: those who still wait get `AssistantClosed`."""
        while self._awaited:
            _, future = self._awaited.popitem()
            future.set_exception(AssistantClosed())
