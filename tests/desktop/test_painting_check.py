"""The desktop's part of the self-test sees a highlight where there is one, and misses one that is not there."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop.painting_check import paint_page
from engine.types import PageImage, Rectangle

_WHITE, _BLACK = b"\xff\xff\xff", b"\x00\x00\x00"
_BOX = (Rectangle(1, 5.0, 5.0, 25.0, 10.0),)


def _page(row_with_ink: int) -> PageImage:
    """Paper of 100 × 40 pixels at two pixels a point, with a stroke in one row."""
    rows = [_WHITE * 20 + (_BLACK if row == row_with_ink else _WHITE) * 10 + _WHITE * 70 for row in range(40)]
    return PageImage(100, 40, b"".join(rows))


def test_letters_in_a_highlight_are_seen(qapp: QApplication) -> None:
    assert "1 highlight painted" in paint_page(_page(15), 2.0, _BOX)


def test_a_highlight_without_letters_fails(qapp: QApplication) -> None:
    with pytest.raises(AssertionError, match="no letters"):
        paint_page(_page(35), 2.0, _BOX)
