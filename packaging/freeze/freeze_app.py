"""Freezes the app: `build/frozen/pagewise/` then holds the program with all that it needs, for the system this runs on.

To be run by the environment's Python (`packaging/develop.py freeze`). PyInstaller follows `pagewise.spec`.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from system_notices import system_notices

from engine.paths import third_party_notices_file
from engine.third_party_notices import notices_text, read_notices

FROZEN = ROOT / "build" / "frozen" / "pagewise"
PROGRAM = FROZEN / ("pagewise-console.exe" if sys.platform == "win32" else "pagewise")

_STRIPPED = (
    "libpython3*",
    "python3*/lib-dynload/*.so",
    *(
        f"{package}/**/*.so"
        for package in ("numkong", "python_calamine", "rapidfuzz", "selectolax", "tokenizers", "usearch", "yaml")
    ),
)
"""Libraries that carry symbols for debuggers, which are half of their size and more. Those that were repaired for
other systems when their wheel was made (numpy's, Pillow's) must not be stripped: they would not load any more."""


def main() -> int:
    """Freeze, and let the frozen app test itself; the exit code is 0 if it works."""
    freeze()
    print(f"{FROZEN}: {_megabytes(FROZEN)} MB", flush=True)
    return subprocess.run([str(PROGRAM), "--self-test"], check=False).returncode


def freeze() -> None:
    """Run PyInstaller, and take out of the libraries what only debuggers need. Raises `CalledProcessError`."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    folders = ["--distpath", str(FROZEN.parent), "--workpath", str(ROOT / "build" / "pyinstaller")]
    spec = Path(__file__).with_name("pagewise.spec")
    # The same order in every set, so that builds differ as little as may be.
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    subprocess.run([*command, *folders, str(spec)], cwd=ROOT, env=environment, check=True)
    if sys.platform.startswith("linux"):
        add_system_notices()
    strip = shutil.which("strip")
    if sys.platform.startswith("linux") and strip is not None:
        libraries = [file for pattern in _STRIPPED for file in (FROZEN / "_internal").glob(pattern)]
        subprocess.run([strip, "--strip-unneeded", *map(str, libraries)], check=True)


def add_system_notices() -> None:
    """Add the licences of the system's libraries that were taken along to the frozen app's notices.

    Raises `LibraryUnknown` if one is not known.
    """
    notices = FROZEN / "_internal" / third_party_notices_file().relative_to(ROOT)
    gathered = [*read_notices(notices), *system_notices((FROZEN / "_internal").glob("lib*.so*"))]
    notices.write_text(notices_text(gathered), encoding="utf-8", newline="\n")


def _megabytes(folder: Path) -> int:
    files = (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return round(sum(file.stat().st_size for file in files) / 1e6)


if __name__ == "__main__":
    sys.exit(main())
