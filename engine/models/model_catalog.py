"""The models that ship with Pagewise (`resources/models.toml`) and the files they consist of."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from engine.errors import ModelDamaged, ModelMissing
from engine.paths import resources_folder
from engine.types import Settings

LANGUAGE_MODEL = "smollm2-135m-instruct-q4"
"""Id of the embedded language model."""
SERVER_MODEL = "server"
"""Id of the model at a server."""
EMBEDDING_MODEL = "all-minilm-l6-v2-int8"
"""Id of the embedded embedding model."""
OCR_MODEL = "tesseract-fast"
"""Id of the embedded OCR data."""
ANSWER_READER = "pagewise-answer-reader"
"""Id of the embedded model that finds answers in passages."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model: where it lies, its size in bytes and its SHA-256 (hex)."""

    path: Path
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ServerChoice:
    """A server of the user's with OpenAI's interface, and whether it may be `anywhere`, not on this computer only."""

    address: str
    anywhere: bool = False


@dataclass(frozen=True, slots=True)
class LanguageModelInfo:
    """A model that writes answers, in a GGUF file or at a server. `context_tokens` is the context it is given."""

    model_id: str
    name: str
    file: Path
    context_tokens: int
    most_cores: int = 0
    """It runs on no more of them; 0: on all."""
    server: ServerChoice | None = None
    """Where it runs, if that is not here; `file` means nothing then."""


@dataclass(frozen=True, slots=True)
class EmbeddingModelInfo:
    """An ONNX model that turns text into vectors of `dimensions` numbers; it reads `max_tokens` tokens of a text."""

    model_id: str
    name: str
    folder: Path
    dimensions: int
    max_tokens: int
    pooling: str
    query_prefix: str
    passage_prefix: str
    scripts: tuple[str, ...] = ()
    """The scripts it knows, as Unicode names them ("latin", "cyrillic", "cjk"); none told: all."""
    fingerprint: str = ""
    """What its files looked like when it was chosen (see `embedding_model_folder`); "" if they are published ones."""


@dataclass(frozen=True, slots=True)
class OcrModelInfo:
    """Tesseract's data in `folder`, one file a language; `languages` are Tesseract's names of them ("eng")."""

    model_id: str
    name: str
    folder: Path
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerReaderInfo:
    """The ONNX model that finds the answer to a question in a passage."""

    model_id: str
    name: str
    folder: Path


def models_folder() -> Path:
    """Where the embedded models lie: one folder a model, named by its id."""
    return resources_folder() / "models"


def language_model(file: Path | None = None) -> LanguageModelInfo:
    """The embedded language model, or the GGUF `file` chosen instead. Whether it is there shows when it is loaded."""
    if file is not None:
        return LanguageModelInfo(file.stem, file.stem, file, _CONTEXT_OF_OTHER_MODELS)
    entry = _entry("language", LANGUAGE_MODEL)
    (model_file,) = _files("language", LANGUAGE_MODEL)
    return LanguageModelInfo(LANGUAGE_MODEL, entry["name"], model_file.path, entry["context_tokens"])


def server_model(name: str, server: ServerChoice) -> LanguageModelInfo:
    """The model of that name at a server."""
    return LanguageModelInfo(SERVER_MODEL, name, Path(), _CONTEXT_OF_OTHER_MODELS, server=server)


def chosen_language_model(settings: Settings, requested: Path | None = None) -> LanguageModelInfo:
    """The model in the requested file, or else the one that the settings say."""
    if requested is None and settings.model_server:
        return server_model(
            settings.model_server_model, ServerChoice(settings.model_server, settings.model_server_anywhere)
        )
    return language_model(requested or settings.language_model)


def embedding_model() -> EmbeddingModelInfo:
    """The embedded embedding model. Whether it is there shows when it is loaded."""
    entry = _entry("embedding", EMBEDDING_MODEL)
    return EmbeddingModelInfo(
        EMBEDDING_MODEL,
        entry["name"],
        models_folder() / EMBEDDING_MODEL,
        entry["dimensions"],
        entry["max_tokens"],
        entry["pooling"],
        entry["query_prefix"],
        entry["passage_prefix"],
        tuple(entry["scripts"]),
    )


def ocr_model() -> OcrModelInfo:
    """The embedded OCR data. Whether it is there shows when a page is read."""
    entry = _entry("ocr", OCR_MODEL)
    return OcrModelInfo(OCR_MODEL, entry["name"], models_folder() / OCR_MODEL, tuple(entry["languages"]))


def answer_reader_model() -> AnswerReaderInfo:
    """The embedded answer reader. Whether it is there shows when it is loaded."""
    return AnswerReaderInfo(ANSWER_READER, _entry("reading", ANSWER_READER)["name"], models_folder() / ANSWER_READER)


def told_of(kind: str, model_id: str) -> dict[str, Any]:
    """All that the table says of an embedded model: licence, source, languages and more."""
    return _entry(kind, model_id)


def verify_embedded_models() -> None:
    """Compare every file of the embedded models with its published hash (reads 150 MB).

    Raises `ModelMissing` and `ModelDamaged`.
    """
    for kind, model_id in (
        ("language", LANGUAGE_MODEL),
        ("embedding", EMBEDDING_MODEL),
        ("reading", ANSWER_READER),
        ("ocr", OCR_MODEL),
    ):
        for file in _files(kind, model_id):
            verify_file(file)


def verify_file(file: ModelFile) -> None:
    """Compare one file with its size and hash. Raises `ModelMissing` and `ModelDamaged`."""
    if not file.path.is_file():
        raise ModelMissing(str(file.path))
    if file.path.stat().st_size != file.size:
        raise ModelDamaged(f"{file.path} has {file.path.stat().st_size} bytes instead of {file.size}")
    with file.path.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != file.sha256:
            raise ModelDamaged(f"{file.path} differs from the published file")


_CONTEXT_OF_OTHER_MODELS = 4096


@cache
def _models_table() -> dict[str, Any]:
    return tomllib.loads((resources_folder() / "models.toml").read_text(encoding="utf-8"))


def _entry(kind: str, model_id: str) -> dict[str, Any]:
    entry: dict[str, Any] = _models_table()[kind][model_id]
    return entry


def _files(kind: str, model_id: str) -> list[ModelFile]:
    folder = models_folder() / model_id
    return [ModelFile(folder / f["name"], f["size"], f["sha256"]) for f in _entry(kind, model_id)["files"]]
