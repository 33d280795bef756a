"""The thread that answers questions and does tasks: search, language model, checks, and the events that tell of it."""

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

from engine.answering.answering_process import AnsweringProcess
from engine.answering.passage_search import PassageSearch
from engine.answering.question_meaning import question_vector
from engine.answering.question_run import AnswerModel, QuestionRun
from engine.answering.question_work import (
    Asked,
    Between,
    Closing,
    CoresChosen,
    ModelChosen,
    Preparing,
    SearchOutdated,
    SearchWanted,
    Work,
)
from engine.errors import AssistantClosed, PagewiseError
from engine.events import Event, QuestionFailed
from engine.library.scope_check import require_documents
from engine.machine import is_memory_free
from engine.models.model_catalog import LanguageModelInfo
from engine.tasks.task_run import TaskRun
from engine.types import EVERYWHERE, Question, SearchResult, SearchScope, Settings, Task

_log = logging.getLogger(__name__)

_IDLE_SECONDS = 300.0
"""A model that nobody asked for so long gives its memory back."""

_MEMORY_BESIDE_MODEL = 512 * 1024**2
"""Bytes that must be free beside the language model's file before anything is loaded ahead of a question."""
_ANY_QUESTION = "question"
"""Embedded to have the embedding model loaded."""


def _nothing() -> None:
    """The default of hooks that nobody needs."""


