"""What kind of thing a question asks for, and what holds one."""

import pytest

from engine.answering.question_kind import QuestionKind, holds_kind, kind_of_question


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How much is the rent?", QuestionKind.AMOUNT),
        ("How high is the deposit?", QuestionKind.AMOUNT),
        ("Wie hoch ist die Kaution?", QuestionKind.AMOUNT),
        ("How long is the warranty?", QuestionKind.NUMBER),
        ("Wie viele Tage dauert es?", QuestionKind.NUMBER),
        ("When was the meter replaced?", QuestionKind.DATE),
        ("Wann wurde der Vertrag geschlossen?", QuestionKind.DATE),
        ("Since when is it so?", QuestionKind.DATE),
        ("When is the fee due?", QuestionKind.TIME),
        ("Wann ist die Miete fällig?", QuestionKind.TIME),
        ("Who signed it?", QuestionKind.PERSON),
        ("What is a deposit?", QuestionKind.OTHER),
    ],
)
def test_the_kind_is_told_by_the_question_word(question: str, kind: QuestionKind) -> None:
    assert kind_of_question(question) is kind


@pytest.mark.parametrize(
    ("sentence", "kind", "holds"),
    [
        ("It was replaced on 4 May 2023.", QuestionKind.DATE, True),
        ("Es geschah am 4. Mai.", QuestionKind.DATE, True),
        ("Он был построен в 1870 году.", QuestionKind.DATE, True),
        ("它建于1870年。", QuestionKind.DATE, True),
        ("The town was founded in 480.", QuestionKind.DATE, True),
        ("It takes at least 48 hours.", QuestionKind.DATE, False),
        ("It weighs 350 kg.", QuestionKind.DATE, False),
        ("It is due within 14 days.", QuestionKind.TIME, True),
        ("It is cleaned before each use.", QuestionKind.TIME, True),
        ("It is blue.", QuestionKind.TIME, False),
        ("It is paid back within six months.", QuestionKind.AMOUNT, False),
        ("It is paid back within six months.", QuestionKind.NUMBER, True),
        ("The tenants pay 2,280 euros.", QuestionKind.AMOUNT, True),
        ("Sie zahlen 48 Euro im Jahr.", QuestionKind.AMOUNT, True),
        ("It holds 48kg.", QuestionKind.AMOUNT, True),
        ("它的价格是48元。", QuestionKind.AMOUNT, True),
        ("Rental contract - Flat 3B, 14 Harbour Street", QuestionKind.AMOUNT, False),
        ("It begins on 1 May.", QuestionKind.AMOUNT, False),
    ],
)
def test_what_holds_a_thing_of_the_kind(sentence: str, kind: QuestionKind, *, holds: bool) -> None:
    assert holds_kind(sentence, kind) is holds
