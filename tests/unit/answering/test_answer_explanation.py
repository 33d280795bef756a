"""An answer's explanation says what happened: what was compared, left out, judged, written and struck out."""

from dataclasses import fields
from pathlib import Path

import pytest

from engine.answering.question_run import QuestionRun
from engine.answering.section_ranking import Signals
from engine.errors import ModelCrashed
from engine.events import AnswerFinished, Event
from engine.types import AnswerExplanation, CheckedSentence, Confidence, Question, Turn, Weighed
from tests.unit.answering.small_library import REPORT, ScriptedModel, SmallLibrary, pieces_of

REVENUE = "What was the revenue of the Oslo office in May?"
OSLO = "Revenue of the Oslo office was 4,312 kroner in May."
TRUE = "The revenue of the Oslo office was 4,312 kroner in May."


def explained(library: SmallLibrary, asked: Question, model: ScriptedModel | None = None) -> AnswerExplanation:
    """Ask, and take the explanation that comes with the answer."""
    events: list[Event] = []
    search = library.open_search()
    QuestionRun(1, asked, events.append).answer(search, model)
    search.close()
    last = events[-1]
    assert isinstance(last, AnswerFinished)
    assert last.explanation is not None
    return last.explanation


def verdict_on(library: SmallLibrary, model: ScriptedModel, written: str) -> CheckedSentence:
    """What is said about the only sentence that the model writes."""
    model.enqueue(pieces_of(written))
    (checked,) = explained(library, Question(REVENUE), model).checked
    assert checked.text == written
    return checked


def test_it_tells_what_was_looked_for(library: SmallLibrary) -> None:
    read = explained(library, Question("What is on page 2 about the Oslo office? Answer in one word.")).question
    assert read.text == "What is on page 2 about the Oslo office?"
    assert {"oslo", "office"} <= set(read.words)
    assert read.pages == (2,)
    assert not read.is_follow_up


def test_a_follow_up_is_told_as_it_was_meant(library: SmallLibrary) -> None:
    asked = Question("And in June?", history=(Turn(REVENUE, OSLO),))
    read = explained(library, asked).question
    assert read.is_follow_up
    assert "oslo" in read.words


def test_passages_stand_in_their_order_with_what_put_them_there(library: SmallLibrary) -> None:
    explanation = explained(library, Question(REVENUE))
    best, *others = explanation.candidates
    assert (best.rank, best.passage.path.name) == (1, "report.pdf")
    assert OSLO in best.passage.text
    assert best.was_read
    assert best.rank_by_words == 1
    assert [item.rank for item in explanation.candidates] == list(range(1, len(others) + 2))
    assert best.score == max(item.score for item in explanation.candidates)
    assert {"Words of the question in the passage", "Likeness in meaning"} <= {item.name for item in best.signals}
    assert explanation.passages_compared >= len(explanation.candidates)
    assert any(quote.passage == best.passage and OSLO in quote.text for quote in explanation.quotes)


def test_a_copy_that_was_left_out_names_the_better_one(library: SmallLibrary) -> None:
    library.add(Path("/old/report of before.pdf"), f"{REPORT}\n\nPrinted on paper.")
    explanation = explained(library, Question(REVENUE))
    fates = {item.fate for item in explanation.candidates if not item.was_read and OSLO in item.passage.text}
    (fate,) = fates
    assert fate.startswith("Left out: says the same as report")


def test_what_was_not_read_says_so(library: SmallLibrary) -> None:
    for number in range(12):
        library.add(Path(f"/note{number}.pdf"), f"Oslo office, note {number}: revenue of {number}{number} kroner.")
    explanation = explained(library, Question(REVENUE))
    assert [item.was_read for item in explanation.candidates[:6]] == [True] * 6
    assert any(item.fate == "Not read: only 6 are" for item in explanation.candidates[6:])


def test_a_document_cited_before_is_read_ahead_of_better_ones_and_it_says_so(library: SmallLibrary) -> None:
    for number in range(10):
        library.add(Path(f"/{number}.pdf"), f"In March {2000 + number} they were pruned, roses and tulips.")
    turn = Turn("What does the garden need?", "Roses are pruned.", (Path("/5.pdf"),))
    candidates = explained(library, Question("When are they pruned?", history=(turn,))).candidates
    place, fate = next((item.rank, item.fate) for item in candidates if item.passage.path == Path("/5.pdf"))
    assert fate == "Read: cited before"
    assert "Not read: only 6 are, those cited before first" in {item.fate for item in candidates if item.rank < place}


