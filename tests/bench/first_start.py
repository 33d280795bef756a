"""Walks the way of a new user, from the first start to a cited answer, in the real app with the embedded model.

`python -m tests.bench.first_start [FOLDER] [--pictures DIR]` prints how long each step took (nobody thinks or reads
meanwhile) and, with `--pictures`, saves what was seen. It needs no screen. FOLDER is what is read; by default the
sample documents.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.main_window import MainWindow

_SAMPLE = Path(__file__).parent.parent / "documents" / "sample"
_LONGEST_SECONDS = 120.0


def main() -> int:
    """Walk, and print a line a step; 1 if a step did not come to its end."""
    parser = argparse.ArgumentParser(description="Walk from the first start to a cited answer.")
    parser.add_argument("folder", nargs="?", type=Path, default=_SAMPLE)
    parser.add_argument("--pictures", type=Path)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        # Before anything looks for the user's folders.
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA"):
            os.environ[name] = str(Path(home, name.lower()))
        return Walk(arguments.folder.absolute(), Path(home, "library"), arguments.pictures).run()


class Walk:
    """One walk through a new library."""

    def __init__(self, folder: Path, library: Path, pictures: Path | None) -> None:
        self._folder, self._library, self._pictures = folder, library, pictures
        self._began = self._last = time.perf_counter()

    def run(self) -> int:
        """Take all steps."""
        from PySide6.QtWidgets import QApplication

        from desktop.engine_bridge import EngineBridge
        from desktop.main_window import MainWindow
        from desktop.onboarding import folders_step
        from desktop.theme import Theme
        from engine.api import DocumentAssistant

        application = QApplication(sys.argv[:1])
        Theme(application)
        folders_step.usual_folders = lambda: [self._folder]
        bridge = EngineBridge()
        assistant = DocumentAssistant(self._library, bridge.deliver)
        assistant.start()
        try:
            window = MainWindow(assistant, bridge)
            window.first_start.begin()
            window.show()
            self._take_first_steps(window)
            exchange = window.conversation_pane.exchanges[-1]
            self._until(lambda: exchange.finished and exchange.answer is not None)
            assert exchange.answer is not None
            self._done(f"answered: {exchange.question} {exchange.answer.text}", window)
            if not exchange.answer.citations:
                return 1
            window.conversation_pane.open_citation(1)
            self._until(lambda: window.document_viewer.current_path is not None and not window.document_viewer.message)
            self._done(f"the citation is open, on {exchange.answer.citations[0].path.name}", window)
            print(f"{time.perf_counter() - self._began:6.1f} s in all")
            window.refuse_work()
            window.hide()
        finally:
            assistant.close()
        return 0

    def _take_first_steps(self, window: "MainWindow") -> None:
        """From the folders to the first question, which is asked."""
        from desktop.models.model_card import ModelCard
        from desktop.onboarding.first_steps import FirstSteps

        self._until(lambda: bool(window.findChildren(FirstSteps)))
        (steps,) = window.findChildren(FirstSteps)
        row = steps.folders.folders[self._folder]
        self._until(lambda: row.words[:1].isdigit() and "so far" not in row.words)
        self._done("the folder is counted", steps)
        steps.next_button.click()
        self._until(lambda: bool(steps.step.findChildren(ModelCard)))
        self._done("the models are shown", steps)
        steps.next_button.click()
        self._until(lambda: bool(steps.question.questions.buttons))
        self._done("a question is suggested", steps)
        steps.question.questions.buttons[0].click()

    def _until(self, condition: Callable[[], bool]) -> None:
        from PySide6.QtTest import QTest

        while not condition():
            if self._elapsed_since_last() > _LONGEST_SECONDS:
                raise TimeoutError(f"{_LONGEST_SECONDS:.0f} s are over")
            QTest.qWait(10)

    def _elapsed_since_last(self) -> float:
        return time.perf_counter() - self._last

    def _done(self, what: str, shown: object) -> None:
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QWidget

        now = time.perf_counter()
        print(f"{now - self._last:6.1f} s until {what}")
        if self._pictures is not None and isinstance(shown, QWidget):
            QTest.qWait(100)
            self._pictures.mkdir(parents=True, exist_ok=True)
            number = len(list(self._pictures.iterdir())) + 1
            shown.grab().save(str(self._pictures / f"{number}.png"))
        self._last = time.perf_counter()


if __name__ == "__main__":
    sys.exit(main())
