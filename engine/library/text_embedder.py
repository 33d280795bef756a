"""Text into vectors that stand for its meaning: an ONNX model run by fastembed from a local folder, no network."""

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.errors import ModelDamaged, ModelMissing
from engine.models.model_catalog import EmbeddingModelInfo

if TYPE_CHECKING:
    from fastembed import TextEmbedding

_BATCH = 8
"""Texts in one run of the model. They are sorted by length first: a batch is padded to its longest text."""

_registered: set[str] = set()
_registering = threading.Lock()


class TextEmbedder:
    """Embeds passages and queries with one model. Thread-safe; the model is loaded when it is first needed."""

    def __init__(self, model: EmbeddingModelInfo) -> None:
        self._model = model
        self._loading = threading.Lock()
        self._loaded: TextEmbedding | None = None

    @property
    def model_id(self) -> str:
        """The id that the catalogue keeps vectors under."""
        return self._model.model_id

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._model.dimensions

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors (n x dimensions) in the order of `texts`. Raises `ModelMissing`, `ModelDamaged`.

        The call cannot be interrupted: about 20 passages a second and core, so pass some dozen at a time.
        """
        return self._embed([self._model.passage_prefix + text for text in texts])

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question. Raises `ModelMissing`, `ModelDamaged`."""
        return self._embed([self._model.query_prefix + text]).reshape(self.dimensions)

    def _embed(self, texts: list[str]) -> NDArray[np.float32]:
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        by_length = sorted(range(len(texts)), key=lambda position: len(texts[position]))
        model = self._load()
        embedded = model.embed([texts[position] for position in by_length], batch_size=_BATCH)
        for position, vector in zip(by_length, embedded, strict=True):
            vectors[position] = vector
        return vectors

    def _load(self) -> "TextEmbedding":
        """The model, loaded once. The lock is not held while texts are embedded: onnxruntime serves many threads."""
        with self._loading:
            if self._loaded is None:
                self._loaded = _load_model(self._model)
            return self._loaded


def _load_model(model: EmbeddingModelInfo) -> "TextEmbedding":
    if not (model.folder / "model.onnx").is_file() or not (model.folder / "tokenizer.json").is_file():
        raise ModelMissing(str(model.folder))
    # Importing fastembed takes half a second, which the start of the app need not wait for.
    from fastembed import TextEmbedding

    _register(model)
    try:
        # One thread: a second one adds a tenth of speed here and takes the core that reads documents.
        return TextEmbedding(model.model_id, specific_model_path=str(model.folder), threads=1, local_files_only=True)
    except Exception as error:  # onnxruntime and tokenizers raise exceptions of their own, without a common base
        raise ModelDamaged(f"{model.folder} ({type(error).__name__}: {error})") from error


def _register(model: EmbeddingModelInfo) -> None:
    """Make the model known to fastembed, once a process."""
    from fastembed import TextEmbedding
    from fastembed.common.model_description import ModelSource, PoolingType

    with _registering:
        if model.model_id not in _registered:
            TextEmbedding.add_custom_model(
                model=model.model_id,
                pooling=PoolingType(model.pooling.upper()),
                normalization=True,
                # fastembed wants a source, and never uses it: the folder is given.
                sources=ModelSource(url="local"),
                dim=model.dimensions,
                model_file="model.onnx",
            )
            _registered.add(model.model_id)
