"""Counts what indexing does: progress for the eye, and a summary at the end."""

import time
from collections import Counter, deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from engine.library.catalogue_records import LibraryCounts
from engine.types import Document, IndexingProgress, IndexingSummary

_WINDOW_SECONDS = 30.0
_LEAST_SECONDS_FOR_AN_ESTIMATE = 2.0


class Outcome(StrEnum):
    """What became of a document."""

    INDEXED = "indexed"
    UNCHANGED = "unchanged"
    MOVED = "moved"
    REMOVED = "removed"
    FAILED = "failed"


class MovingRate:
    """How many of something are done a second, of late."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._samples: deque[tuple[float, int]] = deque()
        self._done = 0

    def add(self, count: int) -> None:
        """Count some more as done now."""
        if not self._samples:
            self._samples.append((self._clock(), 0))
        self._done += count
        self._samples.append((self._clock(), self._done))

    def clear(self) -> None:
        """Forget what was done: there was a break."""
        self._samples.clear()
        self._done = 0

    def per_second(self) -> float | None:
        """The rate within the last half minute; None if there is too little to tell."""
        now = self._clock()
        while self._samples and self._samples[0][0] < now - _WINDOW_SECONDS:
            self._samples.popleft()
        if not self._samples or now - self._samples[0][0] < _LEAST_SECONDS_FOR_AN_ESTIMATE:
            return None
        return (self._done - self._samples[0][1]) / (now - self._samples[0][0])


@dataclass(slots=True)
class IndexingStatistics:
    """Counts since the start of the worker (`outcomes` and the times) and of the present run of work (the others).

    A run ends when nothing is waiting any more.
    """

    outcomes: dict[Path, Outcome] = field(default_factory=dict)
    unknown_types: dict[Path, Counter[str]] = field(default_factory=dict)
    """By place, how many files were left out when it was compared last, since nothing reads their type (".dll")."""
    passages_embedded: int = 0
    passages_reused: int = 0
    seconds_reading: float = 0.0
    seconds_embedding: float = 0.0
    seconds_paused: float = 0.0
    """Time that reading has waited for answers."""

    reading: Path | None = None
    documents_done: int = 0
    pages_read: int = 0
    run_passages_embedded: int = 0
    ocr_pages_done: int = 0
    document_rate: MovingRate = field(default_factory=MovingRate)
    page_rate: MovingRate = field(default_factory=MovingRate)
    passage_rate: MovingRate = field(default_factory=MovingRate)
    ocr_rate: MovingRate = field(default_factory=MovingRate)

    def record(self, path: Path, outcome: Outcome) -> None:
        """Record what became of a document. That nothing had to be done says less than anything before."""
        if outcome is Outcome.UNCHANGED:
            self.outcomes.setdefault(path, outcome)
        else:
            self.outcomes[path] = outcome

    @property
    def failed(self) -> list[Path]:
        """The documents that could not be read, by path."""
        return sorted(path for path, outcome in self.outcomes.items() if outcome is Outcome.FAILED)

    def document_done(self) -> None:
        """One of the waiting documents is done, whatever became of it."""
        self.reading = None
        self.documents_done += 1
        self.document_rate.add(1)

    def page_read(self) -> None:
        """A page (or part) was read."""
        self.pages_read += 1
        self.page_rate.add(1)

    def texts_embedded(self, count: int) -> None:
        """Some passages got their vectors."""
        self.passages_embedded += count
        self.run_passages_embedded += count
        self.passage_rate.add(count)

    def page_read_by_ocr(self) -> None:
        """The image of a page was read."""
        self.ocr_pages_done += 1
        self.ocr_rate.add(1)

    def end_run(self) -> None:
        """Nothing is waiting any more; what comes next counts from zero."""
        self.reading = None
        self.documents_done = self.pages_read = self.run_passages_embedded = self.ocr_pages_done = 0
        for rate in (self.document_rate, self.page_rate, self.passage_rate, self.ocr_rate):
            rate.clear()

    def progress(
        self, documents_waiting: int, passages_waiting: int, ocr_pages_waiting: int, model_in_preparation: str = ""
    ) -> IndexingProgress:
        """The state of the present run, given what is waiting still; whether it pauses is for others to say."""
        return IndexingProgress(
            documents_done=self.documents_done,
            documents_total=self.documents_done + documents_waiting,
            reading=self.reading,
            pages_read=self.pages_read,
            pages_per_second=self.page_rate.per_second() or 0.0,
            passages_embedded=self.run_passages_embedded,
            passages_to_embed=self.run_passages_embedded + passages_waiting,
            seconds_left=self._seconds_left(documents_waiting, passages_waiting, ocr_pages_waiting),
            ocr_pages_done=self.ocr_pages_done,
            ocr_pages_total=self.ocr_pages_done + ocr_pages_waiting,
            model_in_preparation=model_in_preparation,
        )

    def summary(
        self, counts: LibraryCounts, failed: Collection[Document], places: Collection[Path], seconds: float
    ) -> IndexingSummary:
        """What was done in all the `seconds` since the worker started, and what the library of `places` holds now."""
        left_out = sum((self.unknown_types.get(place, Counter()) for place in places), Counter[str]())
        numbers = Counter(self.outcomes.values())
        return IndexingSummary(
            documents=counts.documents,
            indexed=numbers[Outcome.INDEXED],
            unchanged=numbers[Outcome.UNCHANGED],
            moved=numbers[Outcome.MOVED],
            removed=numbers[Outcome.REMOVED],
            failed=tuple(failed),
            left_out=dict(left_out.most_common()),
            pages=counts.pages,
            passages=counts.passages,
            passages_embedded=self.passages_embedded,
            passages_reused=self.passages_reused,
            seconds_total=seconds,
            seconds_reading=self.seconds_reading,
            seconds_embedding=self.seconds_embedding,
        )

    def _seconds_left(self, documents_waiting: int, passages_waiting: int, ocr_pages_waiting: int) -> float | None:
        """Reading comes first, then embedding and OCR side by side; None if one of them can't be told."""
        reading = _seconds(documents_waiting, self.document_rate)
        embedding = _seconds(passages_waiting, self.passage_rate)
        ocr = _seconds(ocr_pages_waiting, self.ocr_rate)
        return None if reading is None or embedding is None or ocr is None else reading + max(embedding, ocr)


def _seconds(waiting: int, rate: MovingRate) -> float | None:
    """How long it takes until nothing is waiting; None if that can't be told."""
    if not waiting:
        return 0.0
    per_second = rate.per_second()
    return waiting / per_second if per_second else None
