"""Models as the user sees them: what there is, what it needs, and what this machine can do."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class ModelKind(StrEnum):
    """What a model is for."""

    LANGUAGE = "language"
    EMBEDDING = "embedding"
    RERANKING = "reranking"
    READING = "reading"
    OCR = "ocr"


class ModelState(StrEnum):
    """Where a model is."""

    EMBEDDED = "embedded"
    """It ships with Pagewise and cannot be removed."""
    INSTALLED = "installed"
    """It lies in the models folder, or in a place of its own that the user has chosen."""
    AVAILABLE = "available"
    """It can be downloaded."""
    SERVER = "server"
    """A server of the user's runs it; it is listed while it answers."""


class ModelFit(StrEnum):
    """Whether a model fits this machine's memory."""

    FITS = "fits"
    TIGHT = "tight"
    """It can be used once other programs are closed."""
    TOO_LARGE = "too_large"
    UNKNOWN = "unknown"
    """Its file cannot be read, or is no model that Pagewise can run; `advice` says more."""


class ModelAction(StrEnum):
    """What was to be done with a model."""

    USE = "use"
    IMPORT = "import"
    DOWNLOAD = "download"
    REMOVE = "remove"
    TEST = "test"


class Recommendation(StrEnum):
    """What a language model is recommended as for this machine."""

    FAST = "fast"
    BALANCED = "balanced"
    BEST = "best"


class DownloadState(StrEnum):
    """How far a download is."""

    WAITING = "waiting"
    RUNNING = "running"
    VERIFYING = "verifying"
    PAUSED = "paused"
    """It can be resumed, also after a restart of Pagewise."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What was measured of this computer; sizes in bytes."""

    memory_total: int
    memory_free: int
    """What programs can have without paging out."""
    cores: int
    """Physical cores that Pagewise may use."""
    gpu: str
    """The graphics interface that llama.cpp was built for ("Metal", "CUDA", ...); "" if it uses the processor only."""
    disk_free: int
    """In the models folder."""


@dataclass(frozen=True, slots=True)
class DownloadProgress:
    """How far the download of a model is."""

    model_id: str
    state: DownloadState
    bytes_done: int
    bytes_total: int
    """0 until the server has told."""
    bytes_per_second: float = 0.0
    """Over the last seconds."""


@dataclass(frozen=True, slots=True)
class ModelSpeed:
    """How fast a language model was in a test on this machine."""

    tokens_read_per_second: float
    tokens_written_per_second: float
    seconds_to_load: float


@dataclass(frozen=True, slots=True)
class ModelDescription:
    """One model. Texts that are not known are ""."""

    model_id: str
    """What the calls of `ModelManager` want."""
    kind: ModelKind
    name: str
    state: ModelState
    in_use: bool = False
    """Whether it is the chosen one of its kind."""
    path: Path | None = None
    """Its file (GGUF) or folder; None until it is on this computer."""
    size: int = 0
    """Bytes on the disk, or to be downloaded."""
    size_is_approximate: bool = False
    """True for downloads: the exact size is told by the server."""
    licence: str = ""
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes of those it is best at; none if that is not known."""
    language_count: int = 0
    """How many languages it knows in all; 0 if that is not known."""
    source: str = ""
    """The address of the page that describes it."""
    parameters: int = 0
    """How many numbers it consists of; 0 if that is not known."""
    context_tokens: int = 0
    """How many tokens it can look at; 0 if that is not known."""
    quantisation: str = ""
    """How its numbers are stored ("Q4_K_M")."""
    memory_needed: int = 0
    """Bytes while it runs; 0 if that is not known."""
    fit: ModelFit = ModelFit.FITS
    advice: str = ""
    """What to do where it does not fit or cannot be used."""
    recommended_as: tuple[Recommendation, ...] = ()
    tokens_per_second: float | None = None
    """How fast it writes here; None if that is not known (and for models that do not write)."""
    speed_is_measured: bool = False
    """True if this very model was tested here; else its speed is derived from the machine's."""
    download: DownloadProgress | None = None
    """If it is being downloaded, or was paused."""
    is_removable: bool = False
    """Whether `ModelManager.remove` would delete it, which frees `size` bytes: it lies in the models folder."""


@dataclass(frozen=True, slots=True)
class ModelsOverview:
    """All models that are on this computer or can be had, and the machine that they are to run on."""

    machine: Machine
    models: tuple[ModelDescription, ...]
    """By kind; the embedded one first, then the installed, then those that can be downloaded, by size."""
    folder: Path
    """The models folder: whatever is copied there is found."""

    def find(self, model_id: str) -> ModelDescription:
        """The model of this id. Raises `KeyError`."""
        for model in self.models:
            if model.model_id == model_id:
                return model
        raise KeyError(model_id)

    def recommended(self, recommendation: Recommendation) -> ModelDescription | None:
        """The model that is recommended as that; None if only the embedded one fits."""
        return next((model for model in self.models if recommendation in model.recommended_as), None)
