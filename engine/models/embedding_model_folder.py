"""An embedding model in a folder of the user's: what it is, as far as its files tell without running it.

The folder holds what sentence-transformers exports: `model.onnx` (weights may lie beside it), `tokenizer.json` and
`tokenizer_config.json`. A file `pagewise-model.toml` may say what these leave open:

    name = "Multilingual E5 small"      # by default the folder's name
    pooling = "mean"                    # or "cls", "last_token", "disabled"; by default as in 1_Pooling/config.json
    query_prefix = "query: "            # what the model wants to see before a question ...
    passage_prefix = "passage: "        # ... and before a passage
    scripts = ["latin", "cyrillic"]     # by default those that its tokenizer has many words of; [] stands for all
"""

import json
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

from engine.errors import ModelUnsuitable, system_reason
from engine.models.model_catalog import EMBEDDING_MODEL, EmbeddingModelInfo, embedding_model, models_folder
from engine.paths import is_file

MODEL_FILE = "model.onnx"
NEEDED_FILES = (MODEL_FILE, "tokenizer.json", "tokenizer_config.json")
DESCRIPTION_FILE = "pagewise-model.toml"
_POOLING_FILE = "1_Pooling/config.json"
_POOLINGS = ("mean", "cls", "last_token", "disabled")
_KEYS = ("name", "pooling", "query_prefix", "passage_prefix", "scripts")
_FILES_THAT_MATTER = ("*.onnx*", "*.json", "*.toml", _POOLING_FILE)
_WORDS_OF_A_KNOWN_SCRIPT = 1000
"""all-MiniLM's tokenizer, of an English model, has 488 entries in Chinese characters and fewer of any other script but
Latin; those of multilingual models have thousands."""
_SAMPLES = 64
_SAMPLE_BYTES = 4096
"""A model may take gigabytes, and is looked at at each start: it counts as unchanged if these pieces of it are."""


def describe_folder(folder: Path) -> EmbeddingModelInfo:
    """The model in `folder`; its `dimensions` are 0, since only running it tells (`text_embedder.embedder_of`).

    The embedded model is recognised by its place. Raises `ModelUnsuitable`.
    """
    if folder == models_folder() / EMBEDDING_MODEL:
        return embedding_model()
    for name in NEEDED_FILES:
        if not is_file(folder / name):
            raise ModelUnsuitable(f"{folder} holds no {name}")
    try:
        return _described(folder)
    except OSError as error:
        raise ModelUnsuitable(system_reason(error)) from error
    except (ValueError, TypeError) as error:
        raise ModelUnsuitable(f"{folder}: {error}") from error


def files_of(folder: Path) -> list[Path]:
    """The files that make up the model, in a fixed order; whatever else lies in the folder is left out."""
    return sorted({file for pattern in _FILES_THAT_MATTER for file in folder.glob(pattern)})


def fingerprint_of(folder: Path) -> str:
    """A digest (hex) of the model's files: of their names, sizes and samples. Raises `OSError`."""
    digest = blake2b(digest_size=8)
    for file in files_of(folder):
        size = file.stat().st_size
        digest.update(f"{file.relative_to(folder).as_posix()} {size}\n".encode())
        with file.open("rb") as stream:
            for sample in range(_SAMPLES):
                stream.seek(max(0, size - _SAMPLE_BYTES) * sample // (_SAMPLES - 1))
                digest.update(stream.read(_SAMPLE_BYTES))
    return digest.hexdigest()


def _described(folder: Path) -> EmbeddingModelInfo:
    told = _description(folder)
    name = _text(told, "name", folder.name)
    pooling = _text(told, "pooling", _told_pooling(folder))
    if pooling not in _POOLINGS:
        raise ValueError(f"pooling is {pooling!r} instead of one of {', '.join(_POOLINGS)}")
    fingerprint = fingerprint_of(folder)
    readable = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "model"
    return EmbeddingModelInfo(
        model_id=f"{readable}-{fingerprint}",
        name=name,
        folder=folder,
        dimensions=0,
        max_tokens=max_tokens_of(folder),
        pooling=pooling,
        query_prefix=_text(told, "query_prefix", ""),
        passage_prefix=_text(told, "passage_prefix", ""),
        scripts=_scripts(told["scripts"]) if "scripts" in told else _known_scripts(_json(folder / "tokenizer.json")),
        fingerprint=fingerprint,
    )


def _description(folder: Path) -> dict[str, Any]:
    """What `pagewise-model.toml` says, nothing if there is none."""
    file = folder / DESCRIPTION_FILE
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    except ValueError as error:
        raise ValueError(f"{DESCRIPTION_FILE} is no TOML: {error}") from error
    unknown = sorted(set(told) - set(_KEYS))
    if unknown:
        raise ValueError(f"{DESCRIPTION_FILE} says {', '.join(unknown)}, but may only say {', '.join(_KEYS)}")
    return told


def _text(told: dict[str, Any], key: str, otherwise: str) -> str:
    value = told.get(key, otherwise)
    if not isinstance(value, str):
        raise TypeError(f"{key} in {DESCRIPTION_FILE} is no text")
    return value


def _scripts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(script, str) for script in value):
        raise TypeError(f"scripts in {DESCRIPTION_FILE} is no list of names")
    return tuple(script.lower() for script in value)


def _told_pooling(folder: Path) -> str:
    """How sentence-transformers pools this model; "mean" where that is not told."""
    file = folder / _POOLING_FILE
    told = _json(file) if file.is_file() else {}
    if told.get("pooling_mode_cls_token"):
        return "cls"
    return "last_token" if told.get("pooling_mode_lasttoken") else "mean"


def max_tokens_of(folder: Path) -> int:
    """How many tokens of a text count: fastembed cuts at the smaller of two limits. Raises `OSError`, `ValueError`."""
    tokenizer_config = _json(folder / "tokenizer_config.json")
    limits = [tokenizer_config.get("model_max_length"), tokenizer_config.get("max_length")]
    known = [int(limit) for limit in limits if isinstance(limit, int) and 0 < limit < 1 << 31]
    if not known:
        raise ValueError("tokenizer_config.json does not tell model_max_length")
    return min(known)


def _known_scripts(tokenizer: dict[str, Any]) -> tuple[str, ...]:
    """The scripts of which the vocabulary has many words; none if it is made of bytes, which stand for any script."""
    try:
        model = tokenizer["model"]
        if model.get("type") == "BPE" and not model.get("byte_fallback"):
            return ()
        counts = Counter(script for word in _words(model["vocab"]) for script in _scripts_of(word))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("tokenizer.json does not tell the words of the model") from error
    return tuple(sorted(script for script, count in counts.items() if count >= _WORDS_OF_A_KNOWN_SCRIPT))


def _words(vocabulary: Iterable[Any]) -> Iterator[str]:
    """The words of a vocabulary: its keys, or the first of each pair with a score."""
    for entry in vocabulary:
        yield entry if isinstance(entry, str) else entry[0]


def _scripts_of(word: str) -> set[str]:
    return {script_of(character) for character in word if character.isalpha()}


def script_of(letter: str) -> str:
    """The script of a letter: the first word of its Unicode name in small letters, "latin" or "cjk" for example."""
    return unicodedata.name(letter, "").partition(" ")[0].lower()


def _json(file: Path) -> dict[str, Any]:
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{file.name} is damaged") from error
    if not isinstance(values, dict):
        raise TypeError(f"{file.name} holds something else than it should")
    return values
