"""Passages of documents that are meant come before others that match about as well."""

from pathlib import Path

from engine.answering.document_preference import prefer
from engine.types import Passage, SearchHit, SearchResult

A, B = Path("/a.pdf"), Path("/b.pdf")


def hits(*paths: Path, copies: tuple[Path, ...] = ()) -> SearchResult:
    found = (
        SearchHit(rank, Passage(rank, path, "hash", 1, 1, 0, 4, "Text", copies=copies), 1 / rank)
        for rank, path in enumerate(paths, start=1)
    )
    return SearchResult(tuple(found), 0.1)


def order(result: SearchResult) -> list[int]:
    assert [hit.rank for hit in result.hits] == list(range(1, len(result.hits) + 1))
    return [hit.passage.passage_id for hit in result.hits]


def test_a_passage_that_is_meant_overtakes_a_few_others() -> None:
    assert order(prefer(hits(B, B, B, A, B, A), [A], 4)) == [1, 4, 2, 6]


def test_what_does_not_match_is_not_lifted_to_the_top() -> None:
    assert order(prefer(hits(*[B] * 20, A), [A], 5)) == [1, 2, 3, 4, 5]


def test_a_copy_of_a_document_that_is_meant_counts() -> None:
    assert order(prefer(hits(B, B, copies=(A,)), [A], 1)) == [1]


def test_without_such_passages_the_order_stays() -> None:
    assert order(prefer(hits(B, B, B), [A], 2)) == [1, 2]
