"""Indexing as a short script would do it, in one process: the reference for memory. `python -m ... FILE.pdf`."""

import sys
from pathlib import Path

import pymupdf

from engine.models.model_catalog import embedding_model
from tests.bench.embedding import BareEmbedder

_WORDS = 180


def main(file: Path) -> None:
    """Extract the text, cut it into pieces of 180 words, embed them."""
    with pymupdf.open(file) as document:
        words = " ".join(page.get_text() for page in document).split()
    pieces = [" ".join(words[start : start + _WORDS]) for start in range(0, len(words), _WORDS)]
    BareEmbedder(embedding_model()).embed(pieces)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
