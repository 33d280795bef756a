"""PyMuPDF as it has to be imported: without its layout engine, and silent. For child processes only."""

import sys
from pathlib import Path

# PyMuPDF would import its layout engine with onnxruntime, which costs a second and 140 MB.
sys.modules["pymupdf.layout"] = sys.modules["pymupdf4llm"] = None  # type: ignore[assignment]  # None blocks an import
import pymupdf  # noqa: E402
from pymupdf import mupdf  # noqa: E402  # what PyMuPDF is built on

__all__ = ["mupdf", "open_file", "pymupdf"]

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)


def open_file(path: Path, kind: str) -> pymupdf.Document:
    """Open a file as what it is, whatever its name: `kind` is "pdf", or "png" for images of every kind.

    PyMuPDF raises many kinds of exceptions for damaged files.
    """
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:  # PyMuPDF takes names in UTF-8 only
        return pymupdf.open(stream=path.read_bytes(), filetype=kind)
    return pymupdf.open(path, filetype=kind)
