"""What the headless commands print for people; their JSON is held by the end-to-end tests."""

from pathlib import Path

from engine.command_output import answer_text, summary_text
from engine.errors import DamagedDocument, EmptyDocument
from engine.types import Answer, Document, DocumentState, IndexingSummary


def test_a_failure_reads_as_sentences_whether_its_reason_ends_with_a_stop_or_not() -> None:
    failures = (EmptyDocument(), DamagedDocument("It has no pages."), DamagedDocument("No page table"))
    documents = tuple(
        Document(Path(f"{number}.pdf"), DocumentState.FAILED, failure=failure.as_failure())
        for number, failure in enumerate(failures)
    )
    text = summary_text(IndexingSummary(failed=documents))
    assert ".." not in text
    assert f"The file is empty. {EmptyDocument.advice}" in text
    assert f"The file is damaged: It has no pages. {DamagedDocument.advice}" in text
    assert f"The file is damaged: No page table. {DamagedDocument.advice}" in text


def test_one_of_something_is_told_as_one() -> None:
    first = summary_text(IndexingSummary(documents=1, pages=1, passages=1200)).splitlines()[0]
    assert first == "1 document, 1 page, 1,200 passages in 0.0 s"


def test_files_of_unknown_types_are_told_by_number_and_the_most_frequent_types() -> None:
    left_out = {".dll": 9, ".mp3": 5, "": 4, ".bin": 3, ".iso": 2, ".dat": 1, ".tmp": 1}
    assert summary_text(IndexingSummary(left_out=left_out)).splitlines()[-1] == (
        "left out 25, whose types Pagewise does not read: "
        "9 .dll, 5 .mp3, 4 without an extension, 3 .bin, 2 .iso, 2 others"
    )
    assert summary_text(IndexingSummary(left_out={".dll": 1})).endswith("does not read: 1 .dll")
    assert "left out" not in summary_text(IndexingSummary())


def test_an_answer_that_rests_on_some_of_the_matching_documents_says_so() -> None:
    answer = Answer("The rent is 900 euros.", True, documents_used=3, documents_matching=13)
    assert answer_text(answer).splitlines()[1] == "Based on 3 of 13 documents that match."
    assert "Based on" not in answer_text(Answer("Yes.", True, documents_used=3, documents_matching=3))
