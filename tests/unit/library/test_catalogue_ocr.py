"""Pages that wait for OCR in the catalogue."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import DamagedDocument, DocumentError, NoTextInDocument, ReaderEnded
from engine.library.catalogue import Catalogue
from engine.library.catalogue_records import PageToOcr
from engine.reading.passage_splitter import SplitPart
from engine.types import Document, DocumentState
from tests.unit.library.catalogue_content import STAMP, found, page, store

SCAN = Path("/docs/scan.pdf")


def scanned(number: int, text: str = "") -> SplitPart:
    split = page(number, text)
    return replace(split, part=replace(split.part, needs_ocr=True))


def store_scan(catalogue: Catalogue, path: Path, *parts: SplitPart) -> Document:
    return catalogue.replace_document(path, STAMP, f"hash of {path.name}", "pdf", parts)


def next_page(catalogue: Catalogue) -> PageToOcr:
    waiting = catalogue.next_page_to_ocr()
    assert waiting is not None
    return waiting


def test_a_document_tells_how_many_of_its_pages_wait(catalogue: Catalogue) -> None:
    document = store_scan(catalogue, SCAN, page(1, "typed"), scanned(2), scanned(3))
    assert (document.state, document.pages, document.pages_to_ocr) == (DocumentState.INDEXED, 3, 2)
    assert catalogue.pages_to_ocr() == 2


def test_a_page_is_searchable_once_its_image_was_read(catalogue: Catalogue) -> None:
    store_scan(catalogue, SCAN, page(1, "typed words"), scanned(2))
    waiting = next_page(catalogue)
    assert (waiting.part, waiting.path) == (2, SCAN)
    assert catalogue.store_page_from_ocr(waiting, page(1, "handwritten words")) == (SCAN,)
    assert sorted(found(catalogue, "words")) == ["handwritten words", "typed words"]
    assert catalogue.next_page_to_ocr() is None
    (hit,) = catalogue.search_words("handwritten", 10)
    passage = catalogue.passages([hit[0]])[hit[0]]
    assert (passage.page, passage.place) == (2, "page 2")
    assert {rectangle.page for rectangle in passage.rectangles} == {2}


def test_what_was_read_by_ocr_is_told_with_the_part(catalogue: Catalogue) -> None:
    store_scan(catalogue, SCAN, page(1, "typed"), scanned(2))
    catalogue.store_page_from_ocr(next_page(catalogue), page(2, "one\n\ntwo"))
    first, second = catalogue.parts(SCAN)
    assert (first.ocr, second.ocr) == (False, True)
    assert (second.place, second.text, second.passages) == ("page 2", "one\n\ntwo", ((0, 3), (5, 8)))


def test_the_language_of_images_follows_the_text_that_is_read_in_them(catalogue: Catalogue) -> None:
    store_scan(catalogue, SCAN, scanned(1), scanned(2))
    languages = []
    for text in ("REF 2024-17", "Die Kaution beträgt drei Monatsmieten und wird verzinst."):
        catalogue.store_page_from_ocr(next_page(catalogue), page(1, text))
        languages += [document.language for document in catalogue.documents()]
    assert languages == ["", "de"]


def test_the_little_text_of_a_page_stays_where_ocr_failed(catalogue: Catalogue) -> None:
    store_scan(catalogue, SCAN, scanned(1, "stamp"))
    assert found(catalogue, "stamp") == ["stamp"]
    catalogue.store_page_from_ocr(next_page(catalogue), DamagedDocument())
    assert found(catalogue, "stamp") == ["stamp"]
    assert catalogue.pages_to_ocr() == 0


@pytest.mark.parametrize(
    ("result", "title"),
    [(ReaderEnded("The OCR process ended unexpectedly"), ReaderEnded.title), (page(1, ""), NoTextInDocument.title)],
    ids=["OCR failed", "nothing on it"],
)
def test_a_document_without_any_text_fails_when_its_last_page_is_done(
    catalogue: Catalogue, result: SplitPart | DocumentError, title: str
) -> None:
    copy = Path("/docs/copy.pdf")
    store_scan(catalogue, SCAN, scanned(1), scanned(2))
    catalogue.attach_known_content(copy, STAMP, "hash of scan.pdf", "pdf")
    catalogue.store_page_from_ocr(next_page(catalogue), result)
    assert {document.state for document in catalogue.documents()} == {DocumentState.INDEXED}
    assert set(catalogue.store_page_from_ocr(next_page(catalogue), result)) == {SCAN, copy}
    assert {document.state for document in catalogue.documents()} == {DocumentState.FAILED}
    failure = catalogue.documents()[0].failure
    assert failure is not None
    assert failure.title == title


def test_documents_that_were_asked_about_and_new_ones_come_first(catalogue: Catalogue) -> None:
    for name in ("old", "middle", "new"):
        store_scan(catalogue, Path(f"/docs/{name}.pdf"), scanned(1), scanned(2))
    catalogue.count_as_asked(["hash of old.pdf"])
    order = []
    while (waiting := catalogue.next_page_to_ocr()) is not None:
        order.append((waiting.path.stem, waiting.part))
        catalogue.store_page_from_ocr(waiting, page(1, "text"))
    assert order == [("old", 1), ("old", 2), ("new", 1), ("new", 2), ("middle", 1), ("middle", 2)]


def test_a_page_that_is_gone_is_no_error(catalogue: Catalogue) -> None:
    store_scan(catalogue, SCAN, scanned(1))
    waiting = next_page(catalogue)
    catalogue.remove_documents([SCAN])
    catalogue.collect_garbage()
    assert catalogue.pages_to_ocr() == 0
    assert catalogue.store_page_from_ocr(waiting, page(1, "late")) == ()
    assert found(catalogue, "late") == []


def test_pages_of_documents_that_left_do_not_wait(catalogue: Catalogue) -> None:
    store_scan(catalogue, SCAN, scanned(1))
    catalogue.remove_documents([SCAN])
    assert (catalogue.pages_to_ocr(), catalogue.next_page_to_ocr()) == (0, None)


def test_texts_of_documents_that_were_asked_about_are_embedded_first(catalogue: Catalogue) -> None:
    asked = store(catalogue, Path("/docs/asked.pdf"), "asked")
    store(catalogue, Path("/docs/other.pdf"), "other")
    assert [text.text for text in catalogue.texts_without_vector(10)] == ["other", "asked"]
    catalogue.count_as_asked([asked.content_hash])
    assert [text.text for text in catalogue.texts_without_vector(10)] == ["asked", "other"]


def test_contents_can_be_left_out(catalogue: Catalogue) -> None:
    store_scan(catalogue, Path("/docs/old.pdf"), scanned(1))
    store_scan(catalogue, Path("/docs/new.pdf"), scanned(1), scanned(2))
    new = next_page(catalogue)
    assert (new.path.stem, new.stamp) == ("new", STAMP)
    assert catalogue.pages_to_ocr({new.content}) == 1
    old = catalogue.next_page_to_ocr({new.content})
    assert old is not None
    assert old.path.stem == "old"
    assert catalogue.next_page_to_ocr({new.content, old.content}) is None
