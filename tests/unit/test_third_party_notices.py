"""Everything that is given away with Pagewise has its licence in the notices, and its name in the bill of materials."""

import json
import platform
import shutil
import tomllib
from pathlib import Path

import pytest
import software_bill
import system_notices
import third_party_notices
from fetch_models import EMBEDDED

from engine.third_party_notices import notices_text, read_notices
from engine.types import ThirdPartyNotice

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def notices() -> list[ThirdPartyNotice]:
    packages = third_party_notices.package_notices(third_party_notices.distributed_packages())
    others = [third_party_notices.python_notice(), *third_party_notices.part_notices()]
    return [*packages, *others, *third_party_notices.model_notices()]


def test_every_package_that_is_given_away_has_its_text(notices: list[ThirdPartyNotice]) -> None:
    named = {notice.name.partition(" ")[0]: notice for notice in notices}
    for name in ("pyside6-essentials", "llama-cpp-python", "onnxruntime", "usearch", "tokenizers", "flatbuffers"):
        assert len(named[name].text) > 500, name
    assert "pytest" not in named, "only what running Pagewise needs"
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in named["pyside6-essentials"].text
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in named["pymupdf"].text


def test_the_models_and_what_is_no_package_have_theirs(notices: list[ThirdPartyNotice]) -> None:
    table = tomllib.loads((ROOT / "resources" / "models.toml").read_text(encoding="utf-8"))
    named = {notice.name: notice for notice in notices}
    for kind in EMBEDDED:
        for model in table[kind].values():
            assert "Apache License" in named[f"{model['name']} ({kind} model)"].text
    assert "ggml authors" in named["llama.cpp (in llama-cpp-python)"].text
    assert "Python Software Foundation" in named[f"Python {platform.python_version()}"].text


def test_a_package_without_a_text_is_not_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "nolicence-1.0.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: nolicence\nVersion: 1.0\n", encoding="utf-8")
    (package / "RECORD").write_text("nolicence-1.0.dist-info/METADATA,,\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(third_party_notices.NoticeMissing, match=r"nolicence.*licences\.toml"):
        list(third_party_notices.package_notices(["nolicence"]))


def test_the_file_is_taken_apart_as_it_was_put_together(notices: list[ThirdPartyNotice], tmp_path: Path) -> None:
    file = tmp_path / "notices.txt"
    assert read_notices(file) == ()
    file.write_text(notices_text(notices), encoding="utf-8", newline="\n")
    read = read_notices(file)
    assert [(each.name, each.licence, each.source) for each in read] == [
        (each.name, each.licence, each.source) for each in notices
    ]
    assert [each.text for each in read] == [each.text.strip() for each in notices]


def test_the_bill_of_materials_lists_packages_and_models(tmp_path: Path) -> None:
    file = tmp_path / "dist" / "bill.json"
    assert software_bill.main([str(file)]) == 0
    components = json.loads(file.read_text(encoding="utf-8"))["components"]
    kinds = {component["name"]: component["type"] for component in components}
    assert kinds["pymupdf"] == kinds["llama.cpp (in llama-cpp-python)"] == "library"
    assert kinds["SmolLM2 135M Instruct (Q4_1)"] == "machine-learning-model"
    assert "pytest" not in kinds


def test_the_program_fails_loudly(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(third_party_notices, "distributed_packages", lambda: ["pymupdf4llm"])
    monkeypatch.setattr(third_party_notices, "_table", lambda: {"packages": {}, "parts": [], "models": {}})
    assert third_party_notices.main() == 1
    assert "pymupdf4llm carries no licence text" in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="Debian's packages")
def test_libraries_of_the_system_are_given_away_with_their_licences() -> None:
    libraries = [Path("libc.so.6"), Path("libQt6Core.so.6"), Path("libpython3.11.so.1.0")]
    first, *others = system_notices.system_notices(libraries)
    assert first.name.startswith("libc6 ")
    assert "GNU Lesser General Public" in first.text
    assert any("LGPL-2.1" in notice.name for notice in others)
    with pytest.raises(system_notices.LibraryUnknown, match=r"libsecret-sauce\.so"):
        list(system_notices.system_notices([Path("libsecret-sauce.so")]))
