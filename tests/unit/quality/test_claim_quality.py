"""The labelled pairs, and what is counted of a checker's verdicts."""

import math

from tests.quality.claim_quality import CLAIMS, HELD_OUT_CLAIMS, LabelledPair, claim_figures, load_pairs


def test_there_are_many_pairs_and_at_least_half_of_them_are_unsupported() -> None:
    pairs = load_pairs(CLAIMS)
    unsupported = [pair for pair in pairs if not pair.supported]
    assert len(pairs) >= 200
    assert len(unsupported) >= len(pairs) / 2
    assert len({(pair.claim, pair.quote) for pair in pairs}) == len(pairs)
    assert {pair.language for pair in pairs} == {"en", "de"}


def test_the_pairs_held_out_share_no_quote_with_the_others() -> None:
    held_out = load_pairs(HELD_OUT_CLAIMS)
    assert len(held_out) >= 100
    assert {pair.quote for pair in held_out}.isdisjoint(pair.quote for pair in load_pairs(CLAIMS))


def test_a_checker_that_passes_everything_has_all_recall_and_shows_all_that_is_unsupported() -> None:
    pairs = [LabelledPair("a", "q", True, "", "en"), LabelledPair("b", "q", False, "", "en")]
    figures = claim_figures(pairs, [True, True])
    assert figures["precision"].value == 0.5
    assert figures["recall"].value == 1
    assert figures["unsupported shown as supported"].value == 1


def test_a_checker_that_passes_nothing_has_no_precision() -> None:
    pairs = [LabelledPair("a", "q", True, "", "en"), LabelledPair("b", "q", False, "", "en")]
    figures = claim_figures(pairs, [False, False])
    assert math.isnan(figures["precision"].value)
    assert figures["recall"].value == 0
    assert figures["unsupported shown as supported"].value == 0
