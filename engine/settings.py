"""The user's choices, kept in a JSON file in the platform's config folder."""

import json
import logging
from dataclasses import dataclass
from pathlib import Path

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose. `language_model` is a GGUF file to answer with; None is the embedded model."""

    language_model: Path | None = None


def load_settings(file: Path) -> Settings:
    """The settings in `file`; the defaults where it is missing or is not what `save_settings` writes."""
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
        chosen = values["language_model"]
        return Settings(language_model=None if chosen is None else Path(chosen))
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
    partial.write_text(json.dumps({"language_model": None if chosen is None else str(chosen)}), encoding="utf-8")
    partial.replace(file)
