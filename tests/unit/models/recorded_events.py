"""Events of worker threads, waited for in order."""

import queue
from typing import TypeVar

from engine.events import Event

_Kind = TypeVar("_Kind")
_LIMIT_SECONDS = 60.0
"""A failing test ends; a passing one never waits so long."""


class RecordedEvents:
    """Takes events from any thread."""

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()

    def __call__(self, event: Event) -> None:
        self._events.put(event)

    def wait_for(self, kind: type[_Kind]) -> _Kind:
        """The next event of a kind; those before it are dropped."""
        while True:
            event = self._events.get(timeout=_LIMIT_SECONDS)
            if isinstance(event, kind):
                return event
