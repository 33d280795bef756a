"""Numbers as bars: what speaks for a passage or an answer, and how much each of it counts."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.theme import GRID, colours
from desktop.widgets import plain_label
from engine.types import Weighed

_BAR_WIDTH = 16 * GRID
_BAR_HEIGHT = 6


class ShareBar(QWidget):
    """A bar that is filled to a share from 0 to 1, with a mark at another share if one is given."""

    def __init__(
        self,
        share: float,
        name: str,
        *,
        mark: float | None = None,
        against: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`name` is for those who cannot see the bar; `against` colours it as a warning."""
        super().__init__(parent)
        self.share = min(1.0, max(0.0, share))
        self._mark = mark
        self._against = against
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """All bars are as long, so that they compare."""
        return QSize(_BAR_WIDTH, 2 * GRID)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the track, what is filled of it, and the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scheme = colours(self.palette())
        top = (self.height() - _BAR_HEIGHT) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(scheme.border))
        painter.drawRoundedRect(QRectF(0, top, self.width(), _BAR_HEIGHT), 2, 2)
        painter.setBrush(QColor(scheme.warning if self._against else scheme.accent))
        painter.drawRoundedRect(QRectF(0, top, self.share * self.width(), _BAR_HEIGHT), 2, 2)
        if self._mark is not None:
            painter.setBrush(QColor(scheme.text))
            painter.drawRect(QRectF(self._mark * (self.width() - 2), top - 3, 2, _BAR_HEIGHT + 6))


class WeighedBars(QWidget):
    """One line for each observation: its name, its value as a bar and in percent, and what it adds."""

    def __init__(self, items: Sequence[Weighed], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(GRID)
        layout.setVerticalSpacing(GRID // 2)
        layout.setColumnStretch(0, 1)
        for row, item in enumerate(items):
            value = f"{item.value:.0%}"
            number = plain_label(value, small=True)
            adds = plain_label(f"× {item.weight:g} = {item.contribution + 0.0:+.2f}", muted=True, small=True)
            for label in (number, adds):
                label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                label.setWordWrap(False)
            layout.addWidget(plain_label(item.name, small=True), row, 0)
            layout.addWidget(ShareBar(item.value, f"{item.name}: {value}", against=item.weight < 0), row, 1)
            layout.addWidget(number, row, 2)
            layout.addWidget(adds, row, 3)
