"""`DocumentAssistant`: everything that the desktop and the command line may call.

Methods that only enqueue return at once and report by events (`engine.events`); the desktop calls no others. The
blocking ones say so and serve the command line and tests.
"""

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from engine.answering.question_worker import QuestionWorker
from engine.awaited_answers import AwaitedAnswers
from engine.conversations.conversation_keeper import ConversationKeeper
from engine.embedding_choice import EmbeddingChoice
from engine.errors import AssistantClosed
from engine.events import AnswerFinished, EmbeddingModelChanged, Event, QuestionFailed, SettingsChanged
from engine.language_choice import LanguageChoice
from engine.library.details_loader import DetailsLoader
from engine.library.indexing_worker import IndexingWorker
from engine.library.library_status import library_status
from engine.models.model_manager import ModelManager
from engine.models.model_switches import ModelSwitches
from engine.paths import conversations_file, settings_file
from engine.settings import SettingsKeeper
from engine.storage_keeper import StorageKeeper
from engine.types import (
    EVERYWHERE,
    Answer,
    AnswerExplanation,
    ExchangeKey,
    IndexingSummary,
    LibraryStatus,
    PlaceRules,
    Question,
    SearchResult,
    SearchScope,
    Settings,
    Task,
)
from engine.viewing.page_service import PageService

_Part = TypeVar("_Part")


def _ignore(*_: object) -> None:
    """For callers that want no events, and for a library that is not indexed here."""


