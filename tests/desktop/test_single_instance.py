"""The second start: it finds the first one, hands over what it was asked for, and survives what a crash left behind."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from desktop.single_instance import SingleInstance
from desktop.start_request import StartRequest

_PLACES = [Path("/documents/ü 😀"), Path("/documents/not text \udcff\nnew line")]


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path) -> Iterator[SingleInstance]:
    instance = SingleInstance(tmp_path)
    assert instance.listen()
    yield instance
    instance.close()


_SECOND_START = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.single_instance import SingleInstance
from desktop.start_request import StartRequest
application = QCoreApplication([])
places = tuple(Path(text) for text in json.loads(sys.argv[2]))
request = StartRequest(places, "Why, ü?", quick_question=True, shown=places[0])
sys.exit(0 if SingleInstance(Path(sys.argv[1])).hand_over(request) else 3)
"""


def start_again(folder: Path) -> subprocess.Popen[bytes]:
    """Start another process that hands over; a thread would not do, as it waits without letting go of Python's lock."""
    places = json.dumps([str(path) for path in _PLACES])
    return subprocess.Popen([sys.executable, "-c", _SECOND_START, str(folder), places])


def test_the_second_start_hands_its_request_to_the_first(qtbot: QtBot, first: SingleInstance, tmp_path: Path) -> None:
    with qtbot.waitSignal(first.started_again, timeout=30_000) as signal:
        second = start_again(tmp_path)
    assert signal.args == [StartRequest(tuple(_PLACES), "Why, ü?", quick_question=True, shown=_PLACES[0])]
    assert second.wait(timeout=30) == 0


def test_another_library_is_another_instance(first: SingleInstance, tmp_path: Path) -> None:
    assert not SingleInstance(tmp_path / "other").hand_over(StartRequest())


def test_a_socket_left_behind_is_replaced(qtbot: QtBot, first: SingleInstance, tmp_path: Path) -> None:
    first._server.blockSignals(True)  # a process that hangs: it is connected to and never answers
    successor = SingleInstance(tmp_path)
    assert successor.listen()
    with qtbot.waitSignal(successor.started_again, timeout=30_000):
        second = start_again(tmp_path)
    assert second.wait(timeout=30) == 0
    successor.close()


def test_garbage_on_the_socket_is_refused(qtbot: QtBot, first: SingleInstance) -> None:
    again: list[object] = []
    first.started_again.connect(again.append)
    for garbage in (b"no json\n", b'{"a": 1}\n', b"[1, 2]\n", b"x" * (1 << 21)):
        socket = QLocalSocket()
        socket.connectToServer(first._name)
        assert socket.waitForConnected(1000)
        socket.write(garbage)
        socket.flush()
        qtbot.waitSignal(socket.disconnected).wait()
    assert again == []
