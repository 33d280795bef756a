"""Pausing, interrupting and closing, from another thread than the worker's."""

import threading
from collections.abc import Callable

import pytest

from engine.library.work_gate import WorkGate, WorkInterrupted

TIMEOUT = 10.0


class Worker:
    """Passes one checkpoint on a thread of its own."""

    def __init__(self, gate: WorkGate) -> None:
        self.passed = threading.Event()
        self.interrupted = False
        self._gate = gate
        self._thread = threading.Thread(target=self._work)
        self._thread.start()

    def _work(self) -> None:
        try:
            self._gate.checkpoint()
        except WorkInterrupted:
            self.interrupted = True
        self.passed.set()

    def finish(self) -> bool:
        """Wait for the end; returns True if the work was interrupted."""
        self._thread.join(TIMEOUT)
        assert self.passed.is_set()
        return self.interrupted


def test_the_gate_is_open_at_first() -> None:
    gate = WorkGate()
    gate.checkpoint()
    assert not gate.paused
    assert not gate.closed


def test_pauses_nest() -> None:
    gate = WorkGate()
    gate.pause()
    gate.pause()
    worker = Worker(gate)
    gate.resume()
    assert gate.paused
    assert not worker.passed.is_set()
    gate.resume()
    assert not worker.finish()


@pytest.mark.parametrize("leave", [WorkGate.interrupt, WorkGate.close])
def test_a_paused_worker_can_be_made_to_leave(leave: Callable[[WorkGate], None]) -> None:
    gate = WorkGate()
    gate.pause()
    worker = Worker(gate)
    leave(gate)
    assert worker.finish()


def test_an_interrupt_is_over_with_the_next_work_but_closing_is_not() -> None:
    gate = WorkGate()
    gate.interrupt()
    with pytest.raises(WorkInterrupted):
        gate.leave_if_interrupted()
    gate.begin()
    gate.checkpoint()
    gate.close()
    gate.begin()
    with pytest.raises(WorkInterrupted):
        gate.checkpoint()


def test_leaving_does_not_wait_for_a_pause_to_end() -> None:
    gate = WorkGate()
    gate.pause()
    gate.leave_if_interrupted()


def test_resume_needs_a_pause() -> None:
    with pytest.raises(ValueError, match="pause"):
        WorkGate().resume()


def test_holding_interrupts_the_work_at_hand_and_pauses_until_released() -> None:
    gate = WorkGate()
    gate.hold()
    with pytest.raises(WorkInterrupted):
        gate.checkpoint()
    gate.begin()
    worker = Worker(gate)
    assert gate.paused
    assert gate.held
    gate.release()
    assert not worker.finish()
    assert not gate.paused


def test_a_pause_outlasts_a_release() -> None:
    gate = WorkGate()
    gate.pause()
    gate.hold()
    gate.release()
    assert gate.paused
    assert not gate.held
