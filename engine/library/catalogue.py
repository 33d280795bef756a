"""Writing the catalogue: the SQLite database that holds everything the library knows, and the truth about it."""

import json
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.database import Database, open_for_writing, storable
from engine.errors import DocumentError, NoTextInDocument
from engine.library import catalogue_queries as queries
from engine.library.catalogue_reader import CatalogueReader
from engine.library.catalogue_records import FileStamp, OcrState, PageToOcr, pack_rules
from engine.library.content_writer import ContentWriter
from engine.library.document_descriptions import OPENING_PARTS, DocumentDescriptions
from engine.library.migrations import CATALOGUE
from engine.library.places_copy import PlacesCopy
from engine.library.vector_writer import VectorWriter
from engine.paths import decode_path, encode_path, is_within
from engine.reading.passage_splitter import SplitPart
from engine.types import Document, DocumentState, Failure, FolderState, PlaceRules


class Catalogue(CatalogueReader):
    """The only writer of a library, which it can read as well. One thread at a time.

    Every method is one transaction: it happens as a whole or not at all, also if the process is killed.
    """

    set_aside: Path | None
    """Where a damaged database was moved to at the opening; the library began anew then, with the same places."""

    def __init__(self, path: Path, model_id: str) -> None:
        """Open or create the database at `path` (its folder too); vectors are read of the model `model_id`.

        Which model's vectors are stored, the database knows (`embed_with`); those of a new one are `model_id`'s, too.

        A damaged database is set aside (`set_aside` tells) and a fresh one begins with the same places; so does one
        that was found damaged while in use, when it is opened again. Raises `LibraryTooNew` (nothing is changed),
        `LibraryNotWritable`, `LibraryInUse`, `DiskFull`.
        """
        super().__init__(path, model_id)
        self._contents = ContentWriter(self._database)
        self._descriptions = DocumentDescriptions(self._database)
        self._vectors = VectorWriter(self._database)
        if not self.embedding_model():  # it is new
            self.embed_with(model_id, answering=model_id)
        self._descriptions.complete()
        self._places_copy = PlacesCopy(path)
        for place in self._places_copy.load() if self.set_aside is not None else ():
            self.add_place(place.path)
            self.set_place_rules(place.path, place.rules)
        self._places_copy.save(self.places())

    def _open(self, path: Path) -> Database:
        database, self.set_aside = open_for_writing(path, CATALOGUE)
        return database

    # places

    def add_place(self, path: Path) -> None:
        """Remember a watched folder or file as AVAILABLE; adding it again does no harm."""
        self._database.execute(
            "INSERT INTO places (path, state) VALUES (?, ?) ON CONFLICT (path) DO UPDATE SET state = excluded.state",
            [encode_path(path), FolderState.AVAILABLE],
        )
        self._places_copy.save(self.places())

    def set_place_state(self, path: Path, state: FolderState) -> None:
        """Record whether a place can be reached."""
        self._database.execute("UPDATE places SET state = ? WHERE path = ?", [state, encode_path(path)])

    def set_place_rules(self, path: Path, rules: PlaceRules) -> None:
        """Record what of a place belongs to the library. Documents are not touched."""
        self._database.execute("UPDATE places SET rules = ? WHERE path = ?", [pack_rules(rules), encode_path(path)])
        self._places_copy.save(self.places())

    def set_paused(self, *, paused: bool) -> None:
        """Record that the user has paused indexing, or ended the pause."""
        self._database.execute("UPDATE library SET paused = ?", [paused])

    def remove_place(self, path: Path) -> tuple[Path, ...]:
        """Forget a place and the documents that no other place holds; returns the paths of these documents."""
        with self._database.transaction():
            self._database.execute("DELETE FROM places WHERE path = ?", [encode_path(path)])
            others = [place.path for place in self.places()]
            orphans = [file for file in self.stored_files(path) if not any(is_within(file, other) for other in others)]
            self._delete_documents(orphans)
        self._places_copy.save(self.places())
        return tuple(orphans)

    # documents

    def replace_document(
        self, path: Path, stamp: FileStamp, content_hash: str, document_format: str, parts: Iterable[SplitPart]
    ) -> Document:
        """Store a document as INDEXED with what was read of it; the old version is searchable until this returns.

        `parts` are taken one by one and never held together. An error raised by `parts` (a `DocumentError`, say)
        passes through, and nothing has changed. `passages_embedded` of the result counts reused vectors.
        """
        with self._database.transaction():
            content = self._contents.empty(content_hash, document_format)
            pages = sum(self._contents.store_part(content, split_part) for split_part in parts)
            self._database.execute("UPDATE contents SET pages = ? WHERE id = ?", [pages or None, content])
            self._contents.count_passages(content)
            self._contents.tell_language(content)
            self._store_document(path, stamp, content_hash, DocumentState.INDEXED, content)
        return self._stored_document(path)

    def attach_known_content(
        self, path: Path, stamp: FileStamp, content_hash: str, document_format: str
    ) -> Document | None:
        """Store a document as INDEXED with what was already read of an identical file; None if there is no such."""
        with self._database.transaction():
            known = self._database.row(queries.CONTENT, [content_hash, document_format])
            if known is None:
                return None
            self._store_document(path, stamp, content_hash, DocumentState.INDEXED, known[0])
        return self._stored_document(path)

    def move_document(self, old: Path, new: Path, stamp: FileStamp) -> bool:
        """Give a document another path (replacing what was there); False if nothing is stored for `old`."""
        with self._database.transaction():
            contents = self._descriptions.contents_of([old, new])
            changed = self._database.execute(
                "UPDATE OR REPLACE documents SET path = ?, size = ?, mtime_ns = ? WHERE path = ?",
                [encode_path(new), stamp.size, stamp.mtime_ns, encode_path(old)],
            )
            self._descriptions.update(contents)
        return changed > 0

    def touch_document(self, path: Path, stamp: FileStamp) -> None:
        """Record a new stamp for a file whose content is as before."""
        self._database.execute(
            "UPDATE documents SET size = ?, mtime_ns = ? WHERE path = ?",
            [stamp.size, stamp.mtime_ns, encode_path(path)],
        )

    def mark_failed(self, path: Path, stamp: FileStamp, content_hash: str, failure: Failure) -> None:
        """Store why this version of a file cannot be indexed. What was indexed of an older version is dropped."""
        with self._database.transaction():
            self._store_document(path, stamp, content_hash, DocumentState.FAILED, None, failure)

    def remove_documents(self, paths: Sequence[Path]) -> None:
        """Forget documents; their passages are found no more. Unknown paths are ignored."""
        with self._database.transaction():
            self._delete_documents(paths)

    def count_as_asked(self, content_hashes: Collection[str]) -> None:
        """Documents with these contents were among an answer's sources once more."""
        self._database.execute_many(
            "UPDATE contents SET times_asked = times_asked + 1 WHERE hash = ?", ([known] for known in content_hashes)
        )

    def tell_languages(self, limit: int) -> tuple[Path, ...] | None:
        """Look for the language of up to `limit` contents where that was not done yet; None if there are none.

        Returns the documents with these contents.
        """
        rows = self._database.rows(queries.DOCUMENTS_WITHOUT_LANGUAGE, [limit])
        if not rows:
            return None
        with self._database.transaction():
            for content in {content for content, _ in rows}:
                self._contents.tell_language(content)
        return tuple(decode_path(path) for _, path in rows if path is not None)

    # pages that are read by OCR

    def next_page_to_ocr(self, without: Collection[int] = ()) -> PageToOcr | None:
        """The page whose image is to be read next: of the most asked-about and newest document; None if none waits.

        `without` are ids of contents that are left out.
        """
        row = self._database.row(queries.NEXT_PAGE_TO_OCR, [json.dumps(list(without))])
        if row is None:
            return None
        content, part, path, size, mtime_ns = row
        return PageToOcr(content, part, decode_path(path), FileStamp(size, mtime_ns))

    def pages_to_ocr(self, without: Collection[int] = ()) -> int:
        """How many pages wait for OCR; `without` as in `next_page_to_ocr`."""
        ((count,),) = self._database.rows(queries.PAGES_TO_OCR, [json.dumps(list(without))])
        return int(count)

    def store_page_from_ocr(self, page: PageToOcr, result: SplitPart | DocumentError) -> tuple[Path, ...]:
        """Replace the text of a page by what OCR made of it (its text stays if OCR failed on it).

        A content without any text fails when its last page is done, with the reason of that page. Nothing happens to a
        page that is gone. Returns the documents that the page is in.
        """
        with self._database.transaction():
            if isinstance(result, SplitPart):
                self._contents.replace_part(page, result)
                self._contents.count_passages(page.content)
                self._contents.tell_language(page.content)
                if page.part <= OPENING_PARTS:
                    self._descriptions.update([page.content])
            self._database.execute(
                "UPDATE parts SET ocr = ? WHERE content = ? AND part = ?", [OcrState.DONE, page.content, page.part]
            )
            rows = self._database.rows("SELECT path FROM documents WHERE content = ?", [page.content])
            ((has_text,),) = self._database.rows(queries.CONTENT_HAS_TEXT, [page.content, page.content])
            if not has_text:
                reason = result if isinstance(result, DocumentError) else NoTextInDocument()
                self._fail_documents(page.content, reason.as_failure())
        return tuple(decode_path(path) for (path,) in rows)

    # vectors

    def store_vectors(self, text_hashes: Sequence[bytes], vectors: NDArray[np.float32]) -> NDArray[np.uint64]:
        """Store the vectors (n x dimensions) of texts and return their keys, in order.

        A text that has a vector keeps it, and its key. Raises `ValueError` for vectors that are not finite.
        """
        with self._database.transaction():
            return self._vectors.store(self.embedding_model(), text_hashes, vectors)

    def embed_with(self, model_id: str, answering: str) -> None:
        """From now on the vectors that are stored, and those that are lacking, are those of the model `model_id`.

        Vectors of other models stay. Until all is embedded, questions are answered with the model `answering`.
        """
        if self.embedding_model() != model_id:
            with self._database.transaction():
                self._vectors.embed_with(model_id, answering)

    def delete_vectors_of_other_models(self, kept: Collection[str], limit: int) -> bool:
        """Delete up to `limit` vectors of models that are not `kept`; False if there are none."""
        with self._database.transaction():
            return self._vectors.delete_of_other_models(kept, limit)

    def make_durable(self) -> None:
        """See to it that everything committed so far outlasts a power cut.

        Who saves what refers to the catalogue's keys calls this first: a commit that was lost would give its keys to
        other vectors. (A checkpoint waits for the disk: https://www.sqlite.org/wal.html#ckpt.)
        """
        self._database.rows("PRAGMA wal_checkpoint(PASSIVE)")

    def compact(self) -> None:
        """Give the space of what was deleted back to the disk, so that nothing of it is left in the files.

        Needs room on the disk for a second copy of what is left. Raises `LibraryInUse` if it is to be called again.
        """
        for statement in queries.COMPACT:
            self._database.rows(statement)
        self._database.empty_log()

    def collect_garbage(self) -> NDArray[np.uint64]:
        """Delete contents without a document and vectors without a passage; returns the keys of these vectors.

        Until then a file that comes back (as a moved one does, under another path) finds its content still there.
        """
        with self._database.transaction():
            for (content,) in self._database.rows(queries.UNUSED_CONTENTS):
                self._contents.delete_parts(content)
                self._descriptions.delete(content)
                self._database.execute("DELETE FROM contents WHERE id = ?", [content])
            self._database.execute(queries.KEEP_WHAT_IS_USED)
            keys = self._database.rows(queries.DELETE_FREED_VECTORS)
            self._database.execute("DELETE FROM unembedded WHERE text_hash IN (SELECT text_hash FROM freed)")
            self._database.execute("DELETE FROM freed")
            if keys:
                self._database.execute("UPDATE library SET revision = revision + 1")
        return np.array(sorted(key for (key,) in keys), dtype=np.uint64)

    # steps of the transactions above

    def _fail_documents(self, content: int, failure: Failure) -> None:
        values = [DocumentState.FAILED, failure.title, failure.reason, failure.advice, content]
        self._database.execute(queries.FAIL_DOCUMENTS, values)

    def _store_document(
        self,
        path: Path,
        stamp: FileStamp,
        content_hash: str,
        state: DocumentState,
        content: int | None,
        failure: Failure | None = None,
    ) -> None:
        details = (failure.title, failure.reason, failure.advice) if failure else (None, None, None)
        told = [text and storable(text) for text in details]
        contents = self._descriptions.contents_of([path])
        values = [encode_path(path), stamp.size, stamp.mtime_ns, content_hash, state, content, *told]
        self._database.execute(queries.STORE_DOCUMENT, values)
        self._descriptions.update(contents if content is None else {*contents, content})

    def _stored_document(self, path: Path) -> Document:
        document = self.document(path)
        assert document is not None, path
        return document

    def _delete_documents(self, paths: Collection[Path]) -> None:
        contents = self._descriptions.contents_of(paths)
        self._database.execute_many("DELETE FROM documents WHERE path = ?", ([encode_path(path)] for path in paths))
        self._descriptions.update(contents)
