"""Every error that the engine raises on purpose.

    PagewiseError
    ├── DocumentError               one file cannot be indexed or shown
    │   ├── EmptyDocument
    │   ├── DamagedDocument
    │   ├── EncryptedDocument
    │   ├── NoTextInDocument
    │   ├── UnsupportedFormat
    │   ├── DocumentTooLarge
    │   ├── UnreadableFile          the operating system refuses access
    │   ├── FileVanished
    │   ├── ReaderEnded             the parser crashed, hung or ran out of memory
    │   ├── DocumentNotRead         for one of these reasons, when it was to be indexed
    │   ├── DocumentNotInLibrary    it was not added, or has left
    │   └── PassageNotFound         the document holds no such words
    ├── PlaceError
    │   ├── PlaceNotFound           a folder or file to be added or searched does not exist
    │   ├── NothingIndexedThere     a folder or file to be searched is there, but not in the library
    │   └── NothingFits             no document of the library fits the limits of a search
    ├── LibraryError                the index as a whole
    │   ├── LibraryMissing
    │   ├── LibraryInUse
    │   ├── LibraryTooNew
    │   ├── LibraryTooOld           to be read without being brought up to date
    │   ├── LibraryDamaged
    │   ├── LibraryNotWritable
    │   ├── LibraryAway             it was moved to a disk that is not there now
    │   ├── LibraryNotMoved         moving it failed; it is whole where it was
    │   └── DiskFull
    ├── ModelError
    │   ├── ModelMissing
    │   ├── ModelDamaged
    │   ├── ModelUnsuitable         a folder that was chosen holds no embedding model that works
    │   ├── LanguageModelUnsuitable a file that was chosen is no model that answers
    │   ├── NotEnoughMemory         for a language model
    │   ├── AcquisitionError        see `engine.models.acquisition_errors`
    │   ├── ModelServerError        see `engine.answering.server_errors`
    │   ├── LibraryLacksModel       the library was not prepared for the embedding model that was asked for
    │   ├── ModelCrashed
    │   └── ModelTooSmall           what was asked for needs a more capable one
    ├── SettingsNotSaved            the file of the settings cannot be written
    ├── QuestionTooLong             a text that is asked or searched for is no question any more
    ├── BadBatchFile                a file of questions that cannot be read
    ├── ProcessNotStarted           the system has no room for a child process now
    └── AssistantClosed             called after close()

Each has a `title` (what happened, a short sentence), a `reason` (details, "" if there are none) and `advice`
(what the user can do). The desktop and the command line show exactly these. Anything else that escapes the engine
is a bug and is reported as one.
"""

from engine.errors.document_errors import (
    DamagedDocument,
    DocumentError,
    DocumentNotInLibrary,
    DocumentNotRead,
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
    FileVanished,
    NoTextInDocument,
    PassageNotFound,
    ReaderEnded,
    UnreadableFile,
    UnsupportedFormat,
    document_error_of,
)
from engine.errors.library_errors import (
    DiskFull,
    LibraryAway,
    LibraryDamaged,
    LibraryError,
    LibraryInUse,
    LibraryMissing,
    LibraryNotMoved,
    LibraryNotWritable,
    LibraryTooNew,
    LibraryTooOld,
    NothingFits,
    NothingIndexedThere,
    PlaceError,
    PlaceNotFound,
)
from engine.errors.model_errors import (
    LanguageModelUnsuitable,
    LibraryLacksModel,
    ModelCrashed,
    ModelDamaged,
    ModelError,
    ModelMissing,
    ModelTooSmall,
    ModelUnsuitable,
    NotEnoughMemory,
)
from engine.errors.pagewise_error import (
    PagewiseError,
)
from engine.errors.request_errors import (
    AssistantClosed,
    BadBatchFile,
    ProcessNotStarted,
    QuestionTooLong,
    SettingsNotSaved,
)
from engine.errors.system_reason import system_reason

__all__ = [
    "AssistantClosed",
    "BadBatchFile",
    "DamagedDocument",
    "DiskFull",
    "DocumentError",
    "DocumentNotInLibrary",
    "DocumentNotRead",
    "DocumentTooLarge",
    "EmptyDocument",
    "EncryptedDocument",
    "FileVanished",
    "LanguageModelUnsuitable",
    "LibraryAway",
    "LibraryDamaged",
    "LibraryError",
    "LibraryInUse",
    "LibraryLacksModel",
    "LibraryMissing",
    "LibraryNotMoved",
    "LibraryNotWritable",
    "LibraryTooNew",
    "LibraryTooOld",
    "ModelCrashed",
    "ModelDamaged",
    "ModelError",
    "ModelMissing",
    "ModelTooSmall",
    "ModelUnsuitable",
    "NoTextInDocument",
    "NotEnoughMemory",
    "NothingFits",
    "NothingIndexedThere",
    "PagewiseError",
    "PassageNotFound",
    "PlaceError",
    "PlaceNotFound",
    "ProcessNotStarted",
    "QuestionTooLong",
    "ReaderEnded",
    "SettingsNotSaved",
    "UnreadableFile",
    "UnsupportedFormat",
    "document_error_of",
    "system_reason",
]
