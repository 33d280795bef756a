"""How much an answer says, by what the user chose."""

from dataclasses import dataclass

from engine.types import AnswerLength


@dataclass(frozen=True, slots=True)
class AnswerSize:
    """Bounds of one answer."""

    sentences: int
    """The model is stopped after so many sentences that passed."""
    quotes: int
    """So many quotes are shown where nothing passed."""
    least_share: float
    """A further quote is shown if it scores at least this share of the first,"""
    least_own_share: float
    """and this share without what their pages score: sentences of the best page are not telling for that alone."""
    context_share: float
    """So much of the model's context is kept for what it writes."""


MEDIUM = AnswerSize(sentences=3, quotes=2, least_share=0.85, least_own_share=0.8, context_share=0.05)

_SIZES = {
    AnswerLength.SHORT: AnswerSize(sentences=1, quotes=1, least_share=1.0, least_own_share=1.0, context_share=0.05),
    AnswerLength.MEDIUM: MEDIUM,
    AnswerLength.LONG: AnswerSize(sentences=8, quotes=4, least_share=0.6, least_own_share=0.5, context_share=0.15),
}


def answer_size(length: AnswerLength) -> AnswerSize:
    """The bounds of answers of this length."""
    return _SIZES[length]
