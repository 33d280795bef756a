"""The way of one task to its result: what the task yields is checked, cited and reported."""

import threading
import time
from collections.abc import Callable, Sequence

from engine.answering.citation_book import CitationBook
from engine.answering.claim_checker import is_supported
from engine.answering.passage_search import PassageSearch
from engine.answering.question_run import AnswerModel
from engine.errors import ModelError
from engine.events import AnswerFinished, Event, SentenceFinished, TaskProgressed
from engine.library.catalogue_reader import CatalogueReader
from engine.models.model_capability import writes_freely
from engine.tasks.document_sentences import DocumentSentence
from engine.tasks.model_wording import reworded
from engine.tasks.summary import summarise_document, summarise_folder
from engine.tasks.task_steps import Remark, Statement, Step, TaskSteps
from engine.tasks.task_text import text_of
from engine.types import Answer, AnswerTimes, Sentence, SummariseDocument, SummariseFolder, Task

NOTHING_FOUND = "There are no sentences in this document that could be used for this."
STOPPED = "Stopped before there was anything to show."


class TaskRun:
    """Does one task and reports by events. `stop` may be called from any thread, everything else from one."""

    def __init__(self, question_id: int, task: Task, on_event: Callable[[Event], None]) -> None:
        self.question_id = question_id
        self._task = task
        self._on_event = on_event
        self._stop_wanted = threading.Event()
        self._writer: AnswerModel | None = None
        """The language model, if it is capable of such tasks."""
        self._started = time.perf_counter()
        self._sentences: list[Sentence] = []
        self._remarks: list[str] = []

    def stop(self) -> None:
        """End the task as soon as possible, with what there is."""
        self._stop_wanted.set()
        if self._writer is not None:
            self._writer.stop()

    def answer(self, search: PassageSearch, model: AnswerModel | None) -> None:
        """Do the task and send `AnswerFinished`. Raises `LibraryError`, `DocumentError` and `ModelError`."""
        if model is not None and writes_freely(model.model):
            self._writer = model
        book = CitationBook(search.reader)
        for step in self._steps(search.reader):
            if self._stop_wanted.is_set():
                break
            match step:
                case Statement():
                    self._add(step, book)
                case Step():
                    self._on_event(TaskProgressed(self.question_id, step.done, step.total, step.what))
                case Remark():
                    self._remarks.append(step.text)
        self._finish(book)

    def _steps(self, reader: CatalogueReader) -> TaskSteps:
        match self._task:
            case SummariseDocument(path):
                return summarise_document(reader, path, self._reword)
            case SummariseFolder(path):
                return summarise_folder(reader, path)
            case _:
                raise NotImplementedError

    def _reword(self, sources: Sequence[DocumentSentence]) -> dict[int, str]:
        """Better words for some of `sources`; none without a capable model, or once it has failed."""
        if self._writer is None or self._stop_wanted.is_set():
            return {}
        try:
            return reworded(self._writer, "Say in short what each quote says.", sources)
        except ModelError as error:
            self._writer = None
            self._remarks.append(str(error.as_failure()))
            return {}

    def _add(self, statement: Statement, book: CitationBook) -> None:
        """Report a statement that its sources bear out; any other is withdrawn."""
        if not any(is_supported(statement.text, source.text) for source in statement.sources):
            return
        citations = tuple(source.cite(book) for source in statement.sources)
        sentence = Sentence(
            statement.text,
            supported=True,
            citations=tuple(citation.index for citation in citations),
            heading=statement.heading,
            column=statement.column,
            quiz=statement.quiz,
        )
        self._sentences.append(sentence)
        self._on_event(SentenceFinished(self.question_id, sentence, citations))

    def _finish(self, book: CitationBook) -> None:
        stopped = self._stop_wanted.is_set()
        remarks = " ".join(self._remarks)
        found = bool(self._sentences)
        text = text_of(self._sentences) if found else STOPPED if stopped else remarks or NOTHING_FOUND
        answer = Answer(
            text=text,
            found=found,
            sentences=tuple(self._sentences),
            citations=book.citations,
            times=AnswerTimes(total=time.perf_counter() - self._started),
            model=self._writer.model.name if self._writer is not None else "",
            notice=(remarks or None) if found else None,
            stopped=stopped,
        )
        self._on_event(AnswerFinished(self.question_id, answer))
