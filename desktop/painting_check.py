"""The desktop's part of the self-test: Qt paints a page with a highlight, without a screen."""

import os

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QColor, QImage, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desktop.document_viewer.page_layout import PageLayout
from desktop.document_viewer.page_painter import HIGHLIGHT, PagePainter
from desktop.document_viewer.page_store import RenderedPage
from desktop.icons import icon
from engine.types import PageImage, PageSize, Rectangle

_ICON_PIXELS = 32
_DARK = 100
"""Of 255: letters are darker than this in red."""
_LEAST_SHARE = 0.4
"""Of a highlighted word's box at least so much has the highlight's colour; the rest are letters and their edges."""


def paint_page(image: PageImage, zoom: float, rectangles: tuple[Rectangle, ...]) -> str:
    """Paint a page with its rectangles highlighted, and look at the pixels; tells what was seen.

    `zoom` is the pixels per point of `image`. Raises `AssertionError` if words or highlight cannot be seen there.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QApplication.instance() or QApplication([])
    page = _HighlightedPage(image, zoom, rectangles)
    painted = page.grab().toImage()
    for area in page.areas:
        pixels = _pixels(painted, area)
        share = sum(pixel == HIGHLIGHT for pixel in pixels) / len(pixels)
        assert share > _LEAST_SHARE, f"only {share:.0%} of the word's box are highlighted"
        assert any(pixel.red() < _DARK for pixel in pixels), "no letters are seen in the highlight"
    drawn = icon("pagewise").pixmap(_ICON_PIXELS, _ICON_PIXELS).toImage()
    assert any(pixel.alpha() for pixel in _pixels(drawn, QRectF(drawn.rect()))), "the app's icon is not drawn"
    page.deleteLater()
    assert application is not None
    return f"{len(page.areas)} highlight painted on a page of {painted.width()} × {painted.height()} pixels"


class _HighlightedPage(QWidget):
    """One page of a document as the viewer paints it."""

    def __init__(self, image: PageImage, zoom: float, rectangles: tuple[Rectangle, ...]) -> None:
        super().__init__()
        self._layout = PageLayout([PageSize(image.width / zoom, image.height / zoom)], zoom)
        self.areas = [self._layout.area_of(rectangle) for rectangle in rectangles]
        pixels = QImage(image.pixels, image.width, image.height, 3 * image.width, QImage.Format.Format_RGB888)
        self._rendered = RenderedPage(QPixmap.fromImage(pixels), zoom)
        self.resize(self._layout.width, self._layout.height)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the page, then its highlights."""
        with PagePainter(self, self._rendered.zoom) as painter:
            painter.paint_page(self._layout.page_area(1), 1, self._rendered, None)
            painter.paint_highlights(self._layout.page_area(1), self.areas)


def _pixels(image: QImage, area: QRectF) -> list[QColor]:
    whole = area.toAlignedRect().intersected(image.rect())
    return [
        image.pixelColor(QPoint(x, y))
        for x in range(whole.left(), whole.right() + 1)
        for y in range(whole.top(), whole.bottom() + 1)
    ]
