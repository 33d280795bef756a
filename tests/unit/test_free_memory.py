"""What is only prepared asks first whether there is memory to spare."""

from pathlib import Path

import pytest

from engine.free_memory import is_free


@pytest.mark.parametrize(("size", "expected"), [(2_000_000, True), (2_048_000, True), (2_048_001, False)])
def test_what_the_system_can_give_is_free(tmp_path: Path, size: int, expected: bool) -> None:
    info = tmp_path / "meminfo"
    info.write_text("MemTotal:       8000 kB\nMemFree:        1000 kB\nMemAvailable:   2000 kB\n")
    assert is_free(size, info) is expected


def test_a_system_that_does_not_tell_has_enough(tmp_path: Path) -> None:
    assert is_free(10**15, tmp_path / "missing")
