"""Makes the disk image of the frozen app, on a Mac with Apple silicon: `build_image.py OUTPUT.dmg`.

The app has to be frozen before (`packaging/develop.py freeze`), and is signed then: PAGEWISE_CODESIGN_IDENTITY names
the "Developer ID Application" certificate in the keychain; without it the signature is an ad hoc one, which other Macs
refuse until the user allows the app in the system's settings. `--notary-profile NAME` has Apple check the image, with
credentials that `xcrun notarytool store-credentials NAME` has put into the keychain, and staples its ticket to it.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APP = ROOT / "build" / "frozen" / "Pagewise.app"


def main(arguments: list[str]) -> int:
    """Make the image; 1 with a message on stderr if this is no such Mac or the app is not frozen."""
    parser = argparse.ArgumentParser(description="Make the macOS disk image of the frozen app.")
    parser.add_argument("output", type=Path, help="the disk image to write (.dmg)")
    parser.add_argument("--notary-profile", metavar="NAME", help="the notary's credentials in the keychain")
    options = parser.parse_args(arguments)
    if (sys.platform, platform.machine()) != ("darwin", "arm64"):
        print("A disk image is made on a Mac with Apple silicon: there are no Intel wheels.", file=sys.stderr)
        return 1
    if not APP.is_dir():
        print(f"{APP} is missing: run `python packaging/develop.py freeze` first.", file=sys.stderr)
        return 1
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.unlink(missing_ok=True)
    stage = ROOT / "build" / "macos"
    shutil.rmtree(stage, ignore_errors=True)
    shutil.copytree(APP, stage / APP.name, symlinks=True)
    (stage / "Applications").symlink_to("/Applications")
    identity = os.environ.get("PAGEWISE_CODESIGN_IDENTITY")
    for command in image_commands(stage, options.output, identity, options.notary_profile):
        print("+", *command, flush=True)
        subprocess.run(command, check=True)
    return 0


def image_commands(stage: Path, image: Path, identity: str | None, notary_profile: str | None) -> Iterator[list[str]]:
    """The commands that make `image` of the folder `stage`, in their order."""
    yield ["codesign", "--verify", "--deep", "--strict", str(stage / APP.name)]
    yield ["hdiutil", "create", "-volname", "Pagewise", "-srcfolder", str(stage), "-format", "UDZO", str(image)]
    if identity:
        yield ["codesign", "--sign", identity, "--timestamp", str(image)]
    if notary_profile:
        yield ["xcrun", "notarytool", "submit", str(image), "--keychain-profile", notary_profile, "--wait"]
        yield ["xcrun", "stapler", "staple", str(image)]
        yield ["spctl", "--assess", "--type", "open", "--context", "context:primary-signature", str(image)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
