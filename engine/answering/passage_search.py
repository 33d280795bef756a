"""Search for passages: candidates by words, by meaning and by document, ranked with everything that speaks for them."""

import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from engine.answering.answer_reader import AnswerReader
from engine.answering.meaning_search import MeaningSearch
from engine.answering.repeated_passages import without_repetitions
from engine.answering.reranker import Reranker
from engine.answering.run_together_words import set_apart
from engine.answering.search_query import SearchQuery, search_query
from engine.answering.section_ranking import RankedPassage, RankedSection, SectionRanking, Signals
from engine.answering.step_clock import StepClock
from engine.answering.word_coverage import WordCoverage
from engine.errors import ModelError, QuestionTooLong
from engine.library.search_catalogue import SearchCatalogue
from engine.library.text_embedder import TextEmbedder
from engine.library.vector_index import VectorIndex
from engine.types import EVERYWHERE, Passage, SearchHit, SearchResult, SearchScope, StepTime

_log = logging.getLogger(__name__)

_CANDIDATES = 100
"""How many passages are found by words at least, and half as many by meaning."""
_CANDIDATES_OF_THOROUGH = 400
_LONGEST_TEXT = 10_000
"""Characters that are searched for at most."""
_DOCUMENTS = 50
"""So many documents get a score for their names and beginnings."""
_LIKELY_DOCUMENTS = 3
"""So many of them have their best passages among the candidates, also if others have better ones."""
_FROM_EACH_DOCUMENT = 20
_RERANKED = 40
"""So many of the best passages a re-ranking model reads."""
_DOCUMENTS_WITH_PAGE = 10
"""So many documents have the pages that a question names among the candidates."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The sections that a search compared, best first, and how to tell what of the question they hold.

    `descriptions` are what the sections' contents say of themselves.
    """

    sections: tuple[RankedSection, ...] = ()
    descriptions: Mapping[int, str] = field(default_factory=dict)
    coverage: WordCoverage = field(default_factory=lambda: WordCoverage((), {}, 0))

    def section_of(self, passage_id: int) -> RankedSection | None:
        """The section that holds a passage; None if it was not compared."""
        return next((s for s in self.sections if any(p.passage_id == passage_id for p in s.passages)), None)

    def description_of(self, section: RankedSection | None) -> str:
        """What the document of a section says of itself; "" if that is not known."""
        return self.descriptions.get(section.section.content, "") if section is not None else ""


