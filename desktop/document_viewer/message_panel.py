"""A short text in the middle of an otherwise empty pane."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from desktop.theme import GRID
from desktop.widgets import plain_label


class MessagePanel(QWidget):
    """A title and, below it and quieter, what can be done; a moving bar while something is being done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = plain_label()
        self._title.setObjectName("emptyTitle")
        self._advice = plain_label(muted=True)
        self._bar = QProgressBar(textVisible=False, maximum=0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        layout.setSpacing(GRID)
        layout.addStretch(2)
        for label in (self._title, self._advice):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addWidget(self._bar)
        layout.addStretch(3)

    @property
    def text(self) -> str:
        """Title and advice."""
        return "\n".join(filter(None, (self._title.text(), self._advice.text())))

    @property
    def busy(self) -> bool:
        """Whether the bar moves."""
        return not self._bar.isHidden()

    def show_message(self, title: str, advice: str = "", *, busy: bool = False) -> None:
        """Say this from now on. Both texts are plain; `busy` lets the bar move."""
        self._title.setText(title)
        self._advice.setText(advice)
        self._bar.setAccessibleName(title)
        self._bar.setVisible(busy)
        self.setAccessibleName(self.text)
