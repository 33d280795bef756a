"""The button that says which language model answers, and leads to the models."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.widgets import tool_tip_html
from engine.api import DocumentAssistant

_MOST_CHARACTERS = 28


class ModelButton(QToolButton):
    """Names the model that answers the next question. Whoever shows it connects `clicked`."""

    def __init__(self, assistant: DocumentAssistant, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._assistant = assistant
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_name()

    def show_name(self) -> None:
        """Name the model that is chosen now."""
        name = self._assistant.language_model_name
        is_long = len(name) > _MOST_CHARACTERS
        self.setText(f"{name[: _MOST_CHARACTERS - 1]}…" if is_long else name)
        self.setToolTip(tool_tip_html(f"Answers are written by {name}. Click to choose another model."))
        self.setAccessibleName(f"Language model: {name}")
