"""An embedding model with the index of its vectors, and which model's index answers in a library."""

import json
import logging
from collections.abc import Collection
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from engine.durable_files import replace_file
from engine.errors import LibraryNotWritable, system_reason
from engine.library.text_embedder import TextEmbedder
from engine.library.vector_index_keeper import VectorIndexKeeper
from engine.models.model_catalog import EMBEDDING_MODEL, EmbeddingModelInfo, embedding_model
from engine.paths import answering_model_file, vector_index_file

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ModelIndex:
    """What turns texts into vectors, and the index of those that the library holds of it."""

    embedder: TextEmbedder
    vectors: VectorIndexKeeper


def model_index(library_folder: Path, embedder: TextEmbedder) -> ModelIndex:
    """The index of an embedder's vectors in this library, to be loaded."""
    file = vector_index_file(library_folder, embedder.model_id)
    return ModelIndex(embedder, VectorIndexKeeper(file, embedder.model_id, embedder.dimensions))


def answering_model(library_folder: Path) -> EmbeddingModelInfo:
    """The embedding model whose index answers: the embedded one, until another has been prepared."""
    file = answering_model_file(library_folder)
    try:
        fields = json.loads(file.read_text(encoding="utf-8"))
        fields |= {"folder": Path(fields["folder"]), "scripts": tuple(fields["scripts"])}
        return EmbeddingModelInfo(**fields)
    except FileNotFoundError:
        return embedding_model()
    except (OSError, ValueError, TypeError, KeyError):
        _log.warning("%s cannot be read; search by meaning begins with the embedded model", file, exc_info=True)
        return embedding_model()


def store_answering_model(library_folder: Path, model: EmbeddingModelInfo) -> None:
    """Remember the model whose index answers from now on. Raises `LibraryNotWritable`, and nothing has changed."""
    file = answering_model_file(library_folder)
    try:
        if model.model_id == EMBEDDING_MODEL:
            file.unlink(missing_ok=True)
            return
        replace_file(file, json.dumps(asdict(model) | {"folder": str(model.folder)}).encode("ascii"))
    except OSError as error:
        raise LibraryNotWritable(system_reason(error)) from error


def delete_other_indexes(library_folder: Path, kept: Collection[str]) -> None:
    """Delete the saved vector indexes of models that are not `kept`; what another process has mapped may stay."""
    names = tuple(vector_index_file(library_folder, model_id).name for model_id in kept)
    for file in library_folder.glob("vectors*.index*"):
        if not file.name.startswith(names):
            with suppress(OSError):
                file.unlink()
