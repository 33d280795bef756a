"""The user's choices, kept in a JSON file in the platform's config folder."""

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.events import Event, NoticeRaised

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose."""

    language_model: Path | None = None
    """A GGUF file to answer with; None is the embedded model."""
    embedding_model: Path | None = None
    """A folder with the model that search by meaning is to use; None is the embedded one."""
    thorough: bool = False
    """Whether answers are to rest on more passages, and take longer."""


class SettingsKeeper:
    """Keeps the settings in memory and in their file, which is read when they are asked for first. Thread-safe."""

    def __init__(self, file: Path, on_event: Callable[[Event], None]) -> None:
        self._file = file
        self._on_event = on_event
        self._chosen: Settings | None = None
        self._lock = threading.Lock()

    @property
    def chosen(self) -> Settings:
        """The settings now."""
        with self._lock:
            return self._loaded()

    def choose(self, change: Callable[[Settings], Settings]) -> None:
        """Use the settings that `change` makes of the present ones, and write the file.

        It is small, so that the desktop may call this. Where writing fails, `NoticeRaised` says that the choice holds
        until the app ends.
        """
        with self._lock:
            self._chosen = change(self._loaded())
            try:
                save_settings(self._chosen, self._file)
            except OSError as error:
                told = NoticeRaised("Your choice could not be saved", f"It holds until Pagewise ends. {error}")
            else:
                return
        self._on_event(told)

    def _loaded(self) -> Settings:
        if self._chosen is None:
            self._chosen = load_settings(self._file)
        return self._chosen


def load_settings(file: Path) -> Settings:
    """The settings in `file`; the defaults where it is missing or is not what `save_settings` writes."""
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
        return Settings(
            _path(values["language_model"]), _path(values.get("embedding_model")), values.get("thorough") is True
        )
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, TypeError, KeyError):
        _log.warning("The settings in %s cannot be read; the defaults are used", file, exc_info=True)
        return Settings()


def save_settings(settings: Settings, file: Path) -> None:
    """Write the settings so that a crash leaves either the old file or the new one. Raises `OSError`.

    What a newer Pagewise has written and this one does not know stays in the file.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(file.name + ".partial")
    values = {
        **_written_values(file),
        "language_model": settings.language_model and str(settings.language_model),
        "embedding_model": settings.embedding_model and str(settings.embedding_model),
        "thorough": settings.thorough,
    }
    partial.write_text(json.dumps(values), encoding="utf-8")
    partial.replace(file)


def _written_values(file: Path) -> dict[str, Any]:
    """All that stands in the file; nothing where it is missing or damaged."""
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def _path(value: str | None) -> Path | None:
    return None if value is None else Path(value)
