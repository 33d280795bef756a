"""Writes what was read of a document into the catalogue's tables: parts, passages and the word index."""

from collections.abc import Sequence
from hashlib import blake2b

from engine.database import Database, storable
from engine.language_detection import detect_language
from engine.library import catalogue_queries as queries
from engine.library.catalogue_positions import pack_place_marks, pack_word_boxes
from engine.library.catalogue_records import OcrState, PageToOcr
from engine.reading.passage_splitter import PassageSpan, SplitPart
from engine.word_analysis import index_words


class ContentWriter:
    """Its methods are steps of a transaction that the caller has begun."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def empty(self, content_hash: str, document_format: str) -> int:
        """The content's id; what an earlier reading stored for it is deleted."""
        known = self._database.row(queries.CONTENT, [content_hash, document_format])
        if known is None:
            return self._database.insert(
                "INSERT INTO contents (hash, format) VALUES (?, ?)", [content_hash, document_format]
            )
        self.delete_parts(known[0])
        return int(known[0])

    def delete_parts(self, content: int) -> None:
        """Delete all that was read of a content."""
        self._delete_passages("content = ?", [content])
        self._database.execute("DELETE FROM parts WHERE content = ?", [content])

    def store_part(self, content: int, split_part: SplitPart) -> bool:
        """Store a part with its passages and words; returns whether it is a page."""
        part = split_part.part
        text = storable(part.text)
        self._database.execute(
            "INSERT INTO parts (content, part, page, label, text, words, places, ocr) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                content,
                part.part,
                part.page,
                storable(part.label),
                text,
                pack_word_boxes(part.words),
                pack_place_marks(part.places),
                OcrState.WAITING if part.needs_ocr else OcrState.NONE,
            ],
        )
        for span in split_part.passages:
            self._store_passage(content, part.part, text[span.start : span.end], span)
        return part.page is not None

    def replace_part(self, page: PageToOcr, split_part: SplitPart) -> None:
        """Give a stored part another text with its passages; the page's number and label stay."""
        where = [page.content, page.part]
        text = storable(split_part.part.text)
        self._delete_passages("content = ? AND part = ?", where)
        changed = self._database.execute(
            "UPDATE parts SET text = ?, words = ? WHERE content = ? AND part = ?",
            [text, pack_word_boxes(split_part.part.words), *where],
        )
        for span in split_part.passages if changed else ():
            self._store_passage(page.content, page.part, text[span.start : span.end], span)

    def count_passages(self, content: int) -> None:
        """Take note of how many passages a content has now."""
        self._database.execute(
            "UPDATE contents SET passages = (SELECT count(*) FROM passages WHERE content = contents.id) WHERE id = ?",
            [content],
        )

    def tell_language(self, content: int) -> None:
        """Take note of the language that most of a content is in."""
        beginnings = self._database.rows(queries.BEGINNINGS_OF_PARTS, [content])
        language = detect_language("\n".join(text for (text,) in beginnings))
        self._database.execute("UPDATE contents SET language = ? WHERE id = ?", [language, content])

    def _store_passage(self, content: int, part: int, text: str, span: PassageSpan) -> None:
        heading, text_hash = storable(span.heading), _text_hash(text)
        passage = self._database.insert(
            "INSERT INTO passages (content, part, begins, ends, heading, text_hash) VALUES (?, ?, ?, ?, ?, ?)",
            [content, part, span.start, span.end, heading, text_hash],
        )
        self._database.execute(
            "INSERT INTO word_index (rowid, heading, text) VALUES (?, ?, ?)",
            [passage, index_words(heading), index_words(text)],
        )
        self._database.execute(queries.PASSAGE_LACKS_VECTOR, {"text_hash": text_hash, "content": content})

    def _delete_passages(self, condition: str, values: Sequence[int]) -> None:
        # The conditions are written in this file.
        self._database.execute(
            f"DELETE FROM word_index WHERE rowid IN (SELECT id FROM passages WHERE {condition})",  # noqa: S608
            values,
        )
        self._database.execute(
            f"INSERT OR IGNORE INTO freed SELECT text_hash FROM passages WHERE {condition}",  # noqa: S608
            values,
        )
        self._database.execute(f"DELETE FROM passages WHERE {condition}", values)  # noqa: S608


def _text_hash(text: str) -> bytes:
    """16 bytes of BLAKE2b: no two different texts share them, by chance or on purpose."""
    return blake2b(text.encode(), digest_size=16).digest()
