"""Rates, progress and the summary of indexing."""

from collections import Counter
from pathlib import Path

import pytest

from engine.library.catalogue_records import LibraryCounts
from engine.library.indexing_statistics import IndexingStatistics, MovingRate, Outcome
from engine.types import Document, DocumentState, IndexingSummary


class Clock:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_rate_is_unknown_at_first_and_then_that_of_late() -> None:
    clock = Clock()
    rate = MovingRate(clock)
    assert rate.per_second() is None
    rate.add(5)
    assert rate.per_second() is None
    clock.now += 5
    assert rate.per_second() == 1.0
    for _ in range(40):
        clock.now += 1
        rate.add(3)
    assert rate.per_second() == pytest.approx(3.0)
    rate.clear()
    assert rate.per_second() is None


def test_a_rate_dies_down_when_nothing_is_done() -> None:
    clock = Clock()
    rate = MovingRate(clock)
    rate.add(100)
    clock.now += 60
    assert rate.per_second() is None


def test_what_was_done_says_more_than_that_nothing_had_to_be_done() -> None:
    statistics = IndexingStatistics()
    a, b = Path("a"), Path("b")
    statistics.record(a, Outcome.INDEXED)
    statistics.record(a, Outcome.UNCHANGED)
    statistics.record(b, Outcome.UNCHANGED)
    statistics.record(b, Outcome.REMOVED)
    assert statistics.outcomes == {a: Outcome.INDEXED, b: Outcome.REMOVED}


def test_progress_counts_the_present_run_and_becomes_idle() -> None:
    statistics = IndexingStatistics()
    statistics.reading = Path("a.pdf")
    statistics.page_read()
    statistics.page_read()
    progress = statistics.progress(documents_waiting=3, passages_waiting=8, ocr_pages_waiting=0)
    assert (progress.documents_done, progress.documents_total) == (0, 3)
    assert (progress.pages_read, progress.reading) == (2, Path("a.pdf"))
    assert not progress.idle

    statistics.document_done()
    statistics.texts_embedded(8)
    progress = statistics.progress(documents_waiting=0, passages_waiting=0, ocr_pages_waiting=0)
    assert (progress.documents_done, progress.documents_total) == (1, 1)
    assert (progress.passages_embedded, progress.passages_to_embed) == (8, 8)
    assert progress.reading is None
    assert progress.idle

    statistics.end_run()
    assert statistics.progress(0, 0, 0).documents_total == 0


def test_the_time_left_is_that_of_reading_and_of_embedding() -> None:
    clock = Clock()
    statistics = IndexingStatistics(document_rate=MovingRate(clock), passage_rate=MovingRate(clock))
    assert statistics.progress(0, 0, 0).seconds_left == 0.0
    assert statistics.progress(10, 0, 0).seconds_left is None
    for _ in range(10):
        clock.now += 1
        statistics.document_done()
    assert statistics.progress(20, 0, 0).seconds_left == pytest.approx(20, rel=0.2)
    assert statistics.progress(20, 100, 0).seconds_left is None
    statistics.texts_embedded(10)
    clock.now += 5
    statistics.texts_embedded(10)
    assert statistics.progress(0, 100, 0).seconds_left == pytest.approx(25)


def test_ocr_goes_on_beside_embedding() -> None:
    clock = Clock()
    statistics = IndexingStatistics(passage_rate=MovingRate(clock), ocr_rate=MovingRate(clock))
    for _ in range(10):
        clock.now += 1
        statistics.texts_embedded(10)
        statistics.page_read_by_ocr()
    progress = statistics.progress(0, 50, 20)
    assert (progress.ocr_pages_done, progress.ocr_pages_total) == (10, 30)
    assert progress.seconds_left == pytest.approx(20, rel=0.2)
    assert not statistics.progress(0, 0, 1).idle


def test_the_summary_has_one_outcome_a_document_and_the_counts_of_the_library() -> None:
    statistics = IndexingStatistics()
    for number, outcome in enumerate([Outcome.INDEXED, Outcome.INDEXED, Outcome.MOVED, Outcome.FAILED]):
        statistics.record(Path(str(number)), outcome)
    statistics.texts_embedded(5)
    statistics.passages_reused = 2
    statistics.unknown_types = {
        Path("a"): Counter({".mp3": 1}),
        Path("b"): Counter({".dll": 3, ".mp3": 1}),
        Path("removed"): Counter({".exe": 1}),
    }
    failed = [Document(path, DocumentState.FAILED) for path in statistics.failed]

    summary = statistics.summary(LibraryCounts(4, 7, 9, 7), failed, [Path("a"), Path("b")], seconds=1.5)

    assert summary == IndexingSummary(
        documents=4,
        indexed=2,
        moved=1,
        failed=(Document(Path("3"), DocumentState.FAILED),),
        left_out={".dll": 3, ".mp3": 2},
        pages=7,
        passages=9,
        passages_embedded=5,
        passages_reused=2,
        seconds_total=1.5,
    )
