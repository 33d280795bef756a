"""What documents say of themselves is found as long as it is true."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.library.catalogue import Catalogue
from engine.library.document_descriptions import name_words
from engine.library.search_catalogue import SearchCatalogue
from engine.paths import catalogue_file
from engine.types import EVERYWHERE, SearchScope
from tests.unit.library.catalogue_content import MODEL, STAMP, hash_of, store

REPORT = Path("/documents/2021/AcmeAnnualReport_final.pdf")
TEXTS = ("Our results", "Net revenue was 12 million.", "Appendix of tables")


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    catalogue = Catalogue(catalogue_file(tmp_path), MODEL)
    store(catalogue, REPORT, *TEXTS)
    yield catalogue
    catalogue.close()


def matches(tmp_path: Path, match: str, scope: SearchScope = EVERYWHERE) -> bool:
    with SearchCatalogue(catalogue_file(tmp_path), MODEL) as reader:
        return bool(reader.search_documents(match, 10, scope))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("2021/AcmeAnnualReport_final.pdf", "2021 AcmeAnnualReport_final 2021 Acme Annual Report final"),
        ("Insurance/car-policy 2020v2.pdf", "Insurance car-policy 2020v2 Insurance car-policy 2020 v 2"),
        ("letters/to Edda.txt", "letters to Edda"),
        ("/home/anna/Bellwether Foods/2018/annual report.pdf", "Bellwether Foods 2018 annual report"),
        ("/note.txt", "note"),
        ("docs/ÜbersichtÄnderungen.odt", "docs ÜbersichtÄnderungen docs Übersicht Änderungen"),
    ],
)
def test_names_are_taken_apart_into_words(path: str, words: str) -> None:
    assert name_words(Path(path)) == words


@pytest.mark.usefixtures("catalogue")
def test_a_document_is_found_by_its_name_its_folders_and_its_beginning(tmp_path: Path) -> None:
    assert matches(tmp_path, "acme")
    assert matches(tmp_path, "2021")
    assert matches(tmp_path, "documents")
    assert matches(tmp_path, "results")
    assert not matches(tmp_path, "appendix")
    assert not matches(tmp_path, "acme", SearchScope((Path("/elsewhere"),)))


def test_a_title_is_a_name_and_how_the_first_page_with_text_begins(tmp_path: Path, catalogue: Catalogue) -> None:
    store(
        catalogue, Path("/documents/scan.pdf"), " \n", "\nMinutes of May. " + "They talked for long. " * 20, "The end"
    )
    with SearchCatalogue(catalogue_file(tmp_path), MODEL) as reader:
        titles = sorted(reader.titles(list(reader.search_documents("results OR minutes", 10, EVERYWHERE))).values())
    assert [title.splitlines()[-1] for title in titles[:1]] == ["Our results"]
    assert "net revenue" not in titles[0].casefold()
    assert "Minutes of May. They talked" in titles[1]
    assert len(titles[1]) < 250


def test_words_that_a_content_never_says_are_told(tmp_path: Path, catalogue: Catalogue) -> None:
    store(catalogue, Path("/documents/letter.txt"), "Dear shareholders, the dividend rises.")
    with SearchCatalogue(catalogue_file(tmp_path), MODEL) as reader:
        (report,) = reader.search_documents("acme", 1, EVERYWHERE)
        assert reader.unsaid(["revenue", "dividend", "table", "bonus"], report) == ["dividend", "bonus"]
        assert reader.unsaid([], report) == []
        assert reader.unsaid(["revenue"], 9999) == ["revenue"]


def test_a_renamed_document_is_found_by_its_new_name_only(tmp_path: Path, catalogue: Catalogue) -> None:
    catalogue.move_document(REPORT, Path("/documents/2022/Bolt.pdf"), STAMP)
    assert matches(tmp_path, "bolt")
    assert not matches(tmp_path, "acme")


def test_a_copy_adds_its_name_and_takes_it_along_when_it_goes(tmp_path: Path, catalogue: Catalogue) -> None:
    copy = Path("/documents/Copy for Edda.pdf")
    catalogue.attach_known_content(copy, STAMP, hash_of(*TEXTS), "pdf")
    assert matches(tmp_path, "edda")
    assert matches(tmp_path, "acme")
    catalogue.remove_documents([copy])
    assert not matches(tmp_path, "edda")
    assert matches(tmp_path, "acme")


def test_what_has_left_is_described_no_more(tmp_path: Path, catalogue: Catalogue) -> None:
    catalogue.remove_documents([REPORT])
    assert not matches(tmp_path, "acme OR results")
    catalogue.collect_garbage()
    assert not matches(tmp_path, "acme OR results")


def test_a_new_version_is_described_by_its_own_beginning(tmp_path: Path, catalogue: Catalogue) -> None:
    store(catalogue, REPORT, "A letter to the shareholders")
    assert matches(tmp_path, "shareholders")
    assert not matches(tmp_path, "results")
