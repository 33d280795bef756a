"""Says above the question box that an earlier question is being edited, and what sending it will do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.amounts import counted
from desktop.theme import GRID
from desktop.widgets import plain_label, tool_button


class EditBanner(QFrame):
    """Hidden unless a question is being edited."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editBanner")
        self._text = plain_label(small=True)
        self.cancel_button = tool_button("close", "Leave the question as it is (Esc)", self.cancelled.emit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID + 4, GRID // 2, GRID // 2, GRID // 2)
        layout.addWidget(self._text, stretch=1)
        layout.addWidget(self.cancel_button)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_for(self, later: int) -> None:
        """Say that a question is edited which so many others follow."""
        answers = f"its answer and the {counted(later, 'question')} after it" if later else "its answer"
        self._text.setText(f"You are changing a question. Sending it replaces {answers}.")
        self.show()
