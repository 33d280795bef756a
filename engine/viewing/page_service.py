"""Opens documents and renders their pages for the viewer, in a child process, reporting by events."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.child_process import ChildEnded, ChildFailed, ChildProcess
from engine.child_side import Handler
from engine.errors import DocumentError, PagewiseError, ReaderEnded
from engine.events import ViewingFailed
from engine.machine import is_memory_free
from engine.viewing.page_requests import OpenDocument, PageRequest, RenderPage, ViewingEvent

_log = logging.getLogger(__name__)

OPENING_TIMEOUT_SECONDS = 60.0
"""Long documents without pages are read as a whole before they are shown."""

PAGE_TIMEOUT_SECONDS = 20.0

MAX_WAITING_PAGES = 24
"""Pages scrolled past are forgotten beyond this number, the oldest first. The viewer has fewer in flight."""

MEMORY_LIMIT = 2 * 1024**3
"""Address space of the child in bytes; its libraries take 0.2 GB of it."""

_CLOSE_CHECK_SECONDS = 0.05

_MEMORY_TO_PREPARE = 512 * 1024**2
"""Bytes that must be free before the child is started ahead of time."""


@dataclass(frozen=True, slots=True)
class _Preparation:
    """Start the child; nothing is to be shown yet."""


def start_renderer() -> Handler:
    """Make the child's handler of requests; PyMuPDF is imported there and never in the parent."""
    from engine.viewing.page_renderer import PageRenderer  # for the child only

    return PageRenderer().answer


class PageService:
    """Shows one document at a time: opening another drops whatever was still asked of the one before.

    Pages are rendered newest request first, so that the page looked at comes before those scrolled past. A page that
    crashes or hangs the child costs a `ViewingFailed`; the next request starts a new child. If the file has changed
    since it was opened, a page is preceded by another `DocumentOpened`.
    """

    def __init__(
        self,
        on_event: Callable[[ViewingEvent], None],
        *,
        start_renderer: Callable[[], Handler] = start_renderer,
        page_timeout: float = PAGE_TIMEOUT_SECONDS,
    ) -> None:
        """`on_event` is called on the service's thread. `page_timeout` is in seconds."""
        self._on_event = on_event
        self._page_timeout = page_timeout
        self._child = ChildProcess("page viewer", start_renderer, memory_limit=MEMORY_LIMIT)
        self._changed = threading.Condition()
        self._path: Path | None = None
        self._opening = self._preparing = False
        self._waiting_pages: dict[int, float] = {}
        self._running: PageRequest | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="page-service")
        self._thread.start()

    def prepare(self) -> None:
        """Have the child started before a document is opened, unless memory is low; returns at once."""
        with self._changed:
            self._preparing = True
            self._changed.notify()

    def open_document(self, path: Path) -> None:
        """Prepare a document for viewing; returns at once. `DocumentOpened` or `ViewingFailed` follows.

        They do not follow if yet another document is opened before. A document that is open already is looked at
        again, which is quick unless its file has changed.
        """
        with self._changed:
            if path != self._path:
                self._waiting_pages.clear()
                if self._running is not None:
                    self._child.stop_request()
            self._path, self._opening = path, True
            self._changed.notify()

    def request_page(self, path: Path, page: int, zoom: float) -> None:
        """Render a 1-based page at `zoom` pixels per point; returns at once. `PageRendered` or `ViewingFailed` follows.

        A request replaces an earlier one for the same page. Requests for another document than the one opened last
        are dropped. Raises ValueError if `zoom` is not positive.
        """
        if not zoom > 0:
            raise ValueError(f"zoom must be positive, not {zoom}")
        with self._changed:
            if path != self._path or self._running == RenderPage(path, page, zoom):
                return
            self._waiting_pages.pop(page, None)
            self._waiting_pages[page] = zoom
            if len(self._waiting_pages) > MAX_WAITING_PAGES:
                del self._waiting_pages[next(iter(self._waiting_pages))]
            self._changed.notify()

    def close(self) -> None:
        """End the thread and the child (blocking, short). Safe to call twice."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        while self._thread.is_alive():
            # Repeated, because the thread may have been on its way to the child with a request just now.
            self._child.end()
            self._thread.join(_CLOSE_CHECK_SECONDS)

    def _run(self) -> None:
        while (request := self._next_request()) is not None:
            try:
                if not isinstance(request, _Preparation):
                    self._answer(request)
                elif is_memory_free(_MEMORY_TO_PREPARE):
                    self._child.start()
            except Exception:  # no child can be started, say: the next request is to be answered
                _log.exception("a bug in showing documents, or no child could be started")
                if not isinstance(request, _Preparation):
                    self._deliver(_failure(request, DocumentError()))
        self._child.end()

    def _next_request(self) -> PageRequest | _Preparation | None:
        """Wait for the most urgent request; None when the service is closed."""
        with self._changed:
            self._running = None
            self._changed.wait_for(lambda: self._closed or self._preparing or self._opening or self._waiting_pages)
            if self._closed:
                return None
            if self._path is None or (self._preparing and not self._opening):
                self._preparing = False
                return _Preparation()
            if self._opening:
                self._opening = False
                self._running = OpenDocument(self._path)
            else:
                self._running = RenderPage(self._path, *self._waiting_pages.popitem())
            return self._running

    def _answer(self, request: PageRequest) -> None:
        timeout = OPENING_TIMEOUT_SECONDS if isinstance(request, OpenDocument) else self._page_timeout
        try:
            for event in self._child.request(request, reply_timeout=timeout):
                self._deliver(event)
        except PagewiseError as error:
            self._deliver(_failure(request, error))
        except ChildEnded as error:
            _log.warning("%s: %s", request, error)
            self._deliver(_failure(request, ReaderEnded()))
        except ChildFailed as bug:
            _log.error("%s failed: %s", request, bug)
            self._deliver(_failure(request, DocumentError()))

    def _deliver(self, event: ViewingEvent) -> None:
        with self._changed:
            wanted = not self._closed and event.path == self._path
        if wanted:
            self._on_event(event)


def _failure(request: PageRequest, error: PagewiseError) -> ViewingFailed:
    return ViewingFailed(request.path, request.page if isinstance(request, RenderPage) else None, error)
