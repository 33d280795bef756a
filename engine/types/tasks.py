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


def title_of(asked: Question | Task) -> str:
    """What was asked, in words: a question as it was typed, a task as the name of its result."""
    match asked:
        case Question(text=text):
            return text
        case SummariseDocument(path) | SummariseFolder(path):
            return f"Summary of {path.name}"
        case CompareDocuments(first, second):
            return f"Comparison of {first.name} and {second.name}"
        case QuizOnDocument(path):
            return f"Quiz on {path.name}"
        case ExplainPassage(selection):
            return f"Explanation of “{selection.quote}”"
        case TranslatePassage(selection, language):
            return f"Translation into {language} of “{selection.quote}”"
