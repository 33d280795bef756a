"""Times the steps of some work, one after the other."""

import time

from engine.types import StepTime


class StepClock:
    """Runs from its making on; each step begins where the one before ended."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self._steps: list[StepTime] = []

    @property
    def steps(self) -> tuple[StepTime, ...]:
        """The steps that have ended, in order."""
        return tuple(self._steps)

    def end_step(self, name: str) -> None:
        """The step at hand has ended, and was this one."""
        now = time.perf_counter()
        self._steps.append(StepTime(name, now - self._last))
        self._last = now
