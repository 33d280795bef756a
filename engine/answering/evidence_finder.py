"""Finds the sentences of the best passages that speak to a question."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from engine.answering.answer_form import without_answer_form
from engine.answering.question_kind import holds_kind, kind_of_question, news_of
from engine.answering.question_meaning import question_vector
from engine.answering.statement_words import stems_of
from engine.library.text_embedder import TextEmbedder
from engine.sentence_splitter import sentence_spans
from engine.types import Passage, SearchHit

PASSAGES_READ = 6
"""How many of the best passages are read, unless more are asked for."""
_SENTENCES_COMPARED = 12
"""So many sentences, those that share most words with the question, are considered, and compared by meaning."""
_MOST_EVIDENCE = 4
_LONGEST_RUN = 450
"""Characters: a sentence gets its neighbours as context if they fit in."""
_NUMBERING = re.compile(r"\s*(?:§+ *)?\d+(?:\.\d+)*[.)]?\s+")
"""At the beginning of a heading."""

# Of the scores of sentences, set by hand on reports and on texts in English and German (`make quality`). What ranks
# pages knows more than what is compared here, so that the page weighs most: less of it cost 8 of 100 true pages.
_OVERLAP_WEIGHT = 0.5
_SIMILARITY_WEIGHT = 0.4
_KIND_WEIGHT = 0.1
_PAGE_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A run of neighbouring sentences of a passage; the one at index `best` speaks to the question most.

    `spans` are half-open ranges in the text of the passage's part, one a sentence.
    """

    passage: Passage
    spans: tuple[tuple[int, int], ...]
    best: int
    score: float

    def quote(self, first: int, last: int) -> str:
        """The sentences `first` to `last` as they stand in the document."""
        offset = self.passage.start
        return self.passage.text[self.spans[first][0] - offset : self.spans[last][1] - offset]

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


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may be evidence: the one at index `position` of a passage's sentences, which stand at `spans`."""

    hit: SearchHit
    spans: tuple[tuple[int, int], ...]
    position: int
    text: str
    stems: frozenset[str]


class EvidenceFinder:
    """Chooses evidence with an embedding model. Thread-safe as far as the embedder is."""

    def __init__(self, embedder: TextEmbedder) -> None:
        self._embedder = embedder

    def find(self, question: str, hits: Sequence[SearchHit], passages: int = PASSAGES_READ) -> FoundEvidence:
        """The best sentences of the first `passages` of `hits`, with their neighbours.

        A sentence scores by the words it shares with the question (the rarer among all candidates the better), by
        its similarity in meaning, by telling something of the kind that is asked for, and by the score of its passage.
        """
        question = without_answer_form(question)
        asked = stems_of(question)
        candidates = [item for hit in hits[:passages] for item in _candidates(hit)]
        if not asked or not candidates:
            return FoundEvidence(())
        overlaps = _overlaps(asked, candidates)
        order = sorted(range(len(candidates)), key=lambda i: (-overlaps[i], candidates[i].hit.rank, i))
        compared = [candidates[i] for i in order[:_SENTENCES_COMPARED]]
        similarities = self._similarities(question, compared)
        kind = kind_of_question(question)
        scored = [
            (_score(item, overlaps[i], similarity, holds_kind(news_of(item.text, asked), kind), hits[0].score), item)
            for i, item, similarity in zip(order, compared, similarities or [0.0] * len(compared), strict=False)
        ]
        scored.sort(key=lambda entry: (-entry[0], entry[1].hit.rank, entry[1].position))
        telling = [entry for entry in scored if not _is_echo(entry[1], asked)]
        return FoundEvidence(_runs(telling or scored), max(similarities) if similarities else None)

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


def _score(candidate: _Candidate, overlap: float, similarity: float, tells_kind: bool, best: float) -> float:
    page = min(1.0, candidate.hit.score / best) if best > 0 else 0.0
    return _OVERLAP_WEIGHT * overlap + _SIMILARITY_WEIGHT * similarity + _KIND_WEIGHT * tells_kind + _PAGE_WEIGHT * page


def _runs(scored: Sequence[tuple[float, _Candidate]]) -> tuple[Evidence, ...]:
    """The best sentences, each with its neighbours as far as they fit; a sentence in an earlier run begins no other."""
    runs: list[Evidence] = []
    taken: set[tuple[int, tuple[int, int]]] = set()
    for score, item in scored:
        if len(runs) == _MOST_EVIDENCE:
            break
        passage_id = item.hit.passage.passage_id
        if (passage_id, item.spans[item.position]) in taken:
            continue
        run = _with_neighbours(item, score)
        taken.update((passage_id, span) for span in run.spans)
        runs.append(run)
    return tuple(runs)


def _with_neighbours(item: _Candidate, score: float) -> Evidence:
    spans = item.spans
    first = last = item.position
    # The sentence before tells who "it" is, so it comes first.
    if first > 0 and spans[last][1] - spans[first - 1][0] <= _LONGEST_RUN:
        first -= 1
    if last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= _LONGEST_RUN:
        last += 1
    return Evidence(item.hit.passage, spans[first : last + 1], item.position - first, score)
