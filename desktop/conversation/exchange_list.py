"""The scrolled list of questions and answers."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.conversation.exchange import Exchange
from desktop.theme import GRID

_NEAR = 4
"""Pixels from where the view would follow to within which it counts as following."""


class _Content(QWidget):
    """What is scrolled: as high as its texts need at the present width."""

    def minimumSizeHint(self) -> QSize:
        """Nothing: wrapped labels claim the height that they need at their narrowest, which leaves a gap below."""
        return QSize(0, 0)


class ExchangeList(QScrollArea):
    """Shows exchanges below one another and follows the last one while it grows, unless the user has scrolled away.

    It follows to the end, but never so far that the last question leaves the view: one reads from the top.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.exchanges: list[Exchange] = []
        self._following = True
        content = _Content()
        content.setObjectName("scrolled")
        self._layout = QVBoxLayout(content)
        self._layout.setContentsMargins(0, 0, GRID, 0)
        self._layout.setSpacing(3 * GRID)
        self._layout.addStretch()
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Questions and answers")
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._follow)
        bar.valueChanged.connect(self._note_whether_following)

    def add(self, exchange: Exchange) -> None:
        """Append an exchange and bring it into view."""
        self.exchanges.append(exchange)
        self._layout.insertWidget(self._layout.count() - 1, exchange)
        self._following = True

    def _follow(self) -> None:
        if self._following:
            self.verticalScrollBar().setValue(self._followed_position())

    def _note_whether_following(self) -> None:
        self._following = self.verticalScrollBar().value() >= self._followed_position() - _NEAR

    def _followed_position(self) -> int:
        bottom = self.verticalScrollBar().maximum()
        return min(bottom, self.exchanges[-1].y()) if self.exchanges else bottom
