"""A folder of odd, broken and hostile files of every format, and what its `manifest.jsonl` says of them.

Each line of the manifest is one JSON object: `path` below the folder, `kind` (a name of the table's row), and what is
known of the file: `needs_pass` (opens only with a password), `pages`, `text_chars` (characters that a plain extraction
of its text yields). Unknown values are null or absent.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.reading.reader_registry import is_supported
from engine.types import Document, DocumentState


@dataclass(frozen=True, slots=True)
class Specimen:
    """One file of the set and what is known of it; None: nothing."""

    path: Path
    kind: str
    needs_pass: bool | None
    pages: int | None
    text_chars: int | None


def read_manifest(folder: Path) -> tuple[Specimen, ...]:
    """The files of the set, in the manifest's order."""
    lines = (folder / "manifest.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return tuple(
        Specimen(folder / row["path"], row["kind"], row.get("needs_pass"), row.get("pages"), row.get("text_chars"))
        for row in rows
    )


def files_to_index(folder: Path) -> set[Path]:
    """The files that a folder scan takes: of supported formats, and neither hidden nor lock files."""
    return {path for path in _files(folder) if is_supported(path) and not _is_hidden(path.relative_to(folder))}


def print_table(folder: Path, specimens: Iterable[Specimen], documents: Sequence[Document]) -> None:
    """What became of the files of each kind, and every file that failed with its reason, as Markdown."""
    kinds = {specimen.path: specimen.kind for specimen in specimens}
    states = {document.path: document for document in documents}
    rows: dict[str, Counter[str]] = {}
    for path in _files(folder):
        outcome = states[path].state if path in states else "left out"
        rows.setdefault(kinds.get(path, "not in the manifest"), Counter())[outcome] += 1
    print("\n| kind | files | indexed | failed | left out |\n|---|---|---|---|---|")  # noqa: T201 - the rig's report
    for kind, counts in sorted(rows.items()):
        cells = (counts.total(), *(counts[outcome] for outcome in (*_OUTCOMES, "left out")))
        print(f"| {kind} | {' | '.join(map(str, cells))} |")  # noqa: T201
    for document in sorted(documents, key=lambda document: document.path):
        if document.failure is not None:
            print(f"{document.path.relative_to(folder)}: {document.failure.cause}")  # noqa: T201


_OUTCOMES = (DocumentState.INDEXED, DocumentState.FAILED)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
