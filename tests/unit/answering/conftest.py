"""Fixtures for the tests of answering."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.answering.small_library import GARDEN, REPORT, ScriptedModel, SmallLibrary


@pytest.fixture
def empty_library(tmp_path: Path) -> Iterator[SmallLibrary]:
    """A library without documents."""
    folder = tmp_path / "library"
    folder.mkdir()
    library = SmallLibrary(folder)
    yield library
    library.close()


@pytest.fixture
def library(empty_library: SmallLibrary) -> SmallLibrary:
    """A library with a business report (one page) and garden notes (no pages)."""
    empty_library.add(Path("/documents/work/report.pdf"), REPORT)
    empty_library.add(Path("/documents/home/garden.txt"), GARDEN, pages=False)
    return empty_library


@pytest.fixture
def model() -> ScriptedModel:
    """A language model that writes what it is told."""
    return ScriptedModel()
