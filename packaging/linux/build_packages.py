"""Builds the packages for Linux in `dist/`: a Debian package, a portable archive, and an AppImage.

To be run by the environment's Python (`packaging/develop.py package`). The AppImage needs a runtime that is on no
package index: `--appimage-runtime FILE --appimage-runtime-sha256 HEX`; without them it is left out, and said so. All
files have the time of the commit.
"""

import argparse
import gzip
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import formatdate
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(HERE.parent)]

from freeze.freeze_app import FROZEN, freeze

from engine import __version__

DIST = ROOT / "dist"
DEBIAN_PACKAGE = DIST / f"pagewise_{__version__}_amd64.deb"
ARCHIVE = DIST / f"Pagewise-{__version__}-linux-x86_64.tar.gz"
APPIMAGE = DIST / f"Pagewise-{__version__}-x86_64.AppImage"

_STAGE = ROOT / "build" / "linux"
_ICON = ROOT / "resources" / "icons" / "pagewise.svg"
_ICON_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_METAINFO = "org.pagewise.Pagewise.metainfo.xml"
_COMPRESSION = 6


class PackageNotBuilt(Exception):
    """A package cannot be built; the message says why."""


def main(arguments: Sequence[str]) -> int:
    """Freeze the app and build the packages; 1 with a message on stderr if one cannot be built."""
    parser = argparse.ArgumentParser(prog="package", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--appimage-runtime", type=Path, metavar="FILE", help="the runtime of type2-runtime")
    parser.add_argument("--appimage-runtime-sha256", metavar="HEX", help="what its SHA-256 has to be")
    options = parser.parse_args(arguments)
    if (options.appimage_runtime is None) != (options.appimage_runtime_sha256 is None):
        parser.error("the AppImage's runtime needs both its file and its SHA-256")
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        print("The packages for Linux are built on Linux, on x86-64.", file=sys.stderr)
        return 1
    freeze()
    shutil.rmtree(_STAGE, ignore_errors=True)
    DIST.mkdir(exist_ok=True)
    try:
        built = [build_debian_package(), build_archive()]
        if options.appimage_runtime is not None:
            built.append(build_appimage(options.appimage_runtime, options.appimage_runtime_sha256))
    except (PackageNotBuilt, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    for package in built:
        print(f"{package.relative_to(ROOT)}: {package.stat().st_size / 1e6:.0f} MB")
    if options.appimage_runtime is None:
        print(
            "*** No AppImage was built: its runtime is on no package index. Download runtime-x86_64 of AppImage's "
            "type2-runtime, check it, and pass --appimage-runtime FILE --appimage-runtime-sha256 HEX. ***"
        )
    return 0


def build_debian_package() -> Path:
    """Lay out the package's files and have nfpm put them together."""
    root = _STAGE / "deb"
    _copy_app(root / "usr" / "lib" / "pagewise")
    _add_desktop_files(root / "usr" / "share")
    _add_documents(root / "usr" / "share")
    _set_times(root)
    environment = {
        **os.environ,
        "PAGEWISE_VERSION": __version__,
        "PAGEWISE_MAINTAINER": _maintainer(),
        "SOURCE_DATE_EPOCH": str(_source_time()),
    }
    nfpm = str(Path(sys.executable).with_name("nfpm"))
    command = [nfpm, "package", "--config", str(HERE / "nfpm.yaml"), "--packager", "deb"]
    subprocess.run([*command, "--target", str(DEBIAN_PACKAGE)], cwd=ROOT, env=environment, check=True)
    return DEBIAN_PACKAGE


def build_archive() -> Path:
    """Pack the app into one folder that runs wherever it is unpacked, with what a menu entry needs."""
    root = _STAGE / ARCHIVE.name.removesuffix(".tar.gz")
    _copy_app(root)
    _add_desktop_files(root / "share")
    shutil.copyfile(ROOT / "LICENSE", root / "LICENSE")
    with (
        ARCHIVE.open("wb") as file,
        gzip.GzipFile("", "wb", _COMPRESSION, file, mtime=_source_time()) as packed,
        tarfile.open(fileobj=packed, mode="w") as archive,
    ):
        archive.add(root, root.name, recursive=False, filter=_owned_by_root)
        for path in sorted(root.rglob("*")):
            archive.add(path, str(path.relative_to(root.parent)), recursive=False, filter=_owned_by_root)
    return ARCHIVE


def build_appimage(runtime: Path, sha256: str) -> Path:
    """Put the runtime before a squashed AppDir (https://github.com/AppImage/AppImageSpec/blob/master/draft.md).

    Raises `PackageNotBuilt` if the runtime is not what it should be, or squashfs-tools are missing.
    """
    content = runtime.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256.lower():
        raise PackageNotBuilt(f"{runtime} is not the runtime that was meant: its SHA-256 differs.")
    if shutil.which("mksquashfs") is None:
        raise PackageNotBuilt("The AppImage needs mksquashfs (Debian: squashfs-tools).")
    root, squashed = _STAGE / "Pagewise.AppDir", _STAGE / "pagewise.squashfs"
    _copy_app(root / "usr" / "lib" / "pagewise")
    _add_desktop_files(root / "usr" / "share")
    (root / "AppRun").symlink_to("usr/lib/pagewise/pagewise")
    shutil.copyfile(HERE / "pagewise.desktop", root / "pagewise.desktop")
    shutil.copyfile(_ICON, root / "pagewise.svg")
    _set_times(root)
    command = ["mksquashfs", str(root), str(squashed), "-root-owned", "-noappend", "-quiet", "-no-progress"]
    subprocess.run([*command, "-mkfs-time", str(_source_time())], check=True)
    APPIMAGE.write_bytes(content + squashed.read_bytes())
    APPIMAGE.chmod(0o755)
    return APPIMAGE


def _copy_app(target: Path) -> None:
    """Copy the frozen app, readable by everybody; libraries that are there twice stay links."""
    shutil.copytree(FROZEN, target, symlinks=True)
    for path in target.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == target / "pagewise" else 0o644)


def _add_desktop_files(share: Path) -> None:
    """Add the menu entry, icons in all sizes, and the description that software centres show."""
    _install(HERE / "pagewise.desktop", share / "applications" / "pagewise.desktop")
    _install(HERE / _METAINFO, share / "metainfo" / _METAINFO, _filled_in)
    icons = share / "icons" / "hicolor"
    _install(_ICON, icons / "scalable" / "apps" / "pagewise.svg")
    _draw_icons({size: icons / f"{size}x{size}" / "apps" / "pagewise.png" for size in _ICON_SIZES})


def _draw_icons(files: dict[int, Path]) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication, QIcon

    application = QGuiApplication.instance() or QGuiApplication([])
    drawn = QIcon(str(_ICON))
    for size, file in files.items():
        file.parent.mkdir(parents=True)
        if not drawn.pixmap(size, size).save(str(file)):
            raise PackageNotBuilt(f"{file} could not be drawn.")
    assert application is not None


def _add_documents(share: Path) -> None:
    """Add the manual page, copyright, licence and changes."""
    _install(HERE / "pagewise.1", share / "man" / "man1" / "pagewise.1.gz", lambda data: _gzipped(_filled_in(data)))
    documents = share / "doc" / "pagewise"
    _install(HERE / "copyright", documents / "copyright")
    _install(ROOT / "LICENSE", documents / "LICENSE.gz", _gzipped)
    _install(ROOT / "CHANGELOG.md", documents / "CHANGELOG.md.gz", _gzipped)
    _install(HERE / "changelog", documents / "changelog.gz", lambda data: _gzipped(_filled_in(data)))


def _install(source: Path, target: Path, change: Callable[[bytes], bytes] = bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(change(source.read_bytes()))
    target.chmod(0o644)


def _filled_in(data: bytes) -> bytes:
    day, time = datetime.fromtimestamp(_source_time(), UTC).date().isoformat(), formatdate(_source_time())
    values = {"VERSION": __version__, "DATE": day, "TIME": time, "MAINTAINER": _maintainer()}
    for name, value in values.items():
        data = data.replace(f"@{name}@".encode(), value.encode())
    return data


def _maintainer() -> str:
    """Who answers for the package. Without one it is an address that no mail can reach, and that says so (RFC 2606)."""
    return os.environ.get("PAGEWISE_MAINTAINER") or "The Pagewise authors <pagewise@pagewise.invalid>"


def _gzipped(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


@cache
def _source_time() -> int:
    """The time of the commit (seconds since 1970), which stands for the time of everything that is built of it."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return int(os.environ["SOURCE_DATE_EPOCH"])
    command = ["git", "log", "-1", "--format=%ct"]
    return int(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def _set_times(root: Path) -> None:
    for path in root.rglob("*"):
        os.utime(path, (_source_time(), _source_time()), follow_symlinks=False)


def _owned_by_root(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    entry.mtime = _source_time()
    return entry


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