def test_the_named_signals_make_the_score() -> None:
    signals = Signals(0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
    named = signals.weighed()
    assert sum(item.contribution for item in named) == pytest.approx(signals.score)
    assert len({item.name for item in named}) == len(fields(Signals))


def test_an_answer_that_is_refused_tells_what_tipped_it(library: SmallLibrary) -> None:
    explanation = explained(library, Question("Who discovered penicillin?"))
    confidence = explanation.confidence
    assert not confidence.is_sufficient
    assert confidence.probability < confidence.threshold
    assert confidence.deciding is not None
    assert explanation.verdict.startswith("No answer: it is ")
    assert confidence.deciding.name in explanation.verdict
    assert explanation.prompt is None
    assert {item.rank_by_words for item in explanation.candidates} == {None}


def test_what_is_seldom_there_is_not_what_an_answer_lacked() -> None:
    seldom = Weighed("The question names the page", 0.0, 3.0, usual=0.0)
    lacked = Weighed("How surely an answer is found", 0.1, 2.0, usual=0.6)
    assert Confidence((seldom, lacked), threshold=0.9).deciding == lacked


def test_an_answer_that_is_given_tells_what_spoke_for_it(library: SmallLibrary, model: ScriptedModel) -> None:
    model.enqueue(pieces_of(TRUE))
    explanation = explained(library, Question(REVENUE), model)
    assert explanation.confidence.is_sufficient
    assert explanation.confidence.deciding == max(
        explanation.confidence.observations, key=lambda item: item.contribution
    )
    assert explanation.verdict.startswith("Answered in the words of the language model")
    assert explanation.prompt == model.sent_prompt
    assert explanation.written == TRUE
    assert explanation.tokens_per_second is not None
    assert [step.name for step in explanation.steps][-3:] == [
        "Choosing sentences",
        "Reading the prompt",
        "Writing and checking the answer",
    ]


def test_a_sentence_that_passed_names_its_citation(library: SmallLibrary, model: ScriptedModel) -> None:
    checked = verdict_on(library, model, TRUE)
    assert checked.passed
    assert (checked.quote, checked.citation) == (OSLO, 1)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("The revenue of the Oslo office in May was 999 kroner.", "the quote does not say “999”"),
        ("The revenue of the Oslo office was not 4,312 kroner in May.", "it adds a limit that the quote does not have"),
        ("It was 4,312 kroner in May.", "it speaks of something that was struck out before"),
        ("Bananas are yellow.", "it has no word in common with the question"),
        ("The revenue of the Oslo office in May.", "it says nothing that the question does not say"),
    ],
)
def test_a_sentence_that_was_struck_out_says_why(
    library: SmallLibrary, model: ScriptedModel, written: str, reason: str
) -> None:
    checked = verdict_on(library, model, written)
    assert not checked.passed
    assert checked.reason.startswith(reason)
    assert checked.citation is None


def test_where_nothing_passed_the_verdict_says_why_the_documents_speak(
    library: SmallLibrary, model: ScriptedModel
) -> None:
    model.enqueue(pieces_of("BANANA."))
    assert "none of what the language model wrote" in explained(library, Question(REVENUE), model).verdict
    model.enqueue([ModelCrashed("died")])
    assert "the language model was not used" in explained(library, Question(REVENUE), model).verdict


def test_the_model_may_refuse(library: SmallLibrary, model: ScriptedModel) -> None:
    model.enqueue(pieces_of("NOT FOUND"))
    explanation = explained(library, Question(REVENUE), model)
    assert explanation.verdict.startswith("No answer: the language model says")


def test_without_documents_there_is_nothing_to_compare(empty_library: SmallLibrary) -> None:
    explanation = explained(empty_library, Question(REVENUE))
    assert not explanation.candidates
    assert not explanation.quotes
    assert explanation.confidence.deciding is None
    assert explanation.verdict.startswith("No answer: no passage")
