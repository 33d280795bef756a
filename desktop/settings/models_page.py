"""The page about models: what is installed, what suits this computer, getting one, taking one from a file."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop.drop_overlay import dropped_paths
from desktop.error_messages import sentences
from desktop.models.download_form import DownloadForm
from desktop.models.model_downloads import ModelDownloads
from desktop.models.model_list import ModelList
from desktop.models.model_words import does, machine_words, tested
from desktop.models.server_form import ServerForm
from desktop.path_names import shown_name, url_of
from desktop.settings.settings_page import SettingsPage
from desktop.widgets import control_row, flat_button, plain_label
from engine.api import DocumentAssistant
from engine.events import (
    ModelActionFailed,
    ModelDownloadProgressed,
    ModelImportProgressed,
    ModelsChanged,
    ModelsImported,
    ModelTested,
)
from engine.types import ModelAction, ModelDescription, ModelKind, ModelState, Settings

_STEPS = 1000
_SERVER = (
    "Programs such as Ollama or LM Studio run models, too, and Pagewise can ask one of them instead. It does so only "
    "if you give an address here; “Use” at a model above goes back to it."
)


class ModelsPage(SettingsPage):
    """Everything about models; a model file or folder may be dropped on it.

    `lists` (by kind), `more` (models that are not recommended), `more_button`, `file_button`, `folder_button`,
    `message`, `server`, `download_form` and `import_bar` are public, for whoever drives the window.
    """

    title = "Models"

    def __init__(self, assistant: DocumentAssistant, downloads: ModelDownloads, parent: QWidget | None = None) -> None:
        super().__init__(assistant, parent)
        self._folder: Path | None = None
        self.setAcceptDrops(True)
        self.rows.addWidget(
            plain_label(
                "A model is a file that knows language. A larger one writes better answers, but is slower and needs "
                "more memory. Nothing is downloaded unless you say so; once it is here, it works without a network.",
                muted=True,
            )
        )
        self._machine = self.add_explanation("")
        self.message = plain_label(what="Message about models")
        self.message.setObjectName("answerNotice")
        self.message.hide()
        self.rows.addWidget(self.message)
        self.lists: dict[ModelKind, ModelList] = {}
        self._headings: dict[ModelKind, QLabel] = {}
        for kind in ModelKind:
            self._headings[kind] = self.add_section(does(kind))
            self.lists[kind] = ModelList(assistant, downloads)
            self.rows.addWidget(self.lists[kind])
            if kind is ModelKind.LANGUAGE:
                self.more_button = flat_button("", self._toggle_more)
                self.more = ModelList(assistant, downloads)
                self.rows.addWidget(self.more_button, alignment=Qt.AlignmentFlag.AlignLeft)
                self.rows.addWidget(self.more)
                for widget in (self.more_button, self.more):
                    widget.hide()
        self._more_wanted = False
        self._add_import()
        self.add_section("A model in another program", _SERVER)
        self.server = ServerForm(assistant)
        self.rows.addWidget(self.server)
        self.add_section("Where downloads come from", "Leave both empty unless your network needs them.")
        self.download_form = DownloadForm(assistant)
        self.rows.addWidget(self.download_form)
        self.rows.addStretch()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what there is now."""
        super().showEvent(event)
        self.assistant.models.request_overview()

    def show_models(self, event: ModelsChanged) -> None:
        """Show all models."""
        overview = event.overview
        self._folder = overview.folder
        self._machine.setText(machine_words(overview.machine))
        for kind, models in self.lists.items():
            shown = [model for model in overview.models if model.kind is kind and not _is_further(model)]
            models.show_models(shown)
            self._headings[kind].setVisible(bool(shown))
        further = [model for model in overview.models if _is_further(model)]
        self.more.show_models(further)
        self._further = len(further)
        self._show_more()

    def show_download(self, event: ModelDownloadProgressed) -> None:
        """Show how far a download is."""
        for models in (*self.lists.values(), self.more):
            models.show_download(event.progress)

    def show_test(self, event: ModelTested) -> None:
        """Show how fast a model is here."""
        for models in self.lists.values():
            models.show_test(event.model_id, tested(event.speed))

    def show_settings(self, settings: Settings) -> None:
        """Show which server is used, and where downloads come from."""
        self.server.show_settings(settings)
        self.download_form.show_settings(settings)

    def show_import(self, event: ModelImportProgressed) -> None:
        """Show how much of a model has been copied."""
        self._importing.show()
        self.import_bar.setValue(round(_STEPS * event.bytes_done / max(event.bytes_total, 1)))
        self._import_words.setText(f"Copying {shown_name(event.path)}")

    def show_imported(self, event: ModelsImported) -> None:
        """Say that what was imported can be used now."""
        self._importing.hide()
        self._show_message(f"{shown_name(event.path)} was added and can be used now.")

    def show_failure(self, event: ModelActionFailed) -> None:
        """Say what could not be done, and what helps."""
        if event.action is ModelAction.IMPORT:
            self._importing.hide()
        elif event.action is ModelAction.TEST:
            for models in self.lists.values():
                models.show_test(event.model_id, "")
        self._show_message(sentences(event.error.as_failure()))

    def import_path(self, path: Path) -> None:
        """Take over the model in a file or folder."""
        self._show_message(f"Checking {shown_name(path)}…")
        self.assistant.models.import_models(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files and folders."""
        if dropped_paths(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take over the models that were dropped."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        for path in dropped_paths(event.mimeData()):
            self.import_path(path)

    def _add_import(self) -> None:
        self.add_section(
            "A model from a file",
            "Drop a model on this page: a file that ends in .gguf writes answers, a folder with model.onnx searches by "
            "meaning. It is checked first. The models folder can be copied to another computer.",
        )
        self.file_button = QPushButton("Choose a file…")
        self.file_button.clicked.connect(lambda: self._choose(QFileDialog.FileMode.ExistingFile))
        self.folder_button = QPushButton("Choose a folder…")
        self.folder_button.clicked.connect(lambda: self._choose(QFileDialog.FileMode.Directory))
        opener = flat_button("Open the models folder", self._open_folder)
        self.rows.addWidget(control_row(self.file_button, self.folder_button, opener))
        self._importing = QWidget()
        self.import_bar = QProgressBar(textVisible=False, maximum=_STEPS)
        self.import_bar.setAccessibleName("Copying the model")
        self._import_words = plain_label(muted=True)
        row = QHBoxLayout(self._importing)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._import_words, self.import_bar, flat_button("Stop", self.assistant.models.stop_import)):
            row.addWidget(widget)
        self._importing.hide()
        self.rows.addWidget(self._importing)

    def _choose(self, mode: QFileDialog.FileMode) -> None:
        dialog = QFileDialog(self, "Choose a model", filter="Language models (*.gguf);;All files (*)")
        dialog.setFileMode(mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.import_path(Path(name)))
        dialog.open()

    def _open_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(url_of(self._folder))

    def _toggle_more(self) -> None:
        self._more_wanted = not self._more_wanted
        self._show_more()

    def _show_more(self) -> None:
        self.more.setVisible(self._more_wanted and self._further > 0)
        self.more_button.setVisible(self._further > 0)
        self.more_button.setText(
            "Show fewer" if self._more_wanted else f"Show {self._further} more that can be downloaded"
        )

    def _show_message(self, text: str) -> None:
        self.message.setText(text)
        self.message.show()
        self.ensureWidgetVisible(self.message)


def _is_further(model: ModelDescription) -> bool:
    """True for a language model that could be had but is neither recommended nor on its way."""
    return (
        model.kind is ModelKind.LANGUAGE
        and model.state is ModelState.AVAILABLE
        and not model.recommended_as
        and model.download is None
    )