class DocumentAssistant:
    """A library of documents that is kept current and answers questions: construct, `start()`, call, `close()`."""

    def __init__(
        self,
        library_folder: Path,
        on_event: Callable[[Event], None] = _ignore,
        *,
        language_model: Path | None = None,
        embedding_model: Path | None = None,
        settings: Path | None = None,
        watch: bool = True,
        writable: bool = True,
    ) -> None:
        """`language_model` (a GGUF file) and `embedding_model` (a folder) take the place of those in the settings.

        `settings` is the file of these, by default the user's. `watch=False` follows no changes on disk.
        `writable=False` opens an existing library to search and ask only, also while another process indexes it.
        """
        self._library_folder = library_folder.absolute()
        self._on_event = on_event
        self._watch = watch
        self._writable = writable
        self._question_ids = itertools.count(1)
        self._awaited = AwaitedAnswers()
        self._closed = False
        self._settings = SettingsKeeper(settings or settings_file(), self._deliver)
        self._embedding = EmbeddingChoice(self._library_folder, self._settings, embedding_model, self._deliver)
        self._language = LanguageChoice(self._settings, language_model, lambda: self._open(self._questions))
        switches = ModelSwitches(
            self._language.use_file,
            self._language.use_server,
            self.use_embedding_model,
            self._embedding.folders_in_use,
            self._language.run_between,
        )
        self._models = ModelManager(self._settings, self._deliver, switches)
        self._indexing: IndexingWorker | None = None
        self._questions: QuestionWorker | None = None
        self._conversations: ConversationKeeper | None = None
        self._pages: PageService | None = None
        self._details: DetailsLoader | None = None
        self._storage = StorageKeeper(self._library_folder, self._forget_everything, self._deliver)

    def start(self) -> None:
        """Open the library and start the workers.

        Blocking, but short: reads the catalogue's header only (a read-only library's vector index, too), and tries a
        requested embedding model. Raises `LibraryError` subclasses, and the `ModelError` of a requested model.
        The library's state follows as `PlacesChanged`, `DocumentsChanged` and `IndexingProgressed`.
        """
        first_model = self._language.first()
        if self._writable:
            models, requested = self._embedding.models, self._embedding.requested_index()
            self._indexing = IndexingWorker(self._library_folder, models, self._deliver, watch=self._watch)
            self._indexing.start()
            self._embedding.begin(self._indexing, requested)
            file = conversations_file(self._library_folder)
            self._conversations = ConversationKeeper(file, self._embedding.open_reader, self._deliver)
        else:
            self._embedding.open_for_reading()
        self._questions = QuestionWorker(
            self._embedding.open_search,
            first_model,
            self._deliver,
            before_answer=_ignore if self._indexing is None else self._indexing.pause,
            after_answer=_ignore if self._indexing is None else self._indexing.resume,
        )
        self._follow(self._settings.chosen)
        self._pages = PageService(self._deliver)
        self._details = DetailsLoader(self._embedding.open_reader, self._deliver)

    def close(self) -> None:
        """Stop everything in order and wait for it (blocking, at most a few seconds). Safe to call twice."""
        self._closed = True
        parts = (self._questions, self._conversations, self._indexing, self._pages, self._details, self._storage)
        for part in (self._models, *parts, self._embedding, self._awaited):
            if part is not None:
                part.close()

    @property
    def library_folder(self) -> Path:
        """Where the library lies."""
        return self._library_folder

    # documents

    def add_places(self, paths: Sequence[Path]) -> None:
        """Watch and index folders or single files. A path that does not exist is reported by `NoticeRaised`."""
        self._open(self._indexing).add_places(paths)

    def remove_place(self, path: Path) -> None:
        """Forget a folder or file and all that was indexed of it. The files themselves are never touched."""
        self._open(self._indexing).remove_place(path)

    def set_place_rules(self, path: Path, rules: PlaceRules) -> None:
        """Choose what of a watched folder belongs to the library; `PlacesChanged` follows."""
        self._open(self._indexing).set_rules(path, rules)

    def pause_indexing(self) -> None:
        """Read and embed nothing until `resume_indexing`, also after a restart. Deleted files are forgotten still."""
        self._open(self._indexing).set_paused_by_user(paused=True)

    def resume_indexing(self) -> None:
        """End what `pause_indexing` began; does no harm without it."""
        self._open(self._indexing).set_paused_by_user(paused=False)

    def retry(self, paths: Sequence[Path]) -> None:
        """Read documents again that have failed; with no paths, all of them."""
        self._open(self._indexing).retry(paths)

    def rescan(self) -> None:
        """Compare every watched place with the disk now."""
        self._open(self._indexing).rescan()

    def request_details(self, path: Path) -> None:
        """Ask for all that the library holds of a document; `DetailsLoaded` follows."""
        self._open(self._details).request(path)

    def request_page_words(self, path: Path, page: int) -> None:
        """Ask for the words of a page and where they stand; `PageWordsLoaded` follows."""
        self._open(self._details).request_words(path, page)

    def wait_until_indexed(self) -> IndexingSummary:
        """Blocking: wait until nothing is waiting to be read or embedded; what was done since `start`."""
        return self._open(self._indexing).wait_until_idle()

    def status(self) -> LibraryStatus:
        """Blocking: what the library holds."""
        with self._embedding.open_reader() as reader:
            return library_status(self._library_folder, reader, self._embedding.answering, self.language_model_name)

    # questions

    def ask(self, asked: Question | Task, record_as: ExchangeKey | None = None) -> int:
        """Queue a question or a task (a summary, a comparison, ...) and return its id. Events follow (see there).

        `AnswerFinished` or `QuestionFailed` is the last. With `record_as` the answer is kept before it is told of,
        unless the library is read-only.
        """
        question_id = next(self._question_ids)
        if record_as is not None and self._conversations is not None:
            self._conversations.expect_answer(question_id, record_as, asked)
        self._open(self._questions).ask(question_id, asked)
        return question_id

    def prepare_to_answer(self) -> None:
        """Load the models and what shows pages, as the user begins to type; not if memory is low or it is done."""
        self._open(self._questions).prepare()
        self._open(self._pages).prepare()

    def stop_question(self, question_id: int) -> None:
        """End a question early; what was answered so far arrives as `AnswerFinished` with `stopped` set."""
        self._open(self._questions).stop(question_id)

    def answer(self, asked: Question | Task) -> Answer:
        """Blocking: `ask` and wait for the answer. Raises the `PagewiseError` of a failed question or task."""
        return self._answered(asked).answer

    def answer_and_explain(self, question: Question) -> tuple[Answer, AnswerExplanation]:
        """Blocking: `answer`, and why it is what it is."""
        finished = self._answered(question)
        assert finished.explanation is not None
        return finished.answer, finished.explanation

    def search(
        self, text: str, limit: int = 10, scope: SearchScope = EVERYWHERE, *, thorough: bool = False
    ) -> SearchResult:
        """Blocking: the best `limit` passages for `text` in `scope`; `thorough` considers more, and takes longer.

        Raises `QuestionTooLong`, and the `PlaceError` that tells why there is nothing to search in `scope`.
        """
        return self._open(self._questions).search(text, limit, scope, thorough=thorough)

    @property
    def conversations(self) -> ConversationKeeper:
        """What was asked and answered before. Raises `AssistantClosed`, also if the library is read-only."""
        return self._open(self._conversations)

    @property
    def models(self) -> ModelManager:
        """What models there are, and what to do with them."""
        return self._models

    @property
    def language_model_name(self) -> str:
        """The name of the language model that answers the next question."""
        return self._open(self._questions).model_name

    def use_embedding_model(self, folder: Path | None) -> None:
        """Search by meaning with the model in `folder` and remember that; None is the embedded model.

        It is tried first: if it does not work, `NoticeRaised` tells why, and nothing changes. `EmbeddingModelChanged`
        follows, and once more when all passages have its vectors: until then the one before answers.
        """
        self._embedding.choose(self._open(self._indexing), folder)

    @property
    def settings(self) -> SettingsKeeper:
        """What the user chose, and how to choose something else, which holds at once."""
        return self._settings

    @property
    def storage(self) -> StorageKeeper:
        """What Pagewise keeps on the disk, and what could be added."""
        return self._storage

    # viewing

    def open_document(self, path: Path) -> None:
        """Prepare a document for viewing; `DocumentOpened` or `ViewingFailed` follows."""
        self._open(self._pages).open_document(path)

    def request_page(self, path: Path, page: int, zoom: float) -> None:
        """Render a 1-based page at `zoom` pixels per point; `PageRendered` or `ViewingFailed` follows.

        Pages are rendered newest request first, so that the page looked at now comes before those scrolled past.
        """
        self._open(self._pages).request_page(path, page, zoom)

    def _answered(self, asked: Question | Task) -> AnswerFinished:
        awaited = self._awaited.expect(question_id := next(self._question_ids))
        self._open(self._questions).ask(question_id, asked)
        return awaited.result()

    def _deliver(self, event: Event) -> None:
        if isinstance(event, AnswerFinished | QuestionFailed) and self._conversations is not None:
            self._conversations.record_if_expected(event)
        if isinstance(event, AnswerFinished) and self._indexing is not None and not self._closed:
            self._indexing.count_as_asked({hit.passage.content_hash for hit in event.answer.sources})
        if isinstance(event, EmbeddingModelChanged) and self._questions is not None:
            self._questions.reopen_search()
        if isinstance(event, SettingsChanged):
            self._follow(event.settings)
        self._models.note(event)
        self._awaited.note(event)
        self._on_event(event)

    def _follow(self, settings: Settings) -> None:
        for part in (self._indexing, self._questions, self._language) if not self._closed else ():
            if part is not None:
                part.follow(settings)

    def _forget_everything(self, on_done: Callable[[], None]) -> None:
        self._open(self._indexing).forget_everything(on_done)

    def _open(self, part: _Part | None) -> _Part:
        if self._closed or part is None:
            raise AssistantClosed
        return part
