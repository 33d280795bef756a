"""The machine is measured."""

from pathlib import Path

import psutil

from engine.machine import is_memory_free, measure_machine


def test_what_the_machine_has_is_measured(tmp_path: Path) -> None:
    machine = measure_machine(tmp_path / "not" / "made" / "yet")
    assert machine.memory_total == psutil.virtual_memory().total
    assert 0 < machine.memory_free <= machine.memory_total
    assert 1 <= machine.cores <= (psutil.cpu_count() or 1)
    assert machine.disk_free > 0


def test_what_nobody_has_is_not_free() -> None:
    assert is_memory_free(0)
    assert not is_memory_free(10**18)
