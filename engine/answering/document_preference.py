"""Passages of the documents that are meant come before others that match about as well."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from engine.types import SearchHit, SearchResult

SEARCHED_FOR_ONE_SHOWN = 4
"""So many times more passages are searched for where some documents are preferred: theirs may stand further down."""

_HEAD_START = 3.0
"""A passage of a preferred document counts as if its rank were so many times better."""


def prefer(result: SearchResult, documents: Collection[Path], limit: int) -> SearchResult:
    """The best `limit` hits, those in `documents` (or copies of them) with a head start; ranks are counted anew."""
    wanted = set(documents)

    def place(hit: SearchHit) -> float:
        is_preferred = not wanted.isdisjoint((hit.passage.path, *hit.passage.copies))
        return hit.rank / _HEAD_START if is_preferred else hit.rank

    ordered = sorted(result.hits, key=place)[:limit]
    return replace(result, hits=tuple(replace(hit, rank=rank) for rank, hit in enumerate(ordered, start=1)))
