"""What was asked of Pagewise cannot be done as it was asked."""

from engine.errors.pagewise_error import PagewiseError


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


class ProcessNotStarted(PagewiseError):
    """The system refuses to start a child process: there is no memory for it, or there are too many."""

    title = "Pagewise could not start a part of itself"
    advice = "Close other programs, and try again."


class AssistantClosed(PagewiseError):
    """The engine was asked for something after it was closed."""

    title = "Pagewise is closing"
    advice = "Start Pagewise again."
