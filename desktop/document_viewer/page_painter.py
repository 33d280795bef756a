"""Draws pages, what stands in for missing ones, and highlights."""

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from desktop.document_viewer.page_store import RenderedPage
from desktop.error_messages import sentences
from desktop.theme import GRID, colours
from engine.types import Failure

PAPER = QColor("#ffffff")
INK = QColor("#626b73")
HIGHLIGHT = QColor("#ffe066")
"""Multiplied with the page: white paper takes this colour and black letters stay black."""
HIGHLIGHT_EDGE = QColor(196, 140, 0, 150)
"""An edge of its own, so that highlights on dark pictures can be seen too."""

SELECTED = QColor("#a8d1f5")
SELECTED_EDGE = QColor(20, 90, 160, 150)


class PagePainter:
    """Paints on a widget for the time of a `with` block. Pages are paper, white also among dark surroundings."""

    def __init__(self, widget: QWidget, device_scale: float) -> None:
        """`device_scale` is the device pixels per point that a sharp image of a page has."""
        self._visible = widget.rect()
        self._device_scale = device_scale
        self._border = QColor(colours(widget.palette()).border)
        self._pixel_ratio = widget.devicePixelRatioF()
        self._painter = QPainter(widget)
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._painter.end()

    def paint_page(self, area: QRect, page: int, rendered: RenderedPage | None, failure: Failure | None) -> None:
        """Draw a page into `area`: its image, else why there is none, else its number until the image comes."""
        self._painter.setPen(self._border)
        self._painter.drawRect(area.adjusted(-1, -1, 0, 0))
        self._painter.fillRect(area, PAPER)
        if rendered is not None:
            self._paint_image(area, rendered)
        elif failure is not None:
            # In the visible part of the page, so that it is read wherever the page is scrolled to.
            self._paint_text(area.intersected(self._visible), f"Page {page} cannot be shown.\n\n{sentences(failure)}")
        else:
            self._paint_text(area, str(page))

    def paint_highlights(self, page_area: QRect, boxes: Sequence[QRectF]) -> None:
        """Mark the quoted words of one page."""
        self._tint(page_area, boxes, HIGHLIGHT, HIGHLIGHT_EDGE)

    def paint_selection(self, page_area: QRect, boxes: Sequence[QRectF]) -> None:
        """Mark the selected words of one page."""
        self._tint(page_area, boxes, SELECTED, SELECTED_EDGE)

    def _tint(self, page_area: QRect, boxes: Sequence[QRectF], colour: QColor, edge: QColor) -> None:
        """Tint the boxes. Where two overlap, as close lines do, the tint is not doubled."""
        if not boxes:
            return
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for box in boxes:
            path.addRect(box)
        self._painter.save()
        self._painter.setClipRect(page_area)
        self._painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        self._painter.fillPath(path, colour)
        self._painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(edge)
        self._painter.drawPath(path.simplified())
        self._painter.restore()

    def _paint_image(self, area: QRect, rendered: RenderedPage) -> None:
        size = QSizeF(rendered.pixmap.size()) / self._pixel_ratio
        is_sharp = rendered.zoom == self._device_scale and abs(size.width() - area.width()) < 2
        # A sharp image is drawn pixel by pixel: stretching it by the fraction that rounding adds would blur it.
        target = QRectF(QPointF(area.topLeft()), size if is_sharp else QSizeF(area.size()))
        self._painter.drawPixmap(target, rendered.pixmap, QRectF(rendered.pixmap.rect()))

    def _paint_text(self, area: QRect, text: str) -> None:
        self._painter.setPen(INK)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        self._painter.drawText(QRectF(area.adjusted(3 * GRID, GRID, -3 * GRID, -GRID)), flags, text)
