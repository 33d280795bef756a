"""The user's choices, kept in a JSON file in the platform's config folder."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.events import Event, NoticeRaised

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose."""

    language_model: Path | None = None
    """A GGUF file to answer with; None is the embedded model."""
    thorough: bool = False
    """Whether answers are to rest on more passages, and take longer."""


class SettingsKeeper:
    """Keeps the settings in memory and in their file, which is read when they are asked for first."""

    def __init__(self, file: Path, on_event: Callable[[Event], None]) -> None:
        self._file = file
        self._on_event = on_event
        self._chosen: Settings | None = None

    @property
    def chosen(self) -> Settings:
        """The settings now."""
        if self._chosen is None:
            self._chosen = load_settings(self._file)
        return self._chosen

    def choose(self, settings: Settings) -> None:
        """Use other settings and write the file (small, so that the desktop may call this).

        Where that fails, `NoticeRaised` says that the choice holds until the app ends.
        """
        self._chosen = settings
        try:
            save_settings(settings, self._file)
        except OSError as error:
            self._on_event(NoticeRaised("Your choice could not be saved", f"It holds until Pagewise ends. {error}"))


def load_settings(file: Path) -> Settings:
    """The settings in `file`; the defaults where it is missing or is not what `save_settings` writes."""
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
        chosen = values["language_model"]
        return Settings(None if chosen is None else Path(chosen), thorough=values.get("thorough") is True)
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, TypeError, KeyError):
        _log.warning("The settings in %s cannot be read; the defaults are used", file, exc_info=True)
        return Settings()


def save_settings(settings: Settings, file: Path) -> None:
    """Write the settings so that a crash leaves either the old file or the new one. Raises `OSError`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(file.name + ".partial")
    chosen = settings.language_model
    values = {"language_model": None if chosen is None else str(chosen), "thorough": settings.thorough}
    partial.write_text(json.dumps(values), encoding="utf-8")
    partial.replace(file)
