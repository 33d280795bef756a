"""Where the pages of a document stand below each other at a given scale. Pure geometry, in logical pixels."""

import math
from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF

from engine.types import PageSize, Rectangle

GAP = 8
"""Pixels between pages and around them."""
_TARGET_HEIGHT = 0.25
"""Of the view: so far below its top stands a box that was gone to."""


class PageLayout:
    """One column of centred pages. Building it costs about a microsecond a page; looking up is logarithmic."""

    def __init__(self, sizes: Sequence[PageSize], scale: float) -> None:
        """`sizes` in points; `scale` in logical pixels per point."""
        self.scale = scale
        self._sizes = sizes
        self._tops: list[int] = []
        top = GAP
        for size in sizes:
            self._tops.append(top)
            top += math.ceil(size.height * scale) + GAP
        self.height = top
        self.width = math.ceil(max((size.width for size in sizes), default=0.0) * scale) + 2 * GAP

    def page_area(self, page: int) -> QRect:
        """The area of a 1-based page; x counts from the left edge of the column."""
        size = self._sizes[page - 1]
        width, height = math.ceil(size.width * self.scale), math.ceil(size.height * self.scale)
        return QRect((self.width - width) // 2, self._tops[page - 1], width, height)

    def page_at(self, y: float) -> int:
        """The 1-based page at height `y`, or the one above if `y` lies between two pages."""
        return max(1, bisect_right(self._tops, y))

    def pages_between(self, top: float, bottom: float) -> range:
        """The 1-based pages that reach into the stretch from `top` to `bottom`."""
        if not self._sizes:
            return range(0)
        first = self.page_at(top)
        return range(first, self.page_at(bottom) + 1) if self._tops[0] <= bottom else range(0)

    def page_filling(self, top: float, height: float) -> int:
        """The 1-based page of which most can be seen in the stretch of `height` below `top`."""

        def visible_height(page: int) -> float:
            area = self.page_area(page)
            return min(top + height, area.bottom()) - max(top, area.top())

        return max(self.pages_between(top, top + height), key=visible_height, default=1)

    def area_of(self, rectangle: Rectangle) -> QRectF:
        """Where a rectangle in page points stands."""
        origin, scale = self.page_area(rectangle.page).topLeft(), self.scale
        return QRectF(
            QPointF(origin.x() + rectangle.x0 * scale, origin.y() + rectangle.y0 * scale),
            QPointF(origin.x() + rectangle.x1 * scale, origin.y() + rectangle.y1 * scale),
        )

    def place_at(self, point: QPointF, page: int | None = None) -> tuple[int, QPointF]:
        """The page at (or above) a point, unless one is given, and the point's place on it, in page points."""
        if page is None:
            page = self.page_at(point.y())
        return page, (point - QPointF(self.page_area(page).topLeft())) / self.scale

    def point_of(self, page: int, place: QPointF) -> QPoint:
        """The inverse of `place_at`, to the nearest pixel."""
        return (QPointF(self.page_area(page).topLeft()) + place * self.scale).toPoint()

    def corner_showing(self, page: int, rectangle: Rectangle | None, view: QRect, x: float) -> QPoint:
        """Where to scroll to show a page from its top, or a box of it in the upper middle of `view`.

        `x` is where it is scrolled to now: that stays where it can.
        """
        area = self.page_area(page)
        if area.width() <= view.width():
            # Wider pages elsewhere in the document make the column wider than the view.
            x = area.center().x() - view.width() / 2
        if rectangle is None:
            return QPoint(round(x), area.top() - GAP)
        box = self.area_of(rectangle)
        if not x <= box.left() <= box.right() <= x + view.width():
            x = box.left() - GAP if box.width() > view.width() else box.center().x() - view.width() / 2
        return QPoint(round(x), round(box.top() - view.height() * _TARGET_HEIGHT))
