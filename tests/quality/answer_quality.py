"""How good answers are: their citations, their highlights, whether they are right, and when there is none.

What is counted, of a citation in a sentence that is shown:

- It is *precise* if its quote bears the sentence out by the claim checker and stands on a true page. The set tells the
  true pages; a fact may stand on another page too, so this is a lower bound.
- Citation precision: precise citations among all citations of sentences. Citation recall: sentences with at least one
  precise citation among all sentences. Both over the answers to questions that the documents do answer.
- A quote is *located* if it stands word for word where the citation says, and has rectangles if the format has pages.
- A sentence shown as supported is *unsupported* if the claim checker rejects it for every quote that it cites, or if it
  has a number that no cited quote has. The first is never so unless the composer passes something unchecked.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.answering.claim_checker import is_supported
from engine.types import Answer, Citation, Question, Sentence
from tests.quality import answer_accuracy, highlights
from tests.quality.figures import Figure, seconds_figure
from tests.quality.quality_library import QualityLibrary
from tests.quality.ranking_metrics import mean, percentile
from tests.quality.true_questions import TrueQuestion, with_text

_FIGURE = re.compile(r"\d[\d,.]*")
_CONSTANTS = {"2", "365"}
"""Numbers of formulas: a mean of two balances, and the days of a year."""
_IN_OTHER_UNIT = re.compile(r"\d (?:thousand|million|billion)\b")
_YEARS = re.compile(r"\) / (\d{1,2})$|\^ \((1) / (\d{1,2})\) − 1$")
"""The number of years of an average, and the root of yearly growth."""


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """A sentence that was shown; one flag a citation says whether it is precise."""

    precise: tuple[bool, ...]
    unsupported: bool


@dataclass(frozen=True, slots=True)
class JudgedAnswer:
    """An answer and all that was found out about it. `covered` leaves out citations of which nothing can be told."""

    question: TrueQuestion
    answer: Answer
    first_citation_true: bool
    sentences: tuple[JudgedSentence, ...]
    located: tuple[bool, ...]
    covered: tuple[bool, ...]


def ask_all(
    questions: Iterable[TrueQuestion], library: QualityLibrary, *, use_model: bool = False
) -> tuple[JudgedAnswer, ...]:
    """Ask every question and judge the answers: those of quotes only, unless the model is to write them."""
    return tuple(
        judge(question, library.assistant.answer(Question(question.text, use_model=use_model)), library)
        for question in questions
    )


def judge(question: TrueQuestion, answer: Answer, library: QualityLibrary) -> JudgedAnswer:
    """Find out all about one answer."""
    by_index = {citation.index: citation for citation in answer.citations}
    cited = [by_index[index] for sentence in answer.sentences for index in sentence.citations]
    coverage = [_is_covered(citation, library) for citation in answer.citations]
    return JudgedAnswer(
        question=question,
        answer=answer,
        first_citation_true=bool(cited) and _on_true_page(cited[0], question),
        sentences=tuple(
            _judge_sentence(sentence, [by_index[index] for index in sentence.citations], question)
            for sentence in answer.sentences
        ),
        located=tuple(_is_located(citation, library) for citation in answer.citations),
        covered=tuple(exact for exact in coverage if exact is not None),
    )


def answer_figures(judged: Sequence[JudgedAnswer], *, tolerance: float) -> dict[str, Figure]:
    """All figures of answers; `tolerance` is how far shares may fall before a comparison fails."""
    asked = {question.question_id for question in with_text([item.question for item in judged])}
    text = [item for item in judged if item.question.question_id in asked]
    answered = [item for item in text if item.answer.found]
    claimed = [item for item in judged if item.answer.found]

    def share(flags: Sequence[float], *, lower_is_better: bool = False) -> Figure:
        return Figure(mean(flags), len(flags), tolerance, lower_is_better)

    sentences = [sentence for item in answered for sentence in item.sentences]
    shown = [sentence for item in claimed for sentence in item.sentences]
    return {
        "answerable questions answered": share([item.answer.found for item in text]),
        "first citation on a true page": share([item.first_citation_true for item in answered]),
        "first citation on a true page, of all that claim an answer": share(
            [item.first_citation_true for item in claimed]
        ),
        "citation precision": share([flag for sentence in sentences for flag in sentence.precise]),
        "citation recall": share([any(sentence.precise) for sentence in sentences]),
        **refusal_figures(judged, tolerance),
        **accuracy_figures(text, tolerance),
        "unsupported sentences shown as supported": share(
            [sentence.unsupported for sentence in shown], lower_is_better=True
        ),
        "quotes located": share([flag for item in claimed for flag in item.located]),
        "rectangles cover exactly the quote": share([flag for item in claimed for flag in item.covered]),
        **seconds_figures(judged),
    }


def refusal_figures(judged: Sequence[JudgedAnswer], tolerance: float) -> dict[str, Figure]:
    """Precision and recall of "not found" on the questions that the documents do not answer.

    A refusal of an answerable question whose page has no text counts neither way.
    """
    counted = [item for item in judged if item.question.has_text or not item.question.answerable]
    refused = [not item.question.answerable for item in counted if not item.answer.found]
    unanswerable = [not item.answer.found for item in counted if not item.question.answerable]
    if not unanswerable:
        return {}
    return {
        "refusal precision": Figure(mean(refused), len(refused), tolerance),
        "refusal recall": Figure(mean(unanswerable), len(unanswerable), tolerance),
    }


def accuracy_figures(judged: Sequence[JudgedAnswer], tolerance: float) -> dict[str, Figure]:
    """Whether the answers are right; a question that was refused counts as wrong."""
    pairs = [
        (item.answer.text if item.answer.found else "", item.question.answer, item.question.answer_format)
        for item in judged
    ]
    numeric = [(answer, true) for answer, true, kind in pairs if kind in ("Int", "Float")]
    accuracy = answer_accuracy
    marked = [
        (words, item.question.answer)
        for item in judged
        if (words := next((sentence.key_words for sentence in item.answer.sentences if sentence.key_words), ""))
    ]
    figures: dict[str, list[float]] = {
        "answer holds the true one": [accuracy.is_right(*pair) for pair in pairs],
        "answer is exactly the true one": [accuracy.exact_match(answer, true) for answer, true, _ in pairs],
        "answer holds the true number": [accuracy.holds_number(*pair) for pair in numeric],
        "answer's token F1": [accuracy.token_f1(answer, true) for answer, true, _ in pairs],
        "words marked in the answer are exactly the true one": [accuracy.exact_match(*pair) for pair in marked],
        "token F1 of the words marked": [accuracy.token_f1(*pair) for pair in marked],
    }
    return {name: Figure(mean(values), len(values), tolerance) for name, values in figures.items() if values}


def seconds_figures(judged: Sequence[JudgedAnswer]) -> dict[str, Figure]:
    """Seconds to the sources, to the model's first token, and to the whole answer."""
    times = [item.answer.times for item in judged]
    series = {
        "seconds to the sources": [time.search for time in times],
        "seconds to the first token": [time.first_token for time in times if time.first_token is not None],
        "seconds to the whole answer": [time.total for time in times],
    }
    return {
        f"{name} p{percent}": seconds_figure(percentile(values, percent / 100), len(values))
        for name, values in series.items()
        if values
        for percent in (50, 95)
    }


