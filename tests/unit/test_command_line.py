"""What stands on the command line: a path may stand where a command does."""

import os
import sys
from pathlib import Path

import pytest

from engine.command_line import parse_arguments, run_command
from engine.library.catalogue import Catalogue
from engine.models.model_catalog import EMBEDDING_MODEL
from engine.paths import catalogue_file, settings_file
from engine.settings import save_settings
from engine.types import Settings

_TOO_LONG = "name" * 100
"""The system looks for no file of this name, and says so by an error."""


def test_a_path_in_the_place_of_a_command_is_opened(tmp_path: Path) -> None:
    parsed = parse_arguments([str(tmp_path), "--ask", "Why?"])

    assert (parsed.command, parsed.paths, parsed.ask) == ("open", [tmp_path], "Why?")


def test_a_command_stays_one_though_a_file_is_called_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "status").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert parse_arguments(["status"]).command == "status"


@pytest.mark.parametrize("name", ["missing", _TOO_LONG])
def test_what_is_neither_command_nor_path_is_wrong_usage(tmp_path: Path, name: str) -> None:
    with pytest.raises(SystemExit) as left:
        parse_arguments([str(tmp_path / name)])
    assert left.value.code == 2


@pytest.mark.skipif(os.name == "nt", reason="pipes break in another way there")
def test_a_reader_that_has_had_enough_ends_a_command_quietly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Catalogue(catalogue_file(tmp_path), EMBEDDING_MODEL):
        pass
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        assert run_command(parse_arguments(["--library", str(tmp_path), "status"])) == 0


@pytest.mark.parametrize("arguments", [["index"], ["summarise"], ["search", "deposit", "--in"]])
def test_a_path_that_cannot_be_looked_at_is_told_as_missing(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with Catalogue(catalogue_file(tmp_path), EMBEDDING_MODEL):
        pass
    assert run_command(parse_arguments(["--library", str(tmp_path), *arguments, str(tmp_path / _TOO_LONG)])) == 1
    assert _TOO_LONG in capsys.readouterr().err


def test_a_moved_library_that_cannot_be_looked_at_is_told_as_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_settings(Settings(library=tmp_path / _TOO_LONG), settings_file())
    assert run_command(parse_arguments(["status"])) == 1
    assert "Connect the disk" in capsys.readouterr().err
