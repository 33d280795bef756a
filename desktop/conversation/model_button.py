"""The button that says which language model answers, and lets the user choose other models."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from desktop.conversation.embedding_model_menu import EmbeddingModelMenu
from desktop.widgets import tool_tip_html
from engine.api import DocumentAssistant

_MOST_CHARACTERS = 28


class ModelButton(QToolButton):
    """Opens a menu with the embedded model, a dialog for any other GGUF file, and what searches by meaning."""

    def __init__(self, assistant: DocumentAssistant, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._assistant = assistant
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(self)
        self.use_embedded_action = menu.addAction("Use the embedded model", lambda: self._use(None))
        self.choose_file_action = menu.addAction("Choose a model file (GGUF)…", self._choose_file)
        menu.addSeparator()
        self.embedding_menu = EmbeddingModelMenu(assistant, menu)
        menu.addMenu(self.embedding_menu)
        self.setMenu(menu)
        self._show_name()

    def use_file(self, file: Path) -> None:
        """Answer with the model in this GGUF file from the next question on."""
        self._use(file)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self.window(), "Choose a language model", filter="Language models (*.gguf)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.use_file(Path(name)))
        dialog.open()

    def _use(self, file: Path | None) -> None:
        self._assistant.use_language_model(file)
        self._show_name()

    def _show_name(self) -> None:
        name = self._assistant.language_model_name
        is_long = len(name) > _MOST_CHARACTERS
        self.setText(f"{name[: _MOST_CHARACTERS - 1]}…" if is_long else name)
        self.setToolTip(tool_tip_html(f"Answers are written by {name}"))
        self.setAccessibleName(f"Language model: {name}")
