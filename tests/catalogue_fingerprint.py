"""A digest of what a library holds: equal if and only if searches can find the same."""

import hashlib
from pathlib import Path

from engine.database import open_for_reading
from engine.library.migrations import CATALOGUE

_DOCUMENTS = """
SELECT d.path, d.state, d.size, d.hash, c.language, d.content, d.failure_title
FROM documents d LEFT JOIN contents c ON c.id = d.content ORDER BY d.path
"""

_PASSAGES = """
SELECT p.part, t.page, t.label, p.begins, p.ends, p.heading, substr(t.text, p.begins + 1, p.ends - p.begins),
    w.heading, w.text, t.words, t.places, t.ocr,
    (SELECT group_concat(model_id) FROM (SELECT model_id FROM vectors v WHERE v.text_hash = p.text_hash ORDER BY 1))
FROM passages p JOIN parts t ON t.content = p.content AND t.part = p.part LEFT JOIN word_index w ON w.rowid = p.id
WHERE p.content = ? ORDER BY p.part, p.begins, p.ends
"""


def fingerprint(path: Path) -> str:
    """The digest (hex) of the catalogue at `path`.

    It covers each document's path, state, hash, language and failure, its passages with text, position, words and
    word boxes, and which of them have a vector of which model. It does not depend on row ids, on times, or on how the
    library came about.
    """
    digest = hashlib.sha256()
    database = open_for_reading(path, CATALOGUE)
    try:
        for *document, content, failure in database.rows(_DOCUMENTS):
            digest.update(repr((document, failure)).encode())
            for passage in database.rows(_PASSAGES, [content]):
                digest.update(repr(passage).encode())
    finally:
        database.close()
    return digest.hexdigest()
