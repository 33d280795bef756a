"""Numbers, sizes and durations in words."""

import pytest

from desktop.amounts import counted, rough_size, shown_size, time_left


def test_counts_take_the_right_noun() -> None:
    assert [counted(number, "page") for number in (0, 1, 1200)] == ["0 pages", "1 page", "1,200 pages"]
    assert [counted(number, "copy", "copies") for number in (1, 2)] == ["1 copy", "2 copies"]


def test_sizes_are_those_of_file_managers() -> None:
    assert [shown_size(size) for size in (812, 4_100, 4_100_000, 639_000_000, 2_000_000_000)] == [
        "812 bytes",
        "4.1 kB",
        "4.1 MB",
        "639 MB",
        "2.0 GB",
    ]


def test_rough_sizes_promise_no_more_than_they_know() -> None:
    sizes = (2_400_000_000, 12_300_000_000, 639_000_000)
    assert [rough_size(size) for size in sizes] == ["2.4 GB", "12 GB", "639 MB"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (5, "less than a minute left"),
        (60, "about 1 min left"),
        (3600, "about 1 h 0 min left"),
        (5400, "about 1 h 30 min left"),
    ],
)
def test_time_left_is_rounded(seconds: float, words: str) -> None:
    assert time_left(seconds) == words
