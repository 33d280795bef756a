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
    └── AssistantClosed             called after close()

Each has a `title` (what happened, a short sentence), a `reason` (details, "" if there are none) and `advice`
(what the user can do). The desktop and the command line show exactly these. Anything else that escapes the engine
is a bug and is reported as one.
"""

import errno

from engine.types import Failure


class PagewiseError(Exception):
    """Base of all expected errors. The only argument is the `reason`, details for this very case."""

    title = "Something went wrong"
    advice = "Try again. If it happens again, please report it."

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.as_failure().cause

    def as_failure(self) -> Failure:
        """The same as a value that can be stored with a document."""
        return Failure(self.title, self.reason, self.advice)


class DocumentError(PagewiseError):
    """One file cannot be indexed or shown; the rest of the library is not affected."""

    title = "This document could not be read"
    advice = "Open it in another program to see whether it is intact."


class EmptyDocument(DocumentError):
    """The file has no content at all."""

    title = "The file is empty"
    advice = "If it should hold something, copy it again from where it came from."


class DamagedDocument(DocumentError):
    """The file is not what its format demands."""

    title = "The file is damaged"
    advice = "Open it in the program that made it and save it again, or get a new copy."


class EncryptedDocument(DocumentError):
    """The file asks for a password."""

    title = "The document is protected with a password"
    advice = "Save a copy without the password into the folder, and Pagewise will index that."


class NoTextInDocument(DocumentError):
    """The file is intact but holds no text, and nothing could be read in its images."""

    title = "There is no text in this document"
    advice = "If it is a scan, scan it again, upright and with more contrast. If it is meant to be empty, all is well."


class UnsupportedFormat(DocumentError):
    """No reader for this kind of file."""

    title = "This kind of file is not supported"
    advice = "Save it in a current format, such as PDF or .docx, and Pagewise will index that."


class DocumentTooLarge(DocumentError):
    """The file exceeds the limits of its reader."""

    title = "The document is too large to be read"
    advice = "Split it into smaller files."


class UnreadableFile(DocumentError):
    """The operating system refuses access."""

    title = "The file cannot be opened"
    advice = "Check the file's permissions, and that its disk is connected and in order."


class FileVanished(DocumentError):
    """The file was there a moment ago."""

    title = "The file is gone"
    advice = "It was moved, renamed or deleted. Pagewise will find it again if it is in a watched folder."


class ReaderEnded(DocumentError):
    """The parser crashed, hung or ran out of memory, and was ended."""

    title = "Reading this document had to be ended"
    advice = "The file is probably damaged. Open it in another program and save it again."


class DocumentNotInLibrary(DocumentError):
    """A task is about a document or folder of which the library holds nothing."""

    title = "The library does not hold this document"
    advice = "Add it, or its folder, to the library, and try again once it is indexed."


class PassageNotFound(DocumentError):
    """A task is about words that the library's version of the document does not have."""

    title = "The document does not hold these words"
    advice = "Copy a passage from the document as it stands there. If the file has changed, wait until it is indexed."


def document_error_of(error: OSError) -> FileVanished | UnreadableFile:
    """What the operating system's refusal of a file means: it is gone, or it cannot be opened."""
    # Links in a circle (ELOOP) lead to no file.
    if isinstance(error, FileNotFoundError | NotADirectoryError) or error.errno == errno.ELOOP:
        return FileVanished()
    return UnreadableFile(error.strerror or str(error))


class PlaceError(PagewiseError):
    """A folder or file that was to be added cannot be watched."""

    title = "This place cannot be added"
    advice = "Choose another folder or file."


class PlaceNotFound(PlaceError):
    """Nothing exists at the path."""

    title = "There is no such file or folder"
    advice = "Check the spelling of the path, and that its disk is connected."


class NothingIndexedThere(PlaceError):
    """A place to be searched holds no document that was indexed."""

    title = "Nothing in this place is indexed"
    advice = "Add it to the library first, or wait until it has been read."


class NothingFits(PlaceError):
    """No document fits a search's limits of type, dates and language."""

    title = "No document fits the limits of this search"
    advice = "Leave a limit out, or choose it wider."


class LibraryError(PagewiseError):
    """The index as a whole cannot be used."""

    title = "The library cannot be used"
    advice = "Start Pagewise again. Your documents are not affected."


