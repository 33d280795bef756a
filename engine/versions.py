"""Which versions of Pagewise and of what it stands on are running."""

import platform
import sqlite3
from importlib.metadata import version

from engine import __version__
from engine.paths import resources_folder

_REPORTED_LIBRARIES = ("fastembed", "llama-cpp-python", "onnxruntime", "pymupdf", "usearch", "watchdog")


def versions() -> dict[str, str]:
    """The version of each, by name."""
    return {
        "pagewise": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in _REPORTED_LIBRARIES},
    }


def releases_page() -> str:
    """The address at which newer versions are published; "" if whoever built this Pagewise has named none."""
    try:
        return (resources_folder() / "releases-page.txt").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""
