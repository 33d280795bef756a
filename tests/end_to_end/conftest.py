"""Real processes on real documents: the app as a user starts it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE_DOCUMENTS = ROOT / "tests" / "documents" / "sample"

RunPagewise = Callable[..., subprocess.CompletedProcess[str]]


def run_pagewise(
    library: Path, *arguments: object, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `main.py --library LIBRARY ARGUMENTS...` to its end."""
    command = [sys.executable, str(ROOT / "main.py"), "--library", str(library), *map(str, arguments)]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
        check=False,
        env={**os.environ, **(environment or {})},
    )


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder of the user's own with the sample documents in it."""
    folder = tmp_path / "documents"
    shutil.copytree(SAMPLE_DOCUMENTS, folder)
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Where the library of a test will lie."""
    return tmp_path / "library"


@pytest.fixture
def pagewise(library: Path) -> RunPagewise:
    """Runs `main.py --library LIBRARY ARGUMENTS...` and returns the completed process."""
    return partial(run_pagewise, library)


@pytest.fixture
def pagewise_json(pagewise: RunPagewise) -> Callable[..., dict[str, Any]]:
    """Runs a command with --json, asserts that it succeeds, and returns what it printed."""

    def run(*arguments: object, environment: dict[str, str] | None = None) -> dict[str, Any]:
        completed = pagewise(*arguments, "--json", environment=environment)
        assert completed.returncode == 0, completed.stderr
        result: dict[str, Any] = json.loads(completed.stdout)
        return result

    return run
