"""What the user may choose about Pagewise as a whole."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from pathlib import Path

SMALLEST_TEXT, LARGEST_TEXT = 80, 200
"""Bounds of the size of text in per cent of the system's."""
READING_GIGABYTES = (2, 3, 4, 8)
"""How much memory the reading of one document may be allowed."""


class AnswerLength(StrEnum):
    """How much an answer says."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


class ColourTheme(StrEnum):
    """The colours of the windows."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Rest(StrEnum):
    """Why indexing rests by itself."""

    NONE = ""
    BATTERY = "battery"
    QUIET_HOURS = "quiet hours"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """The part of each day, in local time, in which nothing is indexed; `end` may lie on the next day."""

    begin: time = time(8)
    end: time = time(18)

    def hold(self, now: time) -> bool:
        """True if `now` lies within them. Beginning and ending at the same time, they last all day."""
        if self.begin < self.end:
            return self.begin <= now < self.end
        return now >= self.begin or now < self.end


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose. Raises `ValueError` for a number out of its bounds."""

    language_model: Path | None = None
    """A GGUF file to answer with; None is the embedded model."""
    embedding_model: Path | None = None
    """A folder with the model that search by meaning is to use; None is the embedded one."""
    reranking_model: Path | None = None
    """A folder with the model that thorough searches rank with at last; None: they do without."""
    thorough: bool = False
    """Whether answers are to rest on more passages, and take longer."""
    answer_length: AnswerLength = AnswerLength.MEDIUM
    answer_language: str = ""
    """The code of the language to answer in; "" is the question's."""
    theme: ColourTheme = ColourTheme.SYSTEM
    text_percent: int = 100
    cores: int = 0
    """Most processor cores that the language model runs on; 0: all. With 1, no image is read beside embedding."""
    reading_gigabytes: int = 3
    """Memory that the reading of one document may take."""
    pause_on_battery: bool = False
    """Whether nothing is to be indexed while the computer runs on battery."""
    quiet_hours: QuietHours | None = None
    tray_icon: bool = False
    """Whether an icon stays beside the clock, from which a question can be asked."""
    model_mirror: str = ""
    """The address of a mirror of the hub that models are downloaded from; "" is the hub itself."""
    model_proxy: str = ""
    """The address of a proxy for downloads; "" is what the system says."""
    model_server: str = ""
    """The address of a server with OpenAI's interface that answers instead of a model of Pagewise's; "" is none."""
    model_server_model: str = ""
    """The name of the model there."""
    model_server_anywhere: bool = False
    """Whether that server need not be on this computer."""
    welcomed: bool = False
    """Whether the first steps were shown."""
    library: Path | None = None
    """The folder that the library was moved to; None is the platform's data folder."""
    moved_from: Path | None = None
    """The folder that it was moved from, as long as old files may be left there."""

    def __post_init__(self) -> None:
        if not SMALLEST_TEXT <= self.text_percent <= LARGEST_TEXT:
            raise ValueError(f"text_percent must be from {SMALLEST_TEXT} to {LARGEST_TEXT}")
        if self.cores < 0:
            raise ValueError("cores must not be negative")
        if self.reading_gigabytes not in READING_GIGABYTES:
            raise ValueError(f"reading_gigabytes must be one of {READING_GIGABYTES}")
