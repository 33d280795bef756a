"""Child processes that answer one request at a time with a stream of replies.

Parsers of hostile documents and the language model run in such children: one that crashes, hangs or eats memory is
ended and costs one request, never the app. Children are spawned (never forked: the parent has threads), ignore
Ctrl-C, and end by themselves when their parent dies.
"""

import logging
import multiprocessing
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Any

from engine.child_side import EXIT, STOP, Finished, Handler, Reply, run_child
from engine.errors import ProcessNotStarted, system_reason

_log = logging.getLogger(__name__)
_spawn = multiprocessing.get_context("spawn")

STOP_GRACE_SECONDS = 1.0
"""How long a stopped request may go on before its child is killed."""


class ChildEnded(Exception):
    """The child died while it worked on a request, or was killed because it was silent for too long."""


class ChildFailed(Exception):
    """The child's handler raised something unexpected: a bug of ours. The argument is its traceback."""

    @property
    def reason(self) -> str:
        """The last line of the traceback, which names the error."""
        return str(self).strip().rpartition("\n")[2]


class ChildProcess:
    """Starts a child when it is first needed, and again after it has died.

    `make_handler` is a module-level function that runs once in the new child and returns the handler of requests.
    Only one thread may iterate over a request at a time; `stop_request` and `end` may be called from any thread.
    """

    def __init__(
        self,
        name: str,
        make_handler: Callable[..., Handler],
        arguments: tuple[Any, ...] = (),
        *,
        memory_limit: int | None = None,
        low_priority: bool = False,
    ) -> None:
        """`memory_limit` bounds the child's address space in bytes (where the platform can)."""
        self._name = name
        self._target_arguments = (make_handler, arguments, memory_limit, low_priority)
        self._lock = threading.Lock()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._connection: Connection | None = None
        self._busy = False
        self._kill_timer: threading.Timer | None = None
        self._stop_sent = False

    @property
    def process_id(self) -> int | None:
        """The child's process id, None if it does not run now."""
        with self._lock:
            return self._process.pid if self._process is not None else None

    def start(self) -> None:
        """Start the child now, so that the first request need not wait for it. Does nothing if it runs.

        Raises `ProcessNotStarted`.
        """
        with self._lock:
            self._ensure_running()

    def request(self, message: object, *, reply_timeout: float) -> Iterator[Any]:
        """Send `message` and yield the replies as they come.

        Raises `ChildEnded` if the child dies or sends nothing for `reply_timeout` seconds, `ChildFailed` for a bug
        in its handler, the `PagewiseError` that the handler raised, and `ProcessNotStarted`. A stopped request just
        ends. Leaving the iterator early stops the request.
        """
        connection, process = self._begin(message)
        try:
            while True:
                reply = self._receive(connection, process, reply_timeout)
                if reply is None:
                    return
                if isinstance(reply, Finished):
                    self._finish_request()
                    if reply.error is not None:
                        raise reply.error
                    if reply.bug:
                        raise ChildFailed(reply.bug)
                    return
                yield reply.value
        finally:
            if self._busy:
                # The consumer left early or the child is in an unknown state: a fresh child is the safe way on.
                self.end(graceful=False)

    def stop_request(self) -> None:
        """Ask the child to end the present request; kill it if it does not within `STOP_GRACE_SECONDS`."""
        with self._lock:
            if not self._busy or self._stop_sent or self._connection is None:
                return
            self._stop_sent = True
            try:
                self._connection.send(STOP)
            except OSError:
                return
            self._kill_timer = threading.Timer(STOP_GRACE_SECONDS, self._kill)
            self._kill_timer.daemon = True
            self._kill_timer.start()

    def end(self, *, graceful: bool = True) -> None:
        """End the child and wait for it: by request if it is idle and `graceful`, else by killing it."""
        with self._lock:
            process, connection = self._process, self._connection
            busy, self._busy = self._busy, False
            self._process = self._connection = None
            self._cancel_kill_timer()
        if process is None or connection is None:
            return
        if graceful and not busy:
            try:
                connection.send(EXIT)
                process.join(STOP_GRACE_SECONDS)
            except OSError:
                _log.debug("%s had already ended", self._name)
        if process.is_alive():
            process.kill()
        process.join()
        connection.close()
        process.close()

    def _begin(self, message: object) -> tuple[Connection, multiprocessing.process.BaseProcess]:
        with self._lock:
            self._ensure_running()
            assert self._connection is not None
            assert self._process is not None
            self._busy, self._stop_sent = True, False
            connection, process = self._connection, self._process
            try:
                connection.send(message)
            except OSError as error:
                self._busy = False
                raise ChildEnded(f"The {self._name} ended before it took the request") from error
            return connection, process

    def _ensure_running(self) -> None:
        if self._process is not None and not self._process.is_alive():
            self._forget_dead_child()
        if self._process is None:
            self._start()

    def _start(self) -> None:
        own_end, child_end = _spawn.Pipe()
        process = _spawn.Process(
            target=run_child, name=self._name, args=(child_end, *self._target_arguments), daemon=True
        )
        try:
            process.start()
        except OSError as error:
            own_end.close()
            raise ProcessNotStarted(system_reason(error)) from error
        finally:
            child_end.close()
        self._process, self._connection = process, own_end

    def _forget_dead_child(self) -> None:
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.join()
            self._process.close()
        self._process = self._connection = None

    def _receive(
        self, connection: Connection, process: multiprocessing.process.BaseProcess, reply_timeout: float
    ) -> Reply | Finished | None:
        """The next reply; None if the request was stopped and its child killed for it."""
        try:
            ready = wait([connection, process.sentinel], timeout=reply_timeout)
            if not ready:
                raise ChildEnded(f"The {self._name} was silent for {reply_timeout:g} seconds")
            if connection in ready or connection.poll():
                reply: Reply | Finished = connection.recv()
                return reply
        except (EOFError, OSError, ValueError):
            _log.debug("%s closed its connection", self._name)
        if self._stop_sent:
            return None
        raise ChildEnded(f"The {self._name} ended unexpectedly")

    def _finish_request(self) -> None:
        with self._lock:
            self._busy = False
            self._cancel_kill_timer()

    def _kill(self) -> None:
        with self._lock:
            # A timer that fired while it was being cancelled must not kill the child at its next request.
            if self._kill_timer is threading.current_thread() and self._process is not None:
                self._process.kill()

    def _cancel_kill_timer(self) -> None:
        if self._kill_timer is not None:
            self._kill_timer.cancel()
            self._kill_timer = None
