"""A `SearchScope` as conditions of SQL."""

import json
import os
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from engine.paths import encode_path
from engine.reading.document_kinds import formats_of
from engine.types import SearchScope

_SEPARATOR = os.fsencode(os.sep)
_ONE_DAY = timedelta(days=1)
_FIRST_DAY, _LAST_DAY = date(1970, 1, 2), date(2200, 1, 1)
"""What is earlier or later is not told apart: 64 bits of nanoseconds reach to 2262, and Windows knows no local times
before 1970."""

_Condition = tuple[str, Sequence[Any]]
"""A condition of SQL and the values to bind in it."""
_HAS_FORMAT = "d.content IN (SELECT k.id FROM contents k WHERE k.format IN (SELECT value FROM json_each(?)))"
_HAS_LANGUAGE = "d.content IN (SELECT k.id FROM contents k WHERE k.language IN (SELECT value FROM json_each(?)))"
_ON_PAGE = "EXISTS (SELECT 1 FROM parts o WHERE o.content = p.content AND o.part = p.part AND o.page = ?)"


def limited_to(scope: SearchScope, query: str) -> tuple[str, list[Any]]:
    """`query` with what limits it to `scope`, and the values to bind in place of `{within}` and then `{on_page}`.

    The first is a condition on documents `d`, the second, which a query need not have, one on passages `p`.
    """
    conditions: list[str] = []
    values: list[Any] = []
    limits: tuple[_Condition, ...] = (_below(scope.within), *_of_content(scope), *_changed(scope))
    for condition, bound in limits:
        conditions.append(condition)
        values += bound
    on_page = "TRUE"
    if scope.page is not None and "{on_page}" in query:
        on_page = _ON_PAGE
        values.append(scope.page)
    return query.replace("{within}", f"({' AND '.join(conditions)})").replace("{on_page}", on_page), values


def _below(paths: Sequence[Path]) -> _Condition:
    """At or below one of `paths`, or anywhere if there is none.

    Paths below a folder are a range of the primary key: from "folder/" up to, without, "folder0", since "0" is the
    byte after "/".
    """
    conditions: list[str] = []
    values: list[bytes] = []
    for path in paths:
        exact = encode_path(path)
        below = exact.removesuffix(_SEPARATOR) + _SEPARATOR
        conditions.append("d.path = ? OR (d.path >= ? AND d.path < ?)")
        values += [exact, below, below[:-1] + bytes([below[-1] + 1])]
    return f"({' OR '.join(conditions) or 'TRUE'})", values


def _of_content(scope: SearchScope) -> list[_Condition]:
    conditions: list[_Condition] = []
    if scope.kinds:
        formats = [known for kind in scope.kinds for known in formats_of(kind)]
        conditions.append((_HAS_FORMAT, [json.dumps(formats)]))
    if scope.languages:
        conditions.append((_HAS_LANGUAGE, [json.dumps(scope.languages)]))
    return conditions


def _changed(scope: SearchScope) -> list[_Condition]:
    conditions: list[_Condition] = []
    if scope.modified_since is not None:
        conditions.append(("d.mtime_ns >= ?", [_nanoseconds(scope.modified_since)]))
    if scope.modified_until is not None:
        conditions.append(("d.mtime_ns < ?", [_nanoseconds(min(scope.modified_until, _LAST_DAY) + _ONE_DAY)]))
    return conditions


def _nanoseconds(day: date) -> int:
    """When the day begins in local time, in nanoseconds since 1970."""
    told_apart = min(max(day, _FIRST_DAY), _LAST_DAY)
    return int(datetime.combine(told_apart, time.min).timestamp()) * 1_000_000_000
