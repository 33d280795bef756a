"""The library of one set: kept in the build folder, brought up to date, opened for questions."""

import queue
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.answering.passage_search import PassageSearch
from engine.api import DocumentAssistant
from engine.events import DetailsLoaded, Event
from engine.library.search_catalogue import SearchCatalogue
from engine.library.text_embedder import TextEmbedder
from engine.library.vector_index import VectorIndex
from engine.models.model_catalog import embedding_model, language_model
from engine.paths import catalogue_file
from engine.settings import save_settings
from engine.types import DocumentDetails, PartDetails, SearchResult, Settings


def bring_up_to_date(library: Path, documents: Path) -> None:
    """Index `documents` (a folder), and nothing else, into `library`; quick if nothing has changed."""
    assistant = DocumentAssistant(
        library, embedding_model=embedding_model().folder, settings=_settings_of(library), watch=False
    )
    try:
        assistant.start()
        assistant.resume_indexing()
        assistant.add_places([documents])
        assistant.wait_until_indexed()
        # Only now, so that what was indexed at another place of the same documents is taken over.
        for place in assistant.status().places:
            if place.path != documents:
                assistant.remove_place(place.path)
        summary = assistant.wait_until_indexed()
    finally:
        assistant.close()
    print(
        f"{library.name}: {summary.documents} documents, {summary.indexed} of them read now, "
        f"{len(summary.failed)} failed, {summary.passages_embedded} passages embedded, {summary.seconds_total:.0f} s",
        file=sys.stderr,
    )


class QualityLibrary:
    """An indexed set, asked through the same API as the desktop asks."""

    def __init__(self, assistant: DocumentAssistant, details: "queue.SimpleQueue[DetailsLoaded]") -> None:
        self.assistant = assistant
        self._loaded = details
        self._details: dict[Path, DocumentDetails] = {}

    def part(self, path: Path, part: int) -> PartDetails | None:
        """A part of a document as the library holds it; None if it holds no such part."""
        if path not in self._details:
            self.assistant.request_details(path)
            loaded = self._loaded.get(timeout=60)
            if loaded.details is None:
                return None
            self._details[path] = loaded.details
        return next((found for found in self._details[path].parts if found.part == part), None)


@contextmanager
def opened(
    library: Path, model_file: Path | None = None, reranking_model: Path | None = None
) -> Iterator[QualityLibrary]:
    """The library, open for questions only. `model_file` writes the answers, by default the embedded model.

    `reranking_model` (a folder) takes part in thorough searches.
    """
    loaded: queue.SimpleQueue[DetailsLoaded] = queue.SimpleQueue()

    def keep_details(event: Event) -> None:
        if isinstance(event, DetailsLoaded):
            loaded.put(event)

    # Never what the user has chosen: figures are comparable only if nothing else decides.
    settings = _settings_of(library)
    save_settings(Settings(reranking_model=reranking_model), settings)
    model = model_file or language_model().file
    assistant = DocumentAssistant(library, keep_details, language_model=model, settings=settings, writable=False)
    try:
        assistant.start()
        yield QualityLibrary(assistant, loaded)
    finally:
        assistant.close()


def _settings_of(library: Path) -> Path:
    """A file of its own for the settings, which stay at their defaults otherwise."""
    return library / "settings.json"


@contextmanager
def opened_by_words(library: Path) -> Iterator[Callable[[str, int], SearchResult]]:
    """Search as the library does, but by words alone: what it finds while no passage has a vector yet."""
    embedder = TextEmbedder(embedding_model())
    reader = SearchCatalogue(catalogue_file(library), embedder.model_id)
    nothing = VectorIndex(embedder.dimensions)
    search = PassageSearch(reader, lambda: nothing, embedder)
    try:
        yield search.search
    finally:
        search.close()
