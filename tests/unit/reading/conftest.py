"""The documents that ship with the project."""

from pathlib import Path

import pytest


@pytest.fixture
def documents() -> Path:
    """The folder of sample, odd and broken documents."""
    return Path(__file__).resolve().parents[2] / "documents"
