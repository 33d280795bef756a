"""Where the user says which server of another program is to answer."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.theme import GRID
from desktop.widgets import control_row, plain_label
from engine.api import DocumentAssistant
from engine.types import Settings


class ServerForm(QWidget):
    """`address`, `name`, `anywhere`, `use_button` and `state` are public, for whoever drives the window."""

    def __init__(self, assistant: DocumentAssistant, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = assistant.models
        self.address = QLineEdit(placeholderText="http://127.0.0.1:11434/v1")
        self.address.setAccessibleName("Address of the server")
        self.name = QLineEdit(placeholderText="Its first model")
        self.name.setAccessibleName("Name of the model at the server")
        self.anywhere = QCheckBox("It may be on another computer")
        self.use_button = QPushButton("Use this server")
        self.use_button.setEnabled(False)
        self.state = plain_label(muted=True, small=True)
        self.address.textChanged.connect(lambda text: self.use_button.setEnabled(bool(text.strip())))
        self.address.returnPressed.connect(self._use)
        self.use_button.clicked.connect(self._use)
        warning = plain_label(
            "Then your questions and quotes of your documents are sent there.", muted=True, small=True
        )
        warning.setContentsMargins(3 * GRID, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(control_row(self.address, self.name, self.use_button))
        for widget in (self.anywhere, warning, self.state):
            layout.addWidget(widget)

    def show_settings(self, settings: Settings) -> None:
        """Say whether a server answers now."""
        self.state.setVisible(bool(settings.model_server))
        self.state.setText(f"{settings.model_server_model} at {settings.model_server} answers now.")

    def _use(self) -> None:
        address = self.address.text().strip()
        if address:
            self._models.use_server(address, self.name.text().strip(), anywhere=self.anywhere.isChecked())
