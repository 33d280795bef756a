"""Comparisons of two documents."""

from pathlib import Path

import pytest

from engine.errors import DocumentNotInLibrary
from engine.tasks.comparison import NO_DIFFERENCE, NOTHING_IN_COMMON, SAME_FILE
from engine.types import Answer, CompareDocuments
from tests.unit.answering.small_library import SmallLibrary
from tests.unit.tasks.task_tools import run_task

OLD, NEW = Path("/documents/lease-2023.txt"), Path("/documents/lease-2025.txt")

OLD_TEXT = (
    "The monthly rent is 1,100 euros. It is due on the third working day. The landlord is Mrs. Halvorsen.\n\n"
    "The deposit is returned within six months after the end of the lease. Dogs may be kept with the consent of the "
    "landlord.\n\nCats may be kept without asking. Either side may end the lease with a notice of three months."
)
NEW_TEXT = (
    "The monthly rent is 1,140 euros. It is due on the third working day. The landlord is Mr. Petrović.\n\n"
    "The deposit is given back within six months after the lease has ended. Aquariums up to 120 litres are allowed."
    "\n\nCats may be kept without asking. Either side may end the lease with a notice of three months."
)


def compare(library: SmallLibrary, old: str, new: str) -> Answer:
    library.add(OLD, old)
    library.add(NEW, new, pages=False)
    return run_task(library, CompareDocuments(OLD, NEW))[0]


def section(answer: Answer, heading: str) -> list[tuple[int, str]]:
    return [(s.column, s.text) for s in answer.sentences if s.heading.startswith(heading)]


def test_what_differs_stands_side_by_side_with_citations_of_both(library: SmallLibrary) -> None:
    answer = compare(library, OLD_TEXT, NEW_TEXT)
    assert section(answer, "Different numbers, dates or names") == [
        (1, "The monthly rent is 1,100 euros."),
        (2, "The monthly rent is 1,140 euros."),
        (1, "The landlord is Mrs. Halvorsen."),
        (2, "The landlord is Mr. Petrović."),
    ]
    assert section(answer, "Different words") == [
        (1, "The deposit is returned within six months after the end of the lease."),
        (2, "The deposit is given back within six months after the lease has ended."),
    ]
    paths = {citation.index: citation.path for citation in answer.citations}
    for sentence in answer.sentences:
        expected = {1: {OLD}, 2: {NEW}}.get(sentence.column)
        assert expected is None or {paths[number] for number in sentence.citations} == expected


def test_what_stands_in_one_document_only(library: SmallLibrary) -> None:
    answer = compare(library, OLD_TEXT, NEW_TEXT)
    assert section(answer, "Only in lease-2023.txt") == [(0, "Dogs may be kept with the consent of the landlord.")]
    assert section(answer, "Only in lease-2025.txt") == [(0, "Aquariums up to 120 litres are allowed.")]


def test_what_is_the_same_cites_both(library: SmallLibrary) -> None:
    answer = compare(library, OLD_TEXT, NEW_TEXT)
    same = [sentence for sentence in answer.sentences if sentence.heading.startswith("The same in both")]
    assert "Cats may be kept without asking." in [sentence.text for sentence in same]
    paths = {citation.index: citation.path for citation in answer.citations}
    assert all([paths[number] for number in sentence.citations] == [OLD, NEW] for sentence in same)


def test_a_negation_is_a_difference(library: SmallLibrary) -> None:
    answer = compare(
        library, "Smoking is allowed on the balcony of the flat.", "Smoking is not allowed on the balcony of the flat."
    )
    assert [column for column, _ in section(answer, "Different")] == [1, 2]


def test_the_same_file_twice(library: SmallLibrary) -> None:
    library.add(OLD, OLD_TEXT)
    for other in (OLD, NEW):
        library.add(NEW, OLD_TEXT)
        answer, _ = run_task(library, CompareDocuments(OLD, other))
        assert not answer.found
        assert answer.text == SAME_FILE


def test_other_lines_but_the_same_words(library: SmallLibrary) -> None:
    answer = compare(library, OLD_TEXT, OLD_TEXT.replace("may be kept", "may\nbe kept"))
    assert answer.notice == NO_DIFFERENCE
    assert {sentence.heading.partition(" (")[0] for sentence in answer.sentences} == {"The same in both"}


def test_nothing_in_common(library: SmallLibrary) -> None:
    answer = compare(library, "Roses are pruned in March.", "The battery lasts twenty hours.")
    assert answer.notice == NOTHING_IN_COMMON
    assert section(answer, "Only in lease-2023.txt") == [(0, "Roses are pruned in March.")]


def test_files_of_the_same_name_are_told_by_their_folders(library: SmallLibrary) -> None:
    first, second = Path("/documents/a/notes.txt"), Path("/documents/b/notes.txt")
    library.add(first, "Roses are pruned in March.")
    library.add(second, "The battery lasts twenty hours.")
    answer, _ = run_task(library, CompareDocuments(first, second))
    assert [sentence.heading for sentence in answer.sentences] == ["Only in a/notes.txt", "Only in b/notes.txt"]


def test_nouns_of_german_are_no_names(library: SmallLibrary) -> None:
    answer = compare(
        library,
        "Die Mieter zahlen eine Kaution von zwei Monatsmieten. Hunde dürfen mit Erlaubnis der Vermieterin gehalten "
        "werden.",
        "Die Mieter zahlen als Kaution den Betrag von zwei Monatsmieten. Hunde dürfen mit Zustimmung der Vermieterin "
        "gehalten werden.",
    )
    assert section(answer, "Different numbers") == []
    assert len(section(answer, "Different words")) == 4


def test_an_empty_document(library: SmallLibrary) -> None:
    answer = compare(library, "Roses are pruned in March.", " ")
    assert section(answer, "Only in lease-2023.txt") == [(0, "Roses are pruned in March.")]


def test_a_document_that_is_gone(library: SmallLibrary) -> None:
    library.add(OLD, OLD_TEXT)
    with pytest.raises(DocumentNotInLibrary):
        run_task(library, CompareDocuments(OLD, NEW))
