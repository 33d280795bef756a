"""Reading the catalogue: the SQLite database that holds everything the library knows."""

import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from engine.database import Database, open_for_reading
from engine.library import catalogue_queries as queries
from engine.library.catalogue_positions import unpack_place_marks, unpack_word_boxes
from engine.library.catalogue_records import FileStamp, LibraryCounts, OcrState, StoredFile, TextToEmbed, unpack_rules
from engine.library.catalogue_vectors import keys_and_vectors, keys_of, vector_of
from engine.library.migrations import CATALOGUE
from engine.library.scope_condition import limited_to
from engine.paths import decode_path, encode_path
from engine.reading.document_kinds import kind_of
from engine.reading.page_text import PartText, place_of_range, rectangles_of_range
from engine.types import (
    EVERYWHERE,
    Document,
    DocumentState,
    Failure,
    FolderState,
    PartDetails,
    Passage,
    SearchScope,
    WatchedPlace,
)


class CatalogueReader:
    """A read-only view of the catalogue, always of the last committed state; works while a `Catalogue` writes.

    Open one reader a thread. `scope` limits a method to some documents, or to a page. All methods raise `LibraryError`
    subclasses.
    """

    def __init__(self, path: Path, model_id: str) -> None:
        """Open the database at `path`; vectors are those of the embedding model `model_id`.

        Raises `LibraryMissing` if there is no library yet, `LibraryTooNew` and `LibraryTooOld`.
        """
        self._model_id = model_id
        self._database = self._open(path)

    def _open(self, path: Path) -> Database:
        return open_for_reading(path, CATALOGUE)

    def close(self) -> None:
        """Close the connection; safe to call twice."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    # places and documents

    def places(self) -> tuple[WatchedPlace, ...]:
        """The watched folders and files, ordered by path."""
        rows = self._database.rows("SELECT path, state, rules FROM places ORDER BY path")
        return tuple(
            WatchedPlace(decode_path(path), FolderState(state), unpack_rules(rules)) for path, state, rules in rows
        )

    def documents(self, scope: SearchScope = EVERYWHERE) -> tuple[Document, ...]:
        """Documents ordered by path. Stored states are INDEXED and FAILED."""
        sql, values = limited_to(scope, queries.DOCUMENTS)
        return tuple(_document(row) for row in self._database.rows(sql, values))

    def document(self, path: Path) -> Document | None:
        """The document at exactly `path`."""
        row = self._database.row(queries.DOCUMENT, [encode_path(path)])
        return _document(row) if row else None

    def stored_files(self, place: Path) -> dict[Path, StoredFile]:
        """What is known of the files at or below `place`."""
        sql, values = limited_to(SearchScope((place,)), queries.STORED_FILES)
        files = (
            StoredFile(decode_path(path), FileStamp(size, mtime_ns), content_hash, DocumentState(state))
            for path, size, mtime_ns, content_hash, state in self._database.rows(sql, values)
        )
        return {file.path: file for file in files}

    def copies(self, path: Path) -> tuple[Path, ...]:
        """The other documents with the same content, ordered by path."""
        rows = self._database.rows(queries.COPIES, [encode_path(path)])
        return tuple(decode_path(other) for (other,) in rows)

    def content_hash(self, path: Path) -> str | None:
        """The hash of the document at exactly `path`, "" if it is to be read again; None without such a document."""
        row = self._database.row("SELECT hash FROM documents WHERE path = ?", [encode_path(path)])
        return row[0] if row else None

    def paths_of(self, content_hash: str) -> tuple[Path, ...]:
        """The documents with this content, ordered by path."""
        return tuple(decode_path(path) for (path,) in self._database.rows(queries.PATHS_OF_HASH, [content_hash]))

    def parts(self, path: Path) -> tuple[PartDetails, ...]:
        """The parts of the document at exactly `path`, with the ranges of their passages, in order."""
        return tuple(_part_details(row) for row in self._database.rows(queries.DETAILS, [encode_path(path)]))

    def paused(self) -> bool:
        """Whether the user has paused indexing."""
        ((paused,),) = self._database.rows("SELECT paused FROM library")
        return bool(paused)

    def counts(self) -> LibraryCounts:
        """How much the library holds."""
        (row,) = self._database.rows(queries.COUNTS)
        return LibraryCounts(*row)

    # passages

    def search_words(self, match: str, limit: int, scope: SearchScope = EVERYWHERE) -> list[tuple[int, float]]:
        """The best passages for an FTS5 expression made by `match_query`: (passage id, BM25 score), best first.

        A higher score is better. An empty expression finds nothing.
        """
        if not match:
            return []
        if not scope.is_everywhere:
            sql, values = limited_to(scope, queries.SEARCH_WORDS_WITHIN)
            return self._database.rows(sql, [match, *values, limit])
        wanted = limit
        while True:  # passages of documents that have just left may be among the first
            rows = self._database.rows(queries.SEARCH_WORDS, [match, wanted])
            present = {
                row[0] for row in self._database.rows(queries.PRESENT, [_json_numbers([row[0] for row in rows])])
            }
            found = [(passage, score) for passage, score in rows if passage in present]
            if len(found) >= limit or len(rows) < wanted:
                return found[:limit]
            wanted *= 4

    def passages(self, passage_ids: Collection[int], scope: SearchScope = EVERYWHERE) -> dict[int, Passage]:
        """Passages by id, with rectangles; ids that are gone (or out of `scope`) are left out.

        Of a file that is there more than once, `path` is the first in `scope` by path, and `copies` are all the others.
        """
        rows = self._database.rows(queries.PASSAGES, [_json_numbers(passage_ids)])
        on_page = [row for row in rows if scope.page in (None, row[3])]
        paths = self._paths_of_contents({row[1] for row in on_page}, scope)
        found = (_passage(row, paths.get(row[1], [])) for row in on_page)
        return {passage.passage_id: passage for passage in found if passage is not None}

    def has_passages(self, scope: SearchScope = EVERYWHERE) -> bool:
        """Whether there is anything to search."""
        sql, values = limited_to(scope, queries.HAS_PASSAGES)
        ((found,),) = self._database.rows(sql, values)
        return bool(found)

    def content_hashes(self, passage_ids: Collection[int]) -> set[str]:
        """The hashes of the files that these passages were read from."""
        return {known for (known,) in self._database.rows(queries.HASHES_OF_CONTENTS, [_json_numbers(passage_ids)])}

    def part_text(self, passage_id: int, parts_on: int = 0) -> PartText | None:
        """The part (text and word boxes, no headings) so many parts after a passage's own; None if it is not there."""
        return _part_text(self._database.row(queries.PART_OF_PASSAGE, [parts_on, passage_id]))

    def page_text(self, path: Path, page: int) -> PartText | None:
        """A page of the document at exactly `path`, as in `part_text`; None if there is no such page."""
        return _part_text(self._database.row(queries.PAGE_OF_DOCUMENT, [encode_path(path), page]))

    def _paths_of_contents(self, contents: Collection[int], scope: SearchScope) -> dict[int, list[Path]]:
        """The paths of each content that has one in `scope`; those in it come first."""
        sql, values = limited_to(scope, queries.PATHS_OF_CONTENTS)
        paths: dict[int, list[Path]] = {}
        for content, path, inside in self._database.rows(sql, [*values, _json_numbers(contents)]):
            if inside or content in paths:
                paths.setdefault(content, []).append(decode_path(path))
        return paths

    def passages_of_document(
        self, document: Document
    ) -> tuple[tuple[Passage, ...], tuple[NDArray[np.float32] | None, ...]]:
        """The passages of a document in order, and their vectors as far as there are any.

        The passages come without rectangles, places and copies, which cost time: `part_text` has them.
        """
        rows = self._database.rows(queries.PASSAGES_OF_DOCUMENT, [self._model_id, encode_path(document.path)])
        passages = tuple(Passage(row[0], document.path, document.content_hash, *row[1:7]) for row in rows)
        vectors = (None if row[7] is None else vector_of(row[7]) for row in rows)
        return passages, tuple(vectors)

    # vectors

    def passages_of_vectors(self, keys: Collection[int], scope: SearchScope = EVERYWHERE) -> dict[int, tuple[int, ...]]:
        """For each vector key the ids of the passages with that text; keys without any are left out."""
        sql, values = limited_to(scope, queries.PASSAGES_OF_VECTORS)
        found: dict[int, tuple[int, ...]] = {}
        for key, passage_id in self._database.rows(sql, [_json_numbers(keys), *values]):
            found[key] = (*found.get(key, ()), passage_id)
        return found

    def vector_keys(self, scope: SearchScope = EVERYWHERE) -> NDArray[np.uint64]:
        """Keys, ascending, of the model's vectors; with a `scope`, of those used by passages there."""
        if scope.is_everywhere:
            return self.vector_keys_of(self._model_id)
        sql, values = limited_to(scope, queries.VECTOR_KEYS_WITHIN)
        return np.sort(keys_of(self._database.rows(sql, [self._model_id, *values])))

    def vector_keys_of(self, model_id: str) -> NDArray[np.uint64]:
        """Keys, ascending, of all vectors of a model."""
        return np.sort(keys_of(self._database.rows(queries.VECTOR_KEYS, [model_id])))

    def vectors(self, keys: Collection[int] | NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.float32]]:
        """(keys that exist, their vectors as an n x dimensions matrix)."""
        return keys_and_vectors(self._database.rows(queries.VECTORS, [_json_numbers(keys)]))

    def texts_without_vector(self, limit: int) -> list[TextToEmbed]:
        """Texts that still need a vector, each once: of the most asked-about documents first, then of the newest.

        Texts of documents that have left are passed over, so that there may be fewer before garbage is collected.
        """
        rows = self._database.rows(queries.TEXTS_ASKED_ABOUT, [limit])
        if len(rows) < limit:
            rows += self._database.rows(queries.NEWEST_TEXTS, [limit])
        return [TextToEmbed(text_hash, text) for text_hash, text in dict(rows).items()][:limit]

    def passages_with_texts(self, text_hashes: Sequence[bytes]) -> int:
        """How many passages have one of these texts."""
        query = queries.PASSAGES_WITH_TEXTS.replace("{marks}", ", ".join("?" * len(text_hashes)))
        ((count,),) = self._database.rows(query, text_hashes)
        return int(count)

    def documents_with_texts(self, text_hashes: Sequence[bytes]) -> tuple[Path, ...]:
        """The documents that hold a passage with one of these texts."""
        marks = ", ".join("?" * len(text_hashes))
        rows = self._database.rows(queries.DOCUMENTS_WITH_TEXTS.replace("{marks}", marks), text_hashes)
        return tuple(decode_path(path) for (path,) in rows)

    def embedding_model(self) -> str:
        """The id of the model that texts are embedded with."""
        ((model_id,),) = self._database.rows("SELECT model_id FROM library")
        return str(model_id)

    def library_id(self) -> str:
        """A random id given when the library was created: vector keys mean nothing in another library."""
        ((library_id,),) = self._database.rows("SELECT id FROM library")
        return str(library_id)

    def revision(self) -> int:
        """Grows with every change to the set of vectors."""
        ((revision,),) = self._database.rows("SELECT revision FROM library")
        return int(revision)


