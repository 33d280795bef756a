"""Finds the sentences of the best passages that speak to a question."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from types import MappingProxyType

from engine.answering.answer_reader import Reading
from engine.answering.passage_reading import surest
from engine.answering.question_kind import holds_kind, kind_of_question, news_of, without_question_words
from engine.answering.question_meaning import question_vector
from engine.answering.statement_words import stems_of
from engine.library.text_embedder import TextEmbedder
from engine.sentence_splitter import sentence_spans
from engine.types import Passage, SearchHit
from engine.word_analysis import says_nothing

NOT_READ: Mapping[int, Reading] = MappingProxyType({})
"""No passage was read by the answer reader."""
_SENTENCES_COMPARED = 12
"""So many sentences, those that share most words with the question, are considered, and compared by meaning."""
_MOST_EVIDENCE = 4
_LONGEST_RUN = 450
"""Characters: a sentence gets its neighbours as context if they fit in."""
_NUMBERING = re.compile(r"\s*(?:§+ *)?\d+(?:\.\d+)*[.)]?\s+")
"""At the beginning of a heading."""

# Of the scores of sentences, set by hand on reports and on texts in English and German (`make quality`). What ranks
# pages knows more than what is compared here, so that the page weighs most: less of it cost 8 of 100 true pages.
_OVERLAP_WEIGHT = 0.4
_SIMILARITY_WEIGHT = 0.4
_KIND_WEIGHT = 0.2
_READER_WEIGHT = 0.5
_PAGE_WEIGHT = 1.2


@dataclass(frozen=True, slots=True)
class TellingSentence:
    """A sentence that speaks to the question: its index in a run of evidence, and how much it speaks to it.

    `own_score` is what the sentence has of itself, `score` counts in how good its passage is. `answer` are the words
    of it that answer most directly, as a range in the text of the passage's part, if the answer reader marks any.
    """

    position: int
    score: float
    own_score: float
    answer: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A run of neighbouring sentences of a passage, and those of them that speak to the question, most telling first.

    `spans` are half-open ranges in the text of the passage's part, one a sentence.
    """

    passage: Passage
    spans: tuple[tuple[int, int], ...]
    telling: tuple[TellingSentence, ...] = ()

    @property
    def best(self) -> int:
        """The index of the sentence that speaks to the question most."""
        return self.telling[0].position

    @property
    def score(self) -> float:
        """How much that sentence speaks to the question."""
        return self.telling[0].score

    def quote(self, first: int, last: int) -> str:
        """The sentences `first` to `last` as they stand in the document."""
        return self._text_of(self.spans[first][0], self.spans[last][1])

    def key_words(self, first: int, last: int) -> str:
        """The words in these sentences that answer most directly, without line breaks; "" if none are marked."""
        marked = (item.answer for item in self.telling if first <= item.position <= last and item.answer)
        return " ".join(self._text_of(*next(marked, (0, 0))).split())

    def _text_of(self, start: int, end: int) -> str:
        return self.passage.text[start - self.passage.start : end - self.passage.start]

    @property
    def text(self) -> str:
        """The whole run as it stands in the document."""
        return self.quote(0, len(self.spans) - 1)


