"""Whole starts of the desktop in a process of their own, on a fake engine."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.application import display_available
from engine.api import DocumentAssistant
from tests.fakes import FakeDocumentAssistant

_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
import desktop.application as application
from desktop.main_window import MainWindow
from desktop.start_request import StartRequest
from engine.errors import LibraryInUse
from engine.events import DocumentsChanged, IndexingProgressed
from engine.types import Document, DocumentState, IndexingProgress
from tests.fakes import FakeDocumentAssistant

made = []

def make(folder, deliver, *, language_model, embedding_model):
    made.append(FakeDocumentAssistant(deliver))
    prepare(made[0])
    return made[0]

def each(milliseconds, action):
    timer = QTimer(QApplication.instance(), interval=milliseconds)
    timer.timeout.connect(action)
    timer.start()

def window():
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))

def calls():
    return [call.method for call in made[0].calls]

def prepare(assistant):
    pass

application.DocumentAssistant = make
"""

RunDesktop = Callable[[str], subprocess.CompletedProcess[str]]


@pytest.fixture
def run_desktop(tmp_path: Path) -> RunDesktop:
    def run(script: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"FOLDER": str(tmp_path / "library")}
        command = [sys.executable, "-c", _START + script]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)

    return run


def test_places_are_added_the_question_is_asked_and_closing_ends_the_process(run_desktop: RunDesktop) -> None:
    result = run_desktop("""
def prepare(assistant):
    def act():
        if "add_places" in calls() and "ask" not in calls():
            document = Document(Path("/d/a.pdf"), DocumentState.INDEXED)
            assistant.deliver(DocumentsChanged((document,)), IndexingProgressed(IndexingProgress()))
        elif "ask" in calls():
            window().close()
    each(20, act)

request = StartRequest((Path("/d"),), "Why?")
code = application.run_desktop(Path(__import__("os").environ["FOLDER"]), None, None, request)
print(calls(), code)
""")
    assert result.stderr == ""
    assert result.stdout == "['start', 'add_places', 'ask', 'close', 'close'] 0\n"


def test_a_file_that_macos_asks_to_open_is_added_and_shown(run_desktop: RunDesktop) -> None:
    result = run_desktop(
        """
from PySide6.QtGui import QFileOpenEvent
def prepare(assistant):
    def act():
        if "add_places" in calls():
            window().close()
        else:
            QApplication.sendEvent(QApplication.instance(), QFileOpenEvent(__file_to_open__))
    each(20, act)

print(application.run_desktop(Path(__import__("os").environ["FOLDER"]), None))
print(made[0].calls_of("add_places") == made[0].calls_of("open_document") == [(Path(__file_to_open__),)])
""".replace("__file_to_open__", repr(__file__))
    )
    assert result.stdout == "0\nTrue\n"


def test_a_library_in_use_is_told_in_a_dialog(run_desktop: RunDesktop) -> None:
    result = run_desktop("""
def prepare(assistant):
    assistant.start_error = LibraryInUse("Process 7")
    def act():
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QMessageBox) and dialog.isVisible():
                print(dialog.text(), dialog.informativeText())
                dialog.reject()
    each(20, act)

code = application.run_desktop(Path(__import__("os").environ["FOLDER"]), None)
print(calls(), code)
""")
    assert "The library is in use by another Pagewise." in result.stdout
    assert "Close the other Pagewise" in result.stdout
    assert result.stdout.endswith("['start', 'close'] 1\n")


def test_a_bug_in_a_slot_is_shown_and_the_window_lives_on(run_desktop: RunDesktop) -> None:
    result = run_desktop("""
def prepare(assistant):
    QTimer.singleShot(0, lambda: 1 / 0)
    def act():
        dialogs = [d for d in QApplication.topLevelWidgets() if isinstance(d, QMessageBox) and d.isVisible()]
        for dialog in dialogs:
            print("ZeroDivisionError" in dialog.detailedText(), window().isVisible())
            dialog.reject()
            window().close()
    each(20, act)

print(application.run_desktop(Path(__import__("os").environ["FOLDER"]), None))
""")
    assert result.stdout == "True True\n0\n"


@pytest.mark.parametrize("named", ["None", "default_library_folder()"])
def test_moving_the_library_closes_the_window_and_opens_it_again(
    run_desktop: RunDesktop, tmp_path: Path, named: str
) -> None:
    (tmp_path / "disk").mkdir()
    result = run_desktop(
        """
from engine.paths import MOVED_LIBRARY, default_library_folder
default_library_folder().mkdir(parents=True)
(default_library_folder() / "catalogue.db").write_bytes(b"catalogue")
disk = Path(__import__("os").environ["FOLDER"]).with_name("disk")

def prepare(assistant):
    if len(made) == 1:
        QTimer.singleShot(0, lambda: window().library_move_wanted.emit(disk))
    else:
        QTimer.singleShot(0, lambda: [w.close() for w in QApplication.topLevelWidgets() if w.isVisible()])

folders = []
make_assistant = application.DocumentAssistant
def noting(folder, *arguments, **options):
    folders.append(folder)
    return make_assistant(folder, *arguments, **options)
application.DocumentAssistant = noting
code = application.run_desktop(__named__, None)
print(folders == [default_library_folder(), disk / MOVED_LIBRARY], code, calls())
""".replace("__named__", named)
    )
    assert result.stdout == "True 0 ['start', 'close', 'close', 'start', 'close', 'close']\n"


def test_a_library_whose_disk_is_away_is_asked_for(run_desktop: RunDesktop, tmp_path: Path) -> None:
    result = run_desktop("""
from engine.paths import default_library_folder, settings_file
from engine.settings import save_settings
from engine.types import Settings
save_settings(Settings(library=Path("/not/there")), settings_file())

pressed = ["Try again", "Begin a new library"]
def act():
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QMessageBox) and dialog.isVisible():
            print(dialog.text(), "/not/there" in dialog.informativeText())
            wanted = pressed.pop(0)
            next(button for button in dialog.buttons() if button.text() == wanted).click()
find = application.found_library_folder
def found():
    each(20, act)
    return find()
application.found_library_folder = found

def prepare(assistant):
    QTimer.singleShot(100, lambda: window().close())
print(application.run_desktop(None, None), pressed, len(made))
""")
    told = "<b>The library is not where it was moved to.</b> True\n"
    assert result.stdout == f"{told}{told}0 [] 1\n"


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_polite_kill_closes_the_engine(run_desktop: RunDesktop) -> None:
    result = run_desktop("""
import os, signal
def prepare(assistant):
    QTimer.singleShot(100, lambda: os.kill(os.getpid(), signal.SIGTERM))

code = application.run_desktop(Path(os.environ["FOLDER"]), None)
print(calls(), code)
""")
    assert result.stdout == "['start', 'close', 'close'] 0\n"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
def test_without_a_display_a_sentence_is_better_than_an_abort(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not display_available()
    script = (
        "from pathlib import Path; from desktop.application import run_desktop; "
        "raise SystemExit(run_desktop(Path('x'), None))"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 1
    assert "no graphical display" in result.stderr
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert display_available()


def test_the_fake_engine_has_the_public_surface_of_the_real_one() -> None:
    public = {name for name in vars(DocumentAssistant) if not name.startswith("_")}
    assert public <= set(vars(FakeDocumentAssistant))
