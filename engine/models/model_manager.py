"""What the desktop calls to see, choose and get models. Nothing here blocks: results come as events."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

from engine.answering.model_check import LanguageModelCheck
from engine.answering.speed_test import SpeedTest
from engine.errors import AssistantClosed, PagewiseError
from engine.events import (
    EmbeddingModelChanged,
    Event,
    ModelActionFailed,
    ModelDownloaded,
    ModelDownloadProgressed,
    ModelsChanged,
    SettingsChanged,
)
from engine.models.download_queue import DownloadListener, DownloadQueue
from engine.models.hub_settings import HubSettings
from engine.models.model_actions import ModelActions
from engine.models.model_catalog import SERVER_MODEL, ServerChoice
from engine.models.model_download import ModelDownload
from engine.models.model_library import ModelLibrary, ModelsInUse
from engine.models.model_switches import ModelSwitches
from engine.paths import user_models_folder
from engine.settings import SettingsKeeper
from engine.types import DownloadProgress, ModelAction

_log = logging.getLogger(__name__)


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
        check_language: Callable[[Path], None] | None = None,
    ) -> None:
        """`library` is by default that of the user's models folder; `check_language` is for tests."""
        self._check = LanguageModelCheck()
        check_language = check_language or self._check
        library = library or ModelLibrary(user_models_folder())
        self._on_event = on_event
        self._switches = switches
        self._is_watched = False
        self._told_of: ModelsInUse | None = None
        """The choice that was told of last."""
        self._tests: dict[str, SpeedTest] = {}
        """The last test of each model."""
        self._stop_imports = threading.Event()
        """Ends the imports that were asked for since the last stop."""
        self._downloads = DownloadQueue(
            library.folder,
            lambda: HubSettings(settings.chosen.model_mirror, settings.chosen.model_proxy),
            DownloadListener(self._tell_download, self._tell_downloaded, self._tell_failed_download, self._tell_paused),
            partial(ModelDownload, check_language=check_language),
        )
        self._actions = ModelActions(library, settings, switches, self._downloads, on_event, check_language)
        self._quick = ThreadPoolExecutor(1, "models")
        self._slow = ThreadPoolExecutor(1, "model-import")

    def request_overview(self) -> None:
        """Ask for all models and what this machine has; `ModelsChanged` follows, now and after each change."""
        self._is_watched = True
        self._submit(self._quick, self._announce)

    def use(self, model_id: str) -> None:
        """Go over to an installed or embedded model; the answer that runs now is finished with the one before.

        `ModelsChanged` follows; for an embedding model once it has proved to work, and `EmbeddingModelChanged` tells
        when it is ready. A language model that cannot fit this computer's memory is refused.
        """
        self._submit(self._quick, lambda: self._do(ModelAction.USE, model_id, lambda: self._actions.use(model_id)))

    def do_without(self, model_id: str) -> None:
        """Stop using a re-ranking model: thorough searches do without one. `ModelsChanged` follows."""
        self._submit(
            self._quick, lambda: self._do(ModelAction.USE, model_id, lambda: self._actions.do_without(model_id))
        )

    def use_server(self, address: str, name: str = "", *, anywhere: bool = False) -> None:
        """Answer with a model at a server with OpenAI's interface, such as http://127.0.0.1:8080/v1; "": its first one.

        It is asked first; `ModelsChanged` follows, or a `ModelActionFailed` of the id "server" with a
        `ModelServerError`. Only addresses of this computer are taken, unless `anywhere` is allowed: questions and
        quotes of documents go there. `use` goes back to a model of Pagewise's.
        """
        server = ServerChoice(address.strip(), anywhere)
        self._submit(
            self._slow, lambda: self._do(ModelAction.USE, SERVER_MODEL, lambda: self._actions.use_server(server, name))
        )

    def import_models(self, path: Path) -> None:
        """Copy a GGUF file, the folder of an embedding model, or all models of a folder into the models folder.

        They are checked before: `LanguageModelUnsuitable`, `ModelUnsuitable` and `ModelDamaged` say what is wrong, and
        then nothing is taken over. `ModelImportProgressed` tells how far it is, `ModelsImported` and `ModelsChanged`
        follow. Those of a folder that are there already are left out; if all are, it is `ModelExists`.
        """
        stop_wanted = self._stop_imports
        self._submit(
            self._slow,
            lambda: self._do(ModelAction.IMPORT, str(path), lambda: self._actions.import_models(path, stop_wanted)),
        )

    def stop_import(self) -> None:
        """End the imports that run or wait; what was copied of the present model is deleted."""
        self._stop_imports.set()
        self._stop_imports = threading.Event()

    def remove(self, model_id: str) -> None:
        """Delete a model of the models folder, which frees its `size`; `ModelsChanged` follows.

        A language model in use is left for the embedded one first. An embedding model in use is, too, but can only be
        removed when that has been prepared: until then it is `ModelInUse`.
        """
        self._submit(
            self._quick, lambda: self._do(ModelAction.REMOVE, model_id, lambda: self._actions.remove(model_id))
        )

    def download(self, model_id: str) -> None:
        """Download a model of the list, or go on with a download that rests; one after the other.

        `ModelDownloadProgressed` tells how far it is, `ModelDownloaded` and `ModelsChanged` follow. What goes wrong is
        a `ModelActionFailed` with a `DownloadError`, or another `ModelError` that says why the model is of no use here.
        Without this call nothing is ever downloaded.
        """
        self._submit(
            self._quick, lambda: self._do(ModelAction.DOWNLOAD, model_id, lambda: self._actions.download(model_id))
        )

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

    def stop_test(self, model_id: str) -> None:
        """End the test of a model, also one that waits; nothing is told then."""
        self._submit(self._quick, lambda: self._stop_tests(model_id))

    def note(self, event: Event) -> None:
        """Take note of what happened elsewhere in the engine."""
        if isinstance(event, EmbeddingModelChanged | SettingsChanged) and self._told_of not in (
            None,
            self._actions.in_use(),
        ):
            with suppress(AssistantClosed):  # others tell of their end, too
                self._submit(self._quick, self._announce)

    def close(self) -> None:
        """Finish what is at hand, leave what waits; an import is stopped, a download rests. Safe to call twice."""
        self._stop_imports.set()
        self._check.end()
        self._stop_tests(*self._tests)
        self._downloads.close()
        for threads in (self._slow, self._quick):
            threads.shutdown(cancel_futures=True)
        self._stop_tests(*self._tests)  # one may have begun meanwhile

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
        except Exception as error:
            _log.exception("a bug in what was asked of %s: %s", model_id, action.value)
            bug = PagewiseError(f"{type(error).__name__}: {error}")
            self._on_event(ModelActionFailed(action, model_id, bug))
        self._announce()

    def _announce(self) -> None:
        if self._is_watched:
            self._told_of = self._actions.in_use()
            self._on_event(ModelsChanged(self._actions.overview()))

    def _begin_test(self, model_id: str) -> None:
        test = self._actions.speed_test(model_id)
        self._stop_tests(model_id)
        self._tests[model_id] = test
        self._switches.run_between(
            lambda: self._do(ModelAction.TEST, model_id, lambda: self._actions.run_test(model_id, test))
        )

    def _stop_tests(self, *model_ids: str) -> None:
        for model_id in model_ids:
            if model_id in self._tests:
                self._tests[model_id].stop()

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