class QuestionWorker:
    """Answers one question after the other on a thread of its own, which starts at once.

    `ask`, `prepare`, `stop` and `use_language_model` only enqueue. Events arrive on the worker's thread.
    """

    def __init__(
        self,
        open_search: Callable[[], PassageSearch],
        language_model: LanguageModelInfo | None,
        on_event: Callable[[Event], None],
        *,
        before_answer: Callable[[], None] = _nothing,
        after_answer: Callable[[], None] = _nothing,
        make_model: Callable[[LanguageModelInfo], AnswerModel] = AnsweringProcess,
        idle_seconds: float = _IDLE_SECONDS,
    ) -> None:
        """`open_search` is called on the worker's thread (SQLite connections belong to one thread), once it succeeded.

        `before_answer` and `after_answer` surround every use of the models for an answer, always in pairs: indexing
        steps aside in between. With no `language_model`, answers are made of quotes; `make_model` makes what runs one.
        A language model that was not used for `idle_seconds` is unloaded.
        """
        self._open_search = open_search
        self._on_event = on_event
        self._before_answer = before_answer
        self._after_answer = after_answer
        self._idle_seconds = idle_seconds
        self._settings = Settings()
        self._model_name = language_model.name if language_model else ""
        self._make_model = make_model
        self._model = make_model(language_model) if language_model else None
        self._search: PassageSearch | None = None
        self._tasks: queue.SimpleQueue[Work] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._waiting: dict[int, bool] = {}
        """Questions that are queued, and whether they were stopped meanwhile."""
        self._present: QuestionRun | TaskRun | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="question-worker", daemon=True)
        self._thread.start()

    @property
    def model_name(self) -> str:
        """The language model that answers the next question, "" if answers are made of quotes."""
        return self._model_name

    def ask(self, question_id: int, asked: Question | Task) -> None:
        """Queue a question or a task; `AnswerFinished` or `QuestionFailed` with this id is its last event.

        Raises `AssistantClosed`.
        """
        with self._lock:
            self._waiting[question_id] = False
        self._enqueue(Asked(question_id, asked))

    def prepare(self) -> None:
        """Have the models loaded before a question comes, if nothing else waits and memory is not low.

        Returns at once. Raises `AssistantClosed`.
        """
        self._enqueue(Preparing())

    def stop(self, question_id: int) -> None:
        """End a question early, also one that still waits; its `AnswerFinished` has `stopped` set."""
        with self._lock:
            if self._present is not None and self._present.question_id == question_id:
                self._present.stop()
            elif question_id in self._waiting:
                self._waiting[question_id] = True

    def use_language_model(self, model: LanguageModelInfo | None) -> None:
        """Answer with this model from the next question on; None: with quotes only. Raises `AssistantClosed`."""
        self._model_name = model.name if model else ""
        self._enqueue(ModelChosen(model))

    def follow(self, settings: Settings) -> None:
        """Answer as long, in the language and on as many cores as these say, from the next question on."""
        other_cores = settings.cores != self._settings.cores
        self._settings = settings
        if other_cores:
            self._enqueue(CoresChosen())

    def run_between(self, work: Callable[[], None]) -> None:
        """Have something else done that needs the processor for itself, after the questions that wait.

        Meanwhile no model is loaded and indexing rests. `close` waits for it if it runs, and drops it if it waits.
        What it raises is logged. Raises `AssistantClosed`.
        """
        self._enqueue(Between(work))

    def reopen_search(self) -> None:
        """Open the search anew for the next question: it is to use another embedding model. From any thread."""
        with self._lock:
            if not self._closed:
                self._tasks.put(SearchOutdated())

    def search(self, text: str, limit: int, scope: SearchScope = EVERYWHERE, *, thorough: bool = False) -> SearchResult:
        """Blocking, from any other thread: the best passages for `text` in `scope`.

        Waits for a question in work. Raises `LibraryError`, `QuestionTooLong`, `AssistantClosed`, and the
        `PlaceError` that tells why there is nothing to search in `scope`.
        """
        result: Future[SearchResult] = Future()
        self._enqueue(SearchWanted(text, limit, scope, thorough, result))
        return result.result()

    def close(self) -> None:
        """Stop the question in work, fail the waiting ones with `AssistantClosed`, end thread and child process.

        Blocking, at most about two seconds. Safe to call twice.
        """
        with self._lock:
            if not self._closed:
                self._closed = True
                self._tasks.put(Closing())
            if self._present is not None:
                self._present.stop()
        self._thread.join()

    def _enqueue(self, task: Work) -> None:
        with self._lock:
            if self._closed:
                raise AssistantClosed
            self._tasks.put(task)

    def _run(self) -> None:
        while True:
            try:
                task = self._tasks.get(timeout=self._idle_seconds)
            except queue.Empty:
                self._unload_model()
                continue
            if isinstance(task, Closing):
                break
            try:
                self._do(task)
            except Exception:  # the next question is to be answered
                _log.exception("a bug in %s", type(task).__name__)
        self._unload_model()
        self._close_search()

    def _do(self, task: Work) -> None:
        if isinstance(task, Asked):
            self._answer(task)
        elif isinstance(task, SearchWanted):
            self._run_search(task)
        elif isinstance(task, Preparing):
            self._prepare()
        elif isinstance(task, ModelChosen):
            self._run_model(task.model)
        elif isinstance(task, CoresChosen):
            self._run_model(self._model.model if self._model else None)
        elif isinstance(task, SearchOutdated):
            self._close_search()
        elif isinstance(task, Between):
            self._do_between(task.work)

    def _prepare(self) -> None:
        """Load what a question needs. One that waits already loads it itself, in the order that serves it best."""
        needed = _MEMORY_BESIDE_MODEL
        try:
            if self._model is not None:
                needed += self._model.model.file.stat().st_size
            if self._tasks.empty() and is_memory_free(needed):
                if self._model is not None:
                    self._model.prepare()
                search = self._opened_search()
                question_vector(search.embedder, _ANY_QUESTION)
                if search.answer_reader is not None:
                    search.answer_reader.prepare()
        except (OSError, PagewiseError):
            _log.debug("could not prepare; the next question will tell why", exc_info=True)

    def _run_model(self, model: LanguageModelInfo | None) -> None:
        """Run this model from now on; it is loaded with the next prompt."""
        self._unload_model()
        self._model = self._make_model(replace(model, most_cores=self._settings.cores)) if model else None

    def _do_between(self, work: Callable[[], None]) -> None:
        """Do it, unless the worker is closed."""
        if self._closed:
            return
        self._unload_model()
        self._before_answer()
        try:
            work()
        finally:
            self._after_answer()

    def _unload_model(self) -> None:
        if self._model is not None:
            self._model.end()

    def _close_search(self) -> None:
        if self._search is not None:
            self._search.close()
            self._search = None

    def _opened_search(self) -> PassageSearch:
        if self._search is None:
            self._search = self._open_search()
        return self._search

    def _run_search(self, task: SearchWanted) -> None:
        try:
            if self._closed:
                raise AssistantClosed
            search = self._opened_search()
            require_documents(search.reader, task.scope)
            task.result.set_result(search.search(task.text, task.limit, task.scope, thorough=task.thorough))
        except Exception as error:  # handed on to the caller who waits
            task.result.set_exception(error)

    def _answer(self, asked: Asked) -> None:
        """Answer one question; whatever goes wrong, its last event is sent and indexing goes on."""
        try:
            if self._closed:
                raise AssistantClosed
            run = self._run_of(asked)
            with self._lock:
                self._present = run
                if self._waiting.pop(asked.question_id):
                    run.stop()
            self._before_answer()
            try:
                run.answer(self._opened_search(), self._model_for(asked.asked))
            finally:
                self._after_answer()
        except PagewiseError as error:
            self._on_event(QuestionFailed(asked.question_id, error))
        except Exception as error:
            _log.exception("question %d failed", asked.question_id)
            self._on_event(QuestionFailed(asked.question_id, PagewiseError(f"{type(error).__name__}: {error}")))
        finally:
            with self._lock:
                self._present = None

    def _run_of(self, asked: Asked) -> QuestionRun | TaskRun:
        if isinstance(asked.asked, Question):
            return QuestionRun(asked.question_id, asked.asked, self._on_event, self._settings)
        return TaskRun(asked.question_id, asked.asked, self._on_event)

    def _model_for(self, asked: Question | Task) -> AnswerModel | None:
        return None if isinstance(asked, Question) and not asked.use_model else self._model
