"""The licences of the system's libraries that a frozen app takes along on Debian and its kin.

PyInstaller copies what Python and Qt load from the system. Each such library belongs to a Debian package, which has its
copyright file in `/usr/share/doc`; the licences that these files refer to lie in `/usr/share/common-licenses`.
"""

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from importlib.metadata import distributions
from pathlib import Path

from engine.types import ThirdPartyNotice

_CACHED = re.compile(r"^\t(\S+) \(.*\) => (\S+)$", re.MULTILINE)
_FOUND = re.compile(r"^([^:\s]+):\S+ (/.+)$", re.MULTILINE)
_PYTHON = re.compile(r"libpython3[.\d]*\.so")
"""Python's own library, whose licence is among the notices already."""
_DOCUMENTS = Path("/usr/share/doc")
_LICENCES = Path("/usr/share/common-licenses")
_REFERENCE = re.compile(rf"{_LICENCES}/([A-Z][\w.+-]*\w)")


class LibraryUnknown(Exception):
    """A library is given away of which nobody knows where it is from."""


def system_notices(libraries: Iterable[Path]) -> Iterator[ThirdPartyNotice]:
    """A notice for each Debian package to which one of the `libraries` belongs, and the licences they refer to.

    What comes from installed Python packages, whose notices are gathered elsewhere, is passed over. Raises
    `LibraryUnknown` for what is from neither, and on a system without Debian's packages.
    """
    if shutil.which("dpkg-query") is None:
        raise LibraryUnknown("The app is frozen on Debian or Ubuntu, whose packages tell the licences of libraries.")
    referred: set[str] = set()
    for package, names in _by_package(libraries).items():
        text = (_DOCUMENTS / package / "copyright").read_text(encoding="utf-8", errors="replace")
        referred.update(_REFERENCE.findall(text))
        version = _output("dpkg-query", "--show", "--showformat=${Version}", package)
        source = (
            f"copyright file of Debian's package {package}; its source: https://snapshot.debian.org/binary/{package}/"
        )
        yield ThirdPartyNotice(f"{package} {version} ({', '.join(names)})", "see the text", source, text)
    for name in sorted(referred):
        text = (_LICENCES / name).read_text(encoding="utf-8", errors="replace")
        yield ThirdPartyNotice(f"{name}, which others refer to", name, "Debian's package base-files", text)


def _by_package(libraries: Iterable[Path]) -> dict[str, list[str]]:
    """The names of the libraries that are the system's, by their Debian packages."""
    from_wheels = {file.name for package in distributions() for file in package.files or () if ".so" in file.name}
    names = {library.name for library in libraries if not _PYTHON.match(library.name)} - from_wheels
    on_system = dict(_CACHED.findall(_output("ldconfig", "-p")))
    files = {name: str(Path(on_system[name]).resolve()) for name in names if name in on_system}
    # Since /lib became a link to /usr/lib, some packages register their files under the old name.
    wanted = [*files.values(), *(file.removeprefix("/usr") for file in files.values())]
    search = subprocess.run(["dpkg-query", "--search", *wanted], check=False, capture_output=True, text=True)
    owners = {
        file if file.startswith("/usr") else f"/usr{file}": owner for owner, file in _FOUND.findall(search.stdout)
    }
    packages: dict[str, list[str]] = {}
    for name in sorted(names):
        if files.get(name) not in owners:
            raise LibraryUnknown(f"{name} is from no Python package and from no Debian package.")
        packages.setdefault(owners[files[name]], []).append(name)
    return dict(sorted(packages.items()))


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
