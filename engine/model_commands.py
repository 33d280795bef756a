"""The headless commands `models list`, `recommend`, `download`, `import`, `remove` and `test`."""

import argparse
import queue
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from engine.command_output import Json
from engine.data_places import chosen_library_folder
from engine.errors import LibraryAway
from engine.events import (
    Event,
    ModelActionFailed,
    ModelDownloaded,
    ModelDownloadProgressed,
    ModelImportProgressed,
    ModelsChanged,
    ModelsImported,
    ModelTested,
)
from engine.library.model_index import answering_model
from engine.models.acquisition_errors import UnknownModel
from engine.models.model_catalog import ServerChoice
from engine.models.model_manager import ModelManager
from engine.models.model_switches import ModelSwitches
from engine.paths import absolute_path, settings_file
from engine.settings import SettingsKeeper
from engine.types import ModelDescription, ModelsOverview, ModelState, Recommendation

if TYPE_CHECKING:
    Parsers = argparse._SubParsersAction[argparse.ArgumentParser]

_Kind = TypeVar("_Kind")
Result = tuple[Json, str]
"""What a command prints, as JSON and for people."""


def add_model_commands(commands: "Parsers", common: argparse.ArgumentParser) -> None:
    """Add the parser of `models` with all that it can do; `common` holds the options that every command has."""
    models = commands.add_parser("models", help="list, download, import, remove and test models")
    actions = models.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = actions.add_parser
    parsers = [
        add("list", parents=[common], help="all models here and for download, and what this machine has"),
        add("recommend", parents=[common], help="the language models that suit this machine"),
    ]
    for name, help_text in (
        ("download", "download a model of the list, or go on with it"),
        ("remove", "delete a model of the models folder"),
        ("test", "see for ten seconds how fast a language model is here"),
    ):
        parser = add(name, parents=[common], help=help_text)
        parser.add_argument("model_id", metavar="ID", help="as `models list` tells it")
        parsers.append(parser)
    importing = add("import", parents=[common], help="copy a model of this computer into the models folder")
    importing.add_argument(
        "path", type=Path, metavar="PATH", help="a GGUF file, a model's folder, or a folder of models"
    )
    for parser in (*parsers, importing):
        parser.add_argument("--json", action="store_true", help="print JSON")


def run_model_command(arguments: argparse.Namespace) -> Result:
    """Do what `models` is told to. Raises `PagewiseError`."""
    actions: dict[str, Callable[[_Models], Result]] = {
        "list": lambda models: _listed(models.overview()),
        "recommend": lambda models: _recommended(models.overview()),
        "download": lambda models: _download(models, arguments.model_id),
        "import": lambda models: _import(models, absolute_path(arguments.path)),
        "remove": lambda models: _remove(models, arguments.model_id),
        "test": lambda models: _test(models, arguments.model_id),
    }
    with _Models(arguments.library) as models:
        return actions[arguments.action](models)


class _Models:
    """A `ModelManager` whose events are waited for. What it goes over to is only noted in the settings."""

    def __init__(self, library: Path | None) -> None:
        """`library` is the folder of a library, None for the user's own."""
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._settings = SettingsKeeper(settings_file(), self._events.put)
        switches = ModelSwitches(
            use_language=self._choose_language,
            use_server=_not_here,
            use_embedding=self._choose_embedding,
            embedding_folders_in_use=lambda: _folders_that_answer(library),
            run_between=lambda work: work(),
        )
        self.manager = ModelManager(self._settings, self._events.put, switches)

    def __enter__(self) -> "_Models":
        return self

    def __exit__(self, *exception: object) -> None:
        self.manager.close()

    def overview(self) -> ModelsOverview:
        """All models and the machine."""
        self.manager.request_overview()
        return self.wait_for(ModelsChanged).overview

    def find(self, model_id: str) -> ModelDescription:
        """The model of this id. Raises `UnknownModel`."""
        try:
            return self.overview().find(model_id)
        except KeyError as error:
            raise UnknownModel(f"`models list` does not tell of {model_id}.") from error

    def wait_for(self, kind: type[_Kind]) -> _Kind:
        """The next event of a kind. Raises the error of what failed before it; progress is shown on a terminal."""
        is_shown = False
        try:
            while True:
                event = self._events.get()
                if isinstance(event, kind):
                    return event
                if isinstance(event, ModelActionFailed):
                    raise event.error
                is_shown = _show_progress(event) or is_shown
        finally:
            if is_shown:
                print(file=sys.stderr)  # what follows begins a line of its own

    def _choose_language(self, file: Path | None) -> None:
        self._settings.choose(lambda settings: replace(settings, language_model=file, model_server=""))

    def _choose_embedding(self, folder: Path | None) -> None:
        self._settings.choose(lambda settings: replace(settings, embedding_model=folder))