def _document(row: Sequence[Any]) -> Document:
    path, state, size, content_hash, pages, passages, embedded, title, reason, advice, to_ocr, stored, language = row
    return Document(
        decode_path(path),
        DocumentState(state),
        size,
        content_hash,
        pages,
        passages,
        embedded,
        Failure(title, reason, advice) if title is not None else None,
        to_ocr,
        kind_of(stored),
        language or "",
    )


def _passage(row: Sequence[Any], paths: Sequence[Path]) -> Passage | None:
    if not paths:
        return None
    passage_id, _, content_hash, page, part, start, end, text, heading, words, label, places = row
    rectangles = rectangles_of_range(page, unpack_word_boxes(words), start, end) if page is not None else ()
    place = place_of_range(PartText(part, page, "", label, places=unpack_place_marks(places)), start, end)
    path, *copies = paths
    return Passage(
        passage_id, path, content_hash, page, part, start, end, text, heading, rectangles, place, tuple(copies)
    )


def _part_text(row: Sequence[Any] | None) -> PartText | None:
    if row is None:
        return None
    part, page, text, label, words, places = row
    return PartText(part, page, text, label, words=unpack_word_boxes(words), places=unpack_place_marks(places))


def _part_details(row: Sequence[Any]) -> PartDetails:
    part, page, label, text, places, ocr, passages = row
    place = place_of_range(PartText(part, page, text, label, places=unpack_place_marks(places)), 0, len(text))
    ranges = tuple((begin, end) for begin, end in sorted(json.loads(passages)))
    return PartDetails(part, page, place, text, ranges, OcrState(ocr) is OcrState.DONE)


def _json_numbers(numbers: Collection[int] | NDArray[np.uint64]) -> str:
    return json.dumps([int(number) for number in numbers])
