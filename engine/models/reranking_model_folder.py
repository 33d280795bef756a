"""A re-ranking model in a folder: what it is, as far as its files tell without running it.

A cross-encoder reads a question and a passage together and says how well the passage answers; it ranks better than
vectors, at the price of reading every passage for each question. The folder holds what is published of such models:
`model.onnx`, `tokenizer.json`, `tokenizer_config.json`, and `config.json`, which tells it from an embedding model.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import ModelUnsuitable, system_reason
from engine.models.embedding_model_folder import NEEDED_FILES, fingerprint_of, max_tokens_of
from engine.paths import is_file

_CONFIG = "config.json"
_CLASSIFIER = "ForSequenceClassification"
"""How transformers names the classes of models that judge a text, or a pair of texts."""


@dataclass(frozen=True, slots=True)
class RerankingModelInfo:
    """A cross-encoder in `folder` that reads `max_tokens` tokens of a question and a passage together.

    `fingerprint` is what its files looked like when it was chosen.
    """

    name: str
    folder: Path
    max_tokens: int
    fingerprint: str


def is_reranking_model(folder: Path) -> bool:
    """True if the folder holds a model that judges pairs of texts, by what its `config.json` says."""
    architectures = _config(folder).get("architectures")
    return isinstance(architectures, list) and any(str(name).endswith(_CLASSIFIER) for name in architectures)


def describe_reranking_model(folder: Path) -> RerankingModelInfo:
    """The model in `folder`. Raises `ModelUnsuitable`."""
    for name in (*NEEDED_FILES, _CONFIG):
        if not is_file(folder / name):
            raise ModelUnsuitable(f"{folder} holds no {name}")
    if not is_reranking_model(folder):
        raise ModelUnsuitable(f"{folder} is no model that judges a question and a passage together")
    labels = _config(folder).get("id2label")
    if isinstance(labels, dict) and len(labels) != 1:
        raise ModelUnsuitable(f"{folder} sorts texts into {len(labels)} classes instead of scoring them")
    try:
        return RerankingModelInfo(folder.name, folder, max_tokens_of(folder), fingerprint_of(folder))
    except OSError as error:
        raise ModelUnsuitable(system_reason(error)) from error
    except (ValueError, TypeError) as error:
        raise ModelUnsuitable(f"{folder}: {error}") from error


def _config(folder: Path) -> dict[str, Any]:
    try:
        told = json.loads((folder / _CONFIG).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
