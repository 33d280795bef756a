"""Settings survive a restart, and a damaged file never keeps the app from starting."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from engine.events import Event, NoticeRaised
from engine.settings import Settings, SettingsKeeper, load_settings, save_settings

_ALL_CHOSEN = Settings(Path("/models/größer.gguf"), Path("/models/e5"), thorough=True)


@pytest.mark.parametrize("settings", [Settings(), _ALL_CHOSEN])
def test_what_is_saved_is_loaded(tmp_path: Path, settings: Settings) -> None:
    file = tmp_path / "config" / "settings.json"
    save_settings(settings, file)
    assert load_settings(file) == settings
    assert list(file.parent.iterdir()) == [file], "no partial file stays"


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.json") == Settings()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"language_model": 3}', b"\xff\xfe"])
def test_a_damaged_file_gives_the_defaults(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    assert load_settings(file) == Settings()


def test_settings_are_changed_one_by_one_and_last(tmp_path: Path) -> None:
    file, told = tmp_path / "settings.json", list[Event]()
    keeper = SettingsKeeper(file, told.append)
    keeper.choose(lambda settings: replace(settings, thorough=True))
    keeper.choose(lambda settings: replace(settings, language_model=Path("/models/large.gguf")))
    assert (
        SettingsKeeper(file, told.append).chosen == keeper.chosen == Settings(Path("/models/large.gguf"), thorough=True)
    )
    assert told == []


def test_a_choice_that_cannot_be_saved_holds_and_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    told: list[Event] = []
    keeper = SettingsKeeper(tmp_path / "file" / "settings.json", told.append)
    keeper.choose(lambda settings: replace(settings, thorough=True))
    assert keeper.chosen.thorough
    (notice,) = told
    assert isinstance(notice, NoticeRaised)


def test_what_a_newer_pagewise_has_written_survives_an_older_one(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"language_model": null, "font_size": 14, "thorough": false}', encoding="utf-8")
    SettingsKeeper(file, list[Event]().append).choose(lambda settings: replace(settings, thorough=True))
    written = json.loads(file.read_text(encoding="utf-8"))
    assert (written["font_size"], written["thorough"]) == (14, True)
