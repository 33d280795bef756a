"""What the desktop calls to see, choose and get models. Nothing here blocks: results come as events."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from engine.answering.model_check import check_language_model
from engine.answering.reranker import reranker_of
from engine.answering.server_errors import ServerRefuses
from engine.answering.speed_test import SpeedTest
from engine.errors import AssistantClosed, LanguageModelUnsuitable, NotEnoughMemory, PagewiseError
from engine.events import (
    EmbeddingModelChanged,
    Event,
    ModelActionFailed,
    ModelDownloaded,
    ModelDownloadProgressed,
    ModelsChanged,
    ModelsImported,
    ModelTested,
    SettingsChanged,
)
from engine.models.acquisition_errors import ModelInUse, ModelNotRemovable, UnknownModel
from engine.models.download_queue import DownloadListener, DownloadQueue
from engine.models.downloadable_models import downloadable_models
from engine.models.hub_settings import HubSettings
from engine.models.model_catalog import SERVER_MODEL, ServerChoice, chosen_language_model, language_model
from engine.models.model_download import ModelDownload
from engine.models.model_import import ImportProgress, check_model, copy_model, models_in
from engine.models.model_library import ModelLibrary, ModelsInUse
from engine.models.model_removal import delete_model
from engine.models.model_switches import ModelSwitches
from engine.paths import user_models_folder
from engine.settings import SettingsKeeper
from engine.types import (
    DownloadProgress,
    ModelAction,
    ModelDescription,
    ModelFit,
    ModelKind,
    ModelsOverview,
    ModelState,
)

_log = logging.getLogger(__name__)


_MOST_NAMES = 10
"""Of a server's models, named in a message."""