def _folders_that_answer(library: Path | None) -> list[Path]:
    """Where the embedding model lies that answers in a library; nothing if the library's disk is away."""
    try:
        return [answering_model(library or chosen_library_folder()).folder]
    except LibraryAway:
        return []


def _not_here(name: str, server: ServerChoice) -> None:
    raise NotImplementedError(f"no command goes over to {name} at {server.address}")


def _show_progress(event: Event) -> bool:
    """Write how far it is over what was written before, if there is a terminal; returns whether anything was."""
    if isinstance(event, ModelDownloadProgressed):
        progress = event.progress
        done, total = progress.bytes_done, progress.bytes_total
        speed = f"{progress.bytes_per_second / 1e6:.1f} MB/s"
        text = f"{progress.state.value}: {done / 1e6:.0f} of {total / 1e6:.0f} MB, {speed}"
    elif isinstance(event, ModelImportProgressed):
        text = f"copying: {event.bytes_done / 1e6:.0f} of {event.bytes_total / 1e6:.0f} MB"
    else:
        return False
    if sys.stderr.isatty():
        print(f"\r{text}  ", end="", file=sys.stderr, flush=True)
    return sys.stderr.isatty()


def _listed(overview: ModelsOverview) -> Result:
    machine = overview.machine
    data = {
        "machine": asdict(machine),
        "folder": str(overview.folder),
        "models": [_model_json(model) for model in overview.models],
    }
    begin = (
        f"{machine.memory_total / 1e9:.1f} GB memory ({machine.memory_free / 1e9:.1f} free), {machine.cores} cores, "
        f"{machine.gpu or 'no graphics processor'}, {machine.disk_free / 1e9:.0f} GB free in {overview.folder}"
    )
    return data, "\n".join([begin, *map(_model_line, overview.models)])


def _recommended(overview: ModelsOverview) -> Result:
    chosen = {kind.value: overview.recommended(kind) for kind in Recommendation}
    data = {name: model and _model_json(model) for name, model in chosen.items()}
    lines = [
        f"{name:8} {model.name} ({model.model_id})" if model is not None else f"{name:8} none"
        for name, model in chosen.items()
    ]
    return data, "\n".join(lines)


def _download(models: _Models, model_id: str) -> Result:
    if models.find(model_id).state != ModelState.AVAILABLE:
        return _place_of(models, model_id, "is here already")
    models.manager.download(model_id)
    models.wait_for(ModelDownloaded)
    return _place_of(models, model_id, "was downloaded and verified")


def _place_of(models: _Models, model_id: str, what: str) -> Result:
    model = models.find(model_id)
    return {"id": model_id, "path": str(model.path)}, f"{model.name} {what}: {model.path}"


def _import(models: _Models, path: Path) -> Result:
    models.manager.import_models(path)
    ids = models.wait_for(ModelsImported).model_ids
    return {"ids": list(ids)}, "\n".join(f"{model_id} can be used now" for model_id in ids)


def _remove(models: _Models, model_id: str) -> Result:
    model = models.find(model_id)
    models.manager.remove(model_id)
    models.wait_for(ModelsChanged)
    return {
        "id": model_id,
        "bytes_freed": model.size,
    }, f"{model.name} was removed, {model.size / 1e6:.0f} MB are free again"


def _test(models: _Models, model_id: str) -> Result:
    models.manager.test(model_id)
    speed = models.wait_for(ModelTested).speed
    text = (
        f"reads {speed.tokens_read_per_second:.0f} and writes {speed.tokens_written_per_second:.1f} tokens a second, "
        f"loads in {speed.seconds_to_load:.1f} s"
    )
    return {"id": model_id, **asdict(speed)}, text


def _model_json(model: ModelDescription) -> Json:
    data = asdict(model)
    return {**data, "path": None if model.path is None else str(model.path)}


def _model_line(model: ModelDescription) -> str:
    marks = ["in use"] if model.in_use else []
    marks += [recommendation.value for recommendation in model.recommended_as]
    about = "about " if model.size_is_approximate else ""
    speed = "" if model.tokens_per_second is None else f", {model.tokens_per_second:.1f} tokens/s"
    line = f"{model.kind.value:9} {model.state.value:9} {model.model_id}: {about}{model.size / 1e6:.0f} MB{speed}"
    return line + (f" ({', '.join(marks)})" if marks else "") + (f". {model.advice}" if model.advice else "")
