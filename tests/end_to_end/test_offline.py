"""Nothing ever leaves the machine: the whole journey runs with the network blocked, and nobody even tries it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

BLOCKED_NETWORK = Path(__file__).parent / "blocked_network"


@pytest.fixture
def offline(tmp_path: Path) -> dict[str, str]:
    """The environment that blocks the network in a process and all its children, and records attempts."""
    return {"PYTHONPATH": str(BLOCKED_NETWORK), "PAGEWISE_TEST_NETWORK_LOG": str(tmp_path / "network.log")}


def test_the_block_works(offline: dict[str, str], tmp_path: Path) -> None:
    program = "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')"
    completed = subprocess.run(
        [sys.executable, "-c", program], env=offline, capture_output=True, text=True, check=False
    )
    assert "the network is blocked in this test" in completed.stderr
    assert (tmp_path / "network.log").exists()


@pytest.mark.models
def test_the_whole_journey_needs_no_network(
    documents: Path, tmp_path: Path, offline: dict[str, str], pagewise_json: Callable[..., dict[str, Any]]
) -> None:
    summary = pagewise_json("index", documents, environment=offline)
    assert summary["passages_embedded"] + summary["passages_reused"] == summary["passages"] > 0
    assert pagewise_json("search", "deposit", environment=offline)["hits"]
    answer = pagewise_json("ask", "How much is the deposit of the flat?", environment=offline)
    assert answer["found"] is True
    assert answer["seconds"]["first_token"] is not None, "the language model has written"
    assert not (tmp_path / "network.log").exists(), (tmp_path / "network.log").read_text(encoding="utf-8")
