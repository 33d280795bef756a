"""The button that says which language model answers, and leads to the models."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionToolButton, QStylePainter, QToolButton, QWidget

from desktop.icons import icon
from desktop.widgets import tool_tip_html
from engine.api import DocumentAssistant

_LEAST_CHARACTERS = "Smol…"
"""So much of a name is shown at least."""
_MOST_CHARACTERS = 28


class ModelButton(QToolButton):
    """Names the model that answers the next question, the less of it the less room there is.

    Whoever shows it connects `clicked`.
    """

    def __init__(self, assistant: DocumentAssistant, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._assistant = assistant
        self.setIcon(icon("model"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_name()

    def show_name(self) -> None:
        """Name the model that is chosen now."""
        name = self._assistant.language_model_name
        is_long = len(name) > _MOST_CHARACTERS
        self.setText(f"{name[: _MOST_CHARACTERS - 1]}…" if is_long else name)
        self.setToolTip(tool_tip_html(f"{name}: the language model that writes the answers. Click to choose another."))
        self.setAccessibleName(f"Language model: {name}")

    @property
    def shown_text(self) -> str:
        """As much of the name as there is room for, cut at its end."""
        room = self.width() - (self.sizeHint().width() - self._text_width(self.text()))
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def minimumSizeHint(self) -> QSize:
        """Room for the icon and the beginning of the name."""
        whole = self.sizeHint()
        spared = self._text_width(self.text()) - self._text_width(_LEAST_CHARACTERS)
        return QSize(whole.width() - max(spared, 0), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the button with what there is room for; Qt would leave out the middle of the name."""
        painter, option = QStylePainter(self), QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text = self.shown_text
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)

    def _text_width(self, text: str) -> int:
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, text).width()
