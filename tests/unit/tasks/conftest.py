"""Fixtures for the tests of tasks."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.answering.small_library import ScriptedModel, SmallLibrary


@pytest.fixture
def library(tmp_path: Path) -> Iterator[SmallLibrary]:
    """An empty library, to be filled."""
    folder = tmp_path / "library"
    folder.mkdir()
    library = SmallLibrary(folder)
    yield library
    library.close()


@pytest.fixture
def small_model() -> ScriptedModel:
    """A scripted model whose file is too small for more than quotes."""
    return ScriptedModel()


@pytest.fixture
def large_model(tmp_path: Path) -> ScriptedModel:
    """A scripted model whose file is as large as that of a capable one (it takes no room on the disk)."""
    file = tmp_path / "large.gguf"
    with file.open("wb") as stream:
        stream.truncate(1_000_000_000)
    model = ScriptedModel()
    model.model = replace(model.model, model_id="large", name="Large model", file=file)
    return model
