"""The way of one question to its answer."""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Protocol

from engine.answering.answer_composer import AnswerComposer
from engine.answering.answer_confidence import confidence
from engine.answering.answer_coverage import AnswerCoverage, coverage_of
from engine.answering.answer_explainer import AnswerExplainer
from engine.answering.answer_size import answer_size
from engine.answering.answer_texts import texts_for
from engine.answering.citation_book import CitationBook
from engine.answering.citation_parser import CitationParser, ParsedSentence
from engine.answering.document_preference import SEARCHED_FOR_ONE_SHOWN, prefer
from engine.answering.evidence_finder import Evidence, EvidenceFinder
from engine.answering.figure_calculator import CalculatedFigure, calculated_figure
from engine.answering.follow_up import resolve
from engine.answering.missing_words import missing_words
from engine.answering.passage_reading import read_passages
from engine.answering.passage_search import Found, PassageSearch
from engine.answering.prompt_builder import Prompt, build_prompt
from engine.answering.thinking import without_thoughts
from engine.errors import ModelError
from engine.events import AnswerFinished, DraftChanged, Event, SentenceFinished, SourcesFound, ThinkingChanged
from engine.library.scope_check import require_documents
from engine.models.model_catalog import LanguageModelInfo
from engine.types import (
    Answer,
    AnswerTimes,
    Citation,
    Question,
    SearchResult,
    SearchScope,
    Sentence,
    SentPrompt,
    Settings,
)

SOURCES_SHOWN = 8
"""Passages listed with an answer."""
_PASSAGES_READ = 6
"""So many of them are read for an answer."""
_PASSAGES_READ_THOROUGHLY = 24
"""So many passages are found and read where a thorough answer is wanted."""
_DRAFT_SECONDS = 0.05
"""A draft is sent no more often than this."""


class AnswerModel(Protocol):
    """What writes the answer: an `AnsweringProcess`, or a fake of it in tests."""

    @property
    def model(self) -> LanguageModelInfo:
        """The model that it runs."""
        ...

    @property
    def sent_prompt(self) -> SentPrompt | None:
        """The last prompt as the model was given it, if it came so far."""
        ...

    def prepare(self) -> None:
        """Begin to load the model before the first prompt; returns at once."""
        ...

    def generate(self, prompt: Prompt) -> Iterable[str]:
        """Yield the answer in pieces. Raises `ModelError`."""
        ...

    def stop(self) -> None:
        """End the present answer; callable from any thread."""
        ...

    def end(self) -> None:
        """Give the model's memory back; the next prompt loads it again."""
        ...


