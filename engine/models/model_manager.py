"""What the desktop calls to see, choose and get models. Nothing here blocks: results come as events."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from engine.errors import AssistantClosed, LanguageModelUnsuitable, ModelMissing, NotEnoughMemory, PagewiseError
from engine.events import EmbeddingModelChanged, Event, ModelActionFailed, ModelsChanged, SettingsChanged
from engine.models.model_library import ModelLibrary, ModelsInUse
from engine.paths import user_models_folder
from engine.settings import SettingsKeeper
from engine.types import ModelAction, ModelDescription, ModelFit, ModelKind, ModelState

_log = logging.getLogger(__name__)


class ModelManager:
    """The models of this computer. Every method only enqueues; what goes wrong is a `ModelActionFailed`.

    `ModelsChanged` follows every change once `request_overview` was called.
    """

    def __init__(
        self,
        settings: SettingsKeeper,
        on_event: Callable[[Event], None],
        use_language: Callable[[Path | None], None],
        use_embedding: Callable[[Path | None], None],
        library: ModelLibrary | None = None,
    ) -> None:
        """`use_language` and `use_embedding` go over to a GGUF file or a folder, or to the embedded model (None).

        `library` is by default that of the user's models folder.
        """
        self._library = library or ModelLibrary(user_models_folder())
        self._settings = settings
        self._on_event = on_event
        self._use = {ModelKind.LANGUAGE: use_language, ModelKind.EMBEDDING: use_embedding}
        self._is_watched = False
        self._told_of: ModelsInUse | None = None
        """The choice that was told of last."""
        self._thread = ThreadPoolExecutor(1, "models")

    def request_overview(self) -> None:
        """Ask for all models and what this machine has; `ModelsChanged` follows, now and after each change."""
        self._is_watched = True
        self._submit(self._announce)

    def use(self, model_id: str) -> None:
        """Go over to an installed or embedded model; the answer that runs now is finished with the one before.

        `ModelsChanged` follows. For an embedding model `EmbeddingModelChanged` comes before it, once the model has
        proved to work. A language model that cannot fit this computer's memory is refused.
        """
        self._submit(lambda: self._do(ModelAction.USE, model_id, lambda: self._go_over_to(self._installed(model_id))))

    def note(self, event: Event) -> None:
        """Take note of what happened elsewhere in the engine."""
        if isinstance(event, EmbeddingModelChanged | SettingsChanged) and self._told_of not in (None, self._in_use()):
            self._submit(self._announce)

    def close(self) -> None:
        """Finish what is at hand, leave what waits. Safe to call twice."""
        self._thread.shutdown(cancel_futures=True)

    def _submit(self, work: Callable[[], None]) -> None:
        try:
            self._thread.submit(self._run, work)
        except RuntimeError as error:  # shut down
            raise AssistantClosed from error

    def _run(self, work: Callable[[], None]) -> None:
        try:
            work()
        except AssistantClosed:
            _log.debug("closed meanwhile")
        except Exception:
            _log.exception("a bug in managing models")
            raise

    def _do(self, action: ModelAction, model_id: str, work: Callable[[], None]) -> None:
        """Do what was asked for, and tell how it ended."""
        try:
            work()
        except PagewiseError as error:
            self._on_event(ModelActionFailed(action, model_id, error))
        self._announce()

    def _announce(self) -> None:
        if self._is_watched:
            self._told_of = self._in_use()
            self._on_event(ModelsChanged(self._library.overview(self._told_of)))

    def _in_use(self) -> ModelsInUse:
        chosen = self._settings.chosen
        return ModelsInUse(chosen.language_model, chosen.embedding_model)

    def _installed(self, model_id: str) -> ModelDescription:
        """The model of this id on this computer. Raises `ModelMissing`."""
        for model in self._library.overview(self._in_use()).models:
            if model.model_id == model_id and model.path is not None:
                return model
        raise ModelMissing(f"{model_id} is not on this computer.")

    def _go_over_to(self, model: ModelDescription) -> None:
        if model.fit == ModelFit.UNKNOWN:
            raise LanguageModelUnsuitable(model.advice)
        if model.fit == ModelFit.TOO_LARGE:
            raise NotEnoughMemory(model.advice)
        if model.kind in self._use:
            self._use[model.kind](None if model.state == ModelState.EMBEDDED else model.path)
