"""Whether rectangles cover exactly the quoted words, on a page whose words stand where we put them."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.reading.mupdf import pymupdf
from engine.types import Citation, Rectangle
from tests.quality.highlights import covers_exactly

_FIRST, _SECOND = "The pump holds 12 litres.", "It weighs 3 kg."


@pytest.fixture
def citation(tmp_path: Path) -> Citation:
    """A citation of the first of two lines, with a rectangle around it."""
    file = tmp_path / "pump.pdf"
    with pymupdf.open() as pdf:
        page = pdf.new_page(width=400, height=300)
        page.insert_text((50, 100), _FIRST, fontsize=12)
        page.insert_text((50, 120), _SECOND, fontsize=12)
        pdf.save(file)
    return Citation(1, file, "", 1, 1, 0, len(_FIRST), _FIRST, (Rectangle(1, 45, 88, 390, 104),))


def test_a_rectangle_around_the_quote_covers_it(citation: Citation) -> None:
    assert covers_exactly(citation) is True


def test_a_rectangle_around_more_or_less_or_elsewhere_does_not(citation: Citation) -> None:
    for wrong in (
        Rectangle(1, 45, 88, 390, 124),
        Rectangle(1, 45, 88, 120, 104),
        Rectangle(1, 45, 108, 390, 124),
    ):
        assert covers_exactly(replace(citation, rectangles=(wrong,))) is False
    assert covers_exactly(replace(citation, rectangles=())) is False


def test_nothing_can_be_told_of_formats_without_pages_and_pages_without_text(
    citation: Citation, tmp_path: Path
) -> None:
    assert covers_exactly(replace(citation, page=None)) is None
    assert covers_exactly(replace(citation, path=tmp_path / "pump.png")) is None
    with pymupdf.open() as pdf:
        pdf.new_page()
        pdf.save(tmp_path / "empty.pdf")
    assert covers_exactly(replace(citation, path=tmp_path / "empty.pdf")) is None
