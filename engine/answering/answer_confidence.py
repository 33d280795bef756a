"""Judges whether the evidence is strong enough to answer a question, or "not found" is the better answer.

A logistic model of what is observed: the probability that the first quote is on a page that bears the answer out. It
was fitted to 241 questions about reports (55 of them ask for what no report says, in the reports' own words; those that
are answered by a calculation are not among them), to 100 questions each in English, German, Chinese and Russian, asked
with their document in the library and without it, to the set `identity` (108 questions, 36 of them also without their
document: reports of other years are still there), to all these asked of one document alone, the true one and another,
and to 384 questions with another name or number in them than they had. Where the answer reader reads nothing (it knows
English), and for scripts that the embedding model does not know, there are weights of their own. The weights are
rounded, and the constants moved so that 40 % is enough everywhere: in the sets more questions have no answer than
people ask. Cross-validated, documents of the tested questions left out:

                                    answered,    first quote on a   of the answers "not found"
                                    where known  true page          right     given where due
    English, with and without       95 %         85 %               94 %      84 %
    German                          87 %         82 %               87 %      86 %
    Chinese                         95 %         89 %               95 %      91 %
    Russian                         95 %         84 %               94 %      85 %
    reports, pages with text        87 %         69 %               74 %      71 %
    identity, with and without      90 %         94 %               80 %      87 %
    English, of one document        93 %         95 %               93 %      98 %
    reports, of one document        85 %         72 %               69 %      65 %
    identity, of one document       97 %         86 %               97 %      84 %
    English, another name or number                                           86 %

The second column counts all answers, those given without the document, too; of `reports` those to answerable questions.

So it tells a question about something else from one about these documents. Whether a report that speaks of the matter
also says the very thing asked for, it tells less surely: an answerable question of `reports` gets more than an
unanswerable one in 83 of 100 pairs; in 72 without what is missing, and how clearly one sentence leads.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.answering.evidence_finder import Evidence, FoundEvidence
from engine.answering.missing_words import MissingWords
from engine.answering.passage_search import Compared
from engine.answering.question_kind import asks_about_looks, holds_kind, kind_of_question
from engine.answering.section_ranking import Signals
from engine.answering.statement_words import stems_of
from engine.types import Confidence, Weighed
from engine.types.explanations import CONSTANT


@dataclass(frozen=True, slots=True)
class _Observed:
    """Something that is observed of the evidence.

    What it counts with the answer reader, without it, and where meaning can't be compared; and what it came to on
    average where the first quote was on a true page.
    """

    name: str
    weight: float
    without_reader: float
    without_meaning: float
    usual: float


_OBSERVED = (
    _Observed("Words of the question that the chosen sentences hold", 1.0, 1.58, 3.78, 0.74),
    _Observed(
        "Words of the question that their passage, its headings and the document's name hold", 0.86, 1.54, 3.6, 0.76
    ),
    _Observed("How long the chosen sentences are: long ones hold some words by chance", -1.55, -0.55, -0.61, 0.57),
    _Observed("How near a sentence comes to the question in meaning", 0.77, 1.23, 0.0, 0.63),
    _Observed("How near its page comes to the question in meaning", 2.49, 2.37, 0.0, 0.52),
    _Observed(
        "The chosen sentences hold the kind of thing asked for (a number, a day, a person)", 0.54, 0.86, 0.4, 0.98
    ),
    _Observed("A number of the question is missing on the page", -1.76, -2.61, -1.27, 0.04),
    _Observed("All numbers of the question stand on the page", 0.6, 0.45, 0.09, 0.4),
    _Observed("Words of the question that the whole document lacks", 0.0, -0.07, -3.44, 0.13),
    _Observed("A name in the question is missing in the whole document", -2.04, -2.49, -1.65, 0.05),
    _Observed("How clearly one page fits better than all others", 0.5, 1.87, 2.02, 0.27),
    _Observed("How clearly one sentence speaks to the question more than others", 1.78, 1.24, 1.89, 0.73),
    _Observed("The question names the page", 1.47, 0.89, 0.0, 0.02),
    _Observed("How much the question says: of many words a sentence has fewer", 1.12, 1.39, 0.85, 0.06),
    _Observed("How surely the answer reader finds an answer", 2.42, 0.0, 0.0, 0.6),
    _Observed("The question asks what a page looks like, not what it says", 0.0, -0.09, 0.0, 0.05),
    _Observed(CONSTANT, -3.58, -4.6, -2.0, 1.0),
)
_LEAST_CONFIDENCE = 0.4

_USUAL_LENGTH = 8
"""So many words, those that only ask aside, say what a question is about; more of them are rarely in one sentence."""
_GREAT_LENGTH = 20
_CLEAR_LEAD = 0.35
"""By so much the score of the best run of sentences is greater than the next where that is clearly worse."""
_LONG_RUN = 400
"""Characters."""


def confidence(question: str, found: FoundEvidence, compared: Compared, missing: MissingWords) -> Confidence:
    """How probably the answer to `question` is in the evidence, and what that rests on.

    `missing` is what of it is missing where the best evidence stands.
    """
    if not found.evidence:
        return Confidence(threshold=_LEAST_CONFIDENCE)
    values = _observations(question, found, compared, missing)
    observed = tuple(
        Weighed(item.name, value, _weight(item, found), item.usual)
        for item, value in zip(_OBSERVED, values, strict=True)
    )
    return Confidence(observed, _LEAST_CONFIDENCE)


def _weight(item: _Observed, found: FoundEvidence) -> float:
    if found.similarity is None:
        return item.without_meaning
    return item.without_reader if found.answered is None else item.weight


def _observations(question: str, found: FoundEvidence, compared: Compared, missing: MissingWords) -> tuple[float, ...]:
    """What the confidence rests on, each from 0 to 1.

    The shares of the question's words in the best run of sentences and in its passage (with headings and what the
    document says of itself), how long the run is, the greatest similarity in meaning of a sentence, and that of the
    page, whether the run holds the kind asked for, what of the question is missing, by how much the page is better
    than the next one, and the sentence than the one of the next run, whether the question names the page, how long the
    question is, how surely the answer reader finds an answer, whether the question is about what a page looks like,
    and a constant.
    """
    best = found.evidence[0]
    passage = best.passage
    section = compared.section_of(passage.passage_id)
    description = compared.description_of(section)
    others = [item.signals.score for item in compared.sections if item is not section]
    signals = section.signals if section is not None else Signals()
    score = signals.score
    return (
        compared.coverage.share(best.text, description),
        compared.coverage.share(passage.text, passage.heading, description),
        min(1.0, len(best.text) / _LONG_RUN),
        found.similarity or 0.0,
        signals.meaning,
        float(holds_kind(best.text, kind_of_question(question))),
        float(missing.lacks_number),
        float(missing.has_all_numbers),
        missing.share,
        float(missing.has_name),
        max(0.0, score - max(others, default=0.0)) / score if score else 0.0,
        _lead(found.evidence),
        signals.page,
        _length(question),
        found.answered or 0.0,
        float(asks_about_looks(question)),
        1.0,
    )


def _length(question: str) -> float:
    """How many words more than usual the question has: 0 for none, 1 for a dozen."""
    return min(1.0, max(0, len(stems_of(question)) - _USUAL_LENGTH) / (_GREAT_LENGTH - _USUAL_LENGTH))


def _lead(evidence: Sequence[Evidence]) -> float:
    """By how much the best sentence speaks to the question more than that of the next run, up to a clear lead (1).

    0 without another run. In a small library the others may be about something else altogether: that says little.
    """
    scores = [run.score for run in evidence[:2]]
    return min(1.0, (scores[0] - scores[1]) / _CLEAR_LEAD) if len(scores) > 1 else 0.0
