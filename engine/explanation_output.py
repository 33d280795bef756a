"""What `ask --explain` adds to an answer: one JSON shape (documented in the README), and the same for people."""

from collections.abc import Iterable
from dataclasses import asdict

from engine.command_output import Json
from engine.types import AnswerExplanation, ComparedPassage, Confidence, Passage, ReadQuestion, Weighed


def explanation_json(explanation: AnswerExplanation) -> Json:
    """The explanation of an answer."""
    sure = explanation.confidence
    return {
        "verdict": explanation.verdict,
        "question": asdict(explanation.question),
        "compared": {"passages": explanation.passages_compared, "pages": explanation.sections_compared},
        "candidates": [_candidate_json(candidate) for candidate in explanation.candidates],
        "quotes": [
            {"number": quote.number, **_place_json(quote.passage), "text": quote.text, "score": round(quote.score, 4)}
            for quote in explanation.quotes
        ],
        "confidence": {
            "probability": round(sure.probability, 4),
            "threshold": sure.threshold,
            "sufficient": sure.is_sufficient,
            "observations": _weighed_json(sure.observations),
        },
        "prompt": None if explanation.prompt is None else asdict(explanation.prompt),
        "written": explanation.written,
        "checked": [asdict(sentence) for sentence in explanation.checked],
        "seconds": {step.name: round(step.seconds, 4) for step in explanation.steps},
        "tokens_per_second": explanation.tokens_per_second and round(explanation.tokens_per_second, 1),
    }


def explanation_text(explanation: AnswerExplanation) -> str:
    """The explanation of an answer for people."""
    sections = {
        "Why": [explanation.verdict],
        "What was looked for": _question_lines(explanation.question),
        "Pages compared": [_candidate_text(candidate) for candidate in explanation.candidates],
        "How sure it is": _confidence_lines(explanation.confidence),
        "What was written and what was struck out": [
            f"{'kept' if item.passed else 'struck out'}: {item.text} ({item.reason})" for item in explanation.checked
        ],
        "Time": [f"{step.seconds:7.3f} s  {step.name}" for step in explanation.steps],
        "The prompt": [explanation.prompt.text] if explanation.prompt is not None else [],
    }
    return "\n\n".join("\n".join([f"{title}:", *lines]) for title, lines in sections.items() if lines)


def _question_lines(question: ReadQuestion) -> list[str]:
    lists = {"words": question.words, "also": question.related, "also written": question.spellings}
    named = {"pages": tuple(map(str, question.pages))}
    return [question.text, *(f"{name}: {', '.join(items)}" for name, items in (lists | named).items() if items)]


def _candidate_text(candidate: ComparedPassage) -> str:
    place = ", ".join(filter(None, (str(candidate.passage.path), candidate.passage.place)))
    ranks = f"by words {candidate.rank_by_words or '-'}, by meaning {candidate.rank_by_meaning or '-'}"
    return f"{candidate.rank:3}. {candidate.score:.2f}  {place}: {candidate.fate} ({ranks})"


def _confidence_lines(confidence: Confidence) -> list[str]:
    if not confidence.observations:
        return []
    sure = f"{confidence.probability:.0%}, and {confidence.threshold:.0%} is needed"
    return [
        sure,
        *(f"{item.contribution + 0.0:+6.2f}  {item.name}: {item.value:.0%}" for item in confidence.observations),
    ]


def _candidate_json(candidate: ComparedPassage) -> Json:
    return {
        "rank": candidate.rank,
        **_place_json(candidate.passage),
        "score": round(candidate.score, 4),
        "rank_by_words": candidate.rank_by_words,
        "rank_by_meaning": candidate.rank_by_meaning,
        "signals": _weighed_json(candidate.signals),
        "read": candidate.was_read,
        "fate": candidate.fate,
    }


def _place_json(passage: Passage) -> Json:
    return {"path": str(passage.path), "page": passage.page, "place": passage.place}


def _weighed_json(items: Iterable[Weighed]) -> list[Json]:
    return [{"name": item.name, "value": round(item.value, 4), "weight": item.weight} for item in items]
