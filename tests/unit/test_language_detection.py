"""The language of questions and of documents."""

import pytest

from engine.language_detection import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What is the deposit?", "en"),
        ("Wie hoch ist die Kaution?", "de"),
        ("Quel est le montant de la caution ?", "fr"),
        ("Qual é o valor da caução?", "pt"),
        ("¿Cuánto es el depósito?", "es"),
        ("Сколько стоит аренда квартиры?", "ru"),
        ("押金是多少？", "zh"),
        ("敷金はいくらですか。", "ja"),
        ("ما هو مبلغ التأمين؟", "ar"),
    ],
)
def test_short_questions(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "   ", "12 400 17.5", "E18", "\ud800"])
def test_what_is_in_no_language_is_certainly_none(text: str) -> None:
    assert detect_language(text) == ""


def test_long_texts_are_judged_by_their_beginning() -> None:
    assert detect_language("Die Miete wird am dritten Werktag bezahlt. " * 100_000) == "de"