class QuestionRun:
    """Answers one question and reports by events. `stop` may be called from any thread, everything else from one."""

    def __init__(
        self, question_id: int, question: Question, on_event: Callable[[Event], None], settings: Settings | None = None
    ) -> None:
        """`settings` say how long the answer is to be, and in which language."""
        self.question_id = question_id
        self._follow_up = resolve(question.text, question.history)
        self._asked_as = self._follow_up.text if self._follow_up.text != question.text else ""
        self._question = replace(question, text=self._follow_up.text)
        """What is looked for and answered: it stands alone."""
        settings = settings or Settings()
        self._size, self._language = answer_size(settings.answer_length), settings.answer_language
        self._texts = texts_for(self._question.text, self._language)
        self._on_event = on_event
        self._stop_wanted = threading.Event()
        self._model: AnswerModel | None = None
        self._started = time.perf_counter()
        self._first_token: float | None = None
        self._notice: str | None = None
        self._draft = ""
        self._draft_sent = 0.0
        self._thoughts = ""
        self._thoughts_sent = 0.0
        self._coverage = AnswerCoverage()
        self._explainer = AnswerExplainer(self._question, self._follow_up.documents, is_follow_up=bool(self._asked_as))

    def stop(self) -> None:
        """End the run as soon as possible, with what there is."""
        self._stop_wanted.set()
        if self._model is not None:
            self._model.stop()

    def answer(self, search: PassageSearch, model: AnswerModel | None) -> None:
        """Find evidence, let the model write, check, and send `AnswerFinished`.

        Without a model, or if nothing that it writes passes, the quotes are the answer; what can be calculated from
        rows of accounts needs no model. Raises `LibraryError`, `QuestionTooLong`, and `PlaceError` if there is nothing
        to search; an error of the language model becomes a notice with a quoted answer.
        """
        self._model = model
        require_documents(search.reader, self._question.scope)
        thorough = self._question.thorough
        found_at_most = _PASSAGES_READ_THOROUGHLY if thorough else SOURCES_SHOWN
        searched = self._found(search, found_at_most)
        result, text = searched.result, self._question.text
        self._asked_as = searched.spelt_right or self._asked_as
        self._on_event(SourcesFound(self.question_id, result.hits, result.seconds))
        self._explainer.note_search(searched)
        book = CitationBook(search.reader)
        if self._stop_wanted.is_set():
            self._finish(search, result, AnswerComposer(text, (), book))
            return
        if not result.hits:
            self._finish(search, result, AnswerComposer(text, (), book), self._nothing_found_text(search))
            return
        read = result.hits[: _PASSAGES_READ_THOROUGHLY if thorough else _PASSAGES_READ]
        figure = calculated_figure(search.reader, text, searched, self._scope_of_figures())
        if figure is not None:
            self._finish(search, result, self._calculated(figure, book))
            return
        asked = searched.query.text
        readings = read_passages(search.answer_reader, asked, read, searched.compared)
        found = EvidenceFinder(search.embedder).find(asked, read, readings)
        self._coverage = coverage_of(self._question, read, search.reader)
        composer = AnswerComposer(text, found.evidence, book)
        missing = missing_words(search.reader, searched, found)
        sure = confidence(asked, found, searched.compared, missing)
        self._explainer.note_evidence(read, found.evidence, sure)
        if sure.is_sufficient:
            self._compose(composer, found.evidence)
        self._finish(search, result, composer)

    def _found(self, search: PassageSearch, limit: int) -> Found:
        """The best passages, those of documents cited before in front where the question refers back to them."""
        text, scope, thorough = self._question.text, self._question.scope, self._question.thorough
        meant = self._follow_up.documents
        if not meant:
            return search.find(text, limit, scope, thorough=thorough)
        found = search.find(text, SEARCHED_FOR_ONE_SHOWN * limit, scope, thorough=thorough)
        return replace(found, result=prefer(found.result, meant, limit))

    def _scope_of_figures(self) -> SearchScope:
        """Where rows of accounts may stand: in documents cited before if the question refers back to these."""
        scope, meant = self._question.scope, self._follow_up.documents
        return replace(scope, within=meant) if meant and not scope.within else scope

    def _calculated(self, figure: CalculatedFigure, book: CitationBook) -> AnswerComposer:
        composer = AnswerComposer(self._question.text, figure.rows, book)
        self._explainer.note_calculation(figure)
        self._send_sentence(*composer.add_calculated(figure))
        return composer

    def _compose(self, composer: AnswerComposer, evidence: tuple[Evidence, ...]) -> None:
        if self._model is not None and not self._stop_wanted.is_set():
            try:
                self._write(self._model, composer, evidence)
            except ModelError as error:
                self._notice = str(error.as_failure())
            self._explainer.prompt = self._model.sent_prompt
            self._send_draft("")
        if not composer.sentences and not composer.model_found_nothing and not self._stop_wanted.is_set():
            for sentence, citations in composer.add_quotes(self._size):
                self._send_sentence(sentence, citations)

    def _write(self, model: AnswerModel, composer: AnswerComposer, evidence: tuple[Evidence, ...]) -> None:
        """Let the model write until it ends, was stopped, or has written enough."""
        parser = CitationParser(len(evidence))
        enough = False
        prompt = build_prompt(self._question.text, evidence, model.model, self._language, self._size)
        for piece in without_thoughts(model.generate(prompt), self._note_thought):
            if self._stop_wanted.is_set() or enough:
                model.stop()
                continue
            self._explainer.note_piece(piece)
            if piece and self._first_token is None:
                self._first_token = time.perf_counter() - self._started
            self._check(parser.feed(piece), composer)
            self._draft_changed(parser.draft)
            enough = len(composer.sentences) >= self._size.sentences or composer.model_found_nothing
        if not self._stop_wanted.is_set() and not enough:
            self._check(parser.finish(), composer)

    def _note_thought(self, text: str) -> None:
        self._thoughts += text
        if time.perf_counter() - self._thoughts_sent >= _DRAFT_SECONDS:
            self._thoughts_sent = time.perf_counter()
            self._on_event(ThinkingChanged(self.question_id, self._thoughts))

    def _check(self, parsed: Iterable[ParsedSentence], composer: AnswerComposer) -> None:
        for sentence in parsed:
            passed = composer.add(sentence)
            if passed is not None:
                self._send_sentence(*passed)
            else:
                self._send_draft("")

    def _draft_changed(self, text: str) -> None:
        if time.perf_counter() - self._draft_sent >= _DRAFT_SECONDS:
            self._send_draft(text)

    def _send_draft(self, text: str) -> None:
        if text != self._draft:
            self._draft, self._draft_sent = text, time.perf_counter()
            self._on_event(DraftChanged(self.question_id, text))

    def _send_sentence(self, sentence: Sentence, citations: tuple[Citation, ...]) -> None:
        self._send_draft("")
        self._on_event(SentenceFinished(self.question_id, sentence, citations))

    def _nothing_found_text(self, search: PassageSearch) -> str:
        return self._texts.nothing_close if search.reader.has_passages() else self._texts.no_documents

    def _finish(self, search: PassageSearch, result: SearchResult, composer: AnswerComposer, text: str = "") -> None:
        sentences = composer.sentences
        stopped = self._stop_wanted.is_set()
        if sentences:
            text = " ".join(sentence.text for sentence in sentences)
        elif stopped:
            text = self._texts.stopped
        text = text or self._texts.not_found
        times = AnswerTimes(result.seconds, self._first_token, time.perf_counter() - self._started)
        answer = Answer(
            text=text,
            found=bool(sentences),
            sentences=sentences,
            citations=composer.citations,
            sources=result.hits,
            times=times,
            model=self._model.model.name if self._model is not None else "",
            notice=self._notice,
            stopped=stopped,
            asked_as=self._asked_as,
            documents_used=self._coverage.used,
            documents_matching=self._coverage.matching,
            thoughts=self._thoughts.strip(),
        )
        explanation = self._explainer.explain(search, composer, stopped=stopped)
        self._on_event(AnswerFinished(self.question_id, answer, explanation))
