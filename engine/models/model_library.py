"""Which models are on this computer (those that ship with Pagewise, the models folder) and which can be had."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from engine.errors import ModelError
from engine.machine import measure_machine
from engine.models.downloadable_models import DownloadableModel, downloadable_models
from engine.models.embedding_model_folder import describe_folder
from engine.models.gguf_model import GgufModel, read_gguf_model
from engine.models.measured_speeds import MeasuredSpeeds
from engine.models.model_catalog import (
    ANSWER_READER,
    EMBEDDING_MODEL,
    LANGUAGE_MODEL,
    OCR_MODEL,
    LanguageModelInfo,
    answer_reader_model,
    embedding_model,
    language_model,
    models_folder,
    ocr_model,
    told_of,
)
from engine.models.model_download import paused_downloads
from engine.models.model_fit import fitted, memory_needed, recommend, with_speeds
from engine.models.model_places import model_places, size_of
from engine.models.reranking_model_folder import describe_reranking_model, is_reranking_model
from engine.paths import is_folder
from engine.types import (
    DownloadProgress,
    DownloadState,
    Machine,
    ModelDescription,
    ModelFit,
    ModelKind,
    ModelsOverview,
    ModelState,
)

_KIND_ORDER = (ModelKind.LANGUAGE, ModelKind.EMBEDDING, ModelKind.RERANKING, ModelKind.READING, ModelKind.OCR)
_STATE_ORDER = (ModelState.SERVER, ModelState.EMBEDDED, ModelState.INSTALLED, ModelState.AVAILABLE)


@dataclass(frozen=True, slots=True)
class ModelsInUse:
    """What the user has chosen: a GGUF file and two folders; None for the embedded models, and for no re-ranking."""

    language: Path | None = None
    embedding: Path | None = None
    reranking: Path | None = None
    server: LanguageModelInfo | None = None
    """The model at a server that answers instead of a language model here."""


class ModelLibrary:
    """Describes models. Thread-safe. Headers of files that have not changed are read once."""

    def __init__(self, folder: Path, measure: Callable[[Path], Machine] = measure_machine) -> None:
        """`folder` is the models folder; `measure` measures the machine, for tests."""
        self.folder = folder
        self.speeds = MeasuredSpeeds(folder)
        self._measure = measure
        self._lock = threading.Lock()
        self._known: dict[tuple[Path, int, int], ModelDescription] = {}

    def overview(
        self, in_use: ModelsInUse, downloads: Mapping[str, DownloadProgress] = MappingProxyType({})
    ) -> ModelsOverview:
        """All models and the machine as they are now. What cannot be read is listed with the reason.

        `downloads` are those that run or wait, by model id; those that rest are found.
        """
        machine = self._measure(self.folder)
        with self._lock:
            models = [self._judged(model, in_use, machine) for model in self._found(in_use)]
        models = with_speeds(models, machine, self.speeds.by_model())
        recommended = recommend(models, machine)
        downloads = {**_resting(self.folder, models), **downloads}
        models = [
            replace(
                model,
                recommended_as=recommended.get(model.model_id, ()),
                download=downloads.get(model.model_id) if model.state == ModelState.AVAILABLE else None,
            )
            for model in models
        ]
        return ModelsOverview(machine, tuple(sorted(models, key=_place)), self.folder)

    def _found(self, in_use: ModelsInUse) -> Iterator[ModelDescription]:
        if in_use.server is not None:
            yield _of_server(in_use.server)
        yield from _embedded_models()
        places = dict.fromkeys(model_places(self.folder))
        for elsewhere in (in_use.language, in_use.embedding, in_use.reranking):
            if elsewhere is not None and not elsewhere.is_relative_to(models_folder()):
                places.setdefault(elsewhere)
        yield from (self._installed(place) for place in places)
        yield from (_of_list(model) for model in downloadable_models() if model.path_in(self.folder) not in places)

    def _installed(self, place: Path) -> ModelDescription:
        try:
            told = place.stat()
            key = (place, told.st_size, told.st_mtime_ns)
            if key not in self._known:
                self._known[key] = self._described(place)
        except OSError as error:
            return self._unreadable(place, str(error.strerror))
        return replace(self._known[key], is_removable=place.is_relative_to(self.folder))

    def _described(self, place: Path) -> ModelDescription:
        try:
            if place.is_dir():
                return _of_folder(place, self.id_of(place))
            return _of_gguf(read_gguf_model(place), self.id_of(place), _listed(place.parent.name))
        except ModelError as error:
            return self._unreadable(place, str(error.as_failure()))

    def _unreadable(self, place: Path, why: str) -> ModelDescription:
        kind = ModelKind.EMBEDDING if is_folder(place) else ModelKind.LANGUAGE
        return ModelDescription(
            self.id_of(place),
            kind,
            place.stem,
            ModelState.INSTALLED,
            path=place,
            size=size_of(place),
            fit=ModelFit.UNKNOWN,
            advice=why,
            is_removable=place.is_relative_to(self.folder),
        )

    def id_of(self, place: Path) -> str:
        """The id of the model at a place: that in the list, or its path, from the models folder on if it lies there."""
        listed = [model.model_id for model in downloadable_models() if model.path_in(self.folder) == place]
        if listed:
            return listed[0]
        return place.relative_to(self.folder).as_posix() if place.is_relative_to(self.folder) else str(place)

    def _judged(self, model: ModelDescription, in_use: ModelsInUse, machine: Machine) -> ModelDescription:
        places = {
            ModelKind.LANGUAGE: in_use.language,
            ModelKind.EMBEDDING: in_use.embedding,
            ModelKind.RERANKING: in_use.reranking,
        }
        chosen = places.get(model.kind)
        used = model.path == chosen if chosen is not None else model.state == ModelState.EMBEDDED
        if in_use.server is not None and model.kind == ModelKind.LANGUAGE:
            used = model.state == ModelState.SERVER
        model = replace(model, in_use=used)
        return model if model.fit == ModelFit.UNKNOWN else fitted(model, machine)


def _resting(folder: Path, models: Sequence[ModelDescription]) -> dict[str, DownloadProgress]:
    """The downloads that can be resumed, by model id."""
    sizes = {model.model_id: model.size for model in models}
    return {
        model_id: DownloadProgress(model_id, DownloadState.PAUSED, arrived, sizes.get(model_id, 0))
        for model_id, arrived in paused_downloads(folder).items()
    }


def _of_server(model: LanguageModelInfo) -> ModelDescription:
    assert model.server is not None
    return ModelDescription(
        model.model_id, ModelKind.LANGUAGE, model.name, ModelState.SERVER, in_use=True, source=model.server.address
    )


@cache
def _embedded_models() -> tuple[ModelDescription, ...]:
    """Those that ship with Pagewise, which do not change while it runs."""
    return tuple(_found_embedded_models())


def _found_embedded_models() -> Iterator[ModelDescription]:
    language, embedding, reader, ocr = language_model(), embedding_model(), answer_reader_model(), ocr_model()
    try:
        gguf = read_gguf_model(language.file)
        known = _of_gguf(gguf, LANGUAGE_MODEL, None)
    except ModelError as error:
        known = ModelDescription(
            LANGUAGE_MODEL, ModelKind.LANGUAGE, "", ModelState.EMBEDDED, fit=ModelFit.UNKNOWN, advice=str(error)
        )
    told = told_of(ModelKind.LANGUAGE, LANGUAGE_MODEL)
    yield replace(known, state=ModelState.EMBEDDED, name=language.name, source=told["source"], licence=told["licence"])
    for kind, model_id, name, folder in (
        (ModelKind.EMBEDDING, EMBEDDING_MODEL, embedding.name, embedding.folder),
        (ModelKind.READING, ANSWER_READER, reader.name, reader.folder),
        (ModelKind.OCR, OCR_MODEL, ocr.name, ocr.folder),
    ):
        told = told_of(kind, model_id)
        yield ModelDescription(
            model_id,
            kind,
            name,
            ModelState.EMBEDDED,
            in_use=True,
            path=folder,
            size=size_of(folder),
            licence=told["licence"],
            languages=tuple(told["known_languages"]),
            language_count=len(told["known_languages"]),
            source=told["source"],
            context_tokens=told.get("max_tokens", 0),
        )


def _of_gguf(gguf: GgufModel, model_id: str, listed: DownloadableModel | None) -> ModelDescription:
    return ModelDescription(
        model_id,
        ModelKind.LANGUAGE,
        listed.name if listed else gguf.file.stem,
        ModelState.INSTALLED,
        path=gguf.file,
        size=gguf.size,
        licence=listed.licence if listed else gguf.licence,
        languages=listed.languages if listed else gguf.languages,
        language_count=listed.language_count if listed else len(gguf.languages),
        source=listed.source if listed else "",
        parameters=gguf.parameters,
        context_tokens=gguf.context_tokens,
        quantisation=gguf.quantisation,
        memory_needed=memory_needed(gguf.size, gguf.cache_bytes_per_token, gguf.context_tokens),
    )


def _of_folder(folder: Path, model_id: str) -> ModelDescription:
    kind = ModelKind.RERANKING if is_reranking_model(folder) else ModelKind.EMBEDDING
    model = describe_reranking_model(folder) if kind == ModelKind.RERANKING else describe_folder(folder)
    listed = _listed(folder.name)
    size = size_of(folder)
    return ModelDescription(
        model_id,
        kind,
        listed.name if listed else model.name,
        ModelState.INSTALLED,
        path=folder,
        size=size,
        licence=listed.licence if listed else "",
        languages=listed.languages if listed else (),
        language_count=listed.language_count if listed else 0,
        source=listed.source if listed else "",
        parameters=listed.parameters if listed else 0,
        context_tokens=model.max_tokens,
        memory_needed=size,
    )


def _of_list(model: DownloadableModel) -> ModelDescription:
    size = model.approximate_size
    is_language = model.kind == ModelKind.LANGUAGE
    return ModelDescription(
        model.model_id,
        model.kind,
        model.name,
        ModelState.AVAILABLE,
        size=size,
        size_is_approximate=True,
        licence=model.licence,
        languages=model.languages,
        language_count=model.language_count,
        source=model.source,
        parameters=model.parameters,
        context_tokens=model.context_tokens,
        quantisation=model.quantisation,
        memory_needed=memory_needed(size, model.cache_bytes_per_token, model.context_tokens) if is_language else size,
    )


def _listed(folder_name: str) -> DownloadableModel | None:
    return next((model for model in downloadable_models() if model.model_id == folder_name), None)


def _place(model: ModelDescription) -> tuple[int, int, int, str]:
    return _KIND_ORDER.index(model.kind), _STATE_ORDER.index(model.state), model.size, model.model_id
