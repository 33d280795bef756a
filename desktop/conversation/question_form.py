"""Where a question is typed and sent, and where an earlier one is changed."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.conversation.edit_banner import EditBanner
from desktop.conversation.question_box import QuestionBox
from desktop.icons import icon
from desktop.theme import GRID
from desktop.widgets import set_style_property


class QuestionForm(QWidget):
    """The question box with its button, which also stops an answer; above it, while a question is changed, a banner."""

    submitted = Signal(str)
    """This question is to be asked."""
    stop_wanted = Signal()
    edit_cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asking = False
        self._draft: str | None = None
        """What stood in the box before an earlier question was put there; None if none was."""
        self.question_box = QuestionBox()
        self.question_box.submitted.connect(self._submit)
        self.ask_button = QPushButton()
        self.ask_button.setObjectName("primaryButton")
        self.ask_button.clicked.connect(self._ask_or_stop)
        self.edit_banner = EditBanner()
        self.edit_banner.cancelled.connect(self.edit_cancelled)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.edit_banner)
        layout.addWidget(self._frame())
        self.show_whether_asking(asking=False)

    def show_whether_asking(self, *, asking: bool) -> None:
        """Let the button ask, or stop what is being answered."""
        self._asking = asking
        self.ask_button.setEnabled(True)
        self.ask_button.setText("Stop" if asking else "Ask")
        self.ask_button.setToolTip("Stop answering (Esc)" if asking else "Ask the question (Enter)")
        self.ask_button.setIcon(icon("stop" if asking else "send", QPalette.ColorRole.HighlightedText))

    def propose(self, text: str) -> None:
        """Put a text into the box, ready to be sent or overwritten."""
        self.question_box.setPlainText(text)
        self.question_box.selectAll()
        self.question_box.setFocus()

    def begin_edit(self, text: str, later: int) -> None:
        """Put an earlier question into the box, which so many others follow. What stood there comes back afterwards."""
        if self._draft is None:
            self._draft = self.question_box.toPlainText()
        self.edit_banner.show_for(later)
        self.propose(text)

    def end_edit(self) -> None:
        """Put what stood in the box back; does no harm if nothing is edited."""
        if self._draft is not None:
            self.question_box.setPlainText(self._draft)
            self._draft = None
            self.edit_banner.hide()

    def _frame(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("questionFrame")
        layout = QHBoxLayout(frame)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.addWidget(self.question_box)
        layout.addWidget(self.ask_button)
        self.question_box.focus_changed.connect(lambda focused: set_style_property(frame, "focused", focused))
        return frame

    def _submit(self) -> None:
        text = self.question_box.toPlainText().strip()
        if text and not self._asking:
            self.question_box.clear()
            self.submitted.emit(text)

    def _ask_or_stop(self) -> None:
        if self._asking:
            self.stop_wanted.emit()
        else:
            self._submit()
