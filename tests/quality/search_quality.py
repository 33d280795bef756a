"""How well search finds the true pages, or the relevant documents."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
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


def ranks_of_true_pages(questions: Iterable[TrueQuestion], search: Search) -> tuple[dict[str, int | None], list[float]]:
    """By question id, the rank of the first hit on a true page of the true document; and the seconds of each search."""
    ranks: dict[str, int | None] = {}
    seconds = []
    for question in questions:
        result = search(question.text, DEPTH)
        seconds.append(result.seconds)
        ranks[question.question_id] = first_true_rank(on_true_page(hit.passage, question) for hit in result.hits)
    return ranks, seconds


def on_true_page(passage: Passage, question: TrueQuestion) -> bool:
    """True if the passage stands on a true page of the true document, or of a copy of it."""
    return passage.page in question.pages and question.document in (passage.path, *passage.copies)


def page_figures(ranks: Sequence[int | None]) -> dict[str, Figure]:
    """Page hit@1/3/5/10 and the mean reciprocal rank of the first true page among the first ten hits."""
    hits = {f"page hit@{depth}": hit_figure(ranks, depth) for depth in _DEPTHS}
    return {**hits, "MRR": Figure(mean_reciprocal_rank(ranks), len(ranks))}


def hit_figure(ranks: Sequence[int | None], depth: int) -> Figure:
    """The share of questions with a true page among the first `depth` hits."""
    return Figure(hit_rate(ranks, depth), len(ranks))


def search_seconds(seconds: Sequence[float]) -> dict[str, Figure]:
    """The median and the 95th percentile of searches' seconds."""
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
    gains, seconds = [], []
    for query_id, text in queries.items():
        # More hits than documents are counted, since a document may be found by several passages.
        result = search(text, 2 * DEPTH)
        seconds.append(result.seconds)
        gains.append(ndcg(_documents(result.hits), grades.get(query_id, {}), DEPTH))
    return {"nDCG@10": Figure(mean(gains), len(gains)), **search_seconds(seconds)}


def _documents(hits: Sequence[SearchHit]) -> list[str]:
    """The ids of the documents found, each once, in order."""
    paths: dict[Path, None] = dict.fromkeys(hit.passage.path for hit in hits)
    return [path.stem for path in paths]
