"""What the conversation shows before the first question."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.conversation.suggested_questions import SuggestedQuestions
from desktop.path_names import shown
from desktop.theme import GRID
from desktop.widgets import flat_button, plain_label, tool_tip_html
from engine.types import ConversationSummary

_BUTTON_MARGINS = 8 * GRID
"""Around the text of a button, its icon included, and around the buttons."""


class EmptyConversation(QWidget):
    """Explains what an answer is made of and offers `questions` that documents of the library answer."""

    question_chosen = Signal(str)
    conversation_wanted = Signal(str)
    """The conversation with this id, the last one, is to be gone on with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = plain_label("What do you want to know?")
        title.setObjectName("emptyTitle")
        explanation = plain_label(
            "Answers come from your documents only. Every statement carries a number: "
            "click it and see the very passage it was taken from.",
            muted=True,
        )
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addStretch()
        for label in (title, explanation):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addSpacing(GRID)
        self.questions = SuggestedQuestions()
        self.questions.question_chosen.connect(self.question_chosen)
        layout.addWidget(self.questions)
        layout.addSpacing(GRID)
        self._last: ConversationSummary | None = None
        self.continue_button = flat_button("", self._want_conversation, icon_name="next")
        self.continue_button.hide()
        layout.addWidget(self.continue_button, alignment=Qt.AlignmentFlag.AlignCenter)
        layout.addStretch()

    def offer(self, last: ConversationSummary | None) -> None:
        """Offer to go on with the last conversation, if there is one."""
        self._last = last
        if last is not None:
            line = shown(last.title)
            self._fit_title()
            self.continue_button.setToolTip(tool_tip_html("Your last conversation is opened again:", last.title))
            self.continue_button.setAccessibleName(f"Go on with your last conversation: {line}")
        self.continue_button.setVisible(last is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the last conversation's title as there is room for."""
        super().resizeEvent(event)
        self._fit_title()

    def _fit_title(self) -> None:
        if self._last is None:
            return
        line, metrics = shown(self._last.title), self.continue_button.fontMetrics()
        room = max(self.width() - metrics.horizontalAdvance("Go on with “”") - _BUTTON_MARGINS, 0)
        title = metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)
        self.continue_button.setText(f"Go on with “{title}”".replace("&", "&&"))

    def _want_conversation(self) -> None:
        if self._last is not None:
            self.conversation_wanted.emit(self._last.conversation_id)
