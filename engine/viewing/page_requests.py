"""What the page service asks of the page renderer, and what it gets back."""

from dataclasses import dataclass
from pathlib import Path

from engine.events import DocumentOpened, PageRendered, ViewingFailed

ViewingEvent = DocumentOpened | PageRendered | ViewingFailed


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """Open a document; the reply is `DocumentOpened`."""

    path: Path


@dataclass(frozen=True, slots=True)
class RenderPage:
    """Render a 1-based page at `zoom` pixels per point.

    The reply is `PageRendered`, after a `DocumentOpened` if the document had to be opened (again) for it.
    """

    path: Path
    page: int
    zoom: float


PageRequest = OpenDocument | RenderPage
