"""Reading the catalogue: limits by path, positions of passages, and reading while another process writes."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.library.catalogue import Catalogue
from engine.library.catalogue_reader import CatalogueReader
from engine.library.catalogue_records import LibraryCounts
from engine.reading.page_text import PlaceMark
from engine.reading.passage_splitter import SplitPart
from engine.types import Rectangle, SearchScope
from tests.unit.library.catalogue_content import (
    MODEL,
    STAMP,
    embed_all,
    found,
    hash_of,
    page,
    section,
    store,
    vectors_of,
)

PROJECT = Path(__file__).parents[3]
A, SIBLING, DEEP = Path("/docs/a.pdf"), Path("/docs-2/a.pdf"), Path("/docs/sub/deep.pdf")


@pytest.fixture
def reader(catalogue: Catalogue, file: Path) -> Iterator[CatalogueReader]:
    with CatalogueReader(file, MODEL) as opened:
        yield opened


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        ((), {A, SIBLING, DEEP}),
        ((Path("/docs"),), {A, DEEP}),
        ((Path("/docs/a.pdf"),), {A}),
        ((Path("/docs/sub"), Path("/docs-2")), {DEEP, SIBLING}),
        ((Path("/"),), {A, SIBLING, DEEP}),
        ((Path("/doc"),), set()),
    ],
)
def test_within_limits_every_method(
    catalogue: Catalogue, reader: CatalogueReader, within: tuple[Path, ...], expected: set[Path]
) -> None:
    for path in (A, SIBLING, DEEP):
        store(catalogue, path, f"Text of {path}.")
    scope = SearchScope(within)
    all_keys = embed_all(catalogue)
    assert {document.path for document in reader.documents(scope)} == expected
    ids = [passage_id for passage_id, _ in reader.search_words('"text"', 10, scope)]
    assert {passage.path for passage in reader.passages(ids).values()} == expected
    every_id = [passage_id for passage_id, _ in reader.search_words('"text"', 10)]
    assert {passage.path for passage in reader.passages(every_id, scope).values()} == expected
    keys = reader.vector_keys(scope).tolist()
    assert set(reader.passages_of_vectors(all_keys.tolist(), scope)) == set(keys)
    assert len(keys) == len(expected)


def test_a_passage_knows_where_it_stands(catalogue: Catalogue, reader: CatalogueReader) -> None:
    parts = [page(1, "Other page."), page(2, "First line.\n\nSecond one here.", heading="Chapter > Section")]
    catalogue.replace_document(A, STAMP, "h", "pdf", parts)
    ((passage_id, _),) = reader.search_words('"second"', 10)
    passage = reader.passages([passage_id])[passage_id]
    assert (passage.path, passage.content_hash, passage.page, passage.part) == (A, "h", 2, 2)
    assert (passage.start, passage.end, passage.text) == (13, 29, "Second one here.")
    assert passage.heading == "Chapter > Section"
    assert passage.rectangles == (Rectangle(2, 0.0, 10.0, 80.0, 20.0),)
    part = reader.part_text(passage_id)
    assert part is not None
    assert part.text[passage.start : passage.end] == passage.text
    assert (part.part, part.page, len(part.words)) == (2, 2, 5)


def test_a_passage_without_a_page_has_no_rectangles(catalogue: Catalogue, reader: CatalogueReader) -> None:
    catalogue.replace_document(A, STAMP, "h", "txt", [section(0, "Plain text.")])
    ((passage_id, _),) = reader.search_words('"plain"', 10)
    passage = reader.passages([passage_id])[passage_id]
    assert (passage.page, passage.rectangles) == (None, ())


def test_what_is_gone_is_left_out(catalogue: Catalogue, reader: CatalogueReader) -> None:
    store(catalogue, A, "Some text.")
    (key,) = embed_all(catalogue)
    ((passage_id, _),) = reader.search_words('"text"', 10)
    catalogue.remove_documents([A])
    assert reader.search_words('"text"', 10) == []
    assert reader.passages([passage_id, 99]) == {}
    assert reader.passages_of_vectors([int(key), 99]) == {}
    catalogue.collect_garbage()
    assert reader.part_text(passage_id) is None
    assert reader.vectors([int(key)])[0].size == 0


def test_a_copy_is_shown_at_its_first_path_within(catalogue: Catalogue, reader: CatalogueReader) -> None:
    store(catalogue, DEEP, "Same text.")
    catalogue.attach_known_content(A, STAMP, hash_of("Same text."), "pdf")
    ((passage_id, _),) = reader.search_words('"same"', 10)
    assert reader.passages([passage_id])[passage_id].path == A
    assert reader.passages([passage_id], SearchScope((Path("/docs/sub"),)))[passage_id].path == DEEP


def test_a_passage_and_its_document_name_all_copies(catalogue: Catalogue, reader: CatalogueReader) -> None:
    for path in (A, SIBLING, DEEP):
        store(catalogue, path, "the same text")
    (hit,) = reader.search_words("same", 10)
    assert reader.passages([hit[0]])[hit[0]].copies == (A, DEEP)
    assert reader.passages([hit[0]], SearchScope((DEEP,)))[hit[0]].copies == (SIBLING, A)
    assert reader.copies(A) == (SIBLING, DEEP)
    assert reader.copies(Path("/docs/unknown.pdf")) == ()


def test_passages_tell_their_place_in_words(catalogue: Catalogue, reader: CatalogueReader) -> None:
    labelled = page(15, "printed")
    lines = section(16, "first\n\nsecond")
    marks = (PlaceMark(0, "line 1"), PlaceMark(7, "line 3"))
    parts = [
        replace(labelled, part=replace(labelled.part, label="5")),
        replace(lines, part=replace(lines.part, places=marks)),
    ]
    catalogue.replace_document(A, STAMP, "hash", "pdf", parts)
    ids = [found for found, _ in reader.search_words("printed OR first OR second", 10)]
    places = {passage.text: passage.place for passage in reader.passages(ids).values()}
    assert places == {"printed": "page 15 (printed 5)", "first": "line 1", "second": "line 3"}
    assert [part.place for part in reader.parts(A)] == ["page 15 (printed 5)", "lines 1–3"]
    texts = [reader.part_text(passage_id) for passage_id in ids]
    assert {(text.label, text.places) for text in texts if text is not None} == {("5", ()), ("", marks)}


def test_headings_are_found_and_count_more(catalogue: Catalogue) -> None:
    catalogue.replace_document(A, STAMP, "1", "pdf", [page(1, "About a garden in town.", heading="Streets")])
    catalogue.replace_document(DEEP, STAMP, "2", "pdf", [page(1, "About a street in town.", heading="Gardens")])
    assert found(catalogue, '"garden"') == ["About a street in town.", "About a garden in town."]


def test_an_empty_expression_finds_nothing(reader: CatalogueReader) -> None:
    assert reader.search_words("", 10) == []


def test_a_text_that_stands_in_many_places_has_one_vector(catalogue: Catalogue, reader: CatalogueReader) -> None:
    store(catalogue, A, "Shared.\n\nOwn.")
    store(catalogue, DEEP, "Shared.")
    keys = embed_all(catalogue)
    passages = reader.passages_of_vectors(keys.tolist())
    assert sorted(len(ids) for ids in passages.values()) == [1, 2]


def test_vectors_come_by_key(catalogue: Catalogue, reader: CatalogueReader) -> None:
    hashes = [bytes([number]) for number in range(10)]
    keys = catalogue.store_vectors(hashes, vectors_of(10))
    some, matrix = reader.vectors(keys[[7, 2]])
    assert some.tolist() == keys[[2, 7]].tolist()
    assert np.allclose(matrix, vectors_of(10)[[2, 7]], atol=1e-3)


def test_an_empty_library_has_no_vectors(reader: CatalogueReader) -> None:
    assert reader.vectors([1])[1].size == 0
    assert reader.vector_keys(SearchScope((Path("/docs"),))).size == 0


def test_counts(catalogue: Catalogue, reader: CatalogueReader) -> None:
    assert reader.counts() == LibraryCounts(0, 0, 0, 0)
    store(catalogue, A, "One.\n\nTwo.", "Three.")
    embed_all(catalogue)
    store(catalogue, DEEP, "Four.")
    store(catalogue, SIBLING, "Forgotten.")
    catalogue.remove_documents([SIBLING])
    assert reader.counts() == LibraryCounts(documents=2, pages=3, passages=4, passages_embedded=3)


def test_the_revision_follows_the_vectors_and_the_id_the_library(
    catalogue: Catalogue, reader: CatalogueReader, tmp_path: Path
) -> None:
    before = reader.revision()
    store(catalogue, A, "Text.")
    assert reader.revision() == before
    embed_all(catalogue)
    assert reader.revision() > before
    assert reader.library_id() == catalogue.library_id()
    with Catalogue(tmp_path / "other.db", MODEL) as other:
        assert other.library_id() != catalogue.library_id()


_SEARCH = """
import sys
from pathlib import Path
from engine.library.catalogue_reader import CatalogueReader

with CatalogueReader(Path(sys.argv[1]), "test-model") as reader:
    print(len(reader.search_words('"text"', 10)))
"""


def test_another_process_reads_while_this_one_writes(catalogue: Catalogue, file: Path) -> None:
    store(catalogue, A, "Some text.")
    results: list[str] = []

    def parts() -> Iterator[SplitPart]:
        yield page(1, "Half of a text.")
        command = [sys.executable, "-c", _SEARCH, str(file)]
        results.append(subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout)

    catalogue.replace_document(DEEP, STAMP, "h", "pdf", parts())
    assert results == ["1\n"]
    assert len(catalogue.search_words('"text"', 10)) == 2
