"""What the headless commands print: one JSON shape a command (documented in the README), and the same for people."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from engine.types import (
    Answer,
    Citation,
    Document,
    Failure,
    IndexingSummary,
    LibraryStatus,
    Passage,
    Rectangle,
    SearchHit,
    SearchResult,
)

Json = dict[str, Any]
_TYPES_NAMED = 5
"""Of the files that were left out: people want to know why one is missing, not to read a list."""


def summary_json(summary: IndexingSummary) -> Json:
    """The result of `index`."""
    return {
        "documents": summary.documents,
        "indexed": summary.indexed,
        "unchanged": summary.unchanged,
        "moved": summary.moved,
        "removed": summary.removed,
        "failed": [{"path": str(document.path), **_failure_json(document.failure)} for document in summary.failed],
        "left_out": dict(summary.left_out),
        "pages": summary.pages,
        "passages": summary.passages,
        "passages_embedded": summary.passages_embedded,
        "passages_reused": summary.passages_reused,
        "seconds": {
            "total": round(summary.seconds_total, 3),
            "reading": round(summary.seconds_reading, 3),
            "embedding": round(summary.seconds_embedding, 3),
        },
    }


def search_json(result: SearchResult) -> Json:
    """The result of `search`."""
    return {"hits": [_hit_json(hit) for hit in result.hits], "seconds": round(result.seconds, 4)}


def answer_json(answer: Answer) -> Json:
    """The result of `ask`."""
    times = answer.times
    return {
        "answer": answer.text,
        "found": answer.found,
        "sentences": [
            {
                "text": sentence.text,
                "supported": sentence.supported,
                "citations": list(sentence.citations),
                "key_words": sentence.key_words,
                "calculated": sentence.calculated,
            }
            for sentence in answer.sentences
        ],
        "citations": [_citation_json(citation) for citation in answer.citations],
        "sources": [_hit_json(hit) for hit in answer.sources],
        "seconds": {
            "search": round(times.search, 4),
            "first_token": None if times.first_token is None else round(times.first_token, 4),
            "total": round(times.total, 4),
        },
        "model": answer.model,
    }


def status_json(status: LibraryStatus) -> Json:
    """The result of `status`."""
    return {
        "library": str(status.library_folder),
        "places": [
            {"path": str(place.path), "state": place.state.value, "rules": asdict(place.rules)}
            for place in status.places
        ],
        "documents": [_document_json(document) for document in status.documents],
        "counts": {
            "documents": len(status.documents),
            "pages": status.pages,
            "passages": status.passages,
            "passages_embedded": status.passages_embedded,
        },
        "bytes": {"catalogue": status.catalogue_bytes, "vector_index": status.vector_index_bytes},
        "models": {
            "language": status.language_model,
            "embedding": status.embedding_model,
            "embedding_in_preparation": status.embedding_model_in_preparation or None,
        },
        "versions": dict(status.versions),
    }


def summary_text(summary: IndexingSummary) -> str:
    """The result of `index` for people."""
    lines = [
        f"{_counted(summary.documents, 'document')}, {_counted(summary.pages, 'page')}, "
        f"{_counted(summary.passages, 'passage')} in {summary.seconds_total:.1f} s",
        f"indexed {summary.indexed}, unchanged {summary.unchanged}, moved {summary.moved}, removed {summary.removed}, "
        f"failed {len(summary.failed)}",
    ]
    if summary.left_out:
        lines.append(_left_out_text(summary.left_out))
    lines += [f"failed: {document.path}\n  {document.failure}" for document in summary.failed]
    return "\n".join(lines)


def search_text(result: SearchResult) -> str:
    """The result of `search` for people."""
    if not result.hits:
        return "Nothing was found."
    return "\n\n".join(
        f"{hit.rank}. {_place_text(hit.passage)}\n   {' '.join(hit.passage.text.split())}" for hit in result.hits
    )


def answer_text(answer: Answer) -> str:
    """The result of `ask` for people: the text, what it rests on if that is not all, the citations by number."""
    partial = answer.documents_used < answer.documents_matching
    basis = f"Based on {answer.documents_used} of {answer.documents_matching} documents that match."
    closest = [] if answer.found else [f"- {_place_text(hit.passage)}" for hit in answer.sources]
    return "\n".join([answer.text, *([basis] if partial else []), *_quotes(answer), *closest])


def citations_text(answer: Answer) -> str:
    """The places and words that an answer cites, by number."""
    return "\n".join(_quotes(answer))


def status_text(status: LibraryStatus) -> str:
    """The result of `status` for people."""
    lines = [
        f"Library: {status.library_folder}",
        f"{_counted(len(status.documents), 'document')}, {_counted(status.pages, 'page')}, "
        f"{_counted(status.passages, 'passage')}, {status.passages_embedded:,} of them searchable by meaning",
    ]
    for document in status.documents:
        lines.append(f"{document.state.value:8} {document.path}")
        if document.failure is not None:
            lines.append(f"         {document.failure}")
    return "\n".join(lines)


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _left_out_text(left_out: Mapping[str, int]) -> str:
    """How many files were left out, of which types most, and why."""
    total, named = sum(left_out.values()), list(left_out.items())[:_TYPES_NAMED]
    types = [f"{count} {extension or 'without an extension'}" for extension, count in named]
    others = total - sum(count for _, count in named)
    told = ", ".join([*types, *([f"{others} others"] if others else [])])
    return f"left out {total}, whose types Pagewise does not read: {told}"


def _quotes(answer: Answer) -> list[str]:
    return [
        f'[{citation.index}] {_place_text(citation)}: "{" ".join(citation.whole_quote.split())}"'
        for citation in answer.citations
    ]


def _hit_json(hit: SearchHit) -> Json:
    passage = hit.passage
    return {
        "rank": hit.rank,
        "path": str(passage.path),
        "page": passage.page,
        "place": passage.place,
        "copies": [str(path) for path in passage.copies],
        "text": passage.text,
        "score": round(hit.score, 6),
        "rectangles": _rectangles_json(passage.rectangles),
    }


def _citation_json(citation: Citation) -> Json:
    return {
        "index": citation.index,
        "path": str(citation.path),
        "page": citation.page,
        "place": citation.place,
        "quote": citation.whole_quote,
        "rectangles": _rectangles_json(citation.rectangles),
    }


def _rectangles_json(rectangles: tuple[Rectangle, ...]) -> list[list[float]]:
    return [[r.page, round(r.x0, 2), round(r.y0, 2), round(r.x1, 2), round(r.y1, 2)] for r in rectangles]


def _document_json(document: Document) -> Json:
    return {
        "path": str(document.path),
        "state": document.state.value,
        **_failure_json(document.failure),
        "bytes": document.size,
        "pages": document.pages,
        "passages": document.passages,
        "passages_embedded": document.passages_embedded,
        "pages_to_ocr": document.pages_to_ocr,
    }


def _failure_json(failure: Failure | None) -> Json:
    if failure is None:
        return {"reason": None, "advice": None}
    return {"reason": failure.cause, "advice": failure.advice}


def _place_text(source: Passage | Citation) -> str:
    return f"{source.path}, {source.place}" if source.place else str(source.path)
