"""The claim checker on labelled pairs: what it passes must be true, and much of what is true should pass."""

import pytest

from engine.answering.claim_checker import is_supported, objection_to
from tests.unit.answering.labelled_claims import LABELLED_CLAIMS, LabelledClaim


@pytest.mark.parametrize("case", [c for c in LABELLED_CLAIMS if not c.supported], ids=lambda c: f"{c.kind}: {c.claim}")
def test_a_claim_that_the_quote_does_not_bear_out_never_passes(case: LabelledClaim) -> None:
    assert not is_supported(case.claim, case.quote)


def test_most_true_claims_pass() -> None:
    true_claims = [case for case in LABELLED_CLAIMS if case.supported]
    passed = sum(is_supported(case.claim, case.quote) for case in true_claims)
    assert passed / len(true_claims) >= 0.9


@pytest.mark.parametrize("case", LABELLED_CLAIMS, ids=lambda c: f"{c.kind}: {c.claim}")
def test_every_quote_supports_itself(case: LabelledClaim) -> None:
    assert is_supported(case.quote, case.quote)


@pytest.mark.parametrize(
    ("claim", "objection"),
    [
        ("Sales grew by 12 % in 2022.", "“2022”"),
        ("Sales grew by 7 % in 2020.", "number 7"),
        ("Sales did not grow by 12 % in 2020.", "“not”"),
        ("Sales grew from 12 % in 2020.", "“12” has another part"),
        ("In May 2020, sales grew by 12 %.", "“May”"),
        ("12 %.", "too short"),
    ],
)
def test_an_objection_names_what_is_wrong(claim: str, objection: str) -> None:
    assert objection in objection_to(claim, "Sales grew by 12% in 2020 and by 7% in 2021.")
