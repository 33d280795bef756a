"""What the engine tells its user: frozen dataclasses handed to the `on_event` function of `DocumentAssistant`.

Events are delivered on the engine's worker threads. A receiver must be quick and must not call back into blocking
methods of the engine; the desktop puts them into a queue (`desktop.engine_bridge`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.errors import PagewiseError
from engine.model_events import (
    ModelActionFailed as ModelActionFailed,
)
from engine.model_events import (
    ModelDownloaded as ModelDownloaded,
)
from engine.model_events import (
    ModelDownloadProgressed as ModelDownloadProgressed,
)
from engine.model_events import (
    ModelImportProgressed as ModelImportProgressed,
)
from engine.model_events import (
    ModelsChanged as ModelsChanged,
)
from engine.model_events import (
    ModelsImported as ModelsImported,
)
from engine.model_events import (
    ModelTested as ModelTested,
)
from engine.types import (
    Answer,
    AnswerExplanation,
    Citation,
    Conversation,
    ConversationSummary,
    Document,
    DocumentDetails,
    FolderCount,
    IndexingProgress,
    PageImage,
    PageSize,
    PageWord,
    SearchHit,
    Sentence,
    Settings,
    StoredItem,
    WatchedPlace,
)


@dataclass(frozen=True, slots=True)
class PlacesChanged:
    """The watched folders and files, all of them, after one was added, removed, lost or found again."""

    places: tuple[WatchedPlace, ...]


@dataclass(frozen=True, slots=True)
class DocumentsChanged:
    """Documents that are new or whose state changed. At start: every document of the library."""

    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class DocumentsRemoved:
    """Documents that have left the library (their files were deleted, moved away, or their folder was removed)."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class IndexingProgressed:
    """Indexing went on, began, or became idle."""

    progress: IndexingProgress


@dataclass(frozen=True, slots=True)
class EmbeddingModelChanged:
    """The embedding model of this name was chosen; while it is `preparing`, the one before answers."""

    name: str
    preparing: bool


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """The user chose something else; these are all settings now."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class StorageMeasured:
    """What Pagewise keeps on this computer, asked for with `request_sizes`."""

    items: tuple[StoredItem, ...]


@dataclass(frozen=True, slots=True)
class FolderCounted:
    """What a folder holds, as far as it was counted: asked for with `count_documents`."""

    count: FolderCount


@dataclass(frozen=True, slots=True)
class NoticeRaised:
    """Something the user should know that is no failure of what they just did, as a title and advice."""

    title: str
    advice: str


@dataclass(frozen=True, slots=True)
class SourcesFound:
    """The best passages for a question, sent before the language model writes anything."""

    question_id: int
    hits: tuple[SearchHit, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class DraftChanged:
    """The sentence that the model is writing now, so far. It is not checked yet; an empty text withdraws it."""

    question_id: int
    text: str


@dataclass(frozen=True, slots=True)
class ThinkingChanged:
    """What the model has thought aloud so far, before it answers; to be shown as nothing but that."""

    question_id: int
    text: str


@dataclass(frozen=True, slots=True)
class SentenceFinished:
    """A sentence of the answer passed the check. `citations` are those that it cites."""

    question_id: int
    sentence: Sentence
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class TaskProgressed:
    """How far a task is that takes its time: `done` of `total` steps, and the name of the one at hand."""

    question_id: int
    done: int
    total: int
    what: str


@dataclass(frozen=True, slots=True)
class AnswerFinished:
    """The whole answer; it replaces whatever was shown while it was written.

    `explanation` says why it is what it is; None for tasks.
    """

    question_id: int
    answer: Answer
    explanation: AnswerExplanation | None = None


@dataclass(frozen=True, slots=True)
class QuestionFailed:
    """No answer could be made, and why."""

    question_id: int
    error: PagewiseError


@dataclass(frozen=True, slots=True)
class ConversationsListed:
    """The conversations changed last, asked for with `request_list` and this text, or after one has changed."""

    text: str
    conversations: tuple[ConversationSummary, ...]


@dataclass(frozen=True, slots=True)
class QuestionsSuggested:
    """Questions that the library answers, asked for with `request_suggestions`; none if it offers no simple ones."""

    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConversationLoaded:
    """A conversation asked for with `request`; None if it is not kept any more.

    `hashes` has the content hash that each document it cites has now: a citation with another one cites what has
    changed since. A document that is missing there has left the library; "" is for one that is to be read again.
    """

    conversation_id: str
    conversation: Conversation | None
    hashes: Mapping[Path, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DetailsLoaded:
    """What the library holds of a document, asked for with `request_details`; None if it does not hold it."""

    path: Path
    details: DocumentDetails | None


@dataclass(frozen=True, slots=True)
class DocumentOpened:
    """A document is ready to be viewed: its page sizes, or its text for formats without pages.

    `content_hash` is the SHA-256 (hex) of the file as it is on disk now, "" if it could not be computed.
    """

    path: Path
    content_hash: str
    page_sizes: tuple[PageSize, ...] = ()
    text_parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageRendered:
    """A page image asked for with `request_page`.

    `zoom` is the one asked for, in pixels per point. A page that would exceed the bound of pixels at that zoom comes
    as a smaller image, to be scaled up.
    """

    path: Path
    page: int
    zoom: float
    image: PageImage


@dataclass(frozen=True, slots=True)
class PageWordsLoaded:
    """The words of a page in reading order, asked for with `request_page_words`, as the library holds them.

    They are those of the file's version with this `content_hash`; none if the library does not hold the page.
    """

    path: Path
    page: int
    content_hash: str
    words: tuple[PageWord, ...]


@dataclass(frozen=True, slots=True)
class ViewingFailed:
    """A document (page None) or one of its pages could not be shown, and why."""

    path: Path
    page: int | None
    error: PagewiseError


Event = (
    PlacesChanged
    | DocumentsChanged
    | DocumentsRemoved
    | IndexingProgressed
    | EmbeddingModelChanged
    | SettingsChanged
    | ModelsChanged
    | ModelDownloadProgressed
    | ModelDownloaded
    | ModelImportProgressed
    | ModelsImported
    | ModelTested
    | ModelActionFailed
    | StorageMeasured
    | FolderCounted
    | NoticeRaised
    | SourcesFound
    | DraftChanged
    | ThinkingChanged
    | SentenceFinished
    | TaskProgressed
    | AnswerFinished
    | QuestionFailed
    | ConversationsListed
    | ConversationLoaded
    | QuestionsSuggested
    | DetailsLoaded
    | DocumentOpened
    | PageRendered
    | PageWordsLoaded
    | ViewingFailed
)
