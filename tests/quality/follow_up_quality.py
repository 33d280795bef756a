"""How well follow-ups are understood: asked as they were typed, and as somebody would ask them alone."""

from collections.abc import Iterable, Sequence

from engine.types import Question, Turn
from tests.quality.answer_quality import JudgedAnswer, judge
from tests.quality.figures import Figure
from tests.quality.follow_up_set import FollowUp
from tests.quality.quality_library import QualityLibrary
from tests.quality.ranking_metrics import first_true_rank, mean
from tests.quality.search_quality import hit_figure, on_true_page
from tests.quality.true_questions import TrueQuestion

_TOLERANCE = 0.005


def ask_in_conversation(follow_ups: Iterable[FollowUp], library: QualityLibrary) -> tuple[JudgedAnswer, ...]:
    """Ask every follow-up as it was typed, after the turns before it, and judge the answers.

    The turns before have their true answers and cite the true documents, so that each follow-up is measured by itself.
    """
    return tuple(
        judge(
            follow_up.asked,
            library.assistant.answer(
                Question(follow_up.asked.text, use_model=False, history=tuple(map(_turn, follow_up.before)))
            ),
            library,
        )
        for follow_up in follow_ups
    )


def follow_up_figures(judged: Sequence[JudgedAnswer]) -> dict[str, Figure]:
    """Where a true page stands among an answer's sources, and whether the answer cites one first.

    `first citation on a true page` is over all follow-ups: one that got no answer counts as wrong.
    """
    ranks = [
        first_true_rank(on_true_page(hit.passage, item.question) for hit in item.answer.sources) for item in judged
    ]
    documents = [
        bool(item.answer.sources) and item.answer.sources[0].passage.path == item.question.document for item in judged
    ]
    first = [item.first_citation_true for item in judged]
    return {
        "page hit@1": hit_figure(ranks, 1),
        "page hit@5": hit_figure(ranks, 5),
        "first source in the true document": Figure(mean(documents), len(documents), _TOLERANCE),
        "first citation on a true page": Figure(mean(first), len(first), _TOLERANCE),
    }


def _turn(question: TrueQuestion) -> Turn:
    return Turn(question.text, question.answer, (question.document,))
