"""What is left to do once documents are read: images to read, passages to embed, garbage to collect."""

import time
from collections.abc import Callable

from engine.errors import ModelError
from engine.library.catalogue import Catalogue
from engine.library.document_announcer import DocumentAnnouncer
from engine.library.indexing_reporter import IndexingReporter
from engine.library.indexing_statistics import IndexingStatistics, Outcome
from engine.library.model_index import ModelIndex
from engine.library.model_switch import ModelSwitch
from engine.library.ocr_queue import OcrQueue
from engine.library.passage_embedding import PassageEmbedding
from engine.types import Document, DocumentState

_SECONDS_BETWEEN_ANNOUNCEMENTS = 3.0
"""How often it is told which documents are searchable by meaning now."""

_LANGUAGES_AT_A_TIME = 50
"""Contents whose language is looked for in one step, which takes about a tenth of a second."""


class BackgroundWork:
    """Takes small steps on the worker's thread, so that what is more urgent never waits long."""

    def __init__(
        self,
        catalogue: Catalogue,
        models: ModelSwitch,
        statistics: IndexingStatistics,
        reporter: IndexingReporter,
        announcer: DocumentAnnouncer,
        on_ocr_finished: Callable[[], None],
    ) -> None:
        """`on_ocr_finished` is called on another thread when there is a step to take again."""
        self._catalogue = catalogue
        self._models = models
        self._statistics = statistics
        self._reporter = reporter
        self._announcer = announcer
        self.ocr = OcrQueue(catalogue, on_ocr_finished)
        self._embedding = PassageEmbedding(catalogue, models, statistics)
        self._model_failed = self._ocr_failed = False
        self._has_garbage = True
        self._ocr_pages_waiting = 0
        self._one_by_one = False
        self._embedded_texts: list[bytes] = []
        self._next_announcement = time.monotonic() + _SECONDS_BETWEEN_ANNOUNCEMENTS

    @property
    def passages_waiting(self) -> int:
        """How many passages have no vector yet; an estimate."""
        return 0 if self._model_failed else self._embedding.passages_waiting

    @property
    def ocr_pages_waiting(self) -> int:
        """How many pages wait for OCR."""
        return 0 if self._ocr_failed else self._ocr_pages_waiting

    @property
    def model_in_preparation(self) -> str:
        """The name of the embedding model that is to take the place of the one that answers; "" if there is none."""
        preparing = self._models.preparing
        return preparing.embedder.model.name if preparing is not None and not self._model_failed else ""

    def use_model(self, choose: Callable[[], ModelIndex]) -> None:
        """Embed with the model that `choose` gives; a `ModelError` that it raises is reported, and nothing changes."""
        try:
            chosen = choose()
        except ModelError as error:
            self._reporter.problem(error)
            return
        self._models.begin(self._catalogue, chosen)
        self._model_failed = False
        self._embedding.model_changed()

    def use_cores(self, cores: int) -> None:
        """Use no more than so many (0: all): on one, no image is read while there is something to embed."""
        self._one_by_one = cores == 1

    def documents_changed(self, documents: list[Document]) -> None:
        """These were read into the catalogue, which may have left something that is needed no more."""
        self._has_garbage = True
        self._ocr_pages_waiting = self.ocr.pages_waiting()
        self._embedding.passages_added(sum(d.passages - d.passages_embedded for d in documents))

    def documents_forgotten(self) -> None:
        """Some have left the catalogue."""
        self._has_garbage = True

    def clear_out(self) -> None:
        """Delete what no document needs any more, and give its space back."""
        self._collect_garbage()
        self._catalogue.compact()

    def step(self) -> bool:
        """Do some of what is most useful. Returns False if nothing can be done now."""
        worked = (
            self._collect_garbage()
            or self._read_images()
            or self._tell_languages()
            or self._embed_some()
            or self._models.delete_leftovers(self._catalogue)
        )
        if not worked and self._one_by_one and not self._ocr_failed:
            self.ocr.begin_next()
        return worked

    def _collect_garbage(self) -> bool:
        if not self._has_garbage:
            return False
        freed = self._catalogue.collect_garbage()
        self._embedding.passages_removed()
        for index in self._models.indexes:
            index.vectors.index.remove(freed)
        self._ocr_pages_waiting = self.ocr.pages_waiting()
        self._has_garbage = False
        return True

    def _read_images(self) -> bool:
        """Store a page that OCR has read, and have the next one read while other steps are taken.

        Without OCR's data, which is reported once, the pages wait until the next start.
        """
        if self._ocr_failed:
            return False
        try:
            changed = self.ocr.store_finished()
        except ModelError as error:
            self._ocr_failed = True
            self._reporter.problem(error)
            return False
        if changed:
            self._statistics.page_read_by_ocr()
            documents = self._announcer.announce(changed)
            self.documents_changed(documents)
            for document in documents:
                if document.state is DocumentState.FAILED:  # there was no text in the images either
                    self._statistics.record(document.path, Outcome.FAILED)
        if not self._one_by_one:
            self.ocr.begin_next()
        return bool(changed)

    def _tell_languages(self) -> bool:
        """Look for the language of contents that were read by a version which did not."""
        documents = self._catalogue.tell_languages(_LANGUAGES_AT_A_TIME)
        if documents is None:
            return False
        self._announcer.announce(documents)
        return True

    def _embed_some(self) -> bool:
        """Give some vectors to the index or to passages that lack one. When none does, what was prepared answers.

        Without a working model words can be searched still: that is reported once, and embedding left until the
        next start.
        """
        if any(index.vectors.catch_up(self._catalogue) for index in self._models.indexes):
            return True
        if self._model_failed:
            return False
        try:
            embedded = self._embedding.embed_some()
        except ModelError as error:
            self._model_failed = True
            self._reporter.problem(error)
            return False
        self._embedded_texts += embedded
        if time.monotonic() >= self._next_announcement:
            self._announce_embedded()
        return bool(embedded) or self._models.finish()

    def _announce_embedded(self) -> None:
        """Tell of the documents to which the texts belong that were embedded since this was told last."""
        self._announcer.announce(self._catalogue.documents_with_texts(self._embedded_texts))
        self._embedded_texts.clear()
        self._next_announcement = time.monotonic() + _SECONDS_BETWEEN_ANNOUNCEMENTS
