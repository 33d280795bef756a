"""Peak memory of indexing a document, all processes together, against a short script that does the same."""

import subprocess
import sys
from pathlib import Path

import psutil

from tests.bench.corpus import write_pdf
from tests.bench.measuring import Row

_ROOT = Path(__file__).resolve().parents[2]
_PAGES = 60
_MEBIBYTE = 1 << 20
_SAMPLING_SECONDS = 0.05


def measure(folder: Path) -> Row:
    """One row: MiB of resident memory."""
    file = folder / "short report.pdf"
    write_pdf(file, _PAGES)
    library = folder / "library"
    ours = _peak([sys.executable, str(_ROOT / "main.py"), "--library", str(library), "index", str(file)])
    script = _peak([sys.executable, "-m", "tests.bench.bare_indexing", str(file)])
    return Row("peak memory of indexing", "MiB", ours, script, "PyMuPDF + onnxruntime script", ours / script)


def _peak(command: list[str]) -> float:
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
