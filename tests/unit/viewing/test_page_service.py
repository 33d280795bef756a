"""The service in the parent, with the real renderer and with one that crashes and hangs at will."""

import multiprocessing
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pymupdf
import pytest

from engine.errors import DocumentError, FileVanished, ReaderEnded
from engine.events import DocumentOpened, PageRendered, ViewingFailed
from engine.types import PageImage, PageSize
from engine.viewing.page_requests import ViewingEvent
from engine.viewing.page_service import MAX_WAITING_PAGES, PageService
from tests.unit.viewing.troubled_renderer import BUGGY_PAGE, CRASHING_PAGE, HANGING_PAGE, start_troubled_renderer

_PATIENCE = 60.0


class Events:
    """Collects events; the thread that delivers them can be held up."""

    def __init__(self) -> None:
        self._events: queue.Queue[ViewingEvent] = queue.Queue()
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def __call__(self, event: ViewingEvent) -> None:
        self._events.put(event)
        assert self.may_go_on.wait(_PATIENCE)

    def next(self) -> ViewingEvent:
        return self._events.get(timeout=_PATIENCE)

    def pages(self, count: int) -> list[int | None]:
        events = [self.next() for _ in range(count)]
        return [event.page for event in events if not isinstance(event, DocumentOpened)]


def child_names() -> list[str]:
    return [child.name for child in multiprocessing.active_children()]


@contextmanager
def troubled_service(events: Events, page_timeout: float = _PATIENCE) -> Iterator[PageService]:
    service = PageService(events, start_renderer=start_troubled_renderer, page_timeout=page_timeout)
    try:
        yield service
    finally:
        events.may_go_on.set()
        service.close()


@pytest.fixture
def events() -> Events:
    return Events()


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    with pymupdf.open() as document:
        for _ in range(3):
            document.new_page(width=100, height=200)
        document.save(tmp_path / "a.pdf")
    return tmp_path / "a.pdf"


def test_the_child_can_be_started_before_a_document_is_opened(events: Events, pdf: Path) -> None:
    service = PageService(events)
    try:
        service.prepare()
        while not (prepared := multiprocessing.active_children()):
            assert threading.active_count() > 1
        service.open_document(pdf)
        assert isinstance(events.next(), DocumentOpened)
        assert multiprocessing.active_children() == prepared
    finally:
        service.close()


def test_opens_and_renders_in_a_child(events: Events, pdf: Path) -> None:
    service = PageService(events)
    try:
        service.open_document(pdf)
        opened = events.next()
        assert isinstance(opened, DocumentOpened)
        assert opened.page_sizes == (PageSize(100, 200),) * 3
        service.request_page(pdf, 2, 1.5)
        rendered = events.next()
        assert isinstance(rendered, PageRendered)
        assert (rendered.page, rendered.image.width, rendered.image.height) == (2, 150, 300)
        service.open_document(pdf.with_name("gone.pdf"))
        failed = events.next()
        assert isinstance(failed, ViewingFailed)
        assert failed.page is None
        assert isinstance(failed.error, FileVanished)
    finally:
        service.close()


@pytest.mark.parametrize("page", [CRASHING_PAGE, HANGING_PAGE, BUGGY_PAGE])
def test_a_bad_page_costs_only_itself(events: Events, page: int) -> None:
    with troubled_service(events, page_timeout=_PATIENCE if page != HANGING_PAGE else 3.0) as service:
        service.open_document(Path("/a"))
        assert isinstance(events.next(), DocumentOpened)
        service.request_page(Path("/a"), page, 1.0)
        failed = events.next()
        assert isinstance(failed, ViewingFailed)
        assert failed.page == page
        assert isinstance(failed.error, DocumentError if page == BUGGY_PAGE else ReaderEnded)
        service.request_page(Path("/a"), 1, 1.0)
        assert events.pages(1) == [1]


def test_a_child_that_cannot_be_started_is_told_and_tried_again(events: Events) -> None:
    service = PageService(events, start_renderer=lambda: lambda _: ())  # no child can be given a lambda
    try:
        service.prepare()
        for path in (Path("/a"), Path("/b")):
            service.open_document(path)
            failed = events.next()
            assert isinstance(failed, ViewingFailed)
            assert failed.path == path
    finally:
        service.close()


def test_the_newest_request_comes_first_and_duplicates_collapse(events: Events) -> None:
    with troubled_service(events) as service:
        events.may_go_on.clear()
        service.open_document(Path("/a"))
        assert isinstance(events.next(), DocumentOpened)  # the service's thread is held up from here on
        for page in (10, 11, 12, 10, 13, 13):
            service.request_page(Path("/a"), page, 1.0)
        service.request_page(Path("/a"), 11, 2.0)
        events.may_go_on.set()
        assert events.pages(4) == [11, 13, 10, 12]


def test_pages_scrolled_past_are_forgotten(events: Events) -> None:
    with troubled_service(events) as service:
        events.may_go_on.clear()
        service.open_document(Path("/a"))
        events.next()
        for page in range(10, 60):
            service.request_page(Path("/a"), page, 1.0)
        events.may_go_on.set()
        assert events.pages(MAX_WAITING_PAGES) == list(range(59, 59 - MAX_WAITING_PAGES, -1))
        service.request_page(Path("/a"), 99, 1.0)
        assert events.pages(1) == [99]


def test_another_document_ends_what_is_asked_of_the_one_before(events: Events) -> None:
    with troubled_service(events) as service:
        service.open_document(Path("/a"))
        events.next()
        service.request_page(Path("/a"), 1, 1.0)
        assert events.pages(1) == [1]
        service.request_page(Path("/a"), HANGING_PAGE, 1.0)
        service.open_document(Path("/b"))
        service.request_page(Path("/a"), 5, 1.0)
        service.request_page(Path("/b"), 6, 1.0)
        opened, page = events.next(), events.next()
        assert isinstance(opened, DocumentOpened)
        assert (opened.path, page) == (Path("/b"), PageRendered(Path("/b"), 6, 1.0, PageImage(1, 1, b"abc")))


def test_pages_of_a_document_that_is_not_open_are_dropped(events: Events) -> None:
    with troubled_service(events) as service:
        service.request_page(Path("/a"), 1, 1.0)
        service.open_document(Path("/b"))
        assert isinstance(events.next(), DocumentOpened)


@pytest.mark.parametrize("zoom", [0.0, -1.0, float("nan")])
def test_a_zoom_that_is_none_is_refused(events: Events, zoom: float) -> None:
    with troubled_service(events) as service, pytest.raises(ValueError, match="zoom"):
        service.request_page(Path("/a"), 1, zoom)


def test_closing_ends_a_hanging_page_and_leaves_nothing(events: Events) -> None:
    with troubled_service(events) as service:
        service.open_document(Path("/a"))
        events.next()
        service.request_page(Path("/a"), HANGING_PAGE, 1.0)
        assert child_names() == ["page viewer"]
        service.close()
        assert child_names() == []
        service.close()


def test_nothing_starts_before_it_is_needed(events: Events) -> None:
    with troubled_service(events) as service:
        assert child_names() == []
        service.open_document(Path("/a"))
        events.next()
        assert child_names() == ["page viewer"]
