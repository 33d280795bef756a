"""Where questions are typed."""

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from desktop.theme import GRID

_MOST_LINES = 6


class QuestionBox(QPlainTextEdit):
    """A text box that grows with its text. Enter submits, Shift+Enter begins a new line."""

    submitted = Signal()
    focus_changed = Signal(bool)
    typing_began = Signal()
    """The box was empty and is no more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questionBox")
        self.setPlaceholderText("Ask your documents…")
        self.setAccessibleName("Question")
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(GRID // 2)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._was_empty = True
        self.textChanged.connect(self._notice_typing)

    def sizeHint(self) -> QSize:
        """As high as its lines, up to a limit."""
        lines = min(max(1, round(self.document().size().height()), self._placeholder_lines()), _MOST_LINES)
        return QSize(super().sizeHint().width(), lines * self.fontMetrics().lineSpacing() + GRID + 2)

    def minimumSizeHint(self) -> QSize:
        """No less than its lines."""
        return QSize(20 * GRID, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take over how many lines there are at this width."""
        super().resizeEvent(event)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Submit on Enter; everything else edits."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the box is being typed into."""
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the box is left."""
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Leave dropped and pasted files to the window, which adds them to the library."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def _notice_typing(self) -> None:
        is_empty = self.document().isEmpty()
        if self._was_empty and not is_empty:
            self.typing_began.emit()
        self._was_empty = is_empty

    def _placeholder_lines(self) -> int:
        """How many lines the placeholder needs while it is shown."""
        if not self.document().isEmpty():
            return 0
        room = QRect(0, 0, self.viewport().width() - GRID, 0)
        lines = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.placeholderText())
        return round(lines.height() / self.fontMetrics().lineSpacing())

    def _grow(self) -> None:
        self.updateGeometry()
        at_limit = self.document().size().height() > _MOST_LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if at_limit else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