@dataclass(frozen=True, slots=True)
class FoundEvidence:
    """The evidence for a question, strongest first."""

    evidence: tuple[Evidence, ...]
    similarity: float | None = None
    """The greatest cosine similarity of the question and a sentence; None if meaning could not be compared."""
    answered: float | None = None
    """How surely the answer reader finds an answer in the passage where it does so most; None if it did not read."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may be evidence: the one at index `position` of a passage's sentences, which stand at `spans`."""

    hit: SearchHit
    spans: tuple[tuple[int, int], ...]
    position: int
    text: str
    stems: frozenset[str]

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in its part."""
        return self.spans[self.position]


@dataclass(frozen=True, slots=True)
class _Scored:
    """How much a candidate speaks to the question of itself, how much its page counts for it, and its answer."""

    candidate: _Candidate
    own_score: float
    page_score: float
    answer: tuple[int, int] | None

    def told_at(self, position: int) -> TellingSentence:
        """It as a sentence of a run, where it is at index `position`."""
        return TellingSentence(position, self.score, self.own_score, self.answer)

    @property
    def score(self) -> float:
        return self.own_score + self.page_score


class EvidenceFinder:
    """Chooses evidence with an embedding model. Thread-safe as far as the embedder is."""

    def __init__(self, embedder: TextEmbedder) -> None:
        self._embedder = embedder

    def find(
        self, question: str, hits: Sequence[SearchHit], readings: Mapping[int, Reading] = NOT_READ
    ) -> FoundEvidence:
        """The best sentences of `hits`, with their neighbours; `readings` as the answer reader gave them.

        A sentence scores by the words it shares with the question (the rarer among all candidates the better), by
        its similarity in meaning, by how surely the answer reader finds an answer in it, by telling something of the
        kind that is asked for, and by the score of its passage.
        """
        asked = stems_of(without_question_words(question))
        candidates = [item for hit in hits for item in _candidates(hit)]
        if says_nothing(question) or not candidates:
            return FoundEvidence(())
        overlaps = _overlaps(asked, candidates)
        answered = [_answered(item, readings) for item in candidates]
        order = sorted(range(len(candidates)), key=lambda i: (-overlaps[i] - answered[i], candidates[i].hit.rank, i))
        compared = [candidates[i] for i in order[:_SENTENCES_COMPARED]]
        similarities = self._similarities(question, compared)
        kind = kind_of_question(question)
        scored = [
            _Scored(
                item,
                _own_score(overlaps[i], similarity, answered[i], holds_kind(news_of(item.text, asked), kind)),
                _page_score(item, hits[0].score),
                _answer_in(item, readings),
            )
            for i, item, similarity in zip(order, compared, similarities or [0.0] * len(compared), strict=False)
        ]
        scored.sort(key=lambda item: (-item.score, item.candidate.hit.rank, item.candidate.position))
        telling = [item for item in scored if not _is_echo(item.candidate, asked)]
        return FoundEvidence(
            _runs(telling or scored),
            max(similarities) if similarities else None,
            surest(readings, hits),
        )

    def _similarities(self, question: str, candidates: Sequence[_Candidate]) -> list[float] | None:
        """Cosine similarities of the question and the candidates; None if the embedding model is of no use here."""
        vector = question_vector(self._embedder, question)
        if vector is None:
            return None
        similarities: list[float] = (
            self._embedder.embed_passages([item.text for item in candidates]) @ vector
        ).tolist()
        return similarities


def _candidates(hit: SearchHit) -> list[_Candidate]:
    text, offset = hit.passage.text, hit.passage.start
    in_passage = sentence_spans(text)
    spans = tuple((offset + start, offset + end) for start, end in in_passage)
    sentences = [text[start:end] for start, end in in_passage]
    return [_Candidate(hit, spans, position, said, stems_of(said)) for position, said in enumerate(sentences)]


def _answered(item: _Candidate, readings: Mapping[int, Reading]) -> float:
    """How surely an answer stands in the sentence; 0 if its passage was not read."""
    reading, offset = readings.get(item.hit.passage.passage_id), item.hit.passage.start
    return reading.answered(item.span[0] - offset, item.span[1] - offset) if reading else 0.0


def _answer_in(item: _Candidate, readings: Mapping[int, Reading]) -> tuple[int, int] | None:
    """The words of the sentence that answer, as a range in the part's text."""
    reading, offset = readings.get(item.hit.passage.passage_id), item.hit.passage.start
    there = reading.answer(item.span[0] - offset, item.span[1] - offset) if reading else None
    return (there[0] + offset, there[1] + offset) if there else None


def _is_echo(item: _Candidate, asked: frozenset[str]) -> bool:
    """True for a heading that only repeats words of the question ("§ 5 Deposit"): a context, but no answer.

    A whole sentence that does may be one: it confirms what is asked.
    """
    is_heading = not item.text.rstrip().endswith((".", "!", "?"))
    return is_heading and stems_of(_NUMBERING.sub("", item.text, count=1)) <= asked


def _overlaps(asked: frozenset[str], candidates: Sequence[_Candidate]) -> list[float]:
    """For each candidate the share of the question's words that it holds; words that few candidates hold weigh more."""
    holders = Counter(word for item in candidates for word in item.stems & asked)
    weights = {word: log(1 + len(candidates) / (holders[word] + 0.5)) for word in asked}
    total = sum(weights.values())
    return [sum(weights[word] for word in item.stems & asked) / total for item in candidates]


def _own_score(overlap: float, similarity: float, answered: float, tells_kind: bool) -> float:
    return (
        _OVERLAP_WEIGHT * overlap
        + _SIMILARITY_WEIGHT * similarity
        + _READER_WEIGHT * answered
        + _KIND_WEIGHT * tells_kind
    )


def _page_score(candidate: _Candidate, best: float) -> float:
    return _PAGE_WEIGHT * min(1.0, candidate.hit.score / best) if best > 0 else 0.0


def _runs(scored: Sequence[_Scored]) -> tuple[Evidence, ...]:
    """The best sentences, each with its neighbours as far as they fit; one in an earlier run begins no other."""
    runs: list[Evidence] = []
    for item in scored:
        run = next((run for run in runs if _holds(run, item.candidate)), None)
        if run is not None:
            telling = item.told_at(run.spans.index(item.candidate.span))
            runs[runs.index(run)] = replace(run, telling=(*run.telling, telling))
        elif len(runs) < _MOST_EVIDENCE:
            runs.append(_with_neighbours(item))
    return tuple(runs)


def _holds(run: Evidence, candidate: _Candidate) -> bool:
    return run.passage.passage_id == candidate.hit.passage.passage_id and candidate.span in run.spans


def _with_neighbours(item: _Scored) -> Evidence:
    spans, position = item.candidate.spans, item.candidate.position
    first = last = position
    # The sentence before tells who "it" is, so it comes first.
    if first > 0 and spans[last][1] - spans[first - 1][0] <= _LONGEST_RUN:
        first -= 1
    if last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= _LONGEST_RUN:
        last += 1
    return Evidence(item.candidate.hit.passage, spans[first : last + 1], (item.told_at(position - first),))
