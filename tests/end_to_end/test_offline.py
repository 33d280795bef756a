"""Nothing ever leaves the machine: the whole journey runs with the network blocked, and nobody even tries it."""

import os
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
    # A native library connects unseen by the block; what onnxruntime wants to send, it keeps there first.
    assert not list(Path(os.environ["XDG_CACHE_HOME"]).rglob("*")), "a library keeps something of its own"


_LOOK_AROUND = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
import desktop.application as application
from desktop.about.about_dialog import AboutDialog
from desktop.main_window import MainWindow

make_assistant = application.DocumentAssistant

def make(*arguments, **options):
    QTimer.singleShot(0, look_around)
    return make_assistant(*arguments, **options)

def look_around():
    window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow))
    window.show_about()
    window.findChild(AboutDialog).show_licences()
    window.open_settings()
    QTimer.singleShot(1000, window.close)

QDesktopServices.openUrl = lambda url: print("opened", url)
application.DocumentAssistant = make
print(application.run_desktop(Path(sys.argv[1]), None))
"""


def test_the_window_looks_for_no_newer_version_and_opens_no_page_by_itself(
    tmp_path: Path, offline: dict[str, str]
) -> None:
    """It starts, shows itself, its settings, and what there is to know about it."""
    command = [sys.executable, "-c", _LOOK_AROUND, str(tmp_path / "library")]
    completed = subprocess.run(
        command, env=os.environ | offline, capture_output=True, text=True, timeout=120, check=False
    )
    assert completed.stdout == "0\n", completed.stderr
    assert not (tmp_path / "network.log").exists(), (tmp_path / "network.log").read_text(encoding="utf-8")
