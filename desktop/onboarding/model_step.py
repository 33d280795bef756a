"""The second step: a model. The embedded one is ready; a better one may be downloaded meanwhile."""

from PySide6.QtWidgets import QWidget

from desktop.models.model_downloads import ModelDownloads
from desktop.models.model_list import ModelList, recommended_models
from desktop.models.model_words import machine_words
from desktop.onboarding.first_step import FirstStep
from desktop.widgets import plain_label, scrolled
from engine.api import DocumentAssistant
from engine.events import ModelDownloadProgressed, ModelsChanged


class ModelStep(FirstStep):
    """`models` is public, for whoever drives the window."""

    title = "Which model writes the answers?"
    explanation = (
        "One is part of Pagewise and ready now. It is tiny: mostly you get the exact words of your documents. A larger "
        "one phrases answers better. It is downloaded only if you say so, in the background, and needs no network then."
    )

    def __init__(self, assistant: DocumentAssistant, downloads: ModelDownloads, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.models = ModelList(assistant, downloads)
        self._machine = plain_label(muted=True, small=True)
        self.rows.addWidget(self._machine)
        self.rows.addWidget(scrolled(self.models), stretch=1)

    def show_models(self, event: ModelsChanged) -> None:
        """Show the model in use and those recommended for this computer."""
        self._machine.setText(machine_words(event.overview.machine))
        self.models.show_models(recommended_models(event.overview))

    def show_download(self, event: ModelDownloadProgressed) -> None:
        """Show how far a download is."""
        self.models.show_download(event.progress)
