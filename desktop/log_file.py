"""What went wrong, in a small file that a user may send with a report of a bug: never what a document or question says.

Exceptions may quote what they stumbled over, so of those that are not Pagewise's own or the file system's only the kind
and the place in the program are written.
"""

import copy
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from engine.errors import PagewiseError

_LOGGED = ("engine", "desktop")
"""Other libraries' messages may say anything."""
_MOST_BYTES = 256 * 1024
_KEPT_BEFORE = 1
_FORMAT = "%(asctime)s %(levelname)s %(name)s (%(threadName)s): %(message)s"
_PLACE = '  File "'


@contextmanager
def logging_to(file: Path) -> Iterator[None]:
    """Write warnings and errors to `file` (and one before it, `file`.1) within the block; at most 256 KB each.

    Without the right to write there, nothing is logged: that is no reason not to start.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            file, maxBytes=_MOST_BYTES, backupCount=_KEPT_BEFORE, encoding="utf-8", errors="backslashreplace"
        )
    except OSError:
        yield
        return
    handler.setLevel(logging.WARNING)
    handler.setFormatter(_DiscreetFormatter(_FORMAT))
    for name in _LOGGED:
        logging.getLogger(name).addHandler(handler)
    try:
        yield
    finally:
        for name in _LOGGED:
            logging.getLogger(name).removeHandler(handler)
        handler.close()


_ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _DiscreetFormatter(logging.Formatter):
    """Leaves out of exceptions what they say, unless it was written for users."""

    def format(self, record: logging.LogRecord) -> str:
        discreet = copy.copy(record)
        discreet.exc_text = None
        if isinstance(record.args, tuple):
            discreet.args = tuple(_told(value) if isinstance(value, BaseException) else value for value in record.args)
        return super().format(discreet)

    def formatException(self, ei: _ExceptionInfo) -> str:  # the name is logging's
        kind, error, trace = ei
        if kind is None or error is None:
            return ""
        places = "".join(traceback.format_tb(trace))
        return f"{places}{kind.__name__}: {_told(error)}"


def _told(error: BaseException) -> str:
    """What may be told of an exception; of a child's traceback, which is all text, the places."""
    if isinstance(error, PagewiseError | OSError):
        return str(error)
    places = [line.strip() for line in str(error).splitlines() if line.startswith(_PLACE)]
    return " < ".join([type(error).__name__, *reversed(places)])
