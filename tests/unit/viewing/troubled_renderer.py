"""A renderer whose pages 2 to 4 crash the process, hang and have a bug.

A module of its own, so that a child that runs it imports nothing of the tests.
"""

import os
import threading
from collections.abc import Iterator

from engine.child_side import Handler
from engine.events import DocumentOpened, PageRendered
from engine.types import PageImage, PageSize
from engine.viewing.page_requests import OpenDocument, PageRequest, ViewingEvent

CRASHING_PAGE, HANGING_PAGE, BUGGY_PAGE = 2, 3, 4
_PAGES = 100


def start_troubled_renderer() -> Handler:
    """Make the handler of requests for the child."""
    return _troubled_answers


def _troubled_answers(request: PageRequest) -> Iterator[ViewingEvent]:
    if isinstance(request, OpenDocument):
        yield DocumentOpened(request.path, "hash", (PageSize(10, 10),) * _PAGES)
        return
    if request.page == CRASHING_PAGE:
        os.abort()
    if request.page == HANGING_PAGE:
        threading.Event().wait()
    if request.page == BUGGY_PAGE:
        raise ZeroDivisionError
    yield PageRendered(request.path, request.page, request.zoom, PageImage(1, 1, b"abc"))
