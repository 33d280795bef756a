"""The scrolling, zooming view of a document's pages with highlight rectangles."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QWidget

from desktop.document_viewer.page_layout import GAP, PageLayout
from desktop.document_viewer.page_painter import PagePainter
from desktop.document_viewer.page_selector import PageSelector
from desktop.document_viewer.page_store import PageStore
from engine.events import PageRendered
from engine.types import Failure, PageSize, Rectangle, Selection

PIXELS_PER_POINT = 96 / 72
"""Logical pixels a point at 100 %."""

ZOOM_LEVELS = (0.1, 0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
SMALLEST_FIT = 0.01

_REQUEST_DELAY_MS = 30
_WHEEL_STEP = 120
_ZOOM_PER_WHEEL_STEP = 1.15


@dataclass(frozen=True, slots=True)
class _Target:
    """What the view was last told to show. It stays in place over resizing and zooming until the user scrolls."""

    page: int
    rectangle: Rectangle | None = None


class PageView(QAbstractScrollArea):
    """Pages in one column. Only what is near the view is asked for, by `page_wanted`, and kept within a bound."""

    page_wanted = Signal(int, float)
    """A page is to be rendered: 1-based number, device pixels per point."""
    page_changed = Signal(int)
    """Another page is the current one now."""
    zoom_changed = Signal(float, bool)
    """The zoom (1.0 = 100 %), and whether it follows the width of the view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sizes: tuple[PageSize, ...] = ()
        self._store = PageStore()
        self._highlights: tuple[Rectangle, ...] = ()
        self._zoom, self._fits_width = 1.0, True
        self._layout = PageLayout((), PIXELS_PER_POINT)
        self._page = 1
        self._target: _Target | None = None
        self._moving = False
        self.selector = PageSelector(self)
        self.selector.changed.connect(self.viewport().update)
        self._request_timer = QTimer(self, singleShot=True, interval=_REQUEST_DELAY_MS)
        self._request_timer.timeout.connect(self._request_pages)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.setAccessibleName("Pages of the document")

    @property
    def page(self) -> int:
        """The current page (1-based): the one last gone to, or the one that fills most of the view."""
        return self._page

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def zoom(self) -> float:
        """1.0 is 100 %: 96 logical pixels an inch."""
        return self._zoom

    @property
    def highlights(self) -> tuple[Rectangle, ...]:
        """The highlighted boxes, in page points."""
        return self._highlights

    def show_pages(self, sizes: Sequence[PageSize]) -> None:
        """Show a document with pages of these sizes from its beginning, as wide as the view."""
        self._sizes = tuple(sizes)
        self._store.clear()
        self._highlights = ()
        self.selector.clear()
        self._page, self._target = 1, _Target(1)
        self.fit_width()
        self.page_changed.emit(self._page)

    def show_image(self, event: PageRendered) -> None:
        """A page has been rendered. An image that the zoom has outrun serves until a sharp one comes."""
        current = self._store.image(event.page)
        if current is None or current.zoom != self._device_scale():
            self._store.add_image(event.page, event.image, event.zoom)
            self.viewport().update()

    def show_failure(self, page: int, failure: Failure) -> None:
        """A page cannot be rendered: say so in its place, and do not ask for it again."""
        self._store.add_failure(page, failure)
        self.viewport().update()

    def forget_failures(self) -> None:
        """Ask again for pages that could not be rendered."""
        self._store.forget_failures()
        self.viewport().update()

    def set_highlights(self, rectangles: Sequence[Rectangle]) -> None:
        """Highlight exactly these boxes; those on pages that do not exist are left out."""
        self._highlights = tuple(box for box in rectangles if 1 <= box.page <= self.page_count)
        self.viewport().update()

    def highlight_areas(self) -> list[QRect]:
        """The parts of the highlights that can be seen now, in coordinates of the viewport."""
        seen = QRectF(self.viewport().rect())
        areas = (area.intersected(seen) for area in self._areas_of(self._highlights))
        return [area.toRect() for area in areas if not area.isEmpty()]

    def selection_in(self, path: Path) -> Selection | None:
        """The words that are selected, as words of the document at `path`; None if there are none."""
        return Selection(path, self.selector.text, self.selector.page) if self.selector.text else None

    def place_at(self, position: QPointF, page: int | None = None) -> tuple[int, QPointF]:
        """The page at (or above) a point of the viewport, unless one is given, and the place in points of that page."""
        return self._layout.place_at(position - QPointF(self._origin()), page)

    def go_to_page(self, page: int) -> None:
        """Show a page (1-based, clamped) from its top."""
        self._go_to(_Target(min(max(page, 1), max(self.page_count, 1))))

    def go_to_rectangle(self, rectangle: Rectangle) -> None:
        """Scroll so that a box of an existing page is in the upper middle of the view."""
        self._go_to(_Target(rectangle.page, rectangle))

    def zoom_in(self) -> None:
        """Zoom to the next larger level."""
        self._zoom_to(next((level for level in ZOOM_LEVELS if level > self._zoom * 1.001), ZOOM_LEVELS[-1]))

    def zoom_out(self) -> None:
        """Zoom to the next smaller level; a page that is smaller already to fit stays so."""
        smaller = (level for level in reversed(ZOOM_LEVELS) if level < self._zoom * 0.999)
        self._zoom_to(next(smaller, min(self._zoom, ZOOM_LEVELS[0])))

    def zoom_to_actual_size(self) -> None:
        """Zoom to 100 %."""
        self._zoom_to(1.0)

    def fit_width(self) -> None:
        """Make the current page as wide as the view, and keep it so when the view is resized."""
        self._fits_width = True
        if not self._sizes:
            return
        scroll_bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        # The scroll bar is always left room for: else it would come and go with the zoom that depends on it.
        room = self.width() - scroll_bar - 2 * GAP
        fit = room / (self._sizes[self._page - 1].width * PIXELS_PER_POINT)
        self._set_zoom(min(max(fit, SMALLEST_FIT), ZOOM_LEVELS[-1]), self._middle())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the visible pages; ask for those that are missing or not sharp a moment later."""
        origin = self._origin()
        with PagePainter(self.viewport(), self._device_scale()) as painter:
            for page in self._layout.pages_between(event.rect().top() - origin.y(), event.rect().bottom() - origin.y()):
                area = self._layout.page_area(page).translated(origin)
                painter.paint_page(area, page, self._store.image(page), self._store.failure(page))
                painter.paint_highlights(area, self._areas_of(box for box in self._highlights if box.page == page))
                painter.paint_selection(area, self._areas_of(box for box in self.selector.areas if box.page == page))
        if not self._request_timer.isActive():
            self._request_timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep in view what was in view."""
        super().resizeEvent(event)
        if self._fits_width:
            self.fit_width()
        else:
            self._set_zoom(self._zoom, self._middle())

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002  # the scroll bars hold the position
        """Follow the scroll bars."""
        self.viewport().update()
        if not self._moving:
            self._target = None
            self._set_page(self._layout.page_filling(self.verticalScrollBar().value(), self.viewport().height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last page; the page and arrow keys scroll."""
        if event.key() == Qt.Key.Key_Home:
            self.go_to_page(1)
        elif event.key() == Qt.Key.Key_End:
            self.go_to_page(self.page_count)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom around the pointer."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._target = None
        factor = _ZOOM_PER_WHEEL_STEP ** (event.angleDelta().y() / _WHEEL_STEP)
        lowest = min(self._zoom, ZOOM_LEVELS[0])
        self._zoom_to(min(max(self._zoom * factor, lowest), ZOOM_LEVELS[-1]), event.position().toPoint())
        event.accept()

    def _zoom_to(self, zoom: float, anchor: QPoint | None = None) -> None:
        self._fits_width = False
        self._set_zoom(zoom, anchor if anchor is not None else self._middle())

    def _set_zoom(self, zoom: float, anchor: QPoint) -> None:
        """Lay the pages out at `zoom`; what is at `anchor` (viewport coordinates) or the target stays in place."""
        if not self._sizes:
            return
        page, place = (
            self._layout.place_at(QPointF(anchor - self._origin())) if self._layout.height > GAP else (1, QPointF())
        )
        self._zoom = zoom
        self._layout = PageLayout(self._sizes, zoom * PIXELS_PER_POINT)
        with self._moved_by_program():
            self._update_scroll_bars()
            if self._target is not None:
                self._scroll_to_target(self._target)
            else:
                self._scroll_to(self._layout.point_of(min(page, self.page_count), place) - anchor)
        self.viewport().update()
        self.zoom_changed.emit(self._zoom, self._fits_width)

    def _go_to(self, target: _Target) -> None:
        if not self._sizes:
            return
        self._target = target
        with self._moved_by_program():
            self._scroll_to_target(target)
        self._set_page(target.page)
        self.viewport().update()

    def _scroll_to_target(self, target: _Target) -> None:
        x = self.horizontalScrollBar().value()
        self._scroll_to(self._layout.corner_showing(target.page, target.rectangle, self.viewport().rect(), x))

    def _scroll_to(self, corner: QPoint) -> None:
        self.horizontalScrollBar().setValue(corner.x())
        self.verticalScrollBar().setValue(corner.y())

    @contextmanager
    def _moved_by_program(self) -> Iterator[None]:
        before, self._moving = self._moving, True  # nested, when a scroll bar that appears resizes the view
        try:
            yield
        finally:
            self._moving = before

    def _update_scroll_bars(self) -> None:
        view = self.viewport().size()
        for bar, content, visible in (
            (self.horizontalScrollBar(), self._layout.width, view.width()),
            (self.verticalScrollBar(), self._layout.height, view.height()),
        ):
            bar.setRange(0, max(0, content - visible))
            bar.setPageStep(visible)
            bar.setSingleStep(6 * GAP)

    def _origin(self) -> QPoint:
        """Where the pages' column begins, in coordinates of the viewport; it is centred if there is room."""
        spare = max(0, self.viewport().width() - self._layout.width) // 2
        return QPoint(spare - self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _middle(self) -> QPoint:
        return self.viewport().rect().center()

    def _device_scale(self) -> float:
        return self._layout.scale * self.devicePixelRatioF()

    def _areas_of(self, boxes: Iterable[Rectangle]) -> list[QRectF]:
        """Where boxes in page points stand in the viewport."""
        return [self._layout.area_of(box).translated(QPointF(self._origin())) for box in boxes]

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    def _request_pages(self) -> None:
        """Ask for the pages in and near the view that are missing or not sharp, the most important one last."""
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        middle = top + height / 2
        near = sorted(
            self._layout.pages_between(top - height / 2, top + height * 1.5),
            key=lambda page: abs(self._layout.page_area(page).center().y() - middle),
        )
        scale = self._device_scale()
        for page in reversed(self._store.pages_to_ask_for(near, scale)):
            self.page_wanted.emit(page, scale)
