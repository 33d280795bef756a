"""Lets other threads wait until the indexing worker has nothing left to do."""

from engine.errors import AssistantClosed, PagewiseError
from engine.library.work_gate import WorkGate
from engine.types import IndexingSummary

_STEP_SECONDS = 1.0
"""On Windows, Ctrl-C interrupts no wait without an end: so it is a row of short ones."""


class IdleSignal:
    """What the last run of work came to: a summary, an obstacle that holds it up, or nothing yet.

    Guarded by the gate's condition, which is notified when it changes.
    """

    def __init__(self, gate: WorkGate) -> None:
        self._gate = gate
        self._summary: IndexingSummary | None = None
        self._obstacle: PagewiseError | None = None

    @property
    def is_idle(self) -> bool:
        """True from `work_ended` until there is more to do."""
        return self._summary is not None

    def work_arrived(self) -> None:
        """There is something to do."""
        with self._gate.changed:
            self._summary = None
            self._gate.changed.notify_all()

    def work_goes_on(self) -> None:
        """Something was done, so that nothing holds it up any more."""
        with self._gate.changed:
            self._summary = self._obstacle = None

    def work_ended(self, summary: IndexingSummary) -> None:
        """Nothing is waiting any more."""
        with self._gate.changed:
            self._summary, self._obstacle = summary, None
            self._gate.changed.notify_all()

    def work_failed(self, error: PagewiseError) -> bool:
        """The work cannot go on now; returns whether that is news."""
        with self._gate.changed:
            is_news = self._obstacle is None or self._obstacle.title != error.title
            self._obstacle = error.with_traceback(None)
            self._gate.changed.notify_all()
        return is_news

    def wait(self, timeout: float | None) -> IndexingSummary:
        """Wait until the work ends. Raises `TimeoutError`, `AssistantClosed`, and the error that holds it up."""
        with self._gate.changed:
            while not self._gate.changed.wait_for(self._is_over, _STEP_SECONDS if timeout is None else timeout):
                if timeout is not None:
                    raise TimeoutError
            if self._gate.closed:
                raise AssistantClosed
            if self._obstacle is not None:
                raise self._obstacle
            assert self._summary is not None
            return self._summary

    def _is_over(self) -> bool:
        return self._summary is not None or self._obstacle is not None or self._gate.closed
