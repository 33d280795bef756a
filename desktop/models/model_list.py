"""Cards of models below each other, connected with what manages the models."""

from collections.abc import Sequence

from PySide6.QtWidgets import QMessageBox, QVBoxLayout, QWidget

from desktop.models.model_card import ModelCard
from desktop.models.model_downloads import ModelDownloads
from desktop.models.removal_question import removal_question
from desktop.theme import GRID
from engine.api import DocumentAssistant
from engine.types import DownloadProgress, ModelDescription, ModelKind, ModelsOverview


class ModelList(QWidget):
    """Shows models in the order that they are given in; a card that is there already stays, with the focus on it.

    `cards` (by the id of the model) is public, for whoever drives the window.
    """

    def __init__(self, assistant: DocumentAssistant, downloads: ModelDownloads, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = assistant.models
        self._downloads = downloads
        self.cards: dict[str, ModelCard] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GRID)

    def show_models(self, models: Sequence[ModelDescription]) -> None:
        """Show exactly these models."""
        wanted = [model.model_id for model in models]
        for model_id in [model_id for model_id in self.cards if model_id not in wanted]:
            card = self.cards.pop(model_id)
            self._layout.removeWidget(card)
            card.hide()
            card.deleteLater()
        for position, model in enumerate(models):
            if model.model_id in self.cards:
                self.cards[model.model_id].show_model(model)
            else:
                self.cards[model.model_id] = self._card(model)
            self._layout.insertWidget(position, self.cards[model.model_id])
        self.setVisible(bool(models))

    def show_download(self, progress: DownloadProgress) -> None:
        """Show how far a download is."""
        card = self.cards.get(progress.model_id)
        if card is not None:
            card.show_download(progress)

    def show_test(self, model_id: str, words: str) -> None:
        """A test has ended; `words` say what it has shown."""
        if model_id in self.cards:
            self.cards[model_id].show_test(words)

    def confirm_removal(self, model: ModelDescription) -> QMessageBox:
        """Ask whether a model is to be removed, and remove it if so."""
        question = removal_question(model, self.window())
        question.accepted.connect(lambda: self._models.remove(model.model_id))
        question.open()
        return question

    def _card(self, model: ModelDescription) -> ModelCard:
        card = ModelCard(model)
        card.use_wanted.connect(self._models.use)
        card.leave_wanted.connect(self._models.do_without)
        card.download_wanted.connect(self._downloads.begin)
        card.pause_wanted.connect(self._models.pause_download)
        card.discard_wanted.connect(self._models.discard_download)
        card.test_wanted.connect(self._models.test)
        card.stop_wanted.connect(self._models.stop_test)
        card.removal_wanted.connect(self.confirm_removal)
        return card


def recommended_models(overview: ModelsOverview) -> list[ModelDescription]:
    """The language model in use, and those recommended for this computer."""
    writing = [model for model in overview.models if model.kind is ModelKind.LANGUAGE]
    return [model for model in writing if model.in_use or model.recommended_as]
