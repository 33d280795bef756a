"""Values come back as they were written, also from other versions."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from engine.conversations.value_codec import from_json, to_json
from engine.types import Answer, Document, DocumentKind, DocumentState, Question, SearchScope, Turn
from tests.unit.conversations.saved_answers import saved_answer


@pytest.mark.parametrize(
    "value",
    [
        saved_answer(),
        Answer("Nothing found.", False, stopped=True),
        Question(
            "Wie hoch?\n\x00 \ud83d",
            SearchScope((Path("/a"), Path(os.fsdecode(b"/b\xff")))),
            thorough=True,
            use_model=False,
            history=(Turn("q", "a", (Path("/c"),)),),
        ),
        SearchScope(page=3, kinds=(DocumentKind.PDF,), modified_since=date(2026, 2, 28), languages=("de",)),
        Document(Path("/a"), DocumentState.INDEXED),
    ],
)
def test_a_value_comes_back_as_it_was(value: object) -> None:
    text = to_json(value)
    assert text.isascii()
    assert from_json(type(value), text) == value


def test_fields_of_other_versions_are_passed_over_and_filled_with_defaults() -> None:
    assert from_json(Question, '{"text": "Why?", "mood": {"bad": [1]}}') == Question("Why?")


def test_what_lacks_a_field_is_no_value() -> None:
    with pytest.raises(TypeError):
        from_json(Answer, json.dumps({"found": True}))
