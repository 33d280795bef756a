"""Tests how fast a language model reads and writes on this machine."""

from engine.answering.answering_process import AnsweringProcess
from engine.models.model_catalog import LanguageModelInfo
from engine.types import ModelSpeed

SECONDS = 10.0


class SpeedTest:
    """Runs a model for ten seconds in an answering process of its own. `stop` may be called from any thread."""

    def __init__(self, model: LanguageModelInfo, seconds: float = SECONDS) -> None:
        self.model = model
        self.is_stopped = False
        """Whether its result is no longer wanted."""
        self._process = AnsweringProcess(model)
        self._seconds = seconds

    def run(self) -> ModelSpeed | None:
        """Blocking: load the model and measure; None if it was stopped. Raises `ModelError`."""
        try:
            return None if self.is_stopped else self._process.measure_speed(self._seconds)
        finally:
            self._process.end()

    def stop(self) -> None:
        """End the test soon; returns at once."""
        self.is_stopped = True
        self._process.stop()
