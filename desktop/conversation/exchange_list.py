"""The scrolled list of questions and answers."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.amounts import counted
from desktop.conversation.exchange import Exchange
from desktop.theme import GRID
from desktop.widgets import ScrolledContent, flat_button

_NEAR = 4
"""Pixels from where the view would follow to within which it counts as following."""


class ExchangeList(QScrollArea):
    """Shows exchanges below one another and follows the last one while it grows, unless the user has scrolled away.

    It follows to the end, but never so far that the last question leaves the view: one reads from the top.
    """

    earlier_wanted = Signal()
    """The user wants to see exchanges before the first one shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.exchanges: list[Exchange] = []
        self._following = True
        self._height_below: int | None = None
        """While earlier exchanges come in: how far below the top of the view everything ended."""
        self.earlier_button = flat_button("", self.earlier_wanted.emit, icon_name="collapse")
        self.earlier_button.hide()
        content = ScrolledContent()
        self._layout = QVBoxLayout(content)
        self._layout.setContentsMargins(0, 0, GRID, 0)
        self._layout.setSpacing(3 * GRID)
        self._layout.addWidget(self.earlier_button, alignment=Qt.AlignmentFlag.AlignHCenter)
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
        self._insert(len(self.exchanges), exchange)
        self._following = True
        self._follow()

    def show_earlier(self, exchanges: Iterable[Exchange], left: int) -> None:
        """Put exchanges before all others, and say how many are `left` to show; what is in view stays there."""
        bar = self.verticalScrollBar()
        self._height_below = bar.maximum() - bar.value()
        for position, exchange in enumerate(exchanges):
            self._insert(position, exchange)
        self._say_what_is_left(left)

    def put_away(self, exchanges: Sequence[Exchange], left: int) -> None:
        """Delete the first exchanges, and say how many are `left` to show."""
        for exchange in exchanges:
            self._take(exchange)
        self.discard(exchanges)
        self._say_what_is_left(left)

    def replace(self, old: Exchange, new: Exchange, *, alone: bool) -> list[Exchange]:
        """Put `new` in the place of `old`; if `alone`, take away all exchanges after it.

        Returns what was taken away, `old` first; `bring_back` undoes it and `discard` deletes it.
        """
        position = self.exchanges.index(old)
        gone = self.exchanges[position:] if alone else [old]
        for exchange in gone:
            self._take(exchange)
        self._insert(position, new)
        self._following = position == len(self.exchanges) - 1
        self._follow()
        return gone

    def bring_back(self, new: Exchange, gone: list[Exchange]) -> None:
        """Undo a `replace` that put `new` there and took `gone` away."""
        position = self.exchanges.index(new)
        self._take(new)
        self.discard([new])
        for offset, exchange in enumerate(gone):
            self._insert(position + offset, exchange)

    def discard(self, exchanges: Iterable[Exchange]) -> None:
        """Delete exchanges that were taken away."""
        for exchange in exchanges:
            exchange.deleteLater()

    def clear(self) -> list[Exchange]:
        """Take all exchanges away and return them."""
        gone = list(self.exchanges)
        for exchange in gone:
            self._take(exchange)
        self.earlier_button.hide()
        return gone

    def _say_what_is_left(self, left: int) -> None:
        self.earlier_button.setText(f"Show more of {counted(left, 'earlier question')}")
        self.earlier_button.setVisible(left > 0)

    def _insert(self, position: int, exchange: Exchange) -> None:
        self.exchanges.insert(position, exchange)
        self._layout.insertWidget(position + 1, exchange)
        exchange.show()

    def _take(self, exchange: Exchange) -> None:
        self.exchanges.remove(exchange)
        self._layout.removeWidget(exchange)
        exchange.hide()
        exchange.setParent(None)

    def _follow(self) -> None:
        bar = self.verticalScrollBar()
        if self._height_below is not None:
            bar.setValue(bar.maximum() - self._height_below)
            self._height_below = None
        elif self._following:
            bar.setValue(self._followed_position())

    def _note_whether_following(self) -> None:
        self._following = self.verticalScrollBar().value() >= self._followed_position() - _NEAR

    def _followed_position(self) -> int:
        bottom = self.verticalScrollBar().maximum()
        return min(bottom, self.exchanges[-1].y()) if self.exchanges else bottom
