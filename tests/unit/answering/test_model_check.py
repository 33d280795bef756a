"""The check of a model file that hangs is left when Pagewise closes."""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine.answering.model_check import LanguageModelCheck
from engine.child_side import Handler
from engine.errors import AssistantClosed


def make_hanging_handler() -> Handler:
    """Runs in the child: tells through a pipe that it has begun, and hangs."""

    def check(pipe: Path) -> Iterator[None]:
        pipe.write_text("begun")
        threading.Event().wait()
        yield None

    return check


@pytest.mark.skipif(os.name == "nt", reason="needs a named pipe")
def test_a_check_that_hangs_ends_with_pagewise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.answering.model_check._make_handler", make_hanging_handler)
    os.mkfifo(pipe := tmp_path / "pipe")
    check = LanguageModelCheck()
    with ThreadPoolExecutor(1) as thread:
        checking = thread.submit(check, pipe)
        assert pipe.read_text() == "begun"
        check.end()
        with pytest.raises(AssistantClosed):
            checking.result(timeout=30)
    with pytest.raises(AssistantClosed):
        check(pipe)
