"""Freezes the app: `build/frozen/pagewise/` then holds the program with all that it needs, for the system this runs on.

To be run by the environment's Python (`packaging/develop.py freeze`). PyInstaller follows `pagewise.spec`.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FROZEN = ROOT / "build" / "frozen" / "pagewise"
PROGRAM = FROZEN / ("pagewise.exe" if sys.platform == "win32" else "pagewise")

_STRIPPED = ("libpython3*", "numkong/*.so", "usearch/*.so", "rapidfuzz/**/*.so")
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
    subprocess.run([*command, *folders, str(spec)], cwd=ROOT, check=True)
    strip = shutil.which("strip")
    if sys.platform.startswith("linux") and strip is not None:
        libraries = [file for pattern in _STRIPPED for file in (FROZEN / "_internal").glob(pattern)]
        subprocess.run([strip, "--strip-unneeded", *map(str, libraries)], check=True)


def _megabytes(folder: Path) -> int:
    files = (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return round(sum(file.stat().st_size for file in files) / 1e6)


if __name__ == "__main__":
    sys.exit(main())
