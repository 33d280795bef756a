"""What can be asked of documents besides a question. The result of each is an `Answer` with citations."""

from dataclasses import dataclass
from pathlib import Path

from engine.types.answers import Question


@dataclass(frozen=True, slots=True)
class Selection:
    """A stretch of a document's text that the user has chosen.

    `quote` holds its words; white space and the part's line ends need not be the same. `part` says where it stands:
    None is for a quote that is looked for in the whole document.
    """

    path: Path
    quote: str
    part: int | None = None


@dataclass(frozen=True, slots=True)
class SummariseDocument:
    """The most telling sentences of a document, a long one by its sections."""

    path: Path


@dataclass(frozen=True, slots=True)
class SummariseFolder:
    """A sentence or two of each document at or below a folder, the newest first."""

    path: Path


@dataclass(frozen=True, slots=True)
class CompareDocuments:
    """What two documents share, where they differ, and what stands in only one of them."""

    first: Path
    second: Path


@dataclass(frozen=True, slots=True)
class QuizOnDocument:
    """Questions about a document, with their answers."""

    path: Path


@dataclass(frozen=True, slots=True)
class ExplainPassage:
    """A passage in its context: where it stands, what its terms mean, what the document says about it elsewhere."""

    selection: Selection


@dataclass(frozen=True, slots=True)
class TranslatePassage:
    """A passage in another language, named as in "German"."""

    selection: Selection
    language: str


Task = SummariseDocument | SummariseFolder | CompareDocuments | QuizOnDocument | ExplainPassage | TranslatePassage


_MOST_QUOTE_CHARACTERS = 160


def title_of(asked: Question | Task) -> str:
    """What was asked, in words: a question as it was typed, a task as the name of its result."""
    match asked:
        case Question(text=text):
            title = text
        case SummariseDocument(path):
            title = f"Summary of {path.name}"
        case SummariseFolder(path):
            title = f"Summary of the documents in {path.name or path}"
        case CompareDocuments(first, second):
            title = f"Comparison of {first.name} and {second.name}"
        case QuizOnDocument(path):
            title = f"Quiz about {path.name}"
        case ExplainPassage(selection):
            title = f"Explanation of {_shortened(selection.quote)}"
        case TranslatePassage(selection, language):
            title = f"Translation into {language} of {_shortened(selection.quote)}"
    return title


def _shortened(quote: str) -> str:
    line = " ".join(quote.split())
    if len(line) > _MOST_QUOTE_CHARACTERS:
        line = line[:_MOST_QUOTE_CHARACTERS].rpartition(" ")[0] + " …"
    return f"“{line}”"
