"""Judges whether the evidence is strong enough to answer a question, or "not found" is the better answer.

A logistic model of a few observations: the probability that the first quote is on a page that bears the answer out. It
was fitted to 265 questions about reports (55 of them ask for what no report says, in the reports' own words), to 100
questions each in English, German, Chinese and Russian, asked with their document in the library and without it, and to
the set `identity` (123 questions, 41 of them also without their document: reports of other years are still there).
Where the answer reader reads nothing (it knows English), and for scripts that the embedding model does not know, there
are weights of their own. The weights are rounded. Cross-validated, documents of the tested questions left out:

                                    answered,    first quote on a   of the answers "not found"
                                    where known  true page          right     given where due
    English, with and without       97 %         85 %               97 %      87 %
    German                          76 %         88 %               80 %      95 %
    Chinese                         78 %         94 %               81 %      96 %
    Russian                         88 %         80 %               88 %      87 %
    reports, pages with text        61 %         73 %               43 %      67 %
    identity, with and without      74 %         80 %               43 %      62 %

The second column counts all answers, those given without the document, too; of `reports` those to answerable questions.

So it tells a question about something else from one about these documents. Whether a report that speaks of the matter
also says the very thing asked for, it tells less surely: by words and meaning alone an answerable question of `reports`
got more than an unanswerable one in 65 of 100 pairs, with the answer reader in 70.
"""

from engine.answering.evidence_finder import FoundEvidence
from engine.answering.passage_search import Compared
from engine.answering.question_kind import asks_about_looks, holds_kind, kind_of_question
from engine.types import Confidence, Weighed
from engine.types.explanations import CONSTANT

_NAMES = (
    "Words of the question that the chosen sentences hold",
    "Words of the question that their passage, its headings and the document's name hold",
    "How near a sentence comes to the question in meaning",
    "The chosen sentences hold the kind of thing asked for (a number, a day, a person)",
    "Numbers of the question that are missing on the page",
    "How clearly one page fits better than all others",
    "How surely the answer reader finds an answer",
    "The question asks what a page looks like, not what it says",
    CONSTANT,
)
_WEIGHTS = (0.7, 0.85, 2.7, 0.4, -0.75, 2.05, 2.95, -0.3, -4.15)
_WEIGHTS_WITHOUT_READER = (1.7, 1.7, 4.05, 0.75, -1.35, 2.5, 0.0, -0.2, -5.4)
_WEIGHTS_WITHOUT_MEANING = (3.8, 3.75, 0.0, 0.45, -0.7, 2.5, 0.0, 0.0, -4.3)
_LEAST_CONFIDENCE = 0.45


def confidence(question: str, found: FoundEvidence, compared: Compared) -> Confidence:
    """How probably the answer to `question` is in the evidence, and what that rests on."""
    if not found.evidence:
        return Confidence(threshold=_LEAST_CONFIDENCE)
    values = _observations(question, found, compared)
    observed = tuple(Weighed(*item) for item in zip(_NAMES, values, _weights(found), strict=True))
    return Confidence(observed, _LEAST_CONFIDENCE)


def _weights(found: FoundEvidence) -> tuple[float, ...]:
    if found.similarity is None:
        return _WEIGHTS_WITHOUT_MEANING
    return _WEIGHTS_WITHOUT_READER if found.answered is None else _WEIGHTS


def _observations(question: str, found: FoundEvidence, compared: Compared) -> tuple[float, ...]:
    """What the confidence rests on, each from 0 to 1.

    The shares of the question's words in the best run of sentences and in its passage (with headings and what the
    document says of itself), the greatest similarity in meaning, whether the run holds the kind asked for, the share of
    the question's numbers that the page lacks, by how much the page is better than the next one, how surely the answer
    reader finds an answer, whether the question is about what a page looks like, and a constant.
    """
    best = found.evidence[0]
    passage = best.passage
    section = compared.section_of(passage.passage_id)
    description = compared.description_of(section)
    page = [item.text for item in section.section.passages] if section is not None else [passage.text]
    others = [item.signals.score for item in compared.sections if item is not section]
    score = section.signals.score if section is not None else 0.0
    return (
        compared.coverage.share(best.text, description),
        compared.coverage.share(passage.text, passage.heading, description),
        found.similarity or 0.0,
        float(holds_kind(best.text, kind_of_question(question))),
        compared.coverage.numbers_missing(*page, passage.heading, description),
        max(0.0, score - max(others, default=0.0)) / score if score else 0.0,
        found.answered or 0.0,
        float(asks_about_looks(question)),
        1.0,
    )
