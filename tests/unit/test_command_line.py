"""What stands on the command line: a path may stand where a command does."""

from pathlib import Path

import pytest

from engine.command_line import parse_arguments


def test_a_path_in_the_place_of_a_command_is_opened(tmp_path: Path) -> None:
    parsed = parse_arguments([str(tmp_path), "--ask", "Why?"])

    assert (parsed.command, parsed.paths, parsed.ask) == ("open", [tmp_path], "Why?")


def test_a_command_stays_one_though_a_file_is_called_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "status").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert parse_arguments(["status"]).command == "status"


def test_what_is_neither_command_nor_path_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as left:
        parse_arguments([str(tmp_path / "missing")])
    assert left.value.code == 2
