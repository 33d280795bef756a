"""Which embedding model searches use now, and which one the user has chosen."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from engine.answering.answer_reader import AnswerReader
from engine.answering.passage_search import PassageSearch
from engine.errors import LibraryLacksModel
from engine.events import EmbeddingModelChanged, Event
from engine.library.catalogue_reader import CatalogueReader
from engine.library.indexing_worker import IndexingWorker
from engine.library.model_index import ModelIndex, answering_model, model_index
from engine.library.model_switch import ModelSwitch
from engine.library.search_catalogue import SearchCatalogue
from engine.library.text_embedder import TextEmbedder, embedder_of
from engine.models.embedding_model_folder import describe_folder
from engine.models.model_catalog import EMBEDDING_MODEL, answer_reader_model, embedding_model
from engine.paths import catalogue_file
from engine.reranking_choice import RerankingChoice
from engine.settings import SettingsKeeper


class EmbeddingChoice:
    """The choice of the embedding model for one library. Thread-safe.

    A choice takes effect in the background: `models` says how far that is.
    """

    def __init__(
        self,
        library_folder: Path,
        settings: SettingsKeeper,
        requested: Path | None,
        on_event: Callable[[Event], None],
    ) -> None:
        """`requested` is the folder of a model to use instead of the one in the settings."""
        self._library_folder = library_folder
        self._settings = settings
        self._requested = requested
        self._on_event = on_event
        self._reranking = RerankingChoice(settings)
        self._answer_reader = AnswerReader(answer_reader_model())
        self.answering = model_index(library_folder, TextEmbedder(answering_model(library_folder)))
        """What questions are compared with."""
        self.models = ModelSwitch(library_folder, self.answering, self._on_change)

    def folders_in_use(self) -> tuple[Path, ...]:
        """The folders of the models that answer or are being prepared."""
        return tuple(index.embedder.model.folder for index in self.models.indexes)

    def open_for_reading(self) -> None:
        """Load the vector index of a library that is only read.

        Raises `LibraryError`, and `ModelUnsuitable` and `LibraryLacksModel` if another model's is requested.
        """
        if self._requested is not None:
            wanted = describe_folder(self._requested)
            if wanted.model_id != self.answering.embedder.model_id:
                raise LibraryLacksModel(wanted.name)
        with self.open_reader() as reader:
            self.answering.vectors.open(reader)

    def open_reader(self) -> CatalogueReader:
        """A view of the catalogue with the vectors that answer now. Raises `LibraryError`."""
        return CatalogueReader(catalogue_file(self._library_folder), self.answering.embedder.model_id)

    def open_search(self) -> PassageSearch:
        """A search with the model that answers now, for the calling thread. Raises `LibraryError`."""
        answering = self.answering
        reader = SearchCatalogue(catalogue_file(self._library_folder), answering.embedder.model_id)
        return PassageSearch(
            reader,
            lambda: answering.vectors.index,
            answering.embedder,
            self._reranking.reranker,
            self._answer_reader,
        )

    def requested_index(self) -> ModelIndex | None:
        """The index of the requested model, if there is such a request; takes seconds. Raises `ModelUnsuitable`."""
        return None if self._requested is None else self._index_of(self._requested)

    def begin(self, worker: IndexingWorker, requested: ModelIndex | None) -> None:
        """Have the worker embed with the `requested` model, or else with the one in the settings."""
        if requested is not None:
            worker.use_model(lambda: requested)
        else:
            folder = self._settings.chosen.embedding_model
            worker.use_model(lambda: self._index_of(folder))

    def choose(self, worker: IndexingWorker, folder: Path | None) -> None:
        """Have the worker embed with the model in `folder` (None: the embedded one), and remember that if it works."""

        def checked() -> ModelIndex:
            index = self._index_of(folder)
            self._settings.choose(lambda settings: replace(settings, embedding_model=folder))
            return index

        worker.use_model(checked)

    def close(self) -> None:
        """Let go of the files of the indexes."""
        for index in self.models.indexes:
            index.vectors.close()

    def _index_of(self, folder: Path | None) -> ModelIndex:
        """The one in use, if it is that, or another that has proved to work. Raises `ModelUnsuitable`."""
        answering = self.models.answering
        wanted = embedding_model() if folder is None else describe_folder(folder)
        if wanted.model_id == answering.embedder.model_id:
            return answering
        embedder = TextEmbedder(wanted) if wanted.model_id == EMBEDDING_MODEL else embedder_of(wanted.folder)
        return model_index(self._library_folder, embedder)

    def _on_change(self, models: ModelSwitch) -> None:
        self.answering = models.answering
        name = models.target.embedder.model.name
        self._on_event(EmbeddingModelChanged(name, preparing=models.preparing is not None))
