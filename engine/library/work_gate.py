"""Lets other threads pause, interrupt and end the work of one thread, at the points where that is safe."""

import threading

from engine.types import Rest


class WorkInterrupted(Exception):
    """The work at hand has to be left and taken up again later, or never if the gate is closed."""


class WorkGate:
    """The worker passes `checkpoint` between pages and batches; others decide there whether it goes on.

    Its condition `changed` is notified with every change, and may be used to wait for it and for more.
    """

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self._pauses = 0
        self._held = False
        self._resting = Rest.NONE
        self._interrupted = False
        self._closed = False

    @property
    def paused(self) -> bool:
        """True while there are more pauses than resumes, or it is held, or rests."""
        return self._pauses > 0 or self._held or self._resting is not Rest.NONE

    @property
    def held(self) -> bool:
        """True from `hold` to `release`."""
        return self._held

    @property
    def resting(self) -> Rest:
        """Why it rests."""
        return self._resting

    @property
    def closed(self) -> bool:
        """True once `close` was called."""
        return self._closed

    def pause(self) -> None:
        """Hold the worker at its next checkpoint. Nestable."""
        with self.changed:
            self._pauses += 1
            self.changed.notify_all()

    def resume(self) -> None:
        """End one `pause`. Raises `ValueError` without one."""
        with self.changed:
            if not self._pauses:
                raise ValueError("resume() without pause()")
            self._pauses -= 1
            self.changed.notify_all()

    def hold(self) -> None:
        """Begin a pause that may last for days: the worker leaves what it is doing, instead of waiting amid it."""
        with self.changed:
            self._held = self._interrupted = True
            self.changed.notify_all()

    def release(self) -> None:
        """End what `hold` began; does no harm without it."""
        with self.changed:
            self._held = False
            self.changed.notify_all()

    def rest(self, reason: Rest) -> None:
        """Hold for this reason instead of the one before; `Rest.NONE` ends it."""
        with self.changed:
            self._resting = reason
            self._interrupted = self._interrupted or reason is not Rest.NONE
            self.changed.notify_all()

    def interrupt(self) -> None:
        """Make the worker leave what it is doing at its next checkpoint."""
        with self.changed:
            self._interrupted = True
            self.changed.notify_all()

    def close(self) -> None:
        """Make the worker leave what it is doing at every checkpoint from now on."""
        with self.changed:
            self._closed = True
            self.changed.notify_all()

    def begin(self) -> None:
        """The worker takes up something new: an `interrupt` of what was before is over."""
        with self.changed:
            self._interrupted = False

    def leave_if_interrupted(self) -> None:
        """Raises `WorkInterrupted` if the work at hand has to be left; does not wait while paused."""
        if self._interrupted or self._closed:
            raise WorkInterrupted

    def checkpoint(self) -> None:
        """Wait while paused. Raises `WorkInterrupted` if the work at hand has to be left."""
        if self.paused:
            with self.changed:
                self.changed.wait_for(lambda: not self.paused or self._interrupted or self._closed)
        self.leave_if_interrupted()
