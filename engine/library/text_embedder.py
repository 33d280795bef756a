"""Text into vectors that stand for its meaning: an ONNX model run by fastembed, from a local folder."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.errors import ModelDamaged, ModelError, ModelMissing, ModelUnsuitable, system_reason
from engine.models.embedding_model_folder import MODEL_FILE, NEEDED_FILES, describe_folder, fingerprint_of
from engine.models.model_catalog import EmbeddingModelInfo
from engine.paths import is_file
from engine.unicode_text import valid_unicode

if TYPE_CHECKING:
    from fastembed import TextEmbedding

_TEXTS_IN_A_RUN = 1
"""Nothing is padded, and a text's numbers stay in the processor's cache: batches of eight texts of like length, as
graphics cards want them, take up to half as long again (`make bench ARGS=embedding`)."""
_FIRST_TEXT = "A model that works makes a vector of this text."


class TextEmbedder:
    """Embeds passages and queries with one model. Thread-safe; the model is loaded when it is first needed."""

    def __init__(self, model: EmbeddingModelInfo, loaded: "TextEmbedding | None" = None) -> None:
        self._model = model
        self._lock = threading.Lock()
        self._loaded = loaded

    @property
    def model(self) -> EmbeddingModelInfo:
        """What the model is."""
        return self._model

    @property
    def model_id(self) -> str:
        """The id that the catalogue keeps vectors under."""
        return self._model.model_id

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._model.dimensions

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors (n x dimensions) in the order of `texts`; of a long text only the first `max_tokens` count.

        The call cannot be interrupted: about 20 passages a second, so pass some dozen at a time.
        Raises `ModelMissing` and `ModelDamaged`.
        """
        return self._embed([self._model.passage_prefix + text for text in texts])

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question. Raises `ModelMissing` and `ModelDamaged`."""
        vector: NDArray[np.float32] = self._embed([self._model.query_prefix + text])[0]
        return vector

    def _embed(self, texts: list[str]) -> NDArray[np.float32]:
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        valid = [valid_unicode(text) for text in texts]
        for place, vector in enumerate(self._load().embed(valid, batch_size=_TEXTS_IN_A_RUN)):
            vectors[place] = vector
        return vectors

    def _load(self) -> "TextEmbedding":
        """The model, loaded by the first thread that needs it while the others wait."""
        with self._lock:
            if self._loaded is None:
                self._loaded = _load_model(self._model)
            return self._loaded


def embedder_of(folder: Path) -> TextEmbedder:
    """An embedder with the model in a folder that was chosen, once it has proved that it works; takes seconds.

    Raises `ModelUnsuitable`.
    """
    model = describe_folder(folder)
    try:
        loaded = _load_model(model)
        (vector,) = loaded.embed([model.passage_prefix + _FIRST_TEXT], batch_size=_TEXTS_IN_A_RUN)
    except ModelError as error:
        raise ModelUnsuitable(error.reason) from error
    except Exception as error:  # of onnxruntime, numpy and fastembed: the model wants other inputs, or gives no vectors
        raise ModelUnsuitable(f"{folder}: {error}") from error
    if vector.ndim != 1 or not np.isfinite(vector).all() or not vector.any():
        raise ModelUnsuitable(f"{folder}: what it makes of a text is no vector to compare")
    return TextEmbedder(replace(model, dimensions=len(vector)), loaded)


def _fingerprint(folder: Path) -> str:
    try:
        return fingerprint_of(folder)
    except OSError as error:  # its disk is in trouble
        raise ModelMissing(system_reason(error)) from error


def _load_model(model: EmbeddingModelInfo) -> "TextEmbedding":
    for name in NEEDED_FILES:
        if not is_file(model.folder / name):
            raise ModelMissing(str(model.folder / name))
    if model.fingerprint and _fingerprint(model.folder) != model.fingerprint:
        raise ModelDamaged(f"{model.folder} has changed since it was chosen. Choose it again.")
    # Importing fastembed takes a second, so it waits until a text is to be embedded.
    from fastembed import TextEmbedding
    from fastembed.common.model_description import ModelSource, PoolingType

    known = {description["model"] for description in TextEmbedding.list_supported_models()}
    if model.model_id not in known:
        TextEmbedding.add_custom_model(
            model.model_id,
            pooling=PoolingType(model.pooling.upper()),
            normalization=True,
            sources=ModelSource(url="file:"),
            dim=model.dimensions,
            model_file=MODEL_FILE,
        )
    try:
        return TextEmbedding(
            model.model_id,
            specific_model_path=str(model.folder),  # with it fastembed never looks at the network
            cache_dir=str(model.folder),  # would be made in the temporary folder otherwise; nothing is put there
            threads=1,  # several embed slower than their number promises, and leave no core to the window
            providers=["CPUExecutionProvider"],
        )
    except Exception as error:  # onnxruntime and tokenizers raise classes of their own for what they cannot parse
        raise ModelDamaged(f"{model.folder}: {error}") from error
