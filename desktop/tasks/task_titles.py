"""What a task is called where a question would stand."""

from desktop.path_names import shown_name
from engine.types import (
    CompareDocuments,
    ExplainPassage,
    QuizOnDocument,
    SummariseDocument,
    SummariseFolder,
    Task,
    TranslatePassage,
)

_MOST_QUOTE_CHARACTERS = 160


def task_title(task: Task) -> str:
    """The task in words."""
    match task:
        case SummariseDocument(path):
            return f"Summary of {shown_name(path)}"
        case SummariseFolder(path):
            return f"Summary of the documents in {shown_name(path)}"
        case CompareDocuments(first, second):
            return f"Comparison of {shown_name(first)} and {shown_name(second)}"
        case QuizOnDocument(path):
            return f"Quiz about {shown_name(path)}"
        case ExplainPassage(selection):
            return f"Explanation of {_shortened(selection.quote)}"
        case TranslatePassage(selection, language):
            return f"Translation into {language} of {_shortened(selection.quote)}"


def _shortened(quote: str) -> str:
    line = " ".join(quote.split())
    if len(line) > _MOST_QUOTE_CHARACTERS:
        line = line[:_MOST_QUOTE_CHARACTERS].rpartition(" ")[0] + " …"
    return f"“{line}”"
