"""Says how well passages answer a question, with a cross-encoder that reads both together: run by fastembed."""

import threading
from collections.abc import Sequence
from math import exp, isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import ModelDamaged, ModelError, ModelUnsuitable
from engine.models.embedding_model_folder import MODEL_FILE, fingerprint_of
from engine.models.reranking_model_folder import RerankingModelInfo, describe_reranking_model

if TYPE_CHECKING:
    from fastembed.rerank.cross_encoder import TextCrossEncoder

_PAIRS_IN_A_RUN = 1
"""Nothing is padded, as in `text_embedder`."""
_FIRST_PAIR = ("Does it work?", "A model that works has an opinion of this text.")
_GREATEST_LOGIT = 50.0
"""Beyond it the probability is 0 or 1 to all digits."""


class Reranker:
    """Scores passages with one model. Thread-safe; the model is loaded when it is first needed."""

    def __init__(self, model: RerankingModelInfo) -> None:
        self.model = model
        self._lock = threading.Lock()
        self._loaded: TextCrossEncoder | None = None

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """How probably each passage answers the question, 0 to 1, in their order.

        Takes some ten milliseconds a passage with a small model. Raises `ModelDamaged`.
        """
        try:
            logits = list(self._load().rerank(question, list(passages), batch_size=_PAIRS_IN_A_RUN))
        except ModelError:
            raise
        except (
            Exception
        ) as error:  # of onnxruntime, numpy and fastembed: the model wants other inputs, or has no scores
            raise ModelDamaged(f"{self.model.folder}: {error}") from error
        return [_probability(float(logit)) for logit in logits]

    def _load(self) -> "TextCrossEncoder":
        with self._lock:
            if self._loaded is None:
                self._loaded = _load_model(self.model)
            return self._loaded


def reranker_of(folder: Path) -> Reranker:
    """A reranker with the model in a folder that was chosen, once it has proved that it works; takes a second or more.

    Raises `ModelUnsuitable`.
    """
    reranker = Reranker(describe_reranking_model(folder))
    question, passage = _FIRST_PAIR
    try:
        (score,) = reranker.scores(question, [passage])
    except ModelError as error:
        raise ModelUnsuitable(error.reason) from error
    if not isfinite(score):
        raise ModelUnsuitable(f"{folder}: what it makes of a question and a passage is no score")
    return reranker


def _probability(logit: float) -> float:
    """The logistic function, which such models are trained with."""
    return 1 / (1 + exp(-max(-_GREATEST_LOGIT, min(_GREATEST_LOGIT, logit))))


def _load_model(model: RerankingModelInfo) -> "TextCrossEncoder":
    if fingerprint_of(model.folder) != model.fingerprint:
        raise ModelDamaged(f"{model.folder} has changed since it was chosen. Choose it again.")
    # Importing fastembed takes a second, so it waits until passages are to be compared.
    from fastembed.common.model_description import ModelSource
    from fastembed.rerank.cross_encoder import TextCrossEncoder

    known = {description["model"] for description in TextCrossEncoder.list_supported_models()}
    if model.fingerprint not in known:
        TextCrossEncoder.add_custom_model(model.fingerprint, ModelSource(url="file:"), MODEL_FILE)
    return TextCrossEncoder(
        model.fingerprint,
        specific_model_path=str(model.folder),  # with it fastembed never looks at the network
        cache_dir=str(model.folder),  # would be made in the temporary folder otherwise; nothing is put there
        threads=1,
        providers=["CPUExecutionProvider"],
    )