def _on_true_page(citation: Citation, question: TrueQuestion) -> bool:
    return citation.path == question.document and citation.page in question.pages


def _judge_sentence(sentence: Sentence, cited: Sequence[Citation], question: TrueQuestion) -> JudgedSentence:
    """A calculation is borne out if each number that it calculates with stands in a quote."""
    if sentence.calculated:
        return JudgedSentence(
            tuple(_on_true_page(citation, question) for citation in cited), not _are_quoted(sentence.text, cited)
        )
    borne_out = [is_supported(sentence.text, citation.whole_quote) for citation in cited]
    precise = [
        supports and _on_true_page(citation, question) for supports, citation in zip(borne_out, cited, strict=True)
    ]
    return JudgedSentence(tuple(precise), sentence.supported and not _is_borne_out(sentence, cited, any(borne_out)))


def _is_borne_out(sentence: Sentence, cited: Sequence[Citation], passes: bool) -> bool:
    quoted = {number.value for citation in cited for number in answer_accuracy.numbers(citation.whole_quote)}
    return passes and all(number.value in quoted for number in answer_accuracy.numbers(sentence.text))


def _are_quoted(calculation: str, cited: Sequence[Citation]) -> bool:
    """Whether the figures that are calculated with are those of the quotes; other numbers are constants.

    The last parts between equals signs are these figures, the result, and maybe the result in another unit.
    """
    quoted = {figure for citation in cited for figure in _FIGURE.findall(citation.whole_quote)}
    parts = calculation.split(" = ")
    worked_out = parts[-3] if _IN_OTHER_UNIT.search(parts[-1]) and len(parts) > 3 else parts[-2]
    constants = _CONSTANTS.union(*_YEARS.findall(worked_out))
    return set(_FIGURE.findall(worked_out)) <= quoted | constants


def _is_located(citation: Citation, library: QualityLibrary) -> bool:
    part = library.part(citation.path, citation.part)
    stands = part is not None and part.text[citation.start : citation.end] == citation.quote
    return stands and (citation.page is None or bool(citation.rectangles))


def _is_covered(citation: Citation, library: QualityLibrary) -> bool | None:
    """Whether the rectangles cover exactly the quote; None if the PDF does not tell, as where text came from OCR."""
    part = library.part(citation.path, citation.part)
    return None if part is not None and part.ocr else highlights.covers_exactly(citation)
