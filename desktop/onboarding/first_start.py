"""Shows the first steps at the first start, and again when that is wanted."""

from dataclasses import replace

from PySide6.QtCore import QObject, Qt

from desktop.conversation.conversation_pane import ConversationPane
from desktop.engine_bridge import EngineBridge
from desktop.library.library_pane import LibraryPane
from desktop.models.model_downloads import ModelDownloads
from desktop.onboarding.first_steps import FirstSteps
from desktop.onboarding.folders_step import FoldersStep
from desktop.onboarding.model_step import ModelStep
from desktop.onboarding.question_step import QuestionStep
from engine.api import DocumentAssistant
from engine.events import IndexingProgressed, PlacesChanged


class FirstStart(QObject):
    """Watches for a library without places. Whoever has seen the steps, or has a library, is left alone."""

    def __init__(
        self,
        assistant: DocumentAssistant,
        bridge: EngineBridge,
        library: LibraryPane,
        conversation: ConversationPane,
        downloads: ModelDownloads,
    ) -> None:
        super().__init__(library.window())
        self._assistant = assistant
        self._bridge = bridge
        self._library = library
        self._conversation = conversation
        self._downloads = downloads

    def begin(self) -> None:
        """Show the steps as soon as it is known that nothing is watched, unless they were shown before."""
        if not self._assistant.settings.chosen.welcomed:
            self._bridge.places_changed.connect(self._note_places)

    def show(self) -> None:
        """Show the steps."""
        window = self._library.window()
        for earlier in window.findChildren(FirstSteps):
            earlier.close()
        model = ModelStep(self._assistant, self._downloads)
        question = QuestionStep(lambda: self._library.documents.totals)
        steps = FirstSteps(FoldersStep(self._assistant), (model,), question, window)
        steps.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        steps.folders_chosen.connect(self._library.add_places)
        steps.question_asked.connect(self._conversation.ask_anew)
        steps.question_expected.connect(self._assistant.prepare_to_answer)
        steps.finished.connect(self._assistant.storage.stop_counting)
        bridge = self._bridge
        bridge.folder_counted.connect(steps.folders.show_count)
        bridge.models_changed.connect(model.show_models)
        bridge.model_download_progressed.connect(model.show_download)
        bridge.questions_suggested.connect(question.show_suggestions)
        bridge.indexing_progressed.connect(question.show_progress)
        question.show_progress(IndexingProgressed(self._library.progress))
        self._assistant.models.request_overview()
        self._assistant.conversations.request_suggestions()
        steps.show()

    def _note_places(self, event: PlacesChanged) -> None:
        self._bridge.places_changed.disconnect(self._note_places)
        self._assistant.settings.choose(lambda settings: replace(settings, welcomed=True))
        if not event.places:
            self.show()
