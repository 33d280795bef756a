"""Frozen dataclasses as JSON text and back, by their type annotations.

A value that was written by an earlier version lacks the fields that were added since, so that these must have
defaults. Fields that this version does not know are passed over.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(value: object) -> str:
    """`value` (a dataclass of dataclasses, tuples, paths, enum members, days, texts, numbers) as JSON in ASCII."""
    return json.dumps(_encoded(value), separators=(",", ":"))


def from_json(kind: type[T], text: str) -> T:
    """The inverse of `to_json`. Raises `ValueError`, `TypeError` or `KeyError` if `text` is no `kind`."""
    value: T = _decoded(kind, json.loads(text))
    return value


def _encoded(value: Any) -> Any:  # noqa: ANN401  # a value of any field
    if is_dataclass(value):
        return {field.name: _encoded(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_encoded(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value


def _decoded(kind: Any, value: Any) -> Any:  # noqa: ANN401  # a type annotation and what was written for it
    if value is None:
        return None
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _decoded(hints[name], item) for name, item in value.items() if name in hints})
    if get_origin(kind) is tuple:
        (item_kind, _) = get_args(kind)
        return tuple(_decoded(item_kind, item) for item in value)
    if get_origin(kind) is UnionType:  # something or None
        (kind,) = (choice for choice in get_args(kind) if choice is not type(None))
        return _decoded(kind, value)
    return date.fromisoformat(value) if kind is date else kind(value)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
