"""What the installers of Windows and macOS are made of, as far as it can be told on any system."""

import plistlib
import re
import shutil
from pathlib import Path

import pytest
from associations import EXTENSIONS
from icons import write_icons
from macos import build_image
from PIL import Image
from windows import build_installer

from engine.reading.reader_registry import supported_suffixes

ROOT = Path(__file__).resolve().parents[2]


def test_only_what_can_be_read_is_offered_to_be_opened() -> None:
    assert set(EXTENSIONS) <= supported_suffixes()
    assert len(set(EXTENSIONS)) == len(EXTENSIONS)
    script = build_installer.associations_script()
    assert script.count('OfferToOpen "') == script.count('OfferNoMore "') == len(EXTENSIONS)


def test_icons_are_drawn_in_all_sizes(tmp_path: Path) -> None:
    windows, macos = write_icons(tmp_path)
    with Image.open(windows) as icon:
        assert {(16, 16), (32, 32), (256, 256)} <= icon.info["sizes"]
    with Image.open(macos) as icon:
        assert (512, 512, 2) in icon.info["sizes"]


@pytest.mark.skipif(shutil.which("makensis") is None, reason="needs NSIS")
def test_the_windows_installer_compiles_without_a_warning(tmp_path: Path) -> None:
    frozen = tmp_path / "frozen"
    (frozen / "_internal").mkdir(parents=True)
    (frozen / "_internal" / "python.dll").write_bytes(b"dll")
    (frozen / "pagewise.exe").write_bytes(b"exe")
    assert build_installer.main([str(frozen), str(tmp_path / "dist" / "Pagewise-setup.exe")]) == 0
    assert (tmp_path / "dist" / "Pagewise-setup.exe").read_bytes().startswith(b"MZ")


def test_an_installer_needs_a_frozen_app(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build_installer.main([str(tmp_path), str(tmp_path / "Pagewise-setup.exe")]) == 1
    assert capsys.readouterr().err
    assert build_image.main([str(tmp_path / "a.dmg")]) == 1
    assert capsys.readouterr().err


def test_the_disk_image_is_signed_before_it_is_notarised(tmp_path: Path) -> None:
    image = tmp_path / "a.dmg"
    unsigned = [command[0] for command in build_image.image_commands(tmp_path, image, None, None)]
    assert unsigned == ["codesign", "hdiutil"]
    signed = [command[:3] for command in build_image.image_commands(tmp_path, image, "Developer ID", "profile")]
    assert [command[0] for command in signed] == ["codesign", "hdiutil", "codesign", "xcrun", "xcrun", "spctl"]
    assert signed[3][1:] == ["notarytool", "submit"]


def test_the_entitlements_ask_for_nothing_but_code_at_run_time() -> None:
    entitlements = plistlib.loads((ROOT / "packaging" / "macos" / "pagewise.entitlements").read_bytes())
    assert set(entitlements) == {
        "com.apple.security.cs.allow-jit",
        "com.apple.security.cs.allow-unsigned-executable-memory",
    }


@pytest.mark.parametrize("name", ["ci.yml", "release.yml"])
def test_the_workflows_run_nothing_that_can_change_under_them(name: str) -> None:
    workflow = (ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+)", workflow)
    assert used
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action) for action in used)


def test_the_release_names_every_secret_that_it_uses() -> None:
    workflow = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    introduction, _, rest = workflow.partition("\nname:")
    secrets = set(re.findall(r"secrets\.(\w+)", rest))
    assert secrets
    assert all(secret in introduction for secret in secrets)
