"""A child that answers, stops, hangs, crashes, or runs out of memory costs one request and no more."""

import errno
import multiprocessing
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from typing import Any

import psutil
import pytest

from engine.child_process import ChildEnded, ChildFailed, ChildProcess
from engine.child_side import Handler
from engine.errors import DamagedDocument, ProcessNotStarted

_TIMEOUT = 20.0


def make_handler(greeting: str) -> Handler:
    """Runs in the child: a handler that does what the request says."""
    return partial(_handle, greeting)


def _handle(greeting: str, message: object) -> Iterator[Any]:  # noqa: C901 - one flat case a request
    match message:
        case "greet":
            yield greeting
        case "count", int(number):
            yield from range(number)
        case "process id":
            yield os.getpid()
        case "hang":
            threading.Event().wait()
        case "hang in native code", str(pattern):
            yield os.getpid()
            re.match(pattern, "a" * 60)
        case "hang after", value:
            yield value
            threading.Event().wait()
        case "die":
            os._exit(3)
        case "refuse":
            raise DamagedDocument("page 3")
        case "bug":
            raise ZeroDivisionError("a bug")
        case "eat memory":
            yield len(bytearray(8 << 30))


@pytest.fixture
def child() -> Iterator[ChildProcess]:
    process = ChildProcess("test child", make_handler, ("hello",))
    yield process
    process.end()


def ask(child: ChildProcess, message: object, reply_timeout: float = _TIMEOUT) -> list[Any]:
    return list(child.request(message, reply_timeout=reply_timeout))


def test_replies_arrive_in_order_from_one_process(child: ChildProcess) -> None:
    assert ask(child, "greet") == ["hello"]
    assert ask(child, ("count", 1000)) == list(range(1000))
    assert ask(child, "process id") == ask(child, "process id") == [child.process_id]


def test_expected_errors_arrive_as_they_are_and_the_child_lives_on(child: ChildProcess) -> None:
    (process_id,) = ask(child, "process id")
    with pytest.raises(DamagedDocument, match="page 3"):
        ask(child, "refuse")
    assert ask(child, "process id") == [process_id]


def test_a_bug_arrives_with_its_traceback(child: ChildProcess) -> None:
    with pytest.raises(ChildFailed, match="ZeroDivisionError: a bug"):
        ask(child, "bug")
    assert ask(child, "greet") == ["hello"]


@pytest.mark.parametrize(
    ("message", "told"),
    [("die", r"^The test child ended unexpectedly$"), ("hang", r"^The test child was silent for 0\.5 seconds$")],
)
def test_a_child_that_dies_or_hangs_is_replaced(child: ChildProcess, message: str, told: str) -> None:
    ask(child, "greet")
    with pytest.raises(ChildEnded, match=told):
        ask(child, message, reply_timeout=0.5 if message == "hang" else _TIMEOUT)
    assert ask(child, "greet") == ["hello"]


def test_a_child_for_which_the_system_has_no_room_is_told_and_tried_again(
    child: ChildProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(process: object) -> None:
        raise OSError(errno.ENOMEM, "Cannot allocate memory")

    with monkeypatch.context() as patch:
        patch.setattr(multiprocessing.context.SpawnProcess, "start", refuse)
        with pytest.raises(ProcessNotStarted, match=r": Cannot allocate memory$"):
            ask(child, "greet")
    assert ask(child, "greet") == ["hello"]


def test_a_child_killed_while_idle_is_replaced(child: ChildProcess) -> None:
    ask(child, "greet")
    (process,) = [running for running in multiprocessing.active_children() if running.pid == child.process_id]
    process.kill()
    process.join()
    assert ask(child, "greet") == ["hello"]


def test_stop_ends_a_stream_between_replies(child: ChildProcess) -> None:
    (process_id,) = ask(child, "process id")
    received = []
    for value in child.request(("count", 10_000_000), reply_timeout=_TIMEOUT):
        received.append(value)
        if value == 10:
            child.stop_request()
    assert len(received) < 10_000_000
    assert ask(child, "process id") == [process_id], "a child that stops when asked is kept"


def test_stop_kills_a_child_that_does_not_listen(child: ChildProcess) -> None:
    received = []
    for value in child.request(("hang after", "first"), reply_timeout=_TIMEOUT):
        received.append(value)
        child.stop_request()
    assert received == ["first"]
    assert ask(child, "greet") == ["hello"]


def test_a_stream_left_early_leaves_nothing_behind(child: ChildProcess) -> None:
    stream = child.request(("count", 1000), reply_timeout=_TIMEOUT)
    assert next(stream) == 0
    stream.close()  # type: ignore[attr-defined]  # it is a generator
    assert ask(child, ("count", 3)) == [0, 1, 2]


def test_end_during_a_request_ends_the_stream(child: ChildProcess) -> None:
    stream = child.request(("hang after", 1), reply_timeout=_TIMEOUT)
    assert next(stream) == 1
    ender = threading.Thread(target=child.end)
    ender.start()
    with pytest.raises(ChildEnded):
        next(stream)
    ender.join()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it goes on until its native code returns")
@pytest.mark.parametrize("request_", ["('hang after', os.getpid())", "('hang in native code', '(a+)+b')"])
def test_a_child_ends_with_its_parent_whatever_it_is_doing(request_: str) -> None:
    parent = f"""
import os
from engine.child_process import ChildProcess
from tests.unit.test_child_process import make_handler
child = ChildProcess("orphan", make_handler, ("hello",))
replies = child.request({request_}, reply_timeout=20)
next(replies)
print(child.process_id, flush=True)
next(replies)
"""
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        orphan = psutil.Process(int(process.stdout.readline()))
        process.kill()
    assert psutil.wait_procs([orphan], timeout=_TIMEOUT)[1] == []


@pytest.mark.skipif(os.name != "posix", reason="only POSIX bounds a process's memory this way")
def test_memory_is_bounded() -> None:
    child = ChildProcess("bounded child", make_handler, ("hello",), memory_limit=2 << 30)
    try:
        with pytest.raises(ChildFailed, match="MemoryError"):
            ask(child, "eat memory")
        assert ask(child, "greet") == ["hello"]
    finally:
        child.end()


@pytest.mark.skipif(os.name != "posix", reason="only POSIX bounds a process's memory this way")
def test_a_limit_above_what_the_system_allows_is_lowered_to_it() -> None:
    limited = """
import resource
from engine.child_process import ChildProcess
from tests.unit.test_child_process import make_handler
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
child = ChildProcess("bounded child", make_handler, ("hello",), memory_limit=8 << 30)
print(*child.request("greet", reply_timeout=20))
child.end()
"""
    completed = subprocess.run([sys.executable, "-c", limited], capture_output=True, text=True, check=False)
    assert completed.stdout == "hello\n", completed.stderr
