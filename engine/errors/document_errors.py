"""One file cannot be indexed or shown."""

import errno

from engine.errors.pagewise_error import PagewiseError
from engine.types import Failure


class DocumentError(PagewiseError):
    """One file cannot be indexed or shown; the rest of the library is not affected."""

    title = "This document could not be read"
    advice = "Open it in another program to see whether it is intact."


class DocumentNotRead(DocumentError):
    """It could not be read when it was to be indexed; title and advice are those that were told then."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.reason)
        self.title, self.advice = failure.title, failure.advice


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
