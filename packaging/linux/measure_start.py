"""Measures how long the window takes to be there, frozen and from source, in turn, on a virtual screen (Xvfb).

To be run by the environment's Python after `make freeze`: `.venv/bin/python packaging/linux/measure_start.py [RUNS]`.
Each run begins with an empty library. The first of each is not counted.
"""

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from freeze.freeze_app import PROGRAM
from linux.virtual_screen import VirtualScreen

_COMMANDS = {"frozen": [str(PROGRAM)], "from source": [sys.executable, str(ROOT / "main.py")]}
_RUNS = 7
_WINDOW_SECONDS = 60.0


def main(runs: int) -> None:
    """Print the least, the median and the greatest time of each way to start."""
    seconds: dict[str, list[float]] = {name: [] for name in _COMMANDS}
    for _ in range(runs + 1):
        for name, command in _COMMANDS.items():
            seconds[name].append(_seconds_to_window(command))
    for name, measured in seconds.items():
        counted = measured[1:]
        print(f"{name}: {min(counted):.2f} / {statistics.median(counted):.2f} / {max(counted):.2f} s")


def _seconds_to_window(command: list[str]) -> float:
    with tempfile.TemporaryDirectory() as home, VirtualScreen() as screen:
        own_folders = {f"XDG_{kind}_HOME": str(Path(home) / kind) for kind in ("DATA", "CONFIG", "STATE", "CACHE")}
        environment = {**os.environ, **own_folders, "DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb"}
        start = time.monotonic()
        program = subprocess.Popen(command, env=environment, cwd=ROOT, stdin=subprocess.DEVNULL)
        shown = screen.wait_for_window(_WINDOW_SECONDS)
        seconds = time.monotonic() - start
        program.send_signal(signal.SIGTERM)
        program.wait()
    assert shown, f"{command[0]} showed no window"
    return seconds


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _RUNS)
