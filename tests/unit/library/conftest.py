"""A small folder of text files, a long document, the library that they go into, and an empty catalogue."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.library import indexing_worker, regular_checks
from engine.library.catalogue import Catalogue
from tests.unit.library.catalogue_content import MODEL
from tests.unit.library.indexing_harness import paragraphs, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "folder" / "a.txt", paragraphs("alpha"))
    write(tmp_path / "folder" / "sub" / "b.txt", paragraphs("beta"))
    return tmp_path / "folder"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A long document: hundreds of passages in many parts."""
    return write(tmp_path / "book.txt", "\n\n".join(paragraphs(f"chapter{n}", 10) for n in range(40)))


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the catalogue lies."""
    return tmp_path / "library" / "catalogue.db"


@pytest.fixture
def catalogue(file: Path) -> Iterator[Catalogue]:
    with Catalogue(file, MODEL) as opened:
        yield opened


@pytest.fixture
def quick_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the places, and try again what failed, many times a second."""
    monkeypatch.setattr(regular_checks, "SECONDS_BETWEEN_PLACE_CHECKS", 0.02)
    monkeypatch.setattr(indexing_worker, "SECONDS_UNTIL_NEXT_TRY", 0.02)
