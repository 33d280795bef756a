"""Explains an answer: takes notes while it is made, of values that are there anyway, and puts them into words."""

import time
from collections.abc import Collection
from pathlib import Path

from engine.answering.answer_composer import AnswerComposer
from engine.answering.evidence_finder import Evidence
from engine.answering.figure_calculator import CalculatedFigure
from engine.answering.passage_search import Found, ListedPassage, PassageSearch
from engine.answering.repeated_passages import with_originals
from engine.answering.step_clock import StepClock
from engine.types import (
    AnswerExplanation,
    ChosenQuote,
    ComparedPassage,
    Confidence,
    Passage,
    Question,
    ReadQuestion,
    SearchHit,
    SentPrompt,
)

_CANDIDATES_SHOWN = 20
"""Each that is not read costs a look into the catalogue."""


class AnswerExplainer:
    """The notes on one question. What has not been noted did not happen."""

    def __init__(self, question: Question, meant: Collection[Path], *, is_follow_up: bool) -> None:
        """`question` is what is looked for: a follow-up was made to stand alone.

        `meant` are the documents that it refers back to.
        """
        self._question = question
        self._meant = frozenset(meant)
        self._is_follow_up = is_follow_up
        self._found: Found | None = None
        self._read: tuple[SearchHit, ...] = ()
        self._evidence: tuple[Evidence, ...] = ()
        self._confidence = Confidence()
        self._pieces: list[str] = []
        self._first_piece: float | None = None
        self._last_piece = 0.0
        self._clock = StepClock()
        self.prompt: SentPrompt | None = None
        """What the language model was given."""

    def note_search(self, found: Found) -> None:
        """The search is done; the next step begins now."""
        self._found = found
        self._clock = StepClock()

    def note_evidence(
        self, read: tuple[SearchHit, ...], evidence: tuple[Evidence, ...], confidence: Confidence
    ) -> None:
        """Which passages were read, what was chosen of them, and how sure it is that the answer is there."""
        self._read, self._evidence, self._confidence = read, evidence, confidence
        self._clock.end_step("Choosing sentences")

    def note_calculation(self, figure: CalculatedFigure) -> None:
        """The answer was calculated from these rows."""
        self._evidence = figure.rows
        self._clock.end_step("Calculating from rows of accounts")

    def note_piece(self, piece: str) -> None:
        """The language model gave a sign of life, or wrote a token."""
        if piece and self._first_piece is None:
            self._clock.end_step("Reading the prompt")
            self._first_piece = time.perf_counter()
        if self._first_piece is not None:
            self._pieces.append(piece)
            self._last_piece = time.perf_counter()

    def explain(self, search: PassageSearch, composer: AnswerComposer, *, stopped: bool) -> AnswerExplanation:
        """Why the answer that `composer` has made is what it is. Raises `LibraryError` subclasses."""
        wrote = self._first_piece is not None
        self._clock.end_step("Writing and checking the answer" if wrote else "Putting the answer together")
        found = self._found
        return AnswerExplanation(
            verdict=self._verdict(composer, stopped=stopped),
            question=self._question_as_read(),
            passages_compared=len(found.order) if found is not None else 0,
            sections_compared=len(found.compared.sections) if found is not None else 0,
            candidates=self._candidates(found, search) if found is not None else (),
            quotes=tuple(
                ChosenQuote(number, item.passage, item.text, item.score)
                for number, item in enumerate(self._evidence, start=1)
            ),
            calculated=_is_calculated(composer),
            confidence=self._confidence,
            prompt=self.prompt,
            written="".join(self._pieces),
            checked=composer.checked,
            steps=(*(found.steps if found is not None else ()), *self._clock.steps),
            tokens_per_second=self._tokens_per_second(),
        )

    def _question_as_read(self) -> ReadQuestion:
        if self._found is None:
            return ReadQuestion(self._question.text, is_follow_up=self._is_follow_up)
        query = self._found.query
        words = tuple(dict.fromkeys(query.words))
        pages = tuple(sorted(query.pages))
        return ReadQuestion(query.text, words, query.related, query.forms, pages, self._is_follow_up)

    def _tokens_per_second(self) -> float | None:
        if self._first_piece is None or self._last_piece <= self._first_piece:
            return None
        return (len(self._pieces) - 1) / (self._last_piece - self._first_piece)

    def _verdict(self, composer: AnswerComposer, *, stopped: bool) -> str:
        if stopped:
            return "You stopped before the answer was finished."
        if any(sentence.passed for sentence in composer.checked):
            return "Answered in the words of the language model, as far as your documents bear them out."
        if _is_calculated(composer):
            return "Calculated from figures of your documents, which do not have to print the result."
        if composer.sentences:
            return f"Answered in the words of your documents: {self._why_quoted()}."
        return f"No answer: {self._why_no_answer()}."

    def _why_no_answer(self) -> str:
        if not self._read:
            return "no passage of your documents has anything in common with the question"
        if not self._evidence:
            return "no sentence of the best passages has anything in common with the question"
        if self._confidence.is_sufficient:
            return "the language model says that the chosen sentences do not hold one"
        return _why_unsure(self._confidence)

    def _why_quoted(self) -> str:
        if self._first_piece is not None:
            return "none of what the language model wrote is borne out by them"
        return "the language model was not used, or wrote nothing"

    def _candidates(self, found: Found, search: PassageSearch) -> tuple[ComparedPassage, ...]:
        """The passages at the top of the search's order, and those that were read from further down."""
        loaded = search.passages_at_top(found, _CANDIDATES_SHOWN, self._question.scope)
        at_top = {passage.passage_id for passage in loaded}
        loaded += [hit.passage for hit in self._read if hit.passage.passage_id not in at_top]
        fates = {passage.passage_id: self._fate(passage, original) for passage, original in with_originals(loaded)}
        ranks = {item.passage.passage_id: (rank, item) for rank, item in enumerate(found.order, start=1)}
        by_words = _ranks([(item.passage.signals.passage_words, item) for item in found.order])
        by_meaning = _ranks([(item.passage.signals.meaning, item) for item in found.order])
        read = {hit.passage.passage_id for hit in self._read} | {item.passage.passage_id for item in self._evidence}
        return tuple(
            ComparedPassage(
                rank,
                passage,
                item.signals.weighed(),
                by_words[passage.passage_id] if item.passage.signals.passage_words else None,
                by_meaning[passage.passage_id] if item.passage.signals.meaning else None,
                fates[passage.passage_id],
                passage.passage_id in read,
            )
            for passage in loaded
            for rank, item in [ranks[passage.passage_id]]
        )

    def _fate(self, passage: Passage, original: Passage | None) -> str:
        if any(item.passage.passage_id == passage.passage_id for item in self._evidence):
            return "Read, and sentences of it chosen"
        if any(hit.passage.passage_id == passage.passage_id for hit in self._read):
            return "Read" if self._meant.isdisjoint((passage.path, *passage.copies)) else "Read: cited before"
        if not self._read:
            return "Not read: the answer was calculated"
        if original is not None:
            return f"Left out: says the same as {', '.join(filter(None, (original.path.name, original.place)))}"
        return f"Not read: only {len(self._read)} are{', those cited before first' if self._meant else ''}"


def _is_calculated(composer: AnswerComposer) -> bool:
    return any(sentence.calculated for sentence in composer.sentences)


def _ranks(scored: list[tuple[float, ListedPassage]]) -> dict[int, int]:
    """The 1-based rank of each passage, by its id, the greatest score first."""
    order = sorted(scored, key=lambda entry: -entry[0])
    return {item.passage.passage_id: rank for rank, (_, item) in enumerate(order, start=1)}


def _why_unsure(confidence: Confidence) -> str:
    deciding = confidence.deciding
    against = f"; most against it speaks: {deciding.name} ({deciding.value:.0%})" if deciding is not None else ""
    return (
        f"it is {confidence.probability:.0%} likely that the chosen sentences hold one, and "
        f"{confidence.threshold:.0%} is needed{against}"
    )
