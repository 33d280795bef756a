"""What of a question is missing where its answer seems to be: in a small library, through a whole search."""

from pathlib import Path

import pytest

from engine.answering.evidence_finder import EvidenceFinder
from engine.answering.missing_words import MissingWords, missing_words, names_in
from tests.unit.answering.small_library import SmallLibrary

PAGES = (
    "Annual report of Kestrel Maritime",
    "In 2021 the yards of Kestrel Maritime launched 14 ferries. The crews sailed them to Bergen.",
    "Our sponsors are the Lindqvist foundation and the port of Oslo.",
)


@pytest.fixture
def library(library: SmallLibrary, tmp_path: Path) -> SmallLibrary:
    library.add_pages(tmp_path / "shipping" / "report.pdf", PAGES)
    return library


def missing(library: SmallLibrary, question: str) -> MissingWords:
    search = library.open_search()
    searched = search.find(question, 8)
    found = EvidenceFinder(search.embedder).find(searched.query.text, searched.result.hits)
    result = missing_words(search.reader, searched, found)
    search.close()
    return result


def test_nothing_is_missing_where_the_page_has_all_words_and_numbers(library: SmallLibrary) -> None:
    assert missing(library, "How many ferries did Kestrel Maritime launch in 2021?") == MissingWords(
        has_all_numbers=True
    )


def test_a_number_that_the_page_lacks_is_missing(library: SmallLibrary) -> None:
    assert missing(library, "How many ferries did Kestrel Maritime launch in 2019?").lacks_number


def test_the_number_of_a_page_need_not_stand_on_it(library: SmallLibrary) -> None:
    found = missing(library, "How many ferries did the yards launch on page 2?")
    assert not found.lacks_number
    assert not found.has_all_numbers


def test_a_name_elsewhere_in_the_document_is_not_missing(library: SmallLibrary) -> None:
    assert not missing(library, "How many ferries were launched for the Lindqvist foundation?").has_name


def test_a_name_that_the_document_never_says_is_missing(library: SmallLibrary) -> None:
    found = missing(library, "How many ferries did the yards of Blohm launch?")
    assert found.has_name
    assert 0 < found.share < 1


def test_a_word_that_is_no_name_is_missing_as_a_word_only(library: SmallLibrary) -> None:
    found = missing(library, "How many ferries did the yards launch in secrecy?")
    assert found.share > 0
    assert not found.has_name


def test_a_document_need_not_call_itself_a_document(library: SmallLibrary) -> None:
    question = "How many ferries did the yards launch?"
    asked_of_document = "In this document, how many ferries did the yards launch according to the Figures?"
    assert missing(library, asked_of_document) == missing(library, question) == MissingWords()


def test_without_evidence_nothing_is_missing(library: SmallLibrary) -> None:
    assert missing(library, "the of and") == MissingWords()


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Where was Edda Lindqvist born?", {"edda", "lindqvist"}),
        ("Where? In Bergen's port?", {"bergen"}),
        ("What does (NATO) want?", {"nato"}),
        ("Who won?", set()),
        ("WHAT IS THE GOAL?", set()),
        ("Wie hoch ist die Kaution für die Wohnung in der Bergstraße?", set()),
    ],
)
def test_names_have_a_capital_inside_of_a_sentence(question: str, names: set[str]) -> None:
    assert names_in(question) == names
