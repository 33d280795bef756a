"""The menu that says which model searches by meaning, and lets the user choose another."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from engine.api import DocumentAssistant
from engine.events import EmbeddingModelChanged


class EmbeddingModelMenu(QMenu):
    """A submenu with the embedded embedding model and a dialog for the folder of any other."""

    def __init__(self, assistant: DocumentAssistant, parent: QWidget) -> None:
        super().__init__(parent)
        self._assistant = assistant
        self.use_embedded_action = self.addAction("Use the embedded model", lambda: assistant.use_embedding_model(None))
        self.choose_folder_action = self.addAction("Choose a model folder (ONNX)…", self._choose_folder)
        self.show_model(EmbeddingModelChanged(assistant.embedding_model_name, preparing=False))

    def show_model(self, event: EmbeddingModelChanged) -> None:
        """Name the model that was chosen."""
        name = event.name.replace("&", "&&")  # a single one would underline the next letter
        self.setTitle(f"Search by meaning: {name}{' (being prepared)' if event.preparing else ''}")

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self.window(), "Choose the folder of an embedding model")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self._assistant.use_embedding_model(Path(name)))
        dialog.open()
