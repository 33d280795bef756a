"""The models that can be downloaded, as listed in `resources/models.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from engine.paths import resources_folder
from engine.types import ModelKind


@dataclass(frozen=True, slots=True)
class DownloadableFile:
    """One file of a repository: its path there, the name it gets here, and about how many bytes it has."""

    path: str
    name: str
    approximate_size: int


@dataclass(frozen=True, slots=True)
class DownloadableModel:
    """A model of the list. It is installed as a folder of that id in the models folder."""

    model_id: str
    kind: ModelKind
    name: str
    repository: str
    """Owner and name at the hub."""
    revision: str
    source: str
    licence: str
    languages: tuple[str, ...]
    language_count: int
    parameters: int
    context_tokens: int
    quantisation: str
    cache_bytes_per_token: int
    files: tuple[DownloadableFile, ...]
    description: str
    """What `pagewise-model.toml` is to say of an embedding model; "" for others."""

    @property
    def approximate_size(self) -> int:
        """About how many bytes are downloaded."""
        return sum(file.approximate_size for file in self.files)

    def path_in(self, models_folder: Path) -> Path:
        """Where the model lies once it is installed: its GGUF file, or its folder."""
        folder = models_folder / self.model_id
        return folder / self.files[0].name if self.kind == ModelKind.LANGUAGE else folder


@cache
def downloadable_models() -> tuple[DownloadableModel, ...]:
    """All of the list, in its order: the language models from small to large, then the others."""
    table = tomllib.loads((resources_folder() / "models.toml").read_text(encoding="utf-8"))
    return tuple(_model(entry) for entry in table["downloads"])


def _model(entry: dict[str, Any]) -> DownloadableModel:
    repository = entry["repository"]
    return DownloadableModel(
        model_id=entry["id"],
        kind=ModelKind(entry["kind"]),
        name=entry["name"],
        repository=repository,
        revision=entry["revision"],
        source=entry.get("source", f"https://huggingface.co/{repository}"),
        licence=entry["licence"],
        languages=tuple(entry["languages"]),
        language_count=entry["language_count"],
        parameters=entry["parameters"],
        context_tokens=entry["context_tokens"],
        quantisation=entry["quantisation"],
        cache_bytes_per_token=entry["cache_bytes_per_token"],
        files=tuple(
            DownloadableFile(file["path"], file.get("name", file["path"]), file["approximate_size"])
            for file in entry["files"]
        ),
        description=entry.get("description", ""),
    )
