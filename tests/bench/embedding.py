"""Passages embedded a second, against bare onnxruntime on one thread: in length-sorted batches, and one by one."""

from functools import partial

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from engine.library.text_embedder import TextEmbedder
from engine.models.model_catalog import EmbeddingModelInfo, embedding_model
from tests.bench.corpus import passages
from tests.bench.measuring import Row, compare_rates

_PASSAGES = 96
_BATCH = 8


def measure() -> list[Row]:
    """Two rows: passages a second, of the lengths that passages have."""
    texts = [text[: 200 + 7 * place % 800] for place, text in enumerate(passages(_PASSAGES))]
    embedder = TextEmbedder(embedding_model())
    bare = BareEmbedder(embedding_model())
    return [
        compare_rates(
            "passages embedded",
            "passages/s",
            _PASSAGES,
            lambda: embedder.embed_passages(texts),
            partial(bare.embed, texts, batch),
            f"onnxruntime alone, {name}",
        )
        for batch, name in ((_BATCH, f"sorted batches of {_BATCH}"), (1, "one by one"))
    ]


class BareEmbedder:
    """Tokenizer and ONNX session, nothing else."""

    def __init__(self, model: EmbeddingModelInfo) -> None:
        self._tokenizer = Tokenizer.from_file(str(model.folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(model.max_tokens)
        self._tokenizer.enable_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(model.folder / "model.onnx"), options)
        self._inputs = {value.name for value in self._session.get_inputs()}

    def embed(self, texts: list[str], batch: int = 1) -> int:
        """Run the model over all texts in batches of like length; returns how many texts there were."""
        by_length = sorted(texts, key=len)
        return sum(len(self._run(by_length[start : start + batch])) for start in range(0, len(by_length), batch))

    def vector(self, text: str) -> NDArray[np.float32]:
        """The mean of the tokens' vectors of one text."""
        mean: NDArray[np.float32] = self._run([text])[0].mean(axis=0)
        return mean

    def _run(self, batch: list[str]) -> NDArray[np.float32]:
        """Vectors of the tokens (n x tokens x dimensions)."""
        encoded = self._tokenizer.encode_batch(batch)
        ids = np.array([text.ids for text in encoded], dtype=np.int64)
        mask = np.array([text.attention_mask for text in encoded], dtype=np.int64)
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden: NDArray[np.float32] = self._session.run(None, {name: feed[name] for name in self._inputs})[0]
        return hidden
