"""What can be done with models, one thing at a time, blocking; `ModelManager` does it on threads of its own."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from engine.answering.reranker import reranker_of
from engine.answering.server_errors import ServerRefuses
from engine.answering.speed_test import SpeedTest
from engine.errors import LanguageModelUnsuitable, ModelUnsuitable, NotEnoughMemory
from engine.events import Event, ModelsImported, ModelTested
from engine.models.acquisition_errors import ImportStopped, ModelExists, ModelInUse, ModelNotRemovable, UnknownModel
from engine.models.download_queue import DownloadQueue
from engine.models.downloadable_models import downloadable_models
from engine.models.model_catalog import ServerChoice, chosen_language_model, language_model
from engine.models.model_import import ImportProgress, check_model, copy_model, models_in
from engine.models.model_library import ModelLibrary, ModelsInUse
from engine.models.model_removal import delete_model
from engine.models.model_switches import ModelSwitches
from engine.settings import SettingsKeeper
from engine.types import ModelDescription, ModelFit, ModelKind, ModelsOverview, ModelState

_MOST_NAMES = 10
"""Of a server's models, named in a message."""


class ModelActions:
    """Acts on the models folder and the settings. Thread-safe as far as its parts are."""

    def __init__(
        self,
        library: ModelLibrary,
        settings: SettingsKeeper,
        switches: ModelSwitches,
        downloads: DownloadQueue,
        on_event: Callable[[Event], None],
        check_language: Callable[[Path], None],
    ) -> None:
        """`check_language` tries a new GGUF file."""
        self._library = library
        self._settings = settings
        self._switches = switches
        self._downloads = downloads
        self._on_event = on_event
        self._check_language = check_language

    def overview(self) -> ModelsOverview:
        """All models and the machine, as they are now."""
        return self._library.overview(self.in_use(), self._downloads.progress)

    def in_use(self) -> ModelsInUse:
        """What the user has chosen."""
        chosen = self._settings.chosen
        answering = chosen_language_model(chosen)
        server = answering if answering.server is not None else None
        return ModelsInUse(chosen.language_model, chosen.embedding_model, chosen.reranking_model, server)

    def installed(self, model_id: str) -> ModelDescription:
        """The model of this id on this computer. Raises `UnknownModel`."""
        for model in self.overview().models:
            if model.model_id == model_id and model.path is not None:
                return model
        raise UnknownModel(f"{model_id} is not on this computer.")

    def use(self, model_id: str) -> None:
        """Go over to a model on this computer. Raises `ModelError` if it cannot be used."""
        model = self.installed(model_id)
        if model.fit == ModelFit.UNKNOWN:
            raise (
                LanguageModelUnsuitable(model.advice)
                if model.kind == ModelKind.LANGUAGE
                else ModelUnsuitable(model.advice)
            )
        if model.fit == ModelFit.TOO_LARGE:
            raise NotEnoughMemory(model.advice)
        self._switch(model.kind, None if model.state == ModelState.EMBEDDED else model.path)

    def use_server(self, server: ServerChoice, name: str) -> None:
        """Go over to a model at a server, "" for its first one. Raises `ModelServerError`."""
        # Its libraries take their time to load, which only those wait for who have a server.
        from engine.answering.model_server import offered_models

        offered = offered_models(server.address, anywhere=server.anywhere)
        if name and name not in offered:
            raise ServerRefuses(f"It does not offer {name}, but {', '.join(offered[:_MOST_NAMES])}.")
        self._switches.use_server(name or offered[0], server)

    def do_without(self, model_id: str) -> None:
        """Use no re-ranking model any more, if it is this one. Raises `UnknownModel`."""
        model = self.installed(model_id)
        if model.kind == ModelKind.RERANKING and model.in_use:
            self._switch(model.kind, None)

    def _switch(self, kind: ModelKind, place: Path | None) -> None:
        if kind == ModelKind.LANGUAGE:
            self._switches.use_language(place)
        elif kind == ModelKind.EMBEDDING:
            self._switches.use_embedding(place)
        elif kind == ModelKind.RERANKING:
            if place is not None:
                reranker_of(place)
            self._settings.choose(lambda settings: replace(settings, reranking_model=place))

    def import_models(self, path: Path, stop_wanted: threading.Event) -> None:
        """Check what a path holds, copy what of it is not there yet, and tell of it. Raises `ModelError`."""
        sources = models_in(path)
        for source in sources:
            if stop_wanted.is_set():
                raise ImportStopped
            check_model(source, self._check_language)
        progress = ImportProgress(path, self._on_event, stop_wanted)
        copies, there_already = list[Path](), list[ModelExists]()
        for source in sources:
            try:
                copies.append(copy_model(source, self._library.folder, progress))
            except ModelExists as error:
                there_already.append(error)
        if not copies:
            raise there_already[0]
        self._on_event(ModelsImported(path, tuple(self._library.id_of(copy) for copy in copies)))

    def download(self, model_id: str) -> None:
        """Have a model of the list downloaded. Raises `UnknownModel`, and `NotEnoughMemory` if it never fits."""
        listed = next((model for model in downloadable_models() if model.model_id == model_id), None)
        described = next((model for model in self.overview().models if model.model_id == model_id), None)
        if listed is None or described is None:
            raise UnknownModel(f"{model_id} is not in the list.")
        if described.fit == ModelFit.TOO_LARGE:
            raise NotEnoughMemory(described.advice)
        self._downloads.begin(listed)

    def remove(self, model_id: str) -> None:
        """Delete a model, after going over to the embedded one if it is in use. Raises `AcquisitionError`."""
        model = self.installed(model_id)
        assert model.path is not None
        if not model.is_removable:
            raise ModelNotRemovable(model.name)
        if model.in_use:
            self._switch(model.kind, None)
        if model.path in self._switches.embedding_folders_in_use():
            raise ModelInUse(model.name)
        delete_model(model.path, self._library.folder)

    def speed_test(self, model_id: str) -> SpeedTest:
        """A test of a language model on this computer. Raises `UnknownModel` and `LanguageModelUnsuitable`."""
        model = self.installed(model_id)
        if model.kind != ModelKind.LANGUAGE or model.fit == ModelFit.UNKNOWN:
            raise LanguageModelUnsuitable(model.advice or f"{model.name} does not write.")
        tested = language_model(None if model.state == ModelState.EMBEDDED else model.path)
        return SpeedTest(replace(tested, most_cores=self._settings.chosen.cores))

    def run_test(self, model_id: str, test: SpeedTest) -> None:
        """Run a test, keep what it measured, and tell of it. Raises `ModelError`."""
        speed = test.run()
        if speed is not None:
            self._library.speeds.keep(model_id, speed)
            self._on_event(ModelTested(model_id, speed))
