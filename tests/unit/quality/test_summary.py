"""The tables for the README."""

from tests.quality.figures import Figure
from tests.quality.summary import summary


def test_search_has_a_row_a_set_and_answers_a_column() -> None:
    shown = summary(
        {
            "reports: search": {"page hit@1": Figure(0.5, 10), "search seconds p50": Figure(0.01, 10)},
            "abstracts: search": {"nDCG@10": Figure(0.45, 225)},
            "reports: answers of quotes": {"quotes located": Figure(1.0, 9), "token F1": Figure(0.3, 9)},
            "reports: answers of a model": {"quotes located": Figure(0.98, 9)},
        }
    )
    assert shown.splitlines() == [
        "|  | page hit@1 | nDCG@10 |",
        "| --- | --- | --- |",
        "| reports: search | 0.50 |  |",
        "| abstracts: search |  | 0.45 |",
        "",
        "|  | reports: answers of quotes | reports: answers of a model |",
        "| --- | --- | --- |",
        "| quotes located | 1.00 | 0.98 |",
    ]


def test_what_was_not_measured_has_no_table() -> None:
    assert summary({}) == ""
    assert summary({"claims: all": {"recall": Figure(0.5, 10)}}).startswith("|  | recall |")
