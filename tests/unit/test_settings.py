"""Settings survive a restart, and a damaged file never keeps the app from starting."""

import json
import os
import stat
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from engine.events import Event, NoticeRaised, SettingsChanged
from engine.settings import SettingsKeeper, load_settings, save_settings
from engine.types import AnswerLength, ColourTheme, QuietHours, Settings

_ALL_CHOSEN = Settings(
    Path("/models/größer.gguf"),
    Path("/models/e5"),
    thorough=True,
    answer_length=AnswerLength.LONG,
    answer_language="de",
    theme=ColourTheme.DARK,
    text_percent=125,
    cores=2,
    reading_gigabytes=4,
    pause_on_battery=True,
    quiet_hours=QuietHours(time(22), time(6, 30)),
    tray_icon=True,
    welcomed=True,
)


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


def test_a_bad_value_costs_itself_only_and_unknown_ones_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    bad = {"theme": "pink", "text_percent": 1000, "cores": True, "quiet_hours": ["8"], "language_model": 3}
    file.write_text(json.dumps({**bad, "thorough": True, "answer_length": "long", "of_tomorrow": [1]}))
    loaded = load_settings(file)
    assert loaded == Settings(thorough=True, answer_length=AnswerLength.LONG)
    save_settings(replace(loaded, theme=ColourTheme.LIGHT), file)
    assert json.loads(file.read_text())["of_tomorrow"] == [1]
    assert load_settings(file) == replace(loaded, theme=ColourTheme.LIGHT)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes; a user's folder is the user's there")
def test_only_the_user_can_read_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.with_name("settings.json.partial").touch(0o644)
    save_settings(Settings(model_proxy="http://me:secret@proxy.example:8080"), file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_bad_value_is_not_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"model_proxy": ["http://me:secret@proxy.example:8080"]}), encoding="utf-8")
    load_settings(file)
    assert "model_proxy" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    ("begin", "end", "inside", "outside"),
    [
        (time(8), time(18), (time(8), time(17, 59)), (time(7, 59), time(18))),
        (time(22), time(6), (time(22), time(0), time(5, 59)), (time(6), time(21, 59))),
    ],
)
def test_quiet_hours_may_go_over_midnight(
    begin: time, end: time, inside: tuple[time, ...], outside: tuple[time, ...]
) -> None:
    hours = QuietHours(begin, end)
    assert all(hours.hold(moment) for moment in inside)
    assert not any(hours.hold(moment) for moment in outside)


def test_settings_are_changed_one_by_one_and_last(tmp_path: Path) -> None:
    file, told = tmp_path / "settings.json", list[Event]()
    keeper = SettingsKeeper(file, told.append)
    keeper.choose(lambda settings: replace(settings, thorough=True))
    keeper.choose(lambda settings: replace(settings, language_model=Path("/models/large.gguf")))
    assert (
        SettingsKeeper(file, told.append).chosen == keeper.chosen == Settings(Path("/models/large.gguf"), thorough=True)
    )
    assert told[-1] == SettingsChanged(keeper.chosen)
    keeper.choose(lambda settings: settings)
    assert len(told) == 2, "nothing has changed"


def test_a_choice_that_cannot_be_saved_holds_and_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    told: list[Event] = []
    keeper = SettingsKeeper(tmp_path / "file" / "settings.json", told.append)
    keeper.choose(lambda settings: replace(settings, thorough=True))
    assert keeper.chosen.thorough
    _, notice = told
    assert isinstance(notice, NoticeRaised)
    assert notice.advice.startswith("It holds until Pagewise ends. ")
    assert "Errno" not in notice.advice


def test_what_another_pagewise_has_chosen_meanwhile_is_not_undone(tmp_path: Path) -> None:
    file, told = tmp_path / "settings.json", list[Event]()
    window = SettingsKeeper(file, told.append)
    window.choose(lambda settings: replace(settings, language_model=Path("/models/removed.gguf"), cores=2))
    SettingsKeeper(file, list[Event]().append).choose(lambda settings: replace(settings, language_model=None))
    window.choose(lambda settings: replace(settings, thorough=True))
    assert window.chosen == load_settings(file) == Settings(thorough=True, cores=2)
    assert told[-1] == SettingsChanged(window.chosen)


def test_a_damaged_file_undoes_no_choice_and_is_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    keeper = SettingsKeeper(file, list[Event]().append)
    keeper.choose(lambda settings: replace(settings, cores=2))
    damaged = '{"cores": 3, "theme": "plaid"'
    file.write_text(damaged, encoding="utf-8")
    keeper.choose(lambda settings: replace(settings, thorough=True))
    assert keeper.chosen == load_settings(file) == Settings(thorough=True, cores=2)
    assert file.with_name("settings.json.damaged").read_text(encoding="utf-8") == damaged


def test_what_a_newer_pagewise_has_written_survives_an_older_one(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"language_model": null, "font_size": 14, "thorough": false}', encoding="utf-8")
    SettingsKeeper(file, list[Event]().append).choose(lambda settings: replace(settings, thorough=True))
    written = json.loads(file.read_text(encoding="utf-8"))
    assert (written["font_size"], written["thorough"]) == (14, True)


def test_settings_that_are_not_on_the_disk_replace_no_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int) -> None:
        raise OSError("the disk is gone")

    file = tmp_path / "settings.json"
    save_settings(Settings(thorough=True), file)
    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="the disk is gone"):
        save_settings(Settings(), file)
    assert load_settings(file).thorough
