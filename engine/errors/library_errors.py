"""The index as a whole, or a place that is added to it or searched, cannot be used."""

from engine.errors.pagewise_error import PagewiseError


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


class LibraryTooOld(LibraryError):
    """The library was written by an earlier version, and is only to be read."""

    title = "The library was made by an older Pagewise"
    advice = "Start the app, or run the index command: that brings it up to date."


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
