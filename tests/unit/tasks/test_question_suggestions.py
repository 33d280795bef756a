"""Which questions are made of which sentences."""

import pytest

from engine.tasks.question_suggestions import question_about


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("The monthly rent without running costs is 1,140 euros.", "What is the monthly rent without running costs?"),
        ("The fees are at least $30 a year.", "What are the fees?"),
        ("The contract was signed in Ashbury on 14 March 2024.", "When was the contract signed?"),
        ("Die Kaution beträgt 500 Euro.", "Wie hoch ist die Kaution?"),
        ("The landlord is a friendly person.", ""),
        ("The house that was built in 1980, which is large, is 12 metres high.", ""),
        ("It is 12 metres high.", ""),
    ],
)
def test_a_sentence_that_names_an_amount_or_a_day_is_asked_for_it(sentence: str, question: str) -> None:
    assert question_about(sentence) == question
