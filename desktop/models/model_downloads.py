"""Downloads that were begun in this window: who downloads a language model wants it to answer."""

from PySide6.QtCore import QObject, Signal

from engine.api import DocumentAssistant
from engine.events import ModelDownloaded, ModelsChanged, NoticeRaised
from engine.types import ModelDescription, ModelKind


class ModelDownloads(QObject):
    """Begins downloads, and goes over to what has arrived. A download of an earlier start is only told of."""

    notice_raised = Signal(object)
    """The user should know this (`NoticeRaised`)."""

    def __init__(self, assistant: DocumentAssistant, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._models = assistant.models
        self._wanted: set[str] = set()
        self._known: dict[str, ModelDescription] = {}

    def begin(self, model_id: str) -> None:
        """Download a model, or go on with it."""
        self._wanted.add(model_id)
        self._models.download(model_id)

    def note_models(self, event: ModelsChanged) -> None:
        """Take note of which models there are."""
        self._known = {model.model_id: model for model in event.overview.models}

    def note_downloaded(self, event: ModelDownloaded) -> None:
        """Use a language model that has arrived, if it was asked for here."""
        model = self._known.get(event.model_id)
        name = model.name if model is not None else event.model_id
        if event.model_id in self._wanted and model is not None and model.kind is ModelKind.LANGUAGE:
            self._models.use(event.model_id)
            self.notice_raised.emit(NoticeRaised(f"{name} has arrived", "Pagewise goes over to it now."))
        else:
            self.notice_raised.emit(NoticeRaised(f"{name} has arrived", "Choose it in the settings, at Models."))
        self._wanted.discard(event.model_id)
