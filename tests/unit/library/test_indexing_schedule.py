"""Indexing rests by itself on battery and in the quiet hours, and goes on."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from pathlib import Path
from queue import Queue

import pytest

from engine.library import ocr_queue
from engine.library.indexing_schedule import IndexingSchedule, reason_to_rest
from engine.types import QuietHours, Rest, Settings
from tests.unit.library.indexing_harness import TIMEOUT, running, write
from tests.unit.library.test_ocr_queue import FakeOcrProcess

_SCAN = Path(__file__).parents[2] / "documents" / "odd" / "scan.pdf"
NIGHT = Settings(quiet_hours=QuietHours(time(22), time(6)))


def test_there_is_a_reason_only_if_it_was_chosen() -> None:
    assert reason_to_rest(Settings(), time(23), lambda: True) is Rest.NONE
    assert reason_to_rest(NIGHT, time(23), lambda: False) is Rest.QUIET_HOURS
    assert reason_to_rest(NIGHT, time(12), lambda: True) is Rest.NONE
    assert reason_to_rest(replace(NIGHT, pause_on_battery=True), time(12), lambda: True) is Rest.BATTERY


class Clock:
    """A schedule with a clock and a battery that a test sets; it is looked at every few milliseconds."""

    def __init__(self) -> None:
        self.now, self.on_battery = time(12), False
        self.told: Queue[Rest] = Queue()
        self.schedule = IndexingSchedule(
            self.told.put, now=lambda: self.now, on_battery=lambda: self.on_battery, seconds_between_looks=0.01
        )


@pytest.fixture
def clock() -> Iterator[Clock]:
    clock = Clock()
    yield clock
    clock.schedule.close()


def test_the_quiet_hours_come_and_go(clock: Clock) -> None:
    clock.schedule.follow(NIGHT)
    clock.now = time(22)
    assert clock.told.get(timeout=TIMEOUT) is Rest.QUIET_HOURS
    clock.now = time(6)
    assert clock.told.get(timeout=TIMEOUT) is Rest.NONE


def test_a_rest_is_overruled_until_the_next_one(clock: Clock) -> None:
    clock.on_battery = True
    clock.schedule.follow(Settings(pause_on_battery=True))
    assert clock.told.get(timeout=TIMEOUT) is Rest.BATTERY
    clock.schedule.overrule()
    assert clock.told.get(timeout=TIMEOUT) is Rest.NONE
    clock.schedule.follow(Settings(pause_on_battery=True, thorough=True))
    assert clock.told.empty(), "something else was chosen"
    clock.schedule.follow(replace(NIGHT, pause_on_battery=True))
    assert clock.told.get(timeout=TIMEOUT) is Rest.BATTERY, "when to rest was chosen anew"


def test_nothing_is_read_during_a_rest_and_the_panel_is_told(library_folder: Path, folder: Path) -> None:
    write(folder / "a.txt", "Roses are pruned in March.")
    all_day = Settings(quiet_hours=QuietHours(time(0), time(0)))
    with running(library_folder) as library:
        library.worker.follow(all_day)
        library.worker.add_places([folder])
        library.wait_until(
            lambda: any(
                p.progress.resting is Rest.QUIET_HOURS and p.progress.documents_total for p in library.progress()
            )
        )
        assert library.read_paths() == []
        library.worker.set_paused_by_user(paused=False)
        library.wait_until_equal_to(folder)
        assert library.progress()[-1].progress.resting is Rest.NONE


def test_less_memory_for_reading_takes_hold_with_the_next_document(library_folder: Path, folder: Path) -> None:
    with running(library_folder) as library:
        library.worker.follow(Settings(reading_gigabytes=2))
        write(folder / "a.txt", "Roses are pruned in March.")
        library.worker.add_places([folder])
        library.wait_until_equal_to(folder)


def test_on_one_core_images_are_read_when_everything_is_embedded(
    library_folder: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = FakeOcrProcess()
    monkeypatch.setattr(ocr_queue, "OcrProcess", lambda: process)
    scan = folder / "scan.pdf"
    shutil.copy(_SCAN, scan)
    write(folder / "a.txt", "Roses are pruned in March.")
    with running(library_folder, watch=False) as library:
        library.worker.follow(Settings(cores=1))
        library.words_embedder.may_go_on.clear()
        library.worker.add_places([folder])
        assert library.words_embedder.was_called.wait(TIMEOUT)
        assert process.asked == []
        library.words_embedder.may_go_on.set()
        library.wait_until_idle()
        assert process.asked == [("scan.pdf", 1)]
        assert library.is_fully_embedded()
