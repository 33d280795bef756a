"""The values that cross the engine's border: documents, passages, questions, answers and citations.

All of them are frozen dataclasses, safe to hand from thread to thread and from process to process.

Positions: a document is stored as an ordered list of *parts*. For formats with pages (PDF, images) or slides a part is
a page and `part == page`. Formats without pages (text, Markdown, HTML, Word, tables, mail, archives) are cut into parts
of bounded size, and their `page` is None. A `place` says in words where something stands ("page 15", "slide 3",
"Budget, rows 5–9", "line 12"). Character ranges are half-open offsets into the text of one part.
"""

from engine.types.answers import (
    Answer,
    AnswerTimes,
    Citation,
    Passage,
    Question,
    QuizQuestion,
    SearchHit,
    SearchResult,
    Sentence,
    SentenceStyle,
    Turn,
)
from engine.types.conversations import Conversation, ConversationSummary, ExchangeKey, SavedExchange
from engine.types.documents import (
    Document,
    DocumentDetails,
    DocumentState,
    Failure,
    FolderState,
    LibraryStatus,
    PartDetails,
    PlaceRules,
    WatchedPlace,
)
from engine.types.explanations import (
    AnswerExplanation,
    CheckedSentence,
    ChosenQuote,
    ComparedPassage,
    Confidence,
    ReadQuestion,
    SentPrompt,
    StepTime,
    Weighed,
)
from engine.types.indexing import IndexingProgress, IndexingSummary
from engine.types.pages import PageImage, PageSize, PageWord, Rectangle
from engine.types.product import DataPlace, ThirdPartyNotice
from engine.types.scopes import EVERYWHERE, DocumentKind, SearchScope
from engine.types.settings import (
    READING_GIGABYTES,
    AnswerLength,
    ColourTheme,
    QuietHours,
    Rest,
    Settings,
)
from engine.types.tasks import (
    CompareDocuments,
    ExplainPassage,
    QuizOnDocument,
    Selection,
    SummariseDocument,
    SummariseFolder,
    Task,
    TranslatePassage,
)

__all__ = [
    "EVERYWHERE",
    "READING_GIGABYTES",
    "Answer",
    "AnswerExplanation",
    "AnswerLength",
    "AnswerTimes",
    "CheckedSentence",
    "ChosenQuote",
    "Citation",
    "ColourTheme",
    "CompareDocuments",
    "ComparedPassage",
    "Confidence",
    "Conversation",
    "ConversationSummary",
    "DataPlace",
    "Document",
    "DocumentDetails",
    "DocumentKind",
    "DocumentState",
    "ExchangeKey",
    "ExplainPassage",
    "Failure",
    "FolderState",
    "IndexingProgress",
    "IndexingSummary",
    "LibraryStatus",
    "PageImage",
    "PageSize",
    "PageWord",
    "PartDetails",
    "Passage",
    "PlaceRules",
    "Question",
    "QuietHours",
    "QuizOnDocument",
    "QuizQuestion",
    "ReadQuestion",
    "Rectangle",
    "Rest",
    "SavedExchange",
    "SearchHit",
    "SearchResult",
    "SearchScope",
    "Selection",
    "SentPrompt",
    "Sentence",
    "SentenceStyle",
    "Settings",
    "StepTime",
    "SummariseDocument",
    "SummariseFolder",
    "Task",
    "ThirdPartyNotice",
    "TranslatePassage",
    "Turn",
    "WatchedPlace",
    "Weighed",
]