class ModelManager:
    """The models of this computer. Every method only enqueues; what goes wrong is a `ModelActionFailed`.

    `ModelsChanged` follows every change once `request_overview` was called.
    """

    def __init__(
        self,
        settings: SettingsKeeper,
        on_event: Callable[[Event], None],
        switches: ModelSwitches,
        library: ModelLibrary | None = None,
        check_language: Callable[[Path], None] = check_language_model,
    ) -> None:
        """`library` is by default that of the user's models folder; `check_language` tries a new GGUF file."""
        self._library = library or ModelLibrary(user_models_folder())
        self._settings = settings
        self._on_event = on_event
        self._switches = switches
        self._check_language = check_language
        self._is_watched = False
        self._told_of: ModelsInUse | None = None
        """The choice that was told of last."""
        self._test: SpeedTest | None = None
        self._stop_import = threading.Event()
        self._downloads = DownloadQueue(
            self._library.folder,
            lambda: HubSettings(settings.chosen.model_mirror, settings.chosen.model_proxy),
            DownloadListener(self._tell_download, self._tell_downloaded, self._tell_failed_download, self._tell_paused),
            partial(ModelDownload, check_language=check_language),
        )
        self._quick = ThreadPoolExecutor(1, "models")
        self._slow = ThreadPoolExecutor(1, "model-import")

    def request_overview(self) -> None:
        """Ask for all models and what this machine has; `ModelsChanged` follows, now and after each change."""
        self._is_watched = True
        self._submit(self._quick, self._announce)

    def use(self, model_id: str) -> None:
        """Go over to an installed or embedded model; the answer that runs now is finished with the one before.

        `ModelsChanged` follows. For an embedding model `EmbeddingModelChanged` comes before it, once the model has
        proved to work. A language model that cannot fit this computer's memory is refused.
        """
        self._submit(self._quick, lambda: self._do(ModelAction.USE, model_id, lambda: self._go_over_to(model_id)))

    def do_without(self, model_id: str) -> None:
        """Stop using a re-ranking model: thorough searches do without one. `ModelsChanged` follows."""
        self._submit(self._quick, lambda: self._do(ModelAction.USE, model_id, lambda: self._leave(model_id)))

    def use_server(self, address: str, name: str = "", *, anywhere: bool = False) -> None:
        """Answer with a model at a server with OpenAI's interface, such as http://127.0.0.1:8080/v1; "": its first one.

        It is asked first; `ModelsChanged` follows, or a `ModelActionFailed` of the id "server" with a
        `ModelServerError`. Only addresses of this computer are taken, unless `anywhere` is allowed: questions and
        quotes of documents go there. `use` goes back to a model of Pagewise's.
        """
        server = ServerChoice(address.strip(), anywhere)
        self._submit(
            self._slow, lambda: self._do(ModelAction.USE, SERVER_MODEL, lambda: self._ask_server(server, name))
        )

    def import_models(self, path: Path) -> None:
        """Copy a GGUF file, the folder of an embedding model, or all models of a folder into the models folder.

        They are checked before: `LanguageModelUnsuitable`, `ModelUnsuitable` and `ModelDamaged` say what is wrong, and
        then nothing is taken over. `ModelImportProgressed` tells how far it is, `ModelsImported` and `ModelsChanged`
        follow.
        """
        self._stop_import.clear()
        self._submit(self._slow, lambda: self._do(ModelAction.IMPORT, str(path), lambda: self._import(path)))

    def stop_import(self) -> None:
        """End the import that runs; what it has copied of the present model is deleted."""
        self._stop_import.set()

    def remove(self, model_id: str) -> None:
        """Delete a model of the models folder, which frees its `size`; `ModelsChanged` follows.

        A language model in use is left for the embedded one first. An embedding model in use is, too, but can only be
        removed when that has been prepared: until then it is `ModelInUse`.
        """
        self._submit(self._quick, lambda: self._do(ModelAction.REMOVE, model_id, lambda: self._remove(model_id)))

    def download(self, model_id: str) -> None:
        """Download a model of the list, or go on with a download that rests; one after the other.

        `ModelDownloadProgressed` tells how far it is, `ModelDownloaded` and `ModelsChanged` follow. What goes wrong is
        a `ModelActionFailed` with a `DownloadError`, or another `ModelError` that says why the model is of no use here.
        Without this call nothing is ever downloaded.
        """
        self._submit(self._quick, lambda: self._do(ModelAction.DOWNLOAD, model_id, lambda: self._download(model_id)))

    def pause_download(self, model_id: str) -> None:
        """Have a download rest, also over a restart; what has arrived is kept. `ModelsChanged` follows."""
        self._submit(
            self._quick, lambda: self._do(ModelAction.DOWNLOAD, model_id, lambda: self._downloads.pause(model_id))
        )

    def discard_download(self, model_id: str) -> None:
        """End a download, also one that rests, and delete what has arrived. `ModelsChanged` follows."""
        self._submit(
            self._quick, lambda: self._do(ModelAction.DOWNLOAD, model_id, lambda: self._downloads.discard(model_id))
        )

    def test(self, model_id: str) -> None:
        """See how fast an installed language model is here, for ten seconds, after the answer that runs now.

        `ModelTested` and `ModelsChanged` follow. It tells the speed of the others, too.
        """
        self._submit(self._quick, lambda: self._do(ModelAction.TEST, model_id, lambda: self._begin_test(model_id)))

    def stop_test(self) -> None:
        """End the test that runs; nothing is told then."""
        if self._test is not None:
            self._test.stop()

    def note(self, event: Event) -> None:
        """Take note of what happened elsewhere in the engine."""
        if isinstance(event, EmbeddingModelChanged | SettingsChanged) and self._told_of not in (None, self._in_use()):
            with suppress(AssistantClosed):  # others tell of their end, too
                self._submit(self._quick, self._announce)

    def close(self) -> None:
        """Finish what is at hand, leave what waits; an import is stopped, a download rests. Safe to call twice."""
        self._stop_import.set()
        self.stop_test()
        self._downloads.close()
        for threads in (self._slow, self._quick):
            threads.shutdown(cancel_futures=True)

    def _submit(self, threads: ThreadPoolExecutor, work: Callable[[], None]) -> None:
        try:
            threads.submit(self._run, work)
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
            self._on_event(ModelsChanged(self._overview(self._told_of)))

    def _overview(self, in_use: ModelsInUse) -> ModelsOverview:
        return self._library.overview(in_use, self._downloads.progress)

    def _in_use(self) -> ModelsInUse:
        chosen = self._settings.chosen
        answering = chosen_language_model(chosen)
        server = answering if answering.server is not None else None
        return ModelsInUse(chosen.language_model, chosen.embedding_model, chosen.reranking_model, server)

    def _installed(self, model_id: str) -> ModelDescription:
        """The model of this id on this computer. Raises `UnknownModel`."""
        for model in self._overview(self._in_use()).models:
            if model.model_id == model_id and model.path is not None:
                return model
        raise UnknownModel(f"{model_id} is not on this computer.")

    def _go_over_to(self, model_id: str) -> None:
        model = self._installed(model_id)
        if model.fit == ModelFit.UNKNOWN:
            raise LanguageModelUnsuitable(model.advice)
        if model.fit == ModelFit.TOO_LARGE:
            raise NotEnoughMemory(model.advice)
        self._switch(model.kind, None if model.state == ModelState.EMBEDDED else model.path)

    def _ask_server(self, server: ServerChoice, name: str) -> None:
        # Its libraries take their time to load, which only those wait for who have a server.
        from engine.answering.model_server import offered_models

        offered = offered_models(server.address, anywhere=server.anywhere)
        if name and name not in offered:
            raise ServerRefuses(f"It does not offer {name}, but {', '.join(offered[:_MOST_NAMES])}.")
        self._switches.use_server(name or offered[0], server)

    def _leave(self, model_id: str) -> None:
        model = self._installed(model_id)
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

    def _import(self, path: Path) -> None:
        sources = models_in(path)
        for source in sources:
            check_model(source, self._check_language)
        progress = ImportProgress(path, self._on_event, self._stop_import)
        copies = [copy_model(source, self._library.folder, progress) for source in sources]
        self._on_event(ModelsImported(path, tuple(self._library.id_of(copy) for copy in copies)))

    def _download(self, model_id: str) -> None:
        listed = next((model for model in downloadable_models() if model.model_id == model_id), None)
        described = next((model for model in self._overview(self._in_use()).models if model.model_id == model_id), None)
        if listed is None or described is None:
            raise UnknownModel(f"{model_id} is not in the list.")
        if described.fit == ModelFit.TOO_LARGE:
            raise NotEnoughMemory(described.advice)
        self._downloads.begin(listed)

    def _begin_test(self, model_id: str) -> None:
        model = self._installed(model_id)
        if model.kind != ModelKind.LANGUAGE or model.fit == ModelFit.UNKNOWN:
            raise LanguageModelUnsuitable(model.advice or f"{model.name} does not write.")
        info = language_model(None if model.state == ModelState.EMBEDDED else model.path)
        self._test = test = SpeedTest(info)
        self._switches.run_between(lambda: self._do(ModelAction.TEST, model_id, lambda: self._run_test(model_id, test)))

    def _run_test(self, model_id: str, test: SpeedTest) -> None:
        speed = test.run()
        if speed is not None:
            self._library.speeds.keep(model_id, speed)
            self._on_event(ModelTested(model_id, speed))

    def _tell_download(self, progress: DownloadProgress) -> None:
        self._on_event(ModelDownloadProgressed(progress))

    def _tell_downloaded(self, model_id: str) -> None:
        self._on_event(ModelDownloaded(model_id))
        self._announce()

    def _tell_failed_download(self, model_id: str, error: PagewiseError) -> None:
        self._on_event(ModelActionFailed(ModelAction.DOWNLOAD, model_id, error))
        self._announce()

    def _tell_paused(self, model_id: str) -> None:
        _log.debug("the download of %s rests", model_id)
        self._announce()

    def _remove(self, model_id: str) -> None:
        model = self._installed(model_id)
        assert model.path is not None
        if not model.is_removable:
            raise ModelNotRemovable(model.name)
        if model.in_use:
            self._switch(model.kind, None)
        if model.path in self._switches.embedding_folders_in_use():
            raise ModelInUse(model.name)
        delete_model(model.path, self._library.folder)
