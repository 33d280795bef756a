"""Writes `resources/THIRD_PARTY_NOTICES.txt`: the licences of everything that is given away with Pagewise.

Texts come from the installed packages that running Pagewise needs, from `resources/licences/` where a package carries
none, and from there for what is no package (Python, llama.cpp, the models). The file is not kept in git: it tells the
versions that are installed, which differ by system. Set-up writes it, and a frozen app takes it along.
"""

import platform
import re
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator, Sequence
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from fetch_models import EMBEDDED
from packaging.requirements import Requirement

from engine.paths import third_party_notices_file
from engine.third_party_notices import notices_text
from engine.types import ThirdPartyNotice

LICENCES = ROOT / "resources" / "licences"
MODELS = ROOT / "resources" / "models.toml"

_NOTICE_FILE = re.compile(r"(licen[cs]es?|copying|notice|copyright|third.?party.?notices?)([.-].*)?", re.IGNORECASE)
_NO_TEXT = (".py", ".pyc", ".html")
_LONGEST_LICENCE_NAME = 60


class NoticeMissing(Exception):
    """Something is given away whose licence text is not known; the message says what to do."""


def main() -> int:
    """Write the file; 1 with a message on stderr if a text is missing."""
    try:
        packages = package_notices(distributed_packages())
        notices = [*packages, python_notice(), *part_notices(), *model_notices()]
    except NoticeMissing as error:
        print(error, file=sys.stderr)
        return 1
    third_party_notices_file().write_text(notices_text(notices), encoding="utf-8", newline="\n")
    return 0


def distributed_packages() -> list[str]:
    """The names of the locked packages that running Pagewise needs on this system, sorted."""
    uv = Path(sys.executable).with_name("uv")
    command = [
        str(uv),
        "export",
        "--frozen",
        "--no-dev",
        "--no-hashes",
        "--no-emit-project",
        "--no-annotate",
        "--quiet",
    ]
    exported = subprocess.run([*command, "--no-header"], cwd=ROOT, check=True, capture_output=True, text=True)
    requirements = [Requirement(line) for line in exported.stdout.splitlines()]
    return sorted(each.name for each in requirements if each.marker is None or each.marker.evaluate())


def package_notices(names: Sequence[str]) -> Iterator[ThirdPartyNotice]:
    """A notice for each installed package. Raises `NoticeMissing`."""
    table = _table()["packages"]
    for name in names:
        package, added = distribution(name), table.get(name, {})
        texts = [*_texts_of(package), *map(_kept_text, added.get("files", ()))]
        if not texts:
            raise NoticeMissing(
                f"{name} carries no licence text. Put its text into {LICENCES}, and name it in licences.toml."
            )
        source = f"https://pypi.org/project/{name}/{package.version}/"
        yield ThirdPartyNotice(
            f"{name} {package.version}",
            added.get("licence") or _licence_of(package),
            f"{source} ({added['source']})" if added else source,
            "\n\n".join(texts),
        )


def part_notices() -> Iterator[ThirdPartyNotice]:
    """A notice for each thing that is no package."""
    for part in _table()["parts"]:
        text = "\n\n".join(map(_kept_text, part["files"]))
        yield ThirdPartyNotice(part["name"], part["licence"], part["source"], text)


def python_notice() -> ThirdPartyNotice:
    """The notice of the Python that is running, which tells of what it was built with, too. Raises `NoticeMissing`."""
    name = f"Python {platform.python_version()}"
    for folder in (sysconfig.get_path("stdlib"), sys.base_prefix):
        file = Path(folder) / "LICENSE.txt"
        if file.is_file():
            return ThirdPartyNotice(name, "PSF-2.0", "https://www.python.org", file.read_text(encoding="utf-8"))
    raise NoticeMissing(f"{sys.base_prefix} lacks Python's LICENSE.txt, which every installation of Python has.")


def model_notices() -> Iterator[ThirdPartyNotice]:
    """A notice for each model that comes with Pagewise. Raises `NoticeMissing`."""
    texts, table = _table()["models"], tomllib.loads(MODELS.read_text(encoding="utf-8"))
    for kind in EMBEDDED:
        for model in table[kind].values():
            if model["licence"] not in texts:
                raise NoticeMissing(
                    f"licences.toml names no text for {model['licence']}, the licence of {model['name']}."
                )
            name = f"{model['name']} ({kind} model)"
            yield ThirdPartyNotice(name, model["licence"], model["source"], _kept_text(texts[model["licence"]]))


def _table() -> dict[str, Any]:
    return tomllib.loads((LICENCES / "licences.toml").read_text(encoding="utf-8"))


def _kept_text(name: str) -> str:
    file = ROOT / name.removeprefix("/") if name.startswith("/") else LICENCES / name
    return file.read_text(encoding="utf-8").strip("\n")


def _texts_of(package: Distribution) -> list[str]:
    """The licences and notices in a package's metadata or at its top, each text once."""
    texts: dict[str, None] = {}
    for file in package.files or ():
        in_metadata = ".dist-info" in file.parts[0]
        if (in_metadata or len(file.parts) == 2) and _is_notice(file.name, among_licences="licenses" in file.parts):
            text = Path(str(file.locate())).read_text(encoding="utf-8", errors="replace")
            texts.setdefault(text.replace("\r\n", "\n").strip("\n"))
    return [text for text in texts if text]


def _is_notice(name: str, *, among_licences: bool) -> bool:
    if name.endswith(_NO_TEXT):
        return False
    return among_licences or _NOTICE_FILE.fullmatch(name) is not None


def _licence_of(package: Distribution) -> str:
    """What the metadata call the licence, in one line."""
    metadata = package.metadata
    named = [*metadata.get_all("License-Expression", []), *metadata.get_all("License", []), ""]
    first_line = str(named[0]).strip().partition("\n")[0]
    if first_line and len(first_line) <= _LONGEST_LICENCE_NAME:
        return first_line
    classes = [value.rpartition(" :: ")[2] for value in metadata.get_all("Classifier", []) if "License ::" in value]
    return ", ".join(classes) or first_line or "see the text"


if __name__ == "__main__":
    sys.exit(main())
