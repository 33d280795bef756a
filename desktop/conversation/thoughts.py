"""What a model thought aloud before it answered: folded away, since nothing of it was checked."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.theme import GRID
from desktop.widgets import flat_button, plain_label


class Thoughts(QWidget):
    """Hidden while there are none. `button` unfolds them; `label` holds them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = flat_button(
            "Thoughts of the model", self._toggle, icon_name="expand", description="Not checked, and not cited"
        )
        self.button.setAccessibleName("Thoughts of the model, not checked")
        self.button.setCheckable(True)
        self.label = plain_label(what="Thoughts of the model, not checked", muted=True, small=True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setContentsMargins(2 * GRID, 0, 0, 0)
        self.label.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.label)
        self.hide()

    def show_text(self, text: str) -> None:
        """Hold these thoughts, folded or not as the user left them."""
        self.label.setText(text.strip())
        self.setVisible(bool(text.strip()))

    def _toggle(self) -> None:
        unfolded = self.button.isChecked()
        self.button.setIcon(icon("collapse" if unfolded else "expand"))
        self.label.setVisible(unfolded)
