"""How well search finds the true pages, or the relevant documents."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.types import Passage, SearchHit, SearchResult
from tests.quality.figures import Figure, seconds_figure
from tests.quality.ranking_metrics import first_true_rank, hit_rate, mean, mean_reciprocal_rank, ndcg, percentile
from tests.quality.true_questions import TrueQuestion

DEPTH = 10
"""Hits that are asked for, and counted."""
_DEPTHS = (1, 3, 5, 10)

Search = Callable[[str, int], SearchResult]
"""The best passages (at most so many) for a text."""


@dataclass(frozen=True, slots=True)
class SearchedQuestion:
    """A question and what search found for it; `rank` is that of the first hit on a true page, None if none is."""

    question: TrueQuestion
    result: SearchResult
    rank: int | None


def search_all(questions: Iterable[TrueQuestion], search: Search) -> list[SearchedQuestion]:
    """Search for every question, ten hits deep."""
    searched = []
    for question in questions:
        result = search(question.text, DEPTH)
        rank = first_true_rank(on_true_page(hit.passage, question) for hit in result.hits)
        searched.append(SearchedQuestion(question, result, rank))
    return searched


def on_true_page(passage: Passage, question: TrueQuestion) -> bool:
    """True if the passage stands on a true page of the true document, or of a copy of it."""
    return passage.page in question.pages and question.document in (passage.path, *passage.copies)


def page_figures(searched: Sequence[SearchedQuestion]) -> dict[str, Figure]:
    """Page hit@1/3/5/10 and the mean reciprocal rank of the first true page among the first ten hits."""
    ranks = [item.rank for item in searched]
    hits = {f"page hit@{depth}": hit_figure(ranks, depth) for depth in _DEPTHS}
    return {**hits, "MRR": Figure(mean_reciprocal_rank(ranks), len(ranks))}


def hit_figure(ranks: Sequence[int | None], depth: int) -> Figure:
    """The share of questions with a true page among the first `depth` hits."""
    return Figure(hit_rate(ranks, depth), len(ranks))


def search_seconds(results: Sequence[SearchResult]) -> dict[str, Figure]:
    """The median and the 95th percentile of searches' seconds."""
    seconds = [result.seconds for result in results]
    return {
        "search seconds p50": seconds_figure(percentile(seconds, 0.5), len(seconds)),
        "search seconds p95": seconds_figure(percentile(seconds, 0.95), len(seconds)),
    }


def by_group(questions: Iterable[TrueQuestion]) -> dict[str, list[TrueQuestion]]:
    """The questions of each group, in the order in which groups come up."""
    groups: dict[str, list[TrueQuestion]] = defaultdict(list)
    for question in questions:
        groups[question.group].append(question)
    return dict(groups)


def ranking_figures(
    queries: Mapping[str, str], grades: Mapping[str, Mapping[str, float]], search: Search
) -> dict[str, Figure]:
    """nDCG@10 of documents (text files named by their ids) for queries with graded judgements."""
    # More hits than documents are counted, since a document may be found by several passages.
    results = {query_id: search(text, 2 * DEPTH) for query_id, text in queries.items()}
    gains = [ndcg(_documents(result.hits), grades.get(key, {}), DEPTH) for key, result in results.items()]
    return {"nDCG@10": Figure(mean(gains), len(gains)), **search_seconds(list(results.values()))}


def _documents(hits: Sequence[SearchHit]) -> list[str]:
    """The ids of the documents found, each once, in order."""
    paths: dict[Path, None] = dict.fromkeys(hit.passage.path for hit in hits)
    return [path.stem for path in paths]
