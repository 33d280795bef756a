"""The order in which Tab goes through a window: as it is laid out, from top to bottom and from left to right."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QStackedWidget, QWidget


class ReadingOrderWindow(QWidget):
    """A window in which Tab follows the layout, also of what has come since it was made."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Put what can take the focus in order, then go on; every widget of the window hands Tab up to here."""
        order_tab_stops(self)
        return super().focusNextPrevChild(forward)


def order_tab_stops(window: QWidget) -> None:
    """Let Tab go through `window` as it is laid out now. By itself Qt goes by when widgets were put into the window."""
    for one, other in pairwise(_stops(window)):
        QWidget.setTabOrder(one, other)


def _stops(widget: QWidget | None) -> Iterator[QWidget]:
    """The widget, if Tab stops at it, and what it holds."""
    if widget is None:
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if isinstance(widget, QScrollArea):
        yield from _stops(widget.widget())
    elif isinstance(widget, QStackedWidget):
        yield from _stops(widget.currentWidget())
    elif isinstance(widget, QSplitter):
        for position in range(widget.count()):
            yield from _stops(widget.widget(position))
    elif (layout := widget.layout()) is not None:
        yield from _stops_in(layout)


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for item in filter(None, map(layout.itemAt, range(layout.count()))):
        yield from _stops(item.widget())
        if (inner := item.layout()) is not None:
            yield from _stops_in(inner)
