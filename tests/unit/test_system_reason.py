"""What the operating system refuses is told with the file and in words, without error numbers."""

from pathlib import Path

import pytest

from engine.errors import system_reason


def test_the_file_and_the_systems_words_are_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"^\[Errno") as raised:
        (tmp_path / "none").open(encoding="utf-8")
    assert system_reason(raised.value) == f"{tmp_path / 'none'}: {raised.value.strerror}"


@pytest.mark.parametrize(
    ("error", "told"),
    [(OSError("the disk is gone"), "the disk is gone"), (OSError(28, "full"), "full")],
)
def test_what_names_no_file_is_told_as_it_is(error: OSError, told: str) -> None:
    assert system_reason(error) == told
