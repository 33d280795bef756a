"""Makes the Windows installer of a frozen app: `build_installer.py FROZEN OUTPUT.exe [--sign COMMAND]`.

It needs NSIS 3 (`makensis` on the path; `apt-get install nsis` on Debian, so that it can be made anywhere).
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
sys.path[:0] = [str(ROOT), str(FOLDER.parent)]

from associations import EXTENSIONS
from icons import write_icons

from engine import __version__


def main(arguments: list[str]) -> int:
    """Compile the installer; 1 with a message on stderr if something is missing."""
    parser = argparse.ArgumentParser(description="Make the Windows installer of a frozen app.")
    parser.add_argument("frozen", type=Path, help="the folder with pagewise.exe and _internal")
    parser.add_argument("output", type=Path, help="the installer to write (.exe)")
    parser.add_argument("--sign", metavar="COMMAND", help="signs the file that is put behind it; see CONTRIBUTING.md")
    options = parser.parse_args(arguments)
    makensis = shutil.which("makensis")
    if makensis is None:
        print("NSIS is not installed: https://nsis.sourceforge.io, or apt-get install nsis", file=sys.stderr)
        return 1
    if not (options.frozen / "pagewise.exe").is_file():
        print(f"There is no pagewise.exe in {options.frozen}: freeze the app on Windows first.", file=sys.stderr)
        return 1
    options.output.parent.mkdir(parents=True, exist_ok=True)
    build = ROOT / "build" / "windows"
    icon, _ = write_icons(build)
    associations = build / "associations.nsh"
    associations.write_text(associations_script(), encoding="utf-8")
    definitions = {
        "VERSION": __version__,
        "SOURCE": str(options.frozen.resolve()),
        "SEPARATOR": os.sep,
        "OUTPUT": str(options.output.resolve()),
        "ICON": str(icon),
        "LICENCE": str(ROOT / "LICENSE"),
        "SIZE": str(sum(file.stat().st_size for file in options.frozen.rglob("*") if file.is_file()) // 1024),
        "ASSOCIATIONS": str(associations),
        **({"SIGN": options.sign} if options.sign else {}),
    }
    defined = [f"-D{name}={value}" for name, value in definitions.items()]
    command = [makensis, "-V2", "-WX", "-NOCD", *defined, str(FOLDER / "pagewise.nsi")]
    return subprocess.run(command, check=False).returncode


def associations_script() -> str:
    """The macros that offer all extensions, and take that back."""
    macros = []
    for name, macro in (("OfferAll", "OfferToOpen"), ("OfferNone", "OfferNoMore")):
        lines = [f'  !insertmacro {macro} "{extension}"' for extension in EXTENSIONS]
        macros.append("\n".join([f"!macro {name}", *lines, "!macroend"]))
    return "\n".join(macros) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
