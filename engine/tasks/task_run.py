"""The way of one task to its result: what the task yields is checked, cited and reported."""

import threading
import time
from collections.abc import Callable

from engine.answering.citation_book import CitationBook
from engine.answering.claim_checker import is_supported
from engine.answering.passage_search import PassageSearch
from engine.answering.question_run import AnswerModel
from engine.events import AnswerFinished, Event, SentenceFinished, TaskProgressed
from engine.library.catalogue_reader import CatalogueReader
from engine.tasks.comparison import compare_documents
from engine.tasks.explanation import explain_passage
from engine.tasks.quiz import make_quiz
from engine.tasks.summary import summarise_document, summarise_folder
from engine.tasks.task_steps import Remark, Statement, Step, TaskSteps
from engine.tasks.task_text import text_of
from engine.tasks.task_writer import TaskWriter
from engine.tasks.translation import is_translation_of, translate_passage
from engine.types import (
    Answer,
    AnswerTimes,
    CompareDocuments,
    ExplainPassage,
    QuizOnDocument,
    Sentence,
    SummariseDocument,
    SummariseFolder,
    Task,
    TranslatePassage,
)

NOTHING_FOUND = "There are no sentences in this document that could be used for this."
STOPPED = "Stopped before there was anything to show."


class TaskRun:
    """Does one task and reports by events. `stop` may be called from any thread, everything else from one."""

    def __init__(self, question_id: int, task: Task, on_event: Callable[[Event], None]) -> None:
        self.question_id = question_id
        self._task = task
        self._on_event = on_event
        self._stop_wanted = threading.Event()
        self._writer: TaskWriter | None = None
        self._started = time.perf_counter()
        self._sentences: list[Sentence] = []
        self._remarks: list[str] = []

    def stop(self) -> None:
        """End the task as soon as possible, with what there is."""
        self._stop_wanted.set()
        if self._writer is not None:
            self._writer.stop()

    def answer(self, search: PassageSearch, model: AnswerModel | None) -> None:
        """Do the task and send `AnswerFinished`.

        Raises `LibraryError`, `DocumentError`, and `ModelTooSmall` where the task needs a more capable model. A model
        that fails costs only its words.
        """
        book, writer = CitationBook(search.reader), TaskWriter(model)
        self._writer = writer
        for step in _steps(self._task, search.reader, writer):
            if self._stop_wanted.is_set():
                break
            match step:
                case Statement():
                    self._add(step, book)
                case Step():
                    self._on_event(TaskProgressed(self.question_id, step.done, step.total, step.what))
                case Remark():
                    self._remarks.append(step.text)
        if writer.failure is not None:
            self._remarks.append(str(writer.failure.as_failure()))
        self._finish(book, writer.name)

    def _add(self, statement: Statement, book: CitationBook) -> None:
        """Report a statement that its sources bear out; any other is withdrawn."""
        bears_out = is_translation_of if statement.is_translation else is_supported
        if not any(bears_out(statement.text, source.text) for source in statement.sources):
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

    def _finish(self, book: CitationBook, model: str) -> None:
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
            model=model,
            notice=(remarks or None) if found else None,
            stopped=stopped,
        )
        self._on_event(AnswerFinished(self.question_id, answer))


def _steps(task: Task, reader: CatalogueReader, writer: TaskWriter) -> TaskSteps:
    match task:
        case SummariseDocument(path):
            return summarise_document(reader, path, writer.reword)
        case SummariseFolder(path):
            return summarise_folder(reader, path)
        case CompareDocuments(first, second):
            return compare_documents(reader, first, second)
        case QuizOnDocument(path):
            return make_quiz(reader, path)
        case ExplainPassage(selection):
            return explain_passage(reader, selection, writer.explain)
        case TranslatePassage():
            writer.require_model()
            return translate_passage(reader, task, writer.translate)
