"""Put on PYTHONPATH, this makes every Python process of a test refuse and record any attempt to use the network."""

import os
import socket
from pathlib import Path
from typing import NoReturn


def _refuse(*arguments: object, **_: object) -> NoReturn:
    with Path(os.environ["PAGEWISE_TEST_NETWORK_LOG"]).open("a", encoding="utf-8") as log:
        log.write(f"{arguments}\n")
    raise OSError("the network is blocked in this test")


socket.socket.connect = _refuse  # type: ignore[method-assign]
socket.socket.connect_ex = _refuse  # type: ignore[method-assign]
socket.socket.sendto = _refuse  # type: ignore[method-assign]
socket.getaddrinfo = _refuse
