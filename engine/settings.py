"""The user's choices, kept in a JSON file in the platform's config folder."""

import json
import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import time
from pathlib import Path
from typing import Any, get_type_hints

from engine.durable_files import partial_file, replace_file
from engine.errors import system_reason
from engine.events import Event, NoticeRaised, SettingsChanged
from engine.machine import available_cores
from engine.types import AnswerLength, ColourTheme, QuietHours, Settings

_log = logging.getLogger(__name__)

_ONLY_THE_USER = 0o600
_MISSING = object()
"""No value that a file can hold."""


class SettingsKeeper:
    """Keeps the settings in memory and in their file, which is read when they are asked for first. Thread-safe."""

    def __init__(self, file: Path, on_event: Callable[[Event], None]) -> None:
        self._file = file
        self._on_event = on_event
        self._chosen: Settings | None = None
        self._seen: Mapping[str, Any] = {}
        """What the file held when it was read or written last."""
        self._lock = threading.Lock()

    @property
    def chosen(self) -> Settings:
        """The settings now."""
        with self._lock:
            return self._loaded()

    @property
    def available_cores(self) -> int:
        """How many processor cores `Settings.cores` can choose from."""
        return available_cores()

    def choose(self, change: Callable[[Settings], Settings]) -> None:
        """Use the settings that `change` makes of the present ones, write the file, and send `SettingsChanged`.

        What another Pagewise has changed in the file since, holds from now on, too. It is small, so that the desktop
        may call this. Where writing fails, `NoticeRaised` says that the choice holds until the app ends.
        """
        problem: OSError | None = None
        with self._lock:
            before = self._loaded()
            self._chosen = changed = change(self._with_changes_of_others(before))
            if changed == before:
                return
            try:
                save_settings(changed, self._file)
                self._seen = _stored(self._file)
            except OSError as error:
                problem = error
        self._on_event(SettingsChanged(changed))
        if problem is not None:
            advice = f"It holds until Pagewise ends. {system_reason(problem)}."
            self._on_event(NoticeRaised("Your choice could not be saved", advice))

    def _loaded(self) -> Settings:
        if self._chosen is None:
            self._seen = _stored(self._file)
            self._chosen = _with_stored(Settings(), self._seen, self._file)
        return self._chosen

    def _with_changes_of_others(self, settings: Settings) -> Settings:
        """The settings with what the file holds otherwise than this keeper has left it."""
        stored = _stored(self._file)
        changed = {name: value for name, value in stored.items() if self._seen.get(name, _MISSING) != value}
        return _with_stored(settings, changed, self._file)


def load_settings(file: Path) -> Settings:
    """The settings in `file`, the default of each that is missing there or is nothing that can be chosen."""
    return _with_stored(Settings(), _stored(file), file)


def _with_stored(settings: Settings, stored: Mapping[str, Any], file: Path) -> Settings:
    """The settings with those values that `file` holds and that can be chosen."""
    hints = get_type_hints(Settings)
    for name in stored.keys() & hints.keys():
        try:
            value: Any = _READERS[hints[name]](stored[name])
            settings = replace(settings, **{name: value})
        except (ValueError, TypeError):
            # Not the value: it may hold a password, as the address of a proxy does.
            _log.warning("%s in %s has no value that can be used; it is left out", name, file)
    return settings


def save_settings(settings: Settings, file: Path) -> None:
    """Write the settings so that a crash leaves either the old file or the new one. Raises `OSError`.

    What the file holds besides, written by another version of Pagewise, stays in it. One that is damaged is set aside,
    so that what was chosen can be looked up in it. Only the user can read it, since the address of a proxy may hold a
    password.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    if _read(file) is None:
        file.replace(file.with_name(f"{file.name}.damaged"))
    partial = partial_file(file)
    chosen = {field.name: _written(getattr(settings, field.name)) for field in fields(Settings)}
    partial.touch(_ONLY_THE_USER)
    partial.chmod(_ONLY_THE_USER)  # a partial file of a crash may have another mode
    replace_file(file, json.dumps({**_stored(file), **chosen}, indent=1).encode("ascii"))


def _stored(file: Path) -> Mapping[str, Any]:
    """What the file holds, nothing if it is missing or damaged."""
    return _read(file) or {}


def _read(file: Path) -> Mapping[str, Any] | None:
    """What the file holds, nothing if it is missing or cannot be read; None if it is damaged."""
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError:
        _log.warning("The settings in %s cannot be read; the defaults are used", file, exc_info=True)
        return {}
    except ValueError:
        _log.warning("The settings in %s are damaged; the defaults are used", file, exc_info=True)
        return None
    return values if isinstance(values, dict) else None


def _written(value: object) -> object:
    if isinstance(value, QuietHours):
        return [value.begin.isoformat("minutes"), value.end.isoformat("minutes")]
    return str(value) if isinstance(value, Path) else value


def _exactly(kind: type) -> Callable[[object], object]:
    def read(value: object) -> object:
        if type(value) is not kind:  # bool is an int, but True is no number here
            raise TypeError(f"not of type {kind.__name__}")
        return value

    return read


def _path(value: object) -> Path | None:
    return None if value is None else Path(value)  # type: ignore[arg-type]  # another type raises `TypeError`


def _quiet_hours(value: Any) -> QuietHours | None:  # noqa: ANN401  # what a file holds
    if value is None:
        return None
    begin, end = (time.fromisoformat(moment) for moment in value)
    return QuietHours(begin, end)


_READERS: Mapping[Any, Callable[[Any], object]] = {
    bool: _exactly(bool),
    int: _exactly(int),
    str: _exactly(str),
    AnswerLength: AnswerLength,
    ColourTheme: ColourTheme,
    Path | None: _path,
    QuietHours | None: _quiet_hours,
}
"""How a value of each type is made of what the file holds."""
