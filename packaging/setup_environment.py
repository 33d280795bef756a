"""Makes everything that running and developing Pagewise needs, and checks that it works.

`prepare()` creates the virtual environment `.venv`, installs the locked dependencies into it (with a portable build of
llama.cpp), fetches the embedded models, and sees to Qt's system libraries. Running it again takes a second or two.
Uses the standard library only, since it runs before anything is installed.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
_SCRIPTS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = _SCRIPTS / ("python.exe" if os.name == "nt" else "python")
_STAMP = ENVIRONMENT / "pagewise-checked"
_NOTICES = ROOT / "resources" / "THIRD_PARTY_NOTICES.txt"

QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt's Linux platform plugins load at run time, and the Debian package of each."""


class SetupFailed(Exception):
    """Set-up cannot go on; the message says what to do."""


def prepare() -> None:
    """Bring environment, models and system libraries up to date. Raises `SetupFailed`."""
    _check_python()
    _install_qt_libraries()
    _install_dependencies()
    _run([str(PYTHON), str(ROOT / "packaging" / "fetch_models.py")], "The embedded models could not be fetched.")
    _write_notices()
    _check_native_parts()


def _check_python() -> None:
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        raise SetupFailed(f"Pagewise needs Python 3.11, 3.12 or 3.13; this is {sys.version.split()[0]}.")


def missing_qt_libraries() -> list[str]:
    """Debian packages of the libraries that Qt needs on Linux and that cannot be loaded; [] on other systems."""
    if not sys.platform.startswith("linux"):
        return []
    missing = []
    for library, package in QT_LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def _install_qt_libraries() -> None:
    packages = missing_qt_libraries()
    if not packages:
        return
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise SetupFailed(f"Qt needs system libraries that are missing. Install them with:\n  sudo {' '.join(command)}")
    _run(["apt-get", "update", "--quiet"], "The list of system packages could not be updated.")
    _run(command, "Qt's system libraries could not be installed.")


def _install_dependencies() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    (uv,) = (package for package in lock["package"] if package["name"] == "uv")
    if not PYTHON.exists():
        print("Creating .venv ...")
        venv.create(ENVIRONMENT, with_pip=True)
    uv_program = _SCRIPTS / ("uv.exe" if os.name == "nt" else "uv")
    if not uv_program.exists():
        _install_uv(uv)
    if not _built_llama_exists() and sys.platform.startswith("linux") and shutil.which("g++") is None:
        raise SetupFailed("llama.cpp is compiled during set-up and needs a C++ compiler:\n  sudo apt-get install g++")
    _run(
        [str(uv_program), "sync", "--locked", "--project", str(ROOT), "--python", str(PYTHON), "--quiet"],
        "The dependencies could not be installed (compiling llama.cpp takes a few minutes the first time).",
        environment={"VIRTUAL_ENV": str(ENVIRONMENT), "UV_PYTHON_DOWNLOADS": "never"},
    )


def _install_uv(uv: dict[str, object]) -> None:
    """Install the locked version of uv by the hashes in the lock file."""
    wheels = uv["wheels"]
    assert isinstance(wheels, list)
    hashes = " ".join(f"--hash={wheel['hash']}" for wheel in wheels)
    with tempfile.TemporaryDirectory() as folder:
        requirements = Path(folder) / "requirements.txt"
        requirements.write_text(f"uv=={uv['version']} {hashes}\n", encoding="utf-8")
        _run(
            [str(PYTHON), "-m", "pip", "install", "--quiet", "--only-binary=:all:", "-r", str(requirements)],
            "uv, which installs the locked dependencies, could not be installed.",
        )


def _built_llama_exists() -> bool:
    return any(ENVIRONMENT.glob("[Ll]ib*/**/llama_cpp/__init__.py"))


def _write_notices() -> None:
    """Gather the licences of what is installed, unless that was done since something changed."""
    sources = [ROOT / "uv.lock", ROOT / "resources" / "models.toml", *(ROOT / "resources" / "licences").iterdir()]
    if not _NOTICES.exists() or _NOTICES.stat().st_mtime < max(source.stat().st_mtime for source in sources):
        script = ROOT / "packaging" / "third_party_notices.py"
        _run([str(PYTHON), str(script)], "The licence of something that Pagewise needs is not known.")


def _check_native_parts() -> None:
    """Let Pagewise test itself, once for each lock file and set of models."""
    state = hashlib.sha256((ROOT / "uv.lock").read_bytes() + (ROOT / "resources" / "models.toml").read_bytes())
    if _STAMP.exists() and _STAMP.read_text(encoding="utf-8") == state.hexdigest():
        return
    _run([str(PYTHON), str(ROOT / "main.py"), "--self-test"], "A native part does not run here.")
    _STAMP.write_text(state.hexdigest(), encoding="utf-8")


def _run(command: list[str], failure: str, environment: dict[str, str] | None = None) -> None:
    result = subprocess.run(command, cwd=ROOT, env={**os.environ, **(environment or {})}, check=False)
    if result.returncode != 0:
        raise SetupFailed(f"{failure} The command that failed:\n  {' '.join(command)}")