@dataclass(frozen=True, slots=True)
class ListedPassage:
    """A passage in the order of a search, and the signals that put it there: its page's, if it is the page's best."""

    passage: RankedPassage
    signals: Signals


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found."""

    query: SearchQuery
    result: SearchResult
    compared: Compared
    spelt_right: str = ""
    """The text with misspelt words put right; "" if there were none."""
    order: tuple[ListedPassage, ...] = ()
    """All passages that were compared, best first, repetitions included."""
    steps: tuple[StepTime, ...] = ()


def _no_reranker() -> None:
    """The default: none was chosen."""


class PassageSearch:
    """Finds the passages that match a text best. Belongs to the thread that made its `reader`."""

    def __init__(
        self,
        reader: SearchCatalogue,
        current_index: Callable[[], VectorIndex],
        embedder: TextEmbedder,
        current_reranker: Callable[[], Reranker | None] = _no_reranker,
        answer_reader: AnswerReader | None = None,
    ) -> None:
        """`current_index` is asked again for every search, because the index may be replaced while it is in use.

        So is `current_reranker`, for every thorough one. `answer_reader` reads what was found for an answer.
        """
        self.reader = reader
        self.embedder = embedder
        self.answer_reader = answer_reader
        self._current_reranker = current_reranker
        self._meaning = MeaningSearch(reader, current_index, embedder)

    def search(self, text: str, limit: int, scope: SearchScope = EVERYWHERE, *, thorough: bool = False) -> SearchResult:
        """The best `limit` passages, best first, in `scope`; `thorough` considers more of them.

        Of each page the best passage comes first; its others follow after the last page. Passages that say the same
        count once. Only words decide if the vector index is empty, the embedding model does not work, or it does not
        know the script of `text`. Raises `LibraryError` subclasses and `QuestionTooLong`.
        """
        return self.find(text, limit, scope, thorough=thorough).result

    def find(self, text: str, limit: int, scope: SearchScope = EVERYWHERE, *, thorough: bool = False) -> Found:
        """`search`, and what it compared."""
        if len(text) > _LONGEST_TEXT:
            raise QuestionTooLong(f"It has {len(text):,} characters. Up to {_LONGEST_TEXT:,} can be searched for.")
        started, clock = time.perf_counter(), StepClock()
        spelt_right = self._spelt_right(text)
        clock.end_step("Misspelt words")
        query = search_query(spelt_right)
        if not text.strip() or limit < 1:
            return Found(query, SearchResult((), time.perf_counter() - started), Compared())
        candidates = max(_CANDIDATES_OF_THOROUGH if thorough else _CANDIDATES, 2 * limit)
        compared = self._compare(query, candidates, scope, clock)
        order = tuple(_passages_in_order(compared.sections))
        scores = {item.passage.passage_id: item.passage.signals.score for item in order}
        if thorough and (reranker := self._current_reranker()) is not None:
            order, scores = self._reranked(reranker, query.text, order, scores, scope)
            clock.end_step("Reading the best passages with the re-ranking model")
        kept = islice(without_repetitions(self._passages(list(scores), limit, scope)), limit)
        hits = tuple(SearchHit(rank, passage, scores[passage.passage_id]) for rank, passage in enumerate(kept, start=1))
        clock.end_step("Leaving out repetitions")
        result = SearchResult(hits, time.perf_counter() - started)
        return Found(query, result, compared, spelt_right * (spelt_right != text), order, clock.steps)

    def passages_at_top(self, found: Found, count: int, scope: SearchScope) -> list[Passage]:
        """The first `count` passages in the order of a search, those included that its result leaves out."""
        wanted = [item.passage.passage_id for item in found.order[:count]]
        known = {hit.passage.passage_id: hit.passage for hit in found.result.hits}
        loaded = known | self.reader.passages([passage for passage in wanted if passage not in known], scope)
        return [loaded[passage_id] for passage_id in wanted if passage_id in loaded]

    def close(self) -> None:
        """Close the reader's connection."""
        self.reader.close()

    def _reranked(
        self,
        reranker: Reranker,
        text: str,
        order: tuple[ListedPassage, ...],
        scores: dict[int, float],
        scope: SearchScope,
    ) -> tuple[tuple[ListedPassage, ...], dict[int, float]]:
        """The best passages in the order of a model that reads each of them with the question; the others follow.

        Where the model fails, the order stays.
        """
        passages = self.reader.passages([item.passage.passage_id for item in order[:_RERANKED]], scope)
        texts = [f"{passage.heading}\n{passage.text}".strip() for passage in passages.values()]
        try:
            judged = dict(zip(passages, reranker.scores(text, texts), strict=True))
        except ModelError as error:
            _log.warning("Passages are not ranked again: %s", error)
            return order, scores
        least = min(judged.values(), default=1.0)
        scores = {passage: judged.get(passage, least * score) for passage, score in scores.items()}
        order = tuple(sorted(order, key=lambda item: -scores[item.passage.passage_id]))
        return order, {item.passage.passage_id: scores[item.passage.passage_id] for item in order}

    def _passages(self, passage_ids: Sequence[int], at_once: int, scope: SearchScope) -> Iterator[Passage]:
        """Load passages as they are asked for. Whatever indexes say, only those come that the catalogue still has."""
        for start in range(0, len(passage_ids), at_once):
            wanted = passage_ids[start : start + at_once]
            loaded = self.reader.passages(wanted, scope)
            yield from (loaded[passage_id] for passage_id in wanted if passage_id in loaded)

    def _spelt_right(self, text: str) -> str:
        """The text with each word that no passage has replaced by one that is nearly the same, or else by two that are.

        What is written in capitals is a short form, and means what it says.
        """
        words = search_query(text).words
        for word, passages in zip(words, self.reader.passages_with_words(words), strict=True):
            if not passages and word.isalpha() and word.upper() not in text:
                text = re.sub(rf"\b{re.escape(word)}\b", self._meant_by, text, flags=re.IGNORECASE)
        return text

    def _meant_by(self, written: re.Match[str]) -> str:
        """What a word that no passage has probably stands for: itself, if nothing is near."""
        near = self.reader.nearest_word(written[0].casefold())
        if near is not None:
            return near.capitalize() if written[0][0].isupper() else near
        return set_apart(written[0], self.reader.passages_with_words) or written[0]

    def _compare(self, query: SearchQuery, count: int, scope: SearchScope, clock: StepClock) -> Compared:
        """Find candidates in every way there is, and compare the sections that they stand in."""
        words = (*query.words, *query.related)
        passages_with_words = dict(zip(words, self.reader.passages_with_words(words), strict=True))
        documents = self.reader.search_documents(query.match, _DOCUMENTS, scope)
        clock.end_step("Documents by name and beginning")
        vector = self._meaning.vector(query.text)
        clock.end_step("The question's meaning")
        match = query.match_rarest(passages_with_words)
        candidates = [passage for passage, _ in self.reader.search_words(match, count, scope)]
        candidates += [passage for passage, _ in self.reader.search_words(query.match_related, count // 2, scope)]
        clock.end_step("Passages by words")
        if vector is not None:
            candidates += self._meaning.nearest(vector, count // 2, scope)
        clock.end_step("Passages by meaning")
        for content in list(documents)[:_LIKELY_DOCUMENTS]:
            for expression in (query.match, query.match_related):
                candidates += self.reader.search_words_of_content(expression, content, _FROM_EACH_DOCUMENT)
        on_pages = self._passages_on_pages(query, documents, candidates)
        sections = self.reader.sections_of([*candidates, *on_pages])
        clock.end_step("Passages of likely documents, and whole pages")
        similarities = self._meaning.similarities(vector, sections) if vector is not None else {}
        passage_count = self.reader.greatest_passage_id()
        contents = {section.content for section in sections}
        descriptions = self.reader.descriptions(contents)
        ranking = SectionRanking(query, passage_count, passages_with_words)
        ranked = ranking.rank(sections, similarities, documents, self.reader.titles(contents), frozenset(on_pages))
        clock.end_step("Comparing the pages")
        return Compared(tuple(ranked), descriptions, WordCoverage(query.words, passages_with_words, passage_count))

    def _passages_on_pages(
        self, query: SearchQuery, documents: Mapping[int, float], candidates: Sequence[int]
    ) -> list[int]:
        """The passages on the pages that the question names, of the documents that it may mean."""
        if not query.pages:
            return []
        likely = dict.fromkeys([*list(documents)[:_DOCUMENTS_WITH_PAGE], *self._contents_of(candidates)])
        return self.reader.passages_on_pages(list(likely), query.pages)

    def _contents_of(self, candidates: Sequence[int]) -> Iterator[int]:
        """The contents of the best candidates, in their order."""
        best = candidates[:_DOCUMENTS_WITH_PAGE]
        content = {p.passage_id: section.content for section in self.reader.sections_of(best) for p in section.passages}
        return (content[passage] for passage in best if passage in content)


def _passages_in_order(sections: Sequence[RankedSection]) -> Iterator[ListedPassage]:
    """The best passage of each page, best first, then the other passages that have anything to say.

    Parts of documents without pages mean nothing to a reader: each of their passages stands for itself.
    """
    first: list[ListedPassage] = []
    later: list[ListedPassage] = []
    for ranked in sections:
        best, *others = [item for item in ranked.passages if item.signals.passage_words or item.signals.meaning] or [
            ranked.passages[0]
        ]
        first.append(ListedPassage(best, ranked.signals))
        on_their_own = [ListedPassage(item, item.signals) for item in others]
        (first if ranked.section.page is None else later).extend(on_their_own)
    for listed in (first, later):
        yield from sorted(listed, key=lambda item: -item.signals.score)
