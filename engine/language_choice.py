"""Which language model answers: the one that was asked for at the start, or what the user has chosen."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from engine.answering.question_worker import QuestionWorker
from engine.errors import ModelMissing
from engine.models.model_catalog import LanguageModelInfo, ServerChoice, chosen_language_model
from engine.paths import is_file
from engine.settings import SettingsKeeper
from engine.types import Settings


class LanguageChoice:
    """The choice of the language model. Thread-safe. A choice holds from the next question on, and is remembered."""

    def __init__(
        self, settings: SettingsKeeper, requested: Path | None, questions: Callable[[], QuestionWorker]
    ) -> None:
        """`requested` is a GGUF file to begin with; `questions` may raise `AssistantClosed`, as all methods then do."""
        self._settings = settings
        self._requested = requested
        self._questions = questions
        self._chosen: LanguageModelInfo | None = None
        """What the settings said last; None until somebody wants to know."""

    def first(self) -> LanguageModelInfo:
        """The model to begin with. Raises `ModelMissing` if a requested file is not there."""
        if self._requested is not None and not is_file(self._requested):
            raise ModelMissing(str(self._requested))
        self._chosen = chosen_language_model(self._settings.chosen)
        return chosen_language_model(self._settings.chosen, self._requested)

    def follow(self, settings: Settings) -> None:
        """Answer with another model if these settings say so: a command may have removed the one before."""
        before, self._chosen = self._chosen, chosen_language_model(settings)
        if before not in (None, self._chosen):
            self._questions().use_language_model(self._chosen)

    def use_file(self, file: Path | None) -> None:
        """Answer with this GGUF file; None: with the embedded model."""
        self._choose(lambda settings: replace(settings, language_model=file, model_server=""))

    def use_server(self, name: str, server: ServerChoice) -> None:
        """Answer with the model of this name at a server."""
        self._choose(
            lambda settings: replace(
                settings,
                model_server=server.address,
                model_server_model=name,
                model_server_anywhere=server.anywhere,
            )
        )

    def run_between(self, work: Callable[[], None]) -> None:
        """Do something else that needs the processor for itself, between two answers."""
        self._questions().run_between(work)

    def _choose(self, change: Callable[[Settings], Settings]) -> None:
        questions = self._questions()

        def noted(settings: Settings) -> Settings:
            changed = change(settings)
            self._chosen = chosen_language_model(changed)  # else it would be followed as a choice of somebody else
            return changed

        self._settings.choose(noted)
        questions.use_language_model(self._chosen)
