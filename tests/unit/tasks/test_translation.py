"""Translations of passages."""

from pathlib import Path

import pytest

from engine.errors import ModelCrashed, ModelTooSmall
from engine.models.model_capability import writes_freely
from engine.models.model_catalog import language_model
from engine.tasks.translation import HOW_FAR_CHECKED, is_translation_of
from engine.types import Answer, Selection, TranslatePassage
from tests.unit.answering.small_library import ScriptedModel, SmallLibrary
from tests.unit.tasks.task_tools import run_task

PATH = Path("/documents/lease.pdf")
LEASE = "The lease begins in May. The rent is 1,140 euros. Cats may be kept without asking. Dogs may not."
QUOTE = "The rent is 1,140 euros. Cats may be kept without asking."


def translate(library: SmallLibrary, model: ScriptedModel | None, language: str = "German") -> Answer:
    library.add(PATH, LEASE)
    return run_task(library, TranslatePassage(Selection(PATH, QUOTE, 1), language), model)[0]


def test_a_capable_model_translates_sentence_by_sentence(library: SmallLibrary, large_model: ScriptedModel) -> None:
    large_model.enqueue(["Die Miete beträgt ", "1.140 Euro."])
    large_model.enqueue(["Katzen dürfen ohne Nachfrage gehalten werden."])
    answer = translate(library, large_model)
    assert answer.text == "Die Miete beträgt 1.140 Euro.\nKatzen dürfen ohne Nachfrage gehalten werden."
    assert [citation.quote for citation in answer.citations] == [
        "The rent is 1,140 euros.",
        "Cats may be kept without asking.",
    ]
    assert answer.notice == HOW_FAR_CHECKED
    assert answer.model == "Large model"
    first = large_model.prompts[0]
    assert first.quotes == (
        "The rent is 1,140 euros.",
        "The lease begins in May.",
        "Cats may be kept without asking.",
    )
    assert first.question == "Translate quote 1 into German."


def test_a_translation_with_other_numbers_is_withdrawn(library: SmallLibrary, large_model: ScriptedModel) -> None:
    large_model.enqueue(["Die Miete beträgt 1.410 Euro."])
    large_model.enqueue(["Katzen dürfen ohne Nachfrage gehalten werden."])
    answer = translate(library, large_model)
    assert answer.sentences[0].text == "The rent is 1,140 euros."
    assert answer.notice is not None
    assert "1 sentence, which stay" in answer.notice


@pytest.mark.parametrize("model_name", ["small_model", None])
def test_a_small_model_or_none_cannot_translate(
    library: SmallLibrary, model_name: str | None, request: pytest.FixtureRequest
) -> None:
    model = request.getfixturevalue(model_name) if model_name else None
    with pytest.raises(ModelTooSmall) as raised:
        translate(library, model)
    assert "translate" in raised.value.reason
    assert "Choose a larger model" in raised.value.advice


def test_a_crash_leaves_the_passage_and_says_so(library: SmallLibrary, large_model: ScriptedModel) -> None:
    large_model.enqueue([ModelCrashed("died")])
    answer = translate(library, large_model)
    assert [sentence.text for sentence in answer.sentences] == [
        "The rent is 1,140 euros.",
        "Cats may be kept without asking.",
    ]
    assert answer.notice is not None
    assert ModelCrashed.title in answer.notice


@pytest.mark.parametrize(
    ("text", "original", "fits"),
    [
        ("Die Miete beträgt 1.140 Euro.", "The rent is 1,140 euros.", True),
        ("租金为1140欧元。", "The rent is 1,140 euros.", True),
        ("Le loyer est de 1 140,50 euros.", "The rent is 1,140.50 euros.", True),
        ("Die Miete beträgt 1.104 Euro.", "The rent is 1,140 euros.", False),
        ("Die Miete beträgt eine Summe.", "The rent is 1,140 euros.", False),
        ("The rent is 1,140 euros.", "The rent is 1,140 euros.", False),
        ("", "The rent is 1,140 euros.", False),
        ("Die Miete beträgt 1.140 Euro. " * 9, "The rent is 1,140 euros.", False),
    ],
)
def test_the_check_of_translations(text: str, original: str, fits: bool) -> None:
    assert is_translation_of(text, original) is fits


def test_capability_is_a_matter_of_size(large_model: ScriptedModel, small_model: ScriptedModel) -> None:
    assert writes_freely(large_model.model)
    assert not writes_freely(small_model.model)
    assert not writes_freely(language_model())
