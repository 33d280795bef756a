"""The only thread crossing of the desktop: engine events become Qt signals on the GUI thread."""

from collections import deque
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance

from engine.events import (
    AnswerFinished,
    ConversationLoaded,
    ConversationsListed,
    DetailsLoaded,
    DocumentOpened,
    DocumentsChanged,
    DocumentsRemoved,
    DraftChanged,
    EmbeddingModelChanged,
    Event,
    FolderCounted,
    IndexingProgressed,
    ModelActionFailed,
    ModelDownloaded,
    ModelDownloadProgressed,
    ModelImportProgressed,
    ModelsChanged,
    ModelsImported,
    ModelTested,
    NoticeRaised,
    PageRendered,
    PageWordsLoaded,
    PlacesChanged,
    QuestionFailed,
    QuestionsSuggested,
    SentenceFinished,
    SettingsChanged,
    SourcesFound,
    StorageMeasured,
    TaskProgressed,
    ThinkingChanged,
    ViewingFailed,
)
from engine.types import Document

FRAME_MILLISECONDS = 16
"""How long events are collected before they reach the widgets: one frame at 60 Hz."""

_BUDGET_SECONDS = 0.008
"""How long one tick may keep the event loop; what is left waits for the next tick."""

_EVENTS_AT_ONCE = 2000
"""Most events that one tick takes over; comparing more of them would use up the frame by itself."""

_DOCUMENTS_AT_ONCE = 500
"""Neighbouring changes of documents are merged until they hold this many."""


class EngineBridge(QObject):
    """Collects engine events from any thread and emits one signal for each on the GUI thread.

    Each signal's only argument is the event itself. Events keep their order, except that an event which a later one
    supersedes (progress, places, settings, models, the list of conversations, the draft of the same question) is
    dropped, and neighbouring changes of documents arrive as one.
    """

    places_changed = Signal(object)
    documents_changed = Signal(object)
    documents_removed = Signal(object)
    indexing_progressed = Signal(object)
    embedding_model_changed = Signal(object)
    models_changed = Signal(object)
    model_action_failed = Signal(object)
    model_download_progressed = Signal(object)
    model_downloaded = Signal(object)
    model_import_progressed = Signal(object)
    models_imported = Signal(object)
    model_tested = Signal(object)
    settings_changed = Signal(object)
    storage_measured = Signal(object)
    folder_counted = Signal(object)
    notice_raised = Signal(object)
    sources_found = Signal(object)
    draft_changed = Signal(object)
    thinking_changed = Signal(object)
    sentence_finished = Signal(object)
    task_progressed = Signal(object)
    answer_finished = Signal(object)
    question_failed = Signal(object)
    conversations_listed = Signal(object)
    conversation_loaded = Signal(object)
    questions_suggested = Signal(object)
    details_loaded = Signal(object)
    document_opened = Signal(object)
    page_rendered = Signal(object)
    page_words_loaded = Signal(object)
    viewing_failed = Signal(object)

    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._delivered: deque[Event] = deque()
        self._pending: deque[Event] = deque()
        self._wake_sent = False
        self._timer = QTimer(self, singleShot=True, interval=FRAME_MILLISECONDS)
        self._timer.timeout.connect(self._emit_pending)
        self._woken.connect(self._begin_frame, Qt.ConnectionType.QueuedConnection)
        self._signals = self._signals_of_events()

    def _signals_of_events(self) -> dict[type[Event], SignalInstance]:
        """Which signal tells of which event."""
        return {
            PlacesChanged: self.places_changed,
            DocumentsChanged: self.documents_changed,
            DocumentsRemoved: self.documents_removed,
            IndexingProgressed: self.indexing_progressed,
            EmbeddingModelChanged: self.embedding_model_changed,
            ModelsChanged: self.models_changed,
            ModelActionFailed: self.model_action_failed,
            ModelDownloadProgressed: self.model_download_progressed,
            ModelDownloaded: self.model_downloaded,
            ModelImportProgressed: self.model_import_progressed,
            ModelsImported: self.models_imported,
            ModelTested: self.model_tested,
            SettingsChanged: self.settings_changed,
            StorageMeasured: self.storage_measured,
            FolderCounted: self.folder_counted,
            NoticeRaised: self.notice_raised,
            SourcesFound: self.sources_found,
            DraftChanged: self.draft_changed,
            ThinkingChanged: self.thinking_changed,
            SentenceFinished: self.sentence_finished,
            TaskProgressed: self.task_progressed,
            AnswerFinished: self.answer_finished,
            QuestionFailed: self.question_failed,
            ConversationsListed: self.conversations_listed,
            ConversationLoaded: self.conversation_loaded,
            QuestionsSuggested: self.questions_suggested,
            DetailsLoaded: self.details_loaded,
            DocumentOpened: self.document_opened,
            PageRendered: self.page_rendered,
            PageWordsLoaded: self.page_words_loaded,
            ViewingFailed: self.viewing_failed,
        }

    def deliver(self, event: Event) -> None:
        """Take an event; may be called from any thread and returns at once."""
        self._delivered.append(event)
        if not self._wake_sent:
            self._wake_sent = True
            self._woken.emit()

    def _begin_frame(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _emit_pending(self) -> None:
        # Cleared before the deque is emptied: an event that comes in between sends a needless wake, but none is missed.
        self._wake_sent = False
        arrived = [self._delivered.popleft() for _ in range(min(len(self._delivered), _EVENTS_AT_ONCE))]
        self._pending = deque(coalesced([*self._pending, *arrived]))
        deadline = perf_counter() + _BUDGET_SECONDS
        while self._pending and perf_counter() < deadline:
            event = self._pending.popleft()
            self._signals[type(event)].emit(event)
        if self._pending or self._delivered:
            self._timer.start()


def coalesced(events: list[Event]) -> list[Event]:
    """The events that are still worth showing, in order (see `EngineBridge`)."""
    kept: list[Event] = []
    superseding: set[object] = set()
    for event in reversed(events):
        subject = _subject(event)
        if subject is None:
            kept.append(event)
        elif subject not in superseding:
            superseding.add(subject)
            kept.append(event)
    kept.reverse()
    return _with_merged_documents(kept)


def _subject(event: Event) -> object:
    """What an event says everything about, so that it supersedes earlier ones; None if it stands for itself."""
    match event:
        case IndexingProgressed() | PlacesChanged() | SettingsChanged() | ModelsChanged() | ConversationsListed():
            return type(event)
        case ModelDownloadProgressed(progress=progress):
            return type(event), progress.model_id
        case ModelImportProgressed(path=path):
            return type(event), path
        case FolderCounted(count=count):
            return type(event), count.folder
        case (
            DraftChanged(question_id=question_id)
            | ThinkingChanged(question_id=question_id)
            | TaskProgressed(question_id=question_id)
        ):
            return type(event), question_id
        case _:
            return None


def _with_merged_documents(events: list[Event]) -> list[Event]:
    """Merge changes of documents between which no document was removed."""
    groups: list[Event | list[Document]] = []
    run: list[Document] | None = None
    for event in events:
        if isinstance(event, DocumentsChanged):
            if run is None or len(run) >= _DOCUMENTS_AT_ONCE:
                run = []
                groups.append(run)
            run.extend(event.documents)
        else:
            if isinstance(event, DocumentsRemoved):
                run = None
            groups.append(event)
    return [DocumentsChanged(tuple(group)) if isinstance(group, list) else group for group in groups]
