"""Judges whether the evidence is strong enough to answer a question, or "not found" is the better answer.

A logistic model of a few observations, fitted to questions over PDFs: 160 in English and 50 in German, each asked once
with its document in the library and once without, and 165 about reports, of which a fifth ask closely for what the
report does not say. Scripts that the embedding model does not know have weights of their own, fitted to 50 questions
each in Chinese and Russian, with and without their document. The weights are rounded. With them:

    of the answers "not found"     right   given where due   questions with an answer that were answered
    English                         99 %              96 %   99 %
    German                          86 %              86 %   86 %
    Chinese                         98 %              81 %   98 %
    Russian                         80 %              68 %   84 %
    reports, asking closely         24 %              16 %   88 %

So it tells a question about something else from one about these documents. Whether a document that speaks of the
matter also says the very thing asked for, it can't tell; there the user gets quotes close to the question.
"""

from math import exp

from engine.answering.evidence_finder import Evidence, FoundEvidence
from engine.answering.question_kind import holds_kind, kind_of_question
from engine.answering.statement_words import stems_of

_WEIGHTS = (3.0, 2.0, 6.5, 0.5, -5.2)
_WEIGHTS_WITHOUT_MEANING = (5.5, 5.3, 0.0, 0.0, -2.7)
_LEAST_CONFIDENCE = 0.5


def is_sufficient(question: str, found: FoundEvidence) -> bool:
    """True if the answer to `question` is probably in the evidence."""
    return bool(found.evidence) and confidence(question, found) >= _LEAST_CONFIDENCE


def confidence(question: str, found: FoundEvidence) -> float:
    """The probability (0 to 1) that the answer to `question` is in the evidence, of which there must be some."""
    weights = _WEIGHTS if found.similarity is not None else _WEIGHTS_WITHOUT_MEANING
    weighed = zip(weights, observations(question, found), strict=True)
    return 1 / (1 + exp(-sum(weight * value for weight, value in weighed)))


def observations(question: str, found: FoundEvidence) -> tuple[float, float, float, float, float]:
    """What the confidence rests on, each from 0 to 1, the last one constant.

    The shares of the question's words in the best passage (with its headings and the name of its file) and in the best
    run of sentences, the greatest similarity in meaning, and whether the strongest run holds the kind asked for.
    """
    asked = stems_of(question)
    in_passage = max(_share(asked, _passage_with_headings(item)) for item in found.evidence)
    in_run = max(_share(asked, item.text) for item in found.evidence)
    kind_is_there = holds_kind(found.evidence[0].text, kind_of_question(question))
    return in_passage, in_run, found.similarity or 0.0, float(kind_is_there), 1.0


def _passage_with_headings(evidence: Evidence) -> str:
    passage = evidence.passage
    return f"{passage.text} {passage.heading} {passage.path.stem}"


def _share(asked: frozenset[str], text: str) -> float:
    return len(asked & stems_of(text)) / len(asked)
