"""What the engine tells of models (see `engine.events`, where these are to be imported from)."""

from dataclasses import dataclass
from pathlib import Path

from engine.errors import PagewiseError
from engine.types import DownloadProgress, ModelAction, ModelsOverview, ModelSpeed


@dataclass(frozen=True, slots=True)
class ModelsChanged:
    """All models and the machine, asked for with `ModelManager.request_overview`, or after something has changed."""

    overview: ModelsOverview


@dataclass(frozen=True, slots=True)
class ModelDownloadProgressed:
    """How far a download is; it ends with `ModelDownloaded`, `ModelActionFailed`, or rests (`ModelsChanged`)."""

    progress: DownloadProgress


@dataclass(frozen=True, slots=True)
class ModelDownloaded:
    """A model was downloaded, verified and put into the models folder; it can be used now."""

    model_id: str


@dataclass(frozen=True, slots=True)
class ModelImportProgressed:
    """How much of a model that is imported has been copied, in bytes."""

    path: Path
    bytes_done: int
    bytes_total: int


@dataclass(frozen=True, slots=True)
class ModelsImported:
    """What was imported from a path: the ids of the models, which can be used now."""

    path: Path
    model_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModelActionFailed:
    """What was asked of `ModelManager` could not be done, and why. For an import the id is the path."""

    action: ModelAction
    model_id: str
    error: PagewiseError


@dataclass(frozen=True, slots=True)
class ModelTested:
    """How fast a language model was in a test asked for with `ModelManager.test`."""

    model_id: str
    speed: ModelSpeed
