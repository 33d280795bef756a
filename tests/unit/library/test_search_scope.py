"""Each limit of a `SearchScope` on a real catalogue: by words, by meaning, and for the passages themselves."""

from datetime import date, datetime
from pathlib import Path

import pytest

from engine.library.catalogue import Catalogue
from engine.library.catalogue_records import FileStamp
from engine.reading.document_formats import DocumentFormat
from engine.reading.document_kinds import formats_of, kind_of
from engine.reading.passage_splitter import SplitPart
from engine.types import DocumentKind, SearchScope
from tests.unit.library.catalogue_content import embed_all, hash_of, page, section

LEASE, NOTES, TABLE = Path("/docs/lease.pdf"), Path("/docs/home/notes.md"), Path("/docs/costs.xlsx")
ENGLISH = "The text says that the tenant pays the rent on the third working day of every month."
GERMAN = "Der Text sagt, dass die Mieterin die Miete am dritten Werktag eines jeden Monats bezahlt."
NUMBERS = "text 12 400 17"


@pytest.fixture
def library(catalogue: Catalogue) -> Catalogue:
    put(
        catalogue, LEASE, DocumentFormat.PDF, datetime(2023, 12, 31, 23, 59), page(1, ENGLISH), page(2, f"2: {ENGLISH}")
    )
    put(catalogue, NOTES, DocumentFormat.MARKDOWN, datetime(2024, 1, 1), section(1, GERMAN))
    put(catalogue, TABLE, DocumentFormat.SPREADSHEET, datetime(2024, 1, 2), section(1, NUMBERS))
    embed_all(catalogue)
    return catalogue


def put(catalogue: Catalogue, path: Path, file_format: DocumentFormat, changed: datetime, *parts: SplitPart) -> None:
    stamp = FileStamp(size=1, mtime_ns=int(changed.timestamp()) * 1_000_000_000)
    catalogue.replace_document(path, stamp, hash_of(str(path)), file_format, iter(parts))


def found(catalogue: Catalogue, scope: SearchScope) -> set[tuple[Path, int | None]]:
    """(path, page) of all passages in `scope`, which must be the same whichever way they are looked for."""
    every_id = {passage_id for passage_id, _ in catalogue.search_words('"text"', 10)}
    by_words = {passage_id for passage_id, _ in catalogue.search_words('"text"', 10, scope)}
    keys = catalogue.vector_keys(scope).tolist()
    by_meaning = catalogue.passages_of_vectors(catalogue.vector_keys().tolist(), scope)
    passages = catalogue.passages(every_id, scope)
    assert set(passages) == by_words == {passage_id for ids in by_meaning.values() for passage_id in ids}
    assert set(by_meaning) == set(keys)
    return {(passage.path, passage.page) for passage in passages.values()}


EVERY_PAGE_OF_LEASE = {(LEASE, 1), (LEASE, 2)}


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (SearchScope(), {*EVERY_PAGE_OF_LEASE, (NOTES, None), (TABLE, None)}),
        (SearchScope(within=(LEASE,), page=2), {(LEASE, 2)}),
        (SearchScope(within=(LEASE,), page=3), set()),
        (SearchScope(within=(NOTES,), page=1), set()),
        (SearchScope(kinds=(DocumentKind.PDF,)), EVERY_PAGE_OF_LEASE),
        (SearchScope(kinds=(DocumentKind.TEXT, DocumentKind.SPREADSHEET)), {(NOTES, None), (TABLE, None)}),
        (SearchScope(kinds=(DocumentKind.EMAIL,)), set()),
        (SearchScope(languages=("en",)), EVERY_PAGE_OF_LEASE),
        (SearchScope(languages=("de", "fr")), {(NOTES, None)}),
        (SearchScope(modified_since=date(2024, 1, 1)), {(NOTES, None), (TABLE, None)}),
        (SearchScope(modified_until=date(2024, 1, 1)), {*EVERY_PAGE_OF_LEASE, (NOTES, None)}),
        (SearchScope(modified_since=date(2024, 1, 1), modified_until=date(2024, 1, 1)), {(NOTES, None)}),
        (SearchScope(modified_since=date.max), set()),
        (SearchScope(modified_until=date.min), set()),
        (
            SearchScope(modified_since=date.min, modified_until=date.max),
            {*EVERY_PAGE_OF_LEASE, (NOTES, None), (TABLE, None)},
        ),
        (SearchScope(within=(Path("/docs/home"),), kinds=(DocumentKind.PDF,)), set()),
        (
            SearchScope((LEASE,), 1, (DocumentKind.PDF,), date(2023, 12, 31), date(2023, 12, 31), ("en",)),
            {(LEASE, 1)},
        ),
    ],
)
def test_a_scope_limits_every_way_to_find_passages(
    library: Catalogue, scope: SearchScope, expected: set[tuple[Path, int | None]]
) -> None:
    assert found(library, scope) == expected


def test_documents_tell_their_kind_and_language(library: Catalogue) -> None:
    told = {document.path: (document.kind, document.language) for document in library.documents()}
    assert told == {
        LEASE: (DocumentKind.PDF, "en"),
        NOTES: (DocumentKind.TEXT, "de"),
        TABLE: (DocumentKind.SPREADSHEET, ""),
    }


def test_a_copy_is_found_where_it_fits_the_scope(library: Catalogue) -> None:
    newer = Path("/docs/newer lease.pdf")
    stamp = FileStamp(1, int(datetime(2025, 6, 1).timestamp()) * 1_000_000_000)
    assert library.attach_known_content(newer, stamp, hash_of(str(LEASE)), DocumentFormat.PDF) is not None
    (first, *_) = library.passages({1}, SearchScope(modified_since=date(2025, 1, 1))).values()
    assert (first.path, first.copies) == (newer, (LEASE,))


def test_every_format_is_of_one_kind_and_every_kind_has_a_format() -> None:
    assert all(kind_of(known) is not None for known in DocumentFormat)
    assert sorted(known for kind in DocumentKind for known in formats_of(kind)) == sorted(DocumentFormat)
    assert kind_of("unheard of") is None
    assert all(formats_of(kind) for kind in DocumentKind)
