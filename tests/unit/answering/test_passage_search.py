"""Search by words and meaning over a real catalogue and a real vector index."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from engine.answering.section_ranking import SectionRanking
from engine.errors import QuestionTooLong
from engine.library.catalogue_records import FileStamp
from engine.reading.page_text import PartText
from engine.reading.passage_splitter import PassageSplitter
from engine.types import SearchScope
from tests.unit.answering.small_library import SmallLibrary

REPORT_PATH = Path("/documents/work/report.pdf")
GARDEN_PATH = Path("/documents/home/garden.txt")


def paths_found(library: SmallLibrary, text: str, within: tuple[Path, ...] = (), limit: int = 10) -> list[Path]:
    search = library.open_search()
    hits = search.search(text, limit, SearchScope(within)).hits
    search.close()
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    return [hit.passage.path for hit in hits]


def test_the_passage_with_the_words_comes_first(library: SmallLibrary) -> None:
    assert paths_found(library, "When are tulips planted?")[0] == GARDEN_PATH
    assert paths_found(library, "revenue Oslo")[0] == REPORT_PATH


def test_a_text_that_is_far_too_long_is_refused(library: SmallLibrary) -> None:
    assert paths_found(library, "When are tulips planted? " * 400)[0] == GARDEN_PATH
    search = library.open_search()
    with pytest.raises(QuestionTooLong, match="10,025 characters"):
        search.search("When are tulips planted? " * 401, 10)
    search.close()


def test_without_vectors_words_are_enough(empty_library: SmallLibrary) -> None:
    empty_library.add(GARDEN_PATH, "Tulips are planted in October.", embed=False)
    assert paths_found(empty_library, "tulips") == [GARDEN_PATH]


def test_without_matching_words_meaning_is_enough(library: SmallLibrary) -> None:
    # Nothing but punctuation: there is no word to look for, yet every vector has some similarity.
    assert set(paths_found(library, "?!")) == {REPORT_PATH, GARDEN_PATH}


def test_a_question_in_a_script_that_the_model_does_not_know_is_searched_by_words_alone(library: SmallLibrary) -> None:
    library.add(Path("/documents/rent.txt"), "Арендная плата вносится ежемесячно.")
    assert paths_found(library, "арендная плата") == [Path("/documents/rent.txt")]


def test_only_documents_within_the_given_places_are_found(library: SmallLibrary) -> None:
    assert set(paths_found(library, "tulips revenue", (Path("/documents/work"),))) == {REPORT_PATH}
    assert set(paths_found(library, "tulips revenue", (GARDEN_PATH,))) == {GARDEN_PATH}
    assert paths_found(library, "tulips", (Path("/elsewhere"),)) == []


def test_vectors_that_the_catalogue_does_not_know_find_nothing(library: SmallLibrary) -> None:
    stale = np.arange(10_000, 10_200, dtype=np.uint64)
    library.index.add(stale, np.tile(library.embedder.embed_query("tulips planted"), (200, 1)))
    assert paths_found(library, "tulips planted")[0] == GARDEN_PATH


def test_a_removed_document_is_found_no_more(library: SmallLibrary) -> None:
    library.catalogue.remove_documents([GARDEN_PATH])
    assert GARDEN_PATH not in paths_found(library, "tulips")


def test_passages_with_the_same_text_are_found_once(library: SmallLibrary) -> None:
    library.add(Path("/documents/copy.pdf"), "Tulips are planted  in October,\nand they flower in april.")
    library.add(Path("/documents/copy2.pdf"), "TULIPS are planted in October, and they flower in April.")
    found = paths_found(library, "tulips october april")
    assert len([path for path in found if "copy" in path.name]) == 1


VERSION = (
    "The tenant keeps the garden in good order, cuts the hedges in spring and in autumn, and sweeps the paths before "
    "the house and behind it as often as leaves and snow make that necessary. "
)


def test_of_versions_of_a_document_what_they_share_is_found_once(empty_library: SmallLibrary) -> None:
    empty_library.add(Path("/documents/lease.pdf"), VERSION + "The rent is 900 euros.")
    empty_library.add(Path("/documents/lease-draft.pdf"), VERSION + "The rent is 900 euros!")
    assert len(paths_found(empty_library, "hedges garden rent")) == 1


def test_a_version_with_another_number_says_something_else(empty_library: SmallLibrary) -> None:
    empty_library.add(Path("/documents/lease.pdf"), VERSION + "The rent is 900 euros.")
    empty_library.add(Path("/documents/lease-new.pdf"), VERSION + "The rent is 950 euros.")
    assert len(paths_found(empty_library, "hedges garden rent")) == 2


def test_passages_of_one_document_are_all_found_however_alike_they_are(empty_library: SmallLibrary) -> None:
    text = "\n\n".join(f"{VERSION * 3}So it is on the side of the {side}." for side in ("yard", "street"))
    empty_library.add(Path("/documents/rules.pdf"), text)
    assert len(paths_found(empty_library, "hedges garden side")) == 2


def test_the_limit_holds(library: SmallLibrary) -> None:
    assert len(paths_found(library, "the office and roses", limit=1)) == 1
    assert paths_found(library, "roses", limit=0) == []
    assert paths_found(library, "   ") == []


def add_pages(library: SmallLibrary, path: Path, *texts: str) -> None:
    """Store a document with one page a text."""
    parts = [PassageSplitter().split(PartText(number, number, text)) for number, text in enumerate(texts, start=1)]
    content_hash = hashlib.sha256(str(path).encode()).hexdigest()
    library.catalogue.replace_document(path, FileStamp(1, 1), content_hash, "pdf", parts)
    library.embed()


def pages_found(library: SmallLibrary, text: str, limit: int = 10) -> list[tuple[str, int | None]]:
    search = library.open_search()
    hits = search.search(text, limit).hits
    search.close()
    return [(hit.passage.path.name, hit.passage.page) for hit in hits]


def test_what_a_document_is_counts_on_pages_that_do_not_name_it(empty_library: SmallLibrary) -> None:
    for company in ("Acme", "Bolt", "Cogs"):
        for year in (2019, 2020, 2021):
            pages = (f"{company} annual report {year}", "Contents", f"Net revenue was {year % 100} million euros.")
            add_pages(empty_library, Path(f"/reports/{company} {year}.pdf"), *pages)
    assert pages_found(empty_library, "What was the net revenue of Bolt in 2020?")[0] == ("Bolt 2020.pdf", 3)


def test_the_fact_of_a_first_page_does_not_count_on_the_others(empty_library: SmallLibrary) -> None:
    fact = "The tower of the town hall was built by masons from Lübeck in the year after the fire."
    others = (f"The town hall and its tower, part {number}: the hall, the tower, the town." for number in range(2, 6))
    add_pages(empty_library, Path("/guide.pdf"), "A guide", fact, *others)
    assert pages_found(empty_library, "Who built the tower of the town hall after the fire?")[0] == ("guide.pdf", 2)


def test_a_page_that_the_question_names_comes_first(empty_library: SmallLibrary) -> None:
    pages = [f"Chapter {number}. The date of the inspection is mentioned here." for number in range(1, 9)]
    add_pages(empty_library, Path("/inspection.pdf"), *pages)
    assert pages_found(empty_library, "Which date is mentioned on page six?")[0] == ("inspection.pdf", 6)
    assert pages_found(empty_library, "Which date is mentioned on the last page?")[0] == ("inspection.pdf", 8)


def test_each_page_comes_once_before_any_comes_twice(empty_library: SmallLibrary) -> None:
    long_page = "\n\n".join(
        f"Tulips of sort {number} flower in April. " + "They need sun. " * 40 for number in range(4)
    )
    add_pages(empty_library, Path("/garden.pdf"), long_page, "Tulips are planted in October.", "Roses are pruned.")
    pages = [page for _, page in pages_found(empty_library, "tulips")]
    assert set(pages[:2]) == {1, 2}
    assert pages.count(1) > 1


def test_the_words_of_a_question_may_stand_in_several_passages_of_a_page(empty_library: SmallLibrary) -> None:
    filler = "Nothing of interest is said here at all, and at some length. " * 30
    add_pages(empty_library, Path("/a.pdf"), f"Balance sheet of the Oslo branch.\n\n{filler}\n\nInventories: 12.")
    add_pages(empty_library, Path("/b.pdf"), f"Balance sheet of the Bergen branch.\n\n{filler}\n\nReceivables: 14.")
    add_pages(empty_library, Path("/c.pdf"), f"Inventories in general.\n\n{filler}\n\nReceivables: 16.")
    assert pages_found(empty_library, "inventories balance sheet Oslo")[0] == ("a.pdf", 1)


def test_a_misspelt_word_finds_what_was_meant(empty_library: SmallLibrary) -> None:
    add_pages(
        empty_library,
        Path("/games.pdf"),
        "Activision publishes games.",
        "The receipts were handed in.",
        "Activision again: receipts.",
    )
    add_pages(empty_library, Path("/other.pdf"), "Active volcanoes are visited.")
    search = empty_library.open_search()
    found = search.find("Which games does Activsion publish?", 5)
    assert (found.result.hits[0].passage.path, found.result.hits[0].passage.page) == (Path("/games.pdf"), 1)
    assert found.spelt_right == "Which games does Activision publish?"
    assert search.find("Were the reciepts handed in?", 5).result.hits[0].passage.page == 2
    assert search.find("Which games does Activision publish?", 5).spelt_right == ""
    assert search.find("Is there a zebra?", 5).spelt_right == ""
    assert search.find("What are RECIEPTS?", 5).spelt_right == ""
    search.close()


def test_words_that_run_together_are_set_apart_if_no_passage_has_them_so(empty_library: SmallLibrary) -> None:
    add_pages(
        empty_library,
        Path("/a.pdf"),
        "Current liabilities of Oslo are for sale. Sales of the force. A martyr in a mart. Net income.",
        "Mietvertrag und Kosten.",
        "Die Mietkosten sind hoch.",
    )
    search = empty_library.open_search()
    for text, spelt_right in (
        ("Current Liabilitiesfor Oslo?", "Current Liabilities for Oslo?"),
        ("What are current liabilitiesof Oslo?", "What are current liabilities of Oslo?"),
        ("What are the currentliabilities?", "What are the current liabilities?"),
        ("What are theLiabilities?", "What are the Liabilities?"),
        ("What does Salesforce do?", ""),  # a name
        ("What is salesforce?", ""),
        ("How high is the martand?", ""),
        ("Wie hoch sind die Mietkosten?", ""),
        ("Was regelt die Vertragskostenordnung?", ""),
    ):
        assert search.find(text, 5).spelt_right == spelt_right
    search.close()


def test_numbers_and_days_are_found_as_documents_write_them(empty_library: SmallLibrary) -> None:
    add_pages(empty_library, Path("/contract.pdf"), "Signed by both parties on 2021-05-03.", "The price is 1,250,000.")
    add_pages(empty_library, Path("/other.pdf"), "Signed by nobody in May.", "The price is unknown in 2021.")
    assert pages_found(empty_library, "What was signed on 3 May 2021?")[0] == ("contract.pdf", 1)
    assert pages_found(empty_library, "Is the price 1250000?")[0] == ("contract.pdf", 2)


def test_a_document_that_loses_its_title_amid_a_search_is_compared_without_it(library: SmallLibrary) -> None:
    search = library.open_search()
    found = search.find("tulips", 5)
    (section, *_) = [ranked.section for ranked in found.compared.sections]
    ranking = SectionRanking(found.query, 10, {"tulips": 1})
    assert [ranked.section for ranked in ranking.rank([section], {}, {}, {}, ())] == [section]
    search.close()
