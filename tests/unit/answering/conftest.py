"""Fixtures for the tests of answering."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.answering.made_up_accounts import BALANCE_SHEET, CASH_FLOWS, COVER, DEBT, INCOME
from tests.unit.answering.made_up_accounts import REPORT as ACCOUNTS
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
def accounts(empty_library: SmallLibrary) -> SmallLibrary:
    """A library with the made-up accounts of a company: a cover, a balance sheet and a statement of income."""
    empty_library.add_pages(ACCOUNTS, [COVER, BALANCE_SHEET, INCOME])
    return empty_library


@pytest.fixture
def full_accounts(empty_library: SmallLibrary) -> SmallLibrary:
    """The same with rows of debt in the balance sheet, and a statement of cash flows."""
    empty_library.add_pages(ACCOUNTS, [COVER, BALANCE_SHEET + DEBT, INCOME, CASH_FLOWS])
    return empty_library


@pytest.fixture
def model() -> ScriptedModel:
    """A language model that writes what it is told."""
    return ScriptedModel()
