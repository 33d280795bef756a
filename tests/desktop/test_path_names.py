"""Paths as text for people."""

import sys
from pathlib import Path

import pytest

from desktop.path_names import shown_name, shown_path


def test_the_home_folder_is_shortened_where_people_know_that(monkeypatch: pytest.MonkeyPatch) -> None:
    file = Path.home() / "Documents" / "a.pdf"
    assert shown_path(file) == "~/Documents/a.pdf"
    assert shown_path(Path.home()) == str(Path.home())
    with monkeypatch.context() as windows:
        windows.setattr(sys, "platform", "win32")
        assert shown_path(file) == str(file)


def test_what_cannot_be_shown_is_replaced() -> None:
    assert shown_name(Path("/documents/a\nb\udcff.pdf")) == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}.pdf"
