"""Single cases of a measurement, to look at: what was asked, what came out, what would have been right."""

from collections.abc import Mapping, Sequence
from typing import Any

from engine.types import Citation, SearchHit
from tests.quality.answer_quality import JudgedAnswer
from tests.quality.claim_quality import LabelledPair
from tests.quality.search_quality import SearchedQuestion
from tests.quality.true_questions import TrueQuestion

Case = Mapping[str, Any]
"""A case as it is written to a file, one JSON object a line."""


def search_cases(searched: Sequence[SearchedQuestion]) -> list[Case]:
    """Questions with the rank of the first true page, and all hits."""
    return [
        {
            **_question(item.question),
            "rank": item.rank,
            "hits": [_place(hit) for hit in item.result.hits],
        }
        for item in searched
    ]


def answer_cases(judged: Sequence[JudgedAnswer]) -> list[Case]:
    """Questions with their answers, citations and what was judged of them."""
    return [
        {
            **_question(item.question),
            "found": item.answer.found,
            "answer": item.answer.text,
            "first citation true": item.first_citation_true,
            "sentences": [
                {"text": sentence.text, "precise": list(verdict.precise), "unsupported": verdict.unsupported}
                for sentence, verdict in zip(item.answer.sentences, item.sentences, strict=True)
            ],
            "citations": [_citation(citation) for citation in item.answer.citations],
            "located": list(item.located),
            "covered": list(item.covered),
            "sources": [_place(hit) for hit in item.answer.sources],
        }
        for item in judged
    ]


def claim_cases(pairs: Sequence[LabelledPair], verdicts: Sequence[bool]) -> list[Case]:
    """Claims with their labels and the checker's verdicts."""
    return [
        {
            "claim": pair.claim,
            "quote": pair.quote,
            "kind": pair.kind,
            "language": pair.language,
            "supported": pair.supported,
            "verdict": verdict,
        }
        for pair, verdict in zip(pairs, verdicts, strict=True)
    ]


def _question(question: TrueQuestion) -> Case:
    return {
        "id": question.question_id,
        "question": question.text,
        "true answer": question.answer,
        "document": question.document.name,
        "pages": sorted(question.pages),
        "answerable": question.answerable,
        "has text": question.has_text,
    }


def _place(hit: SearchHit) -> str:
    return f"{hit.passage.path.name}, page {hit.passage.page}"


def _citation(citation: Citation) -> Case:
    return {"document": citation.path.name, "page": citation.page, "quote": citation.quote}
