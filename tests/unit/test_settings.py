"""Settings survive a restart, and a damaged file never keeps the app from starting."""

from pathlib import Path

import pytest

from engine.settings import Settings, load_settings, save_settings


@pytest.mark.parametrize("settings", [Settings(), Settings(language_model=Path("/models/größer.gguf"))])
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
