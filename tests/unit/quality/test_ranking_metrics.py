"""The metrics of rankings, on rankings whose figures can be worked out by hand."""

import math

import pytest

from tests.quality import ranking_metrics as metrics


def test_the_first_true_rank_counts_from_one() -> None:
    assert metrics.first_true_rank([False, True, True]) == 2
    assert metrics.first_true_rank([False, False]) is None
    assert metrics.first_true_rank([]) is None


def test_a_hit_counts_within_the_depth_only() -> None:
    ranks = [1, 3, None, 10]
    assert metrics.hit_rate(ranks, 1) == 0.25
    assert metrics.hit_rate(ranks, 3) == 0.5
    assert metrics.hit_rate(ranks, 10) == 0.75


def test_a_question_without_a_hit_has_no_reciprocal_rank() -> None:
    assert metrics.mean_reciprocal_rank([1, 2, None, 4]) == pytest.approx((1 + 0.5 + 0.25) / 4)


def test_ndcg_of_the_ideal_order_is_one() -> None:
    grades = {"a": 3.0, "b": 2.0, "c": 1.0}
    assert metrics.ndcg(["a", "b", "c", "other"], grades, 10) == pytest.approx(1)


def test_ndcg_discounts_by_the_logarithm_of_the_rank() -> None:
    grades = {"a": 3.0, "b": 1.0}
    expected = (1 + 3 / math.log2(4)) / (3 + 1 / math.log2(3))
    assert metrics.ndcg(["b", "other", "a"], grades, 10) == pytest.approx(expected)
    assert metrics.ndcg(["b", "other", "a"], grades, 2) == pytest.approx(1 / (3 + 1 / math.log2(3)))


def test_ndcg_without_anything_relevant_is_zero() -> None:
    assert metrics.ndcg(["a"], {}, 10) == 0
    assert metrics.ndcg(["a"], {"a": -1.0}, 10) == 0


def test_percentiles_are_values_that_occurred() -> None:
    values = [5.0, 1.0, 3.0, 2.0, 4.0]
    assert metrics.percentile(values, 0.5) == 3.0
    assert metrics.percentile(values, 0.95) == 5.0
    assert metrics.percentile([7.0], 0.5) == 7.0


def test_there_is_no_mean_of_nothing() -> None:
    assert math.isnan(metrics.mean([]))
    assert math.isnan(metrics.percentile([], 0.5))
