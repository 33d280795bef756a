"""What Pagewise consists of, and where it keeps its things."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ThirdPartyNotice:
    """Name, licence and notices of something that Pagewise contains."""

    name: str
    """With its version, if it is a package."""
    licence: str
    """In a few words, as its makers put it."""
    source: str
    """Where it, or the text of its licence, is from."""
    text: str


@dataclass(frozen=True, slots=True)
class DataPlace:
    """A folder in which Pagewise keeps something."""

    title: str
    folder: Path
    description: str
    """What lies there."""
