"""How well the claim checker tells true claims about a quote from false ones, on labelled pairs."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.quality.figures import Figure
from tests.quality.ranking_metrics import mean

_SETS = Path(__file__).parent / "sets"
CLAIMS = _SETS / "claims.toml"
HELD_OUT_CLAIMS = _SETS / "held_out_claims.toml"
"""Pairs of which nobody looks at single cases."""
_TOLERANCE = 0.005


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """A claim, the quote it is checked against, and whether the quote bears it out."""

    claim: str
    quote: str
    supported: bool
    kind: str
    language: str


def load_pairs(file: Path) -> tuple[LabelledPair, ...]:
    """The labelled pairs of a file: tables `quote` with `text`, `language` and lists of [kind, claim]."""
    quotes = tomllib.loads(file.read_text(encoding="utf-8"))["quote"]
    return tuple(
        LabelledPair(claim, quote["text"], label == "supported", kind, quote["language"])
        for quote in quotes
        for label in ("supported", "unsupported")
        for kind, claim in quote[label]
    )


def claim_figures(pairs: Sequence[LabelledPair], verdicts: Sequence[bool]) -> dict[str, Figure]:
    """Precision and recall of the verdict "supported" (True), and the share of unsupported claims that got it."""
    of_passed = [pair.supported for pair, verdict in zip(pairs, verdicts, strict=True) if verdict]
    of_true = [verdict for pair, verdict in zip(pairs, verdicts, strict=True) if pair.supported]
    of_false = [verdict for pair, verdict in zip(pairs, verdicts, strict=True) if not pair.supported]
    return {
        "precision": Figure(mean(of_passed), len(of_passed), _TOLERANCE),
        "recall": Figure(mean(of_true), len(of_true), _TOLERANCE),
        "unsupported shown as supported": Figure(mean(of_false), len(of_false), _TOLERANCE, lower_is_better=True),
    }
