"""Writes a software bill of materials: `python packaging/software_bill.py FILE` (CycloneDX 1.5, JSON).

uv tells the packages of all systems as the lock file has them; added are what these packages are built from (see
`resources/licences/licences.toml`), and the models with their licences and hashes.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fetch_models import EMBEDDED

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "resources" / "models.toml"
LICENCES = ROOT / "resources" / "licences" / "licences.toml"


def main(arguments: list[str]) -> int:
    """Write the bill to the file that is named; 2 if none is."""
    if len(arguments) != 1:
        print("usage: python packaging/software_bill.py FILE", file=sys.stderr)
        return 2
    target = Path(arguments[0])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(software_bill(), indent=2) + "\n", encoding="utf-8")
    return 0


def software_bill() -> dict[str, Any]:
    """The bill as a value."""
    uv = Path(sys.executable).with_name("uv")
    command = [str(uv), "export", "--frozen", "--no-dev", "--format", "cyclonedx1.5", "--quiet"]
    bill: dict[str, Any] = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    bill["metadata"]["component"]["type"] = "application"
    bill["components"].extend([*_parts(), *_models()])
    return bill


def _parts() -> Iterator[dict[str, Any]]:
    for part in tomllib.loads(LICENCES.read_text(encoding="utf-8"))["parts"]:
        licences = [{"license": {"name": part["licence"]}}]
        yield {"type": "library", "bom-ref": part["name"], "name": part["name"], "licenses": licences}


def _models() -> Iterator[dict[str, Any]]:
    table = tomllib.loads(MODELS.read_text(encoding="utf-8"))
    for kind in EMBEDDED:
        for model_id, model in table[kind].items():
            yield {
                "type": "machine-learning-model",
                "bom-ref": model_id,
                "name": model["name"],
                "licenses": [{"license": {"id": model["licence"]}}],
                "externalReferences": [{"type": "website", "url": model["source"]}],
                "components": [_file(model_id, file) for file in model["files"]],
            }


def _file(model_id: str, file: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "file",
        "bom-ref": f"{model_id}/{file['name']}",
        "name": file["name"],
        "hashes": [{"alg": "SHA-256", "content": file["sha256"]}],
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
