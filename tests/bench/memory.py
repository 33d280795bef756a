"""Peak memory of indexing, all processes together: against a short script, and as the number of documents grows."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import psutil

from tests.bench.corpus import write_pdf
from tests.bench.measuring import Row

_ROOT = Path(__file__).resolve().parents[2]
_PAGES = 60
_DOCUMENTS = 10
_MEBIBYTE = 1 << 20
_SAMPLING_SECONDS = 0.05


def measure(folder: Path) -> list[Row]:
    """Two rows: MiB of resident memory."""
    file = folder / "short report.pdf"
    write_pdf(file, _PAGES)
    script = _peak([sys.executable, "-m", "tests.bench.bare_indexing", str(file)])
    return [
        _row(_peak_of_indexing(folder / "library", file), script, "PyMuPDF + onnxruntime script", ""),
        _row(
            _peak_of_indexing(folder / "many", _write_documents(folder / "many documents", 4 * _DOCUMENTS)),
            _peak_of_indexing(folder / "few", _write_documents(folder / "few documents", _DOCUMENTS)),
            f"{_DOCUMENTS} documents",
            f" {4 * _DOCUMENTS} documents",
        ),
    ]


def _row(ours: float, reference: float, reference_name: str, what: str) -> Row:
    return Row(f"peak memory of indexing{what}", "MiB", ours, reference, reference_name, ours / reference)


def _write_documents(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        write_pdf(folder / f"{number}.pdf", pages=5, seed=number)
    return folder


def _peak_of_indexing(library: Path, documents: Path) -> float:
    return _peak([sys.executable, str(_ROOT / "main.py"), "--library", str(library), "index", str(documents)])


def _peak(command: Sequence[str]) -> float:
    """The largest sum of the resident memory of a process and its children, in MiB, sampled 20 times a second."""
    largest = 0
    with psutil.Popen(command, cwd=_ROOT, stdout=subprocess.DEVNULL) as process:
        while True:
            largest = max(largest, _resident(process))
            try:
                process.wait(timeout=_SAMPLING_SECONDS)
            except psutil.TimeoutExpired:
                continue
            return largest / _MEBIBYTE


def _resident(process: psutil.Popen) -> int:
    total = 0
    for member in [process, *process.children(recursive=True)]:
        try:
            total += member.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total
