"""What the question worker's queue holds."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from engine.models.model_catalog import LanguageModelInfo
from engine.types import Question, SearchResult, SearchScope, Task


@dataclass(frozen=True, slots=True)
class Asked:
    """A question or task to be answered."""

    question_id: int
    asked: Question | Task


@dataclass(frozen=True, slots=True)
class SearchWanted:
    """A search whose caller waits for its result."""

    text: str
    limit: int
    scope: SearchScope
    thorough: bool
    result: "Future[SearchResult]"


@dataclass(frozen=True, slots=True)
class ModelChosen:
    """Another language model answers from now on; None: none."""

    model: LanguageModelInfo | None


@dataclass(frozen=True, slots=True)
class CoresChosen:
    """The model may use another number of cores."""


@dataclass(frozen=True, slots=True)
class SearchOutdated:
    """The search is to be opened anew."""


@dataclass(frozen=True, slots=True)
class Closing:
    """The worker is to end."""


@dataclass(frozen=True, slots=True)
class Preparing:
    """The models are to be loaded."""


@dataclass(frozen=True, slots=True)
class Between:
    """Something else that needs the processor for itself."""

    work: Callable[[], None]


Work = Preparing | Asked | SearchWanted | ModelChosen | CoresChosen | SearchOutdated | Between | Closing
