"""A passage as a card that opens it in the viewer."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFont, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.amounts import counted
from desktop.conversation.answer_text import citation_tool_tip, place_of, shortened
from desktop.conversation.cited_documents import CitedState
from desktop.theme import GRID, Colours, colours, small_font
from engine.types import Citation

_QUOTE_LINES = 2
_MARKS = {CitedState.UNCHANGED: "", CitedState.CHANGED: "Changed since", CitedState.GONE: "Removed since"}


class SourceCard(QPushButton):
    """Shows file name, place and the first words of a passage; a click opens it.

    It is painted rather than laid out, because a label cannot end its second line with an ellipsis.
    """

    opened = Signal(object)
    """The `Citation` of the card was clicked."""

    def __init__(
        self, citation: Citation, *, numbered: bool, copies: Sequence[Path] = (), parent: QWidget | None = None
    ) -> None:
        """`numbered` shows the citation's number, as it stands in the answer; `copies` are other places of the file."""
        super().__init__(parent)
        self.citation = citation
        number = f"[{citation.index}] " if numbered else ""
        others = f" (and {counted(len(copies), 'copy', 'copies')})" if copies else ""
        self._title = f"{number}{place_of(citation)}{others}"
        self._quote = shortened(citation.whole_quote)
        self._choose_fonts()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)  # Enter opens it, too
        self._mark = ""
        self.setAccessibleName(f"{self._title}: {self._quote}")
        self.setToolTip(citation_tool_tip(citation, copies))
        self.clicked.connect(lambda: self.opened.emit(self.citation))

    def mark(self, state: CitedState) -> None:
        """Say on the card what has become of its document."""
        self._mark = _MARKS[state]
        parts = (self._title, self._mark, self._quote) if self._mark else (self._title, self._quote)
        self.setAccessibleName(": ".join(parts))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the title and two lines of the quote."""
        height = self.fontMetrics().height() + _QUOTE_LINES * self._small_line_height() + 2 * GRID + GRID // 2
        return QSize(30 * GRID, height)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the pane gets, and never lower than its text."""
        return QSize(10 * GRID, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Take over another size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._choose_fonts()
            self.updateGeometry()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the card can be clicked."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the card, its title on one line and its quote on two."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scheme = colours(self.palette())
        lively = self.underMouse() or self.hasFocus()
        painter.setPen(QColor(scheme.accent if lively else scheme.border))
        painter.setBrush(QColor(scheme.accent_soft if self.isDown() else scheme.card))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), GRID, GRID)
        inside = self.rect().adjusted(GRID + 4, GRID, -GRID - 4, -GRID)
        painter.setFont(self._bold)
        metrics = painter.fontMetrics()
        mark_width = self._paint_mark(painter, inside, scheme) if self._mark else 0
        painter.setFont(self._bold)
        painter.setPen(QColor(scheme.text))
        title = metrics.elidedText(self._title, Qt.TextElideMode.ElideMiddle, inside.width() - mark_width)
        painter.drawText(inside, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, title)
        painter.setPen(QColor(scheme.muted))
        painter.setFont(self._small)
        self._paint_quote(painter, inside.adjusted(0, metrics.height() + GRID // 2, 0, 0))

    def _choose_fonts(self) -> None:
        self._bold = QFont(self.font())
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._small = small_font(self.font())

    def _paint_mark(self, painter: QPainter, inside: QRect, scheme: Colours) -> int:
        """Paint the mark at the right of the title's line; returns the width that it takes from the title."""
        painter.setFont(self._small)
        painter.setPen(QColor(scheme.warning))
        painter.drawText(inside, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, self._mark)
        return painter.fontMetrics().horizontalAdvance(self._mark) + GRID

    def _paint_quote(self, painter: QPainter, area: QRect) -> None:
        layout = QTextLayout(self._quote, self._small)
        layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
        layout.beginLayout()
        for number in range(_QUOTE_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(area.width())
            top_left = QPointF(area.left(), area.top() + number * self._small_line_height())
            if number < _QUOTE_LINES - 1:
                line.draw(painter, top_left)
            else:
                self._paint_last_line(painter, self._quote[line.textStart() :], area, top_left)
        layout.endLayout()

    def _paint_last_line(self, painter: QPainter, rest: str, area: QRect, top_left: QPointF) -> None:
        text = painter.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(top_left + QPointF(0, painter.fontMetrics().ascent()), text)

    def _small_line_height(self) -> int:
        return round(self.fontMetrics().height() * 0.95)