class LibraryMissing(LibraryError):
    """There is no library in the folder yet."""

    title = "There is no library yet"
    advice = "Start the app and add a folder, or run the index command."


class LibraryInUse(LibraryError):
    """Another process writes to this library."""

    title = "The library is in use by another Pagewise"
    advice = "Close the other Pagewise, or choose another library with --library."


class LibraryTooNew(LibraryError):
    """The library was written by a later version."""

    title = "The library was made by a newer Pagewise"
    advice = "Update Pagewise, or choose another library with --library. Nothing was changed."


class LibraryDamaged(LibraryError):
    """The catalogue's database is corrupt."""

    title = "The library's database is damaged"
    advice = "It was set aside, and a new one is built from your folders. Your documents are not affected."


class LibraryNotWritable(LibraryError):
    """The library's folder refuses writing."""

    title = "The library's folder cannot be written to"
    advice = "Check the permissions of the folder, or choose another with --library."


class LibraryAway(LibraryError):
    """The library was moved by the user to a folder that is not there now."""

    title = "The library is not where it was moved to"
    advice = "Connect the disk that it lies on, and try again."


class LibraryNotMoved(LibraryError):
    """A library was to be moved and could not be; it is whole where it was."""

    title = "The library was not moved"
    advice = "It is whole and where it was. Choose another folder, or free some space there, and try again."


class DiskFull(LibraryError):
    """No space is left for the library."""

    title = "The disk is full"
    advice = "Free some space; indexing goes on by itself from where it stopped."


class ModelError(PagewiseError):
    """A model cannot be used."""

    title = "The model cannot be used"
    advice = "Choose another model, or install the embedded models again."


class ModelMissing(ModelError):
    """A model's file is not there."""

    title = "A model file is missing"
    advice = "Install Pagewise again (or run `make setup`), or choose another model with --language-model."


class ModelDamaged(ModelError):
    """A model's file has wrong content."""

    title = "A model file is damaged"
    advice = "Install the model again; its file differs from what was published or is not a model at all."


class ModelUnsuitable(ModelError):
    """A folder that was chosen holds no embedding model that works here."""

    title = "This folder holds no model for search by meaning"
    advice = "Choose a folder with a model.onnx, tokenizer.json and tokenizer_config.json. Nothing was changed."


class LanguageModelUnsuitable(ModelError):
    """A file that was chosen holds no language model that this Pagewise can answer with."""

    title = "This file holds no language model that Pagewise can use"
    advice = "Choose another GGUF file, or download one of the list. Nothing was changed."


class NotEnoughMemory(ModelError):
    """A language model needs more memory than is free."""

    title = "There is not enough free memory for this language model"
    advice = "Close other programs, or choose a smaller model."


class LibraryLacksModel(ModelError):
    """A library that is only read has another embedding model's vectors."""

    title = "The library is not prepared for this embedding model"
    advice = "Run the index command with the same --embedding-model first, or leave the option out."


class ModelCrashed(ModelError):
    """The process that runs the model died or hung."""

    title = "The language model stopped working"
    advice = (
        "Answers are made of quotes until the next question starts it again. If it keeps happening, use another model."
    )


class ModelTooSmall(ModelError):
    """The language model writes too poorly for what was asked."""

    title = "The language model is too small for this"
    advice = (
        "Choose a larger model: click the model's name above the conversation, or start with --language-model FILE. "
        "Models of a billion parameters and more do well."
    )


class SettingsNotSaved(PagewiseError):
    """The file of the settings cannot be written."""

    title = "Your choice could not be saved"
    advice = "Free some space on the disk, and check the permissions of the folder with the settings."


class QuestionTooLong(PagewiseError):
    """A text that is asked or searched for is so long that the search would take minutes."""

    title = "The question is too long"
    advice = "Ask in a few sentences. A long text can be put into a watched folder as a file, and asked about."


class BadBatchFile(PagewiseError):
    """The file given with --batch is not one JSON object with "id" and "question" a line."""

    title = "The file of questions cannot be read"
    advice = 'Write one JSON object a line, with the keys "id" and "question", in UTF-8.'


class AssistantClosed(PagewiseError):
    """The engine was asked for something after it was closed."""

    title = "Pagewise is closing"
    advice = "Start Pagewise again."
