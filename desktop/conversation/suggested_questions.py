"""Questions to begin with, as buttons, and when to ask the engine for them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.theme import GRID
from desktop.widgets import plain_label, tool_tip_html
from engine.events import IndexingProgressed

_DOCUMENTS_BETWEEN_REQUESTS = 100
_BUTTON_MARGINS = 4 * GRID
"""Around the text of a button."""


class SuggestedQuestions(QWidget):
    """Offers questions that documents of the library answer. Hidden while there are none."""

    question_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[QPushButton] = []
        self._questions: tuple[str, ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GRID)
        heading = plain_label("For example:", muted=True)
        heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._layout.addWidget(heading)
        self.hide()

    def show_questions(self, questions: Sequence[str]) -> None:
        """Offer these instead of those before."""
        for button in self.buttons:
            self._layout.removeWidget(button)
            button.deleteLater()
        self._questions = tuple(questions)
        self.buttons = [QPushButton() for _ in questions]
        for button, question in zip(self.buttons, questions, strict=True):
            button.setAccessibleName(question)
            button.setToolTip(tool_tip_html(question))
            button.clicked.connect(lambda _, chosen=question: self.question_chosen.emit(chosen))
            self._layout.addWidget(button, alignment=Qt.AlignmentFlag.AlignCenter)
        self._fit_texts()
        self.setVisible(bool(questions))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of each question as there is room for."""
        super().resizeEvent(event)
        self._fit_texts()

    def _fit_texts(self) -> None:
        for button, question in zip(self.buttons, self._questions, strict=True):
            room = max(self.width() - _BUTTON_MARGINS, 0)
            shown = button.fontMetrics().elidedText(question, Qt.TextElideMode.ElideRight, room)
            button.setText(shown.replace("&", "&&"))


class SuggestionRequests:
    """Asks for suggestions once a document was read, from time to time while others are, and when all are."""

    def __init__(self, request: Callable[[], None]) -> None:
        self._request = request
        self._done_before = 0
        self._was_idle = False
        self._ended = False

    def end(self) -> None:
        """Ask for nothing any more: the engine is about to close, and may still tell how far it is."""
        self._ended = True

    def note(self, event: IndexingProgressed) -> None:
        """Take note of how far indexing is."""
        if self._ended:
            return
        done, idle = event.progress.documents_done, event.progress.idle
        enough = _DOCUMENTS_BETWEEN_REQUESTS if self._done_before else 1
        if (idle and not self._was_idle) or done >= self._done_before + enough:
            self._request()
            self._done_before = done
        if idle:
            self._done_before = 0  # the next run of work counts from zero
        self._was_idle = idle
