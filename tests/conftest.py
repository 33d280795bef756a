"""Fixtures for every test: nothing may be left running, nothing may touch the user's own folders."""

import multiprocessing
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

# Before anything imports Qt: windows of tests are drawn, but shown nowhere.
os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fail a test that leaves a thread or a child process behind, and say which."""
    threads_before = set(threading.enumerate())
    children_before = set(multiprocessing.active_children())
    yield
    threads = [t for t in threading.enumerate() if t not in threads_before and not _ends_soon(t)]
    children = [c for c in multiprocessing.active_children() if c not in children_before]
    assert not threads, f"threads left running: {[t.name for t in threads]}"
    assert not children, f"child processes left running: {[c.name for c in children]}"


@pytest.fixture(autouse=True)
def own_user_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point the platform's data, config and cache folders into the test's own folder."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "user" / name.lower()))


def _ends_soon(thread: threading.Thread) -> bool:
    thread.join(timeout=2)
    return not thread.is_alive()
