"""Metrics of rankings, as pure functions."""

import math
from collections.abc import Iterable, Mapping, Sequence


def first_true_rank(ranking: Iterable[bool]) -> int | None:
    """The 1-based rank of the first true one; None if there is none."""
    return next((rank for rank, is_true in enumerate(ranking, start=1) if is_true), None)


def hit_rate(ranks: Sequence[int | None], within: int) -> float:
    """The share of questions whose first true rank is among the first `within`."""
    return mean([rank is not None and rank <= within for rank in ranks])


def mean_reciprocal_rank(ranks: Sequence[int | None]) -> float:
    """The mean of 1 / rank, where a question without a true hit counts 0."""
    return mean([0.0 if rank is None else 1 / rank for rank in ranks])


def ndcg(ranking: Sequence[str], grades: Mapping[str, float], depth: int) -> float:
    """Normalised discounted cumulative gain of the first `depth`; what has no grade counts 0.

    Gains are the grades themselves (linear), discounts log2(rank + 1), as in trec_eval's ndcg_cut.
    """
    ideal = sorted((grade for grade in grades.values() if grade > 0), reverse=True)
    best = _discounted(ideal[:depth])
    return _discounted([max(grades.get(item, 0.0), 0.0) for item in ranking[:depth]]) / best if best else 0.0


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean; NaN of nothing."""
    return sum(values) / len(values) if values else math.nan


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of the values do not exceed (nearest rank); NaN of nothing."""
    if not values:
        return math.nan
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
