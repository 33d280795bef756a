"""Builds engine, bridge and window, and runs them until the user leaves."""

import os
import sys
from contextlib import ExitStack
from pathlib import Path

from desktop.bug_reports import BugReports
from desktop.engine_bridge import EngineBridge
from desktop.error_messages import error_dialog
from desktop.first_question import FirstQuestion
from desktop.icons import icon
from desktop.library_move_dialog import finish_move_and_tell, move_and_tell
from desktop.log_file import logging_to
from desktop.main_window import MainWindow
from desktop.missing_library import found_library_folder
from desktop.qt_application import QtApplication
from desktop.quit_sequence import QuitSequence
from desktop.single_instance import SingleInstance
from desktop.start_request import StartRequest
from desktop.termination_signals import TerminationSignals
from desktop.theme import Theme
from desktop.tray_icon import TrayIcon
from desktop.window_memory import WindowMemory
from engine.api import DocumentAssistant
from engine.errors import PagewiseError
from engine.paths import is_file, log_file, settings_file

_NO_DISPLAY = (
    "Pagewise cannot open its window: there is no graphical display here.\n"
    "Start it in a desktop session, or use the headless commands (pagewise --help).\n"
)


def run_desktop(
    library_folder: Path | None,
    language_model: Path | None,
    embedding_model: Path | None = None,
    request: StartRequest | None = None,
) -> int:
    """Open the window and run until it is closed; returns the process's exit code.

    `library_folder` None is the user's own library, wherever it lies. If a window is open for this library already, it
    gets the request. If the user moves the library, the window is opened again. Exit code 1: no display, or the library
    cannot be used (a dialog says why).
    """
    if not display_available():
        sys.stderr.write(_NO_DISPLAY)
        return 1
    application = _application()
    theme = Theme(application)
    request = request or StartRequest()
    with logging_to(log_file()):
        finish_move_and_tell()
        while True:
            folder = library_folder or found_library_folder()
            if folder is None:
                return 1
            models = (language_model, embedding_model)
            exit_code, move_to = _run_window(application, theme, folder, models, request)
            if move_to is None:
                return exit_code
            move_and_tell(folder, move_to)
            library_folder = None  # only the user's own is moved, however it was named: the settings tell where it lies
            request = StartRequest()


def _run_window(
    application: QtApplication,
    theme: Theme,
    library_folder: Path,
    models: tuple[Path | None, Path | None],
    request: StartRequest,
) -> tuple[int, Path | None]:
    """Run one window; returns the exit code, and the folder that the user wants the library to be moved into."""
    wanted: list[Path] = []
    with ExitStack() as cleanups:
        instance = SingleInstance(library_folder)
        if instance.hand_over(request):
            return 0, None
        instance.listen()
        cleanups.callback(instance.close)
        cleanups.callback(BugReports().close)
        bridge = EngineBridge()
        try:
            assistant = DocumentAssistant(
                library_folder, bridge.deliver, language_model=models[0], embedding_model=models[1]
            )
            cleanups.callback(assistant.close)
            assistant.start()
        except PagewiseError as error:
            error_dialog(error).exec()
            return 1, None
        theme.follow(assistant.settings.chosen)
        bridge.settings_changed.connect(lambda event: theme.follow(event.settings))
        signals = TerminationSignals()
        cleanups.callback(signals.close)
        window = MainWindow(assistant, bridge)
        _remember_window(window)
        _connect(application, window, QuitSequence(window, assistant, window), signals)
        window.library_move_wanted.connect(wanted.append)
        tray = _tray_icon(window, assistant, bridge)
        instance.started_again.connect(lambda again: _start_again(window, tray, again))
        _begin(window, tray, bridge, request)
        exit_code = application.exec()
        window.deleteLater()
        return exit_code, wanted[0] if wanted else None


def display_available() -> bool:
    """False if Qt would abort for want of a display, which it does on Linux."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _application() -> QtApplication:
    application = QtApplication(sys.argv[:1])
    application.setApplicationName("Pagewise")
    application.setDesktopFileName("pagewise")
    application.setWindowIcon(icon("pagewise"))
    # The engine is still closing when the window is gone.
    application.setQuitOnLastWindowClosed(False)
    return application


def _remember_window(window: MainWindow) -> None:
    memory = WindowMemory(settings_file().with_name("window.ini"))
    memory.restore(window, window.panes)
    window.closing.connect(lambda: memory.save(window, window.panes))


def _tray_icon(window: MainWindow, assistant: DocumentAssistant, bridge: EngineBridge) -> TrayIcon:
    tray = TrayIcon(window)
    tray.follow(assistant.settings.chosen)
    bridge.settings_changed.connect(tray.note_settings)
    return tray


def _connect(
    application: QtApplication,
    window: MainWindow,
    quit_sequence: QuitSequence,
    signals: TerminationSignals,
) -> None:
    signals.received.connect(quit_sequence.begin)
    window.closing.connect(quit_sequence.begin)
    window.library_move_wanted.connect(window.leave)
    quit_sequence.finished.connect(application.quit)
    application.file_opened.connect(lambda path: window.open_places([path], path if is_file(path) else None))
    application.file_opened.connect(window.bring_to_front)


def _begin(window: MainWindow, tray: TrayIcon, bridge: EngineBridge, request: StartRequest) -> None:
    """Do what the first start asks for."""
    if request.question is not None:
        FirstQuestion(request.question, window, bridge)
    if not request.places and request.question is None:
        window.first_start.begin()
    if request.quick_question:
        tray.quick_question.open()
    if not (tray.is_shown and (request.in_background or request.quick_question)):
        window.show()
    window.open_places(request.places, request.shown)


def _start_again(window: MainWindow, tray: TrayIcon, request: StartRequest) -> None:
    """Do what a later start asks for."""
    window.open_places(request.places, request.shown)
    if request.quick_question:
        tray.quick_question.open()
    elif not request.in_background:
        window.bring_to_front()
    if request.question is not None:
        window.conversation_pane.ask_anew(request.question)
