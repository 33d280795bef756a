"""What the packages for Linux are made of, as far as it can be told without building them."""

import configparser
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from linux import build_packages

from engine.command_line import parse_arguments

_LINUX = Path(build_packages.__file__).parent


def test_the_manual_page_tells_every_command_and_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse_arguments(["--help"])
    told = capsys.readouterr().out
    commands = re.findall(r"^    (\w+) {2,}\S", told, re.MULTILINE)
    options = re.findall(r"^  (--[\w-]+)", told, re.MULTILINE)
    page = (_LINUX / "pagewise.1").read_text(encoding="utf-8").replace("\\-", "-")

    assert {"open", "ask"} <= set(commands)
    assert "--self-test" in options
    assert [command for command in commands if not re.search(rf'^\.BI? "?{command}\b', page, re.MULTILINE)] == []
    assert [option for option in options if option not in page] == []


def test_the_menu_entry_opens_files_and_names_no_type_twice() -> None:
    entry = configparser.RawConfigParser()
    entry.optionxform = str  # type: ignore[method-assign, assignment]  # keys keep their capitals
    entry.read(_LINUX / "pagewise.desktop", encoding="utf-8")
    types = entry["Desktop Entry"]["MimeType"].removesuffix(";").split(";")

    assert entry["Desktop Entry"]["Exec"] == "pagewise open %F"
    assert {"application/pdf", "text/plain", "image/png"} <= set(types)
    assert len(types) == len(set(types))


def test_software_centres_find_the_menu_entry() -> None:
    description = ElementTree.parse(_LINUX / "org.pagewise.Pagewise.metainfo.xml")  # noqa: S314  # it is our own
    launchable = description.find("launchable")

    assert launchable is not None
    assert launchable.text == "pagewise.desktop"


def test_another_appimage_runtime_than_was_meant_is_refused(tmp_path: Path) -> None:
    runtime = tmp_path / "runtime"
    runtime.write_bytes(b"something else")

    with pytest.raises(build_packages.PackageNotBuilt, match="SHA-256"):
        build_packages.build_appimage(runtime, "0" * 64)
