"""What happens in a child process (see `engine.child_process`): it takes requests and sends replies until it ends."""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from engine.errors import PagewiseError

_PARENT_DEATH_SIGNAL = 1
"""Linux's PR_SET_PDEATHSIG, prctl(2)."""
STOP, EXIT = "stop", "exit"
"""Sent instead of a request: end the present one; end altogether."""

Handler = Callable[[Any], Iterable[Any]]
"""Answers one request in the child: yields replies, may raise `PagewiseError`."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One of several replies to a request."""

    value: Any


@dataclass(frozen=True, slots=True)
class Finished:
    """No more replies follow; `error` was raised on purpose, `bug` is the traceback of anything else."""

    error: PagewiseError | None = None
    bug: str = ""


_to_parent: ContextVar[Connection] = ContextVar("_to_parent")
"""In a child: where requests come from."""


def stop_signal() -> Callable[[], bool]:
    """For handlers as they are made: tells, from any thread of the child, if the present request is to end.

    A handler that yields often need not ask: its child ends it between two replies.
    """
    return _to_parent.get().poll


def run_child(
    connection: Connection,
    make_handler: Callable[..., Handler],
    arguments: tuple[Any, ...],
    memory_limit: int | None,
    low_priority: bool,
) -> None:
    """What a child runs from its beginning to its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent()
    if low_priority and hasattr(os, "nice"):
        os.nice(10)
    if memory_limit is not None:
        _limit_memory(memory_limit)
    _to_parent.set(connection)
    handler = make_handler(*arguments)
    while True:
        try:
            message = connection.recv()
        except (EOFError, OSError):
            return
        if message == EXIT:
            return
        if message == STOP:  # came too late: the request it meant has finished
            continue
        connection.send(_answer(connection, handler, message))


def _answer(connection: Connection, handler: Handler, message: object) -> Finished:
    """Send the replies to one request; stop between two replies when asked to."""
    try:
        for value in handler(message):
            connection.send(Reply(value))
            if connection.poll():
                connection.recv()
                break
    except PagewiseError as error:
        return Finished(error=error)
    except Exception:
        return Finished(bug=traceback.format_exc())
    return Finished()


def _end_with_parent() -> None:
    """Have this process end when its parent does, in whatever way and whatever this one is doing."""
    threading.Thread(target=_exit_with_parent, daemon=True, name="exit-with-parent").start()
    if sys.platform == "linux":
        # That thread can't run while native code holds the interpreter's lock, for ever if it hangs. Linux can end us
        # when the thread that started us ends; the threads that start children end them first.
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def _exit_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _limit_memory(limit: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: no such limit without a job object
        return
    _, allowed = resource.getrlimit(resource.RLIMIT_AS)
    if allowed != resource.RLIM_INFINITY:
        limit = min(limit, allowed)
    # macOS refuses limits below what its shared libraries are mapped to: a child without one is better than none.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
