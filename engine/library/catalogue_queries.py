"""The catalogue's longer queries.

`{within}` stands for a condition on documents `d`, and `{on_page}`, which may follow it, for one on passages `p`;
`scope_condition.limited_to` puts them in.
"""

_DOCUMENTS = """
SELECT d.path, d.state, d.size, d.hash, c.pages, coalesce(c.passages, 0), coalesce(c.passages, 0) - {unembedded},
    d.failure_title, d.failure_reason, d.failure_advice,
    (SELECT count(*) FROM parts t WHERE t.content = d.content AND t.ocr = 'waiting'), c.format, c.language
FROM documents d LEFT JOIN contents c ON c.id = d.content {joined}
WHERE {within} ORDER BY d.path
"""

DOCUMENTS = _DOCUMENTS.replace("{unembedded}", "coalesce(w.waiting, 0)").replace(
    "{joined}",
    """
    LEFT JOIN (
        SELECT p.content, count(*) AS waiting FROM unembedded u JOIN passages p USING (text_hash)
        WHERE NOT u.answered GROUP BY p.content
    ) w ON w.content = d.content
    """,
)

DOCUMENT = (
    _DOCUMENTS.replace(
        "{unembedded}",
        """
        (SELECT count(*) FROM passages p JOIN unembedded u USING (text_hash) WHERE p.content = c.id AND NOT u.answered)
        """,
    )
    .replace("{joined}", "")
    .replace("{within}", "d.path = ?")
)

STORED_FILES = "SELECT d.path, d.size, d.mtime_ns, d.hash, d.state FROM documents d WHERE {within}"

CONTENT = "SELECT id FROM contents WHERE hash = ? AND format = ?"

COUNTS = """
WITH used AS (
    SELECT id, pages, passages FROM contents c WHERE EXISTS (SELECT 1 FROM documents d WHERE d.content = c.id)
)
SELECT (SELECT count(*) FROM documents), coalesce(sum(pages), 0), coalesce(sum(passages), 0),
    coalesce(sum(passages), 0)
        - (SELECT count(*) FROM unembedded u JOIN passages p USING (text_hash) WHERE p.content IN (SELECT id FROM used))
FROM used
"""

SEARCH_WORDS = """
SELECT rowid, -rank FROM word_index WHERE word_index MATCH ? AND rank MATCH 'bm25(2.0, 1.0)' ORDER BY rank LIMIT ?
"""
"""A heading is short and tells the subject, so its words count twice. Only in this form does FTS5 sort by itself, which
takes half the time."""

PRESENT = """
SELECT p.id FROM json_each(?) wanted JOIN passages p ON p.id = wanted.value
WHERE EXISTS (SELECT 1 FROM documents d WHERE d.content = p.content)
"""

SEARCH_WORDS_WITHIN = """
SELECT p.id, -bm25(word_index, 2.0, 1.0) AS score
FROM word_index JOIN passages p ON p.id = word_index.rowid
WHERE word_index MATCH ? AND p.content IN (SELECT d.content FROM documents d WHERE {within}) AND {on_page}
ORDER BY score DESC, p.id LIMIT ?
"""
"""A common word matches most passages, so that the documents are looked up once (IN), not for each of them (EXISTS)."""

PASSAGES = """
SELECT p.id, p.content, c.hash, t.page, t.part, p.begins, p.ends, substr(t.text, p.begins + 1, p.ends - p.begins),
    p.heading, t.words, t.label, t.places
FROM json_each(?) wanted
JOIN passages p ON p.id = wanted.value
JOIN contents c ON c.id = p.content
JOIN parts t ON t.content = p.content AND t.part = p.part
"""

PATHS_OF_CONTENTS = """
SELECT d.content, d.path, {within} AS inside
FROM documents d WHERE d.content IN (SELECT value FROM json_each(?)) ORDER BY inside DESC, d.path
"""

PATHS_OF_HASH = """
SELECT d.path FROM contents c JOIN documents d ON d.content = c.id WHERE c.hash = ? ORDER BY d.path
"""

HASHES_OF_CONTENTS = """
SELECT DISTINCT c.hash
FROM json_each(?) wanted JOIN passages p ON p.id = wanted.value JOIN contents c ON c.id = p.content
"""

HAS_PASSAGES = """
SELECT EXISTS (SELECT 1 FROM documents d JOIN passages p ON p.content = d.content WHERE {within} AND {on_page})
"""

PART_OF_PASSAGE = """
SELECT t.part, t.page, t.text, t.label, t.words, t.places
FROM passages p JOIN parts t ON t.content = p.content AND t.part = p.part + ? WHERE p.id = ?
"""

PAGE_OF_DOCUMENT = """
SELECT t.part, t.page, t.text, t.label, t.words, t.places
FROM documents d JOIN parts t ON t.content = d.content WHERE d.path = ? AND t.page = ?
"""

PASSAGES_OF_VECTORS = """
SELECT v.key, p.id
FROM json_each(?) wanted JOIN vectors v ON v.key = wanted.value JOIN passages p ON p.text_hash = v.text_hash
WHERE EXISTS (SELECT 1 FROM documents d WHERE d.content = p.content AND {within}) AND {on_page}
ORDER BY p.id
"""

VECTOR_KEYS = "SELECT key FROM vectors WHERE model_id = ?"
"""Unordered: only so are the keys read from the index beside the vectors."""

VECTOR_KEYS_WITHIN = """
SELECT DISTINCT v.key
FROM documents d JOIN passages p ON p.content = d.content
JOIN vectors v ON v.model_id = ? AND v.text_hash = p.text_hash
WHERE {within} AND {on_page} ORDER BY v.key
"""

VECTORS = "SELECT key, vector FROM vectors WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key"

_TEXTS_WITHOUT_VECTOR = """
SELECT w.text_hash, substr(t.text, p.begins + 1, p.ends - p.begins)
FROM ({waiting}) w
JOIN passages p ON p.id = (
    SELECT q.id FROM passages q JOIN documents d ON d.content = q.content WHERE q.text_hash = w.text_hash LIMIT 1
)
JOIN parts t ON t.content = p.content AND t.part = p.part
"""

TEXTS_ASKED_ABOUT = _TEXTS_WITHOUT_VECTOR.replace(
    "{waiting}",
    """
    SELECT u.text_hash FROM contents c JOIN unembedded u ON u.content = c.id WHERE c.times_asked > 0
    ORDER BY c.times_asked DESC, c.id DESC, u.rowid LIMIT ?
    """,
)

NEWEST_TEXTS = _TEXTS_WITHOUT_VECTOR.replace(
    "{waiting}", "SELECT u.text_hash FROM unembedded u ORDER BY u.content DESC, u.rowid LIMIT ?"
)

PASSAGE_LACKS_VECTOR = """
INSERT OR IGNORE INTO unembedded (text_hash, content)
SELECT :text_hash, :content FROM library
WHERE NOT EXISTS (SELECT 1 FROM vectors v WHERE v.text_hash = :text_hash AND v.model_id = library.model_id)
"""

ALL_WITHOUT_VECTOR = """
INSERT INTO unembedded (text_hash, content, answered)
SELECT p.text_hash, max(p.content),
    EXISTS (SELECT 1 FROM vectors v WHERE v.text_hash = p.text_hash AND v.model_id = :answering)
FROM passages p
WHERE NOT EXISTS (SELECT 1 FROM vectors v WHERE v.text_hash = p.text_hash AND v.model_id = :model_id)
GROUP BY p.text_hash ORDER BY min(p.id)
"""

DELETE_VECTORS_OF_OTHER_MODELS = """
DELETE FROM vectors WHERE key IN (
    SELECT key FROM vectors WHERE model_id NOT IN (SELECT value FROM json_each(?)) LIMIT ?
)
"""

UNUSED_CONTENTS = "SELECT id FROM contents c WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.content = c.id)"

KEEP_WHAT_IS_USED = """
DELETE FROM freed WHERE EXISTS (SELECT 1 FROM passages p WHERE p.text_hash = freed.text_hash)
"""

DELETE_FREED_VECTORS = "DELETE FROM vectors WHERE text_hash IN (SELECT text_hash FROM freed) RETURNING key"

STORE_DOCUMENT = """
INSERT INTO documents (path, size, mtime_ns, hash, state, content, failure_title, failure_reason, failure_advice)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns, hash = excluded.hash,
    state = excluded.state, content = excluded.content, failure_title = excluded.failure_title,
    failure_reason = excluded.failure_reason, failure_advice = excluded.failure_advice
"""

PASSAGES_WITH_TEXTS = "SELECT count(*) FROM passages WHERE text_hash IN ({marks})"

DOCUMENTS_WITH_TEXTS = """
SELECT DISTINCT d.path FROM passages p JOIN documents d ON d.content = p.content WHERE p.text_hash IN ({marks})
"""

COPIES = """
SELECT d.path FROM documents asked JOIN documents d ON d.content = asked.content AND d.path != asked.path
WHERE asked.path = ? ORDER BY d.path
"""

DETAILS = """
SELECT t.part, t.page, t.label, t.text, t.places, t.ocr,
    (SELECT json_group_array(json_array(p.begins, p.ends)) FROM passages p
     WHERE p.content = t.content AND p.part = t.part ORDER BY p.begins)
FROM documents d JOIN parts t ON t.content = d.content
WHERE d.path = ? ORDER BY t.part
"""

PASSAGES_OF_DOCUMENT = """
SELECT p.id, t.page, p.part, p.begins, p.ends, substr(t.text, p.begins + 1, p.ends - p.begins), p.heading, v.vector
FROM documents d
JOIN passages p ON p.content = d.content
JOIN parts t ON t.content = p.content AND t.part = p.part
LEFT JOIN vectors v ON v.text_hash = p.text_hash AND v.model_id = ?
WHERE d.path = ? ORDER BY p.part, p.begins
"""

NEXT_PAGE_TO_OCR = """
SELECT t.content, t.part, min(d.path), d.size, d.mtime_ns
FROM parts t JOIN contents c ON c.id = t.content JOIN documents d ON d.content = t.content
WHERE t.ocr = 'waiting' AND t.content NOT IN (SELECT value FROM json_each(?))
GROUP BY t.content, t.part ORDER BY c.times_asked DESC, t.content DESC, t.part LIMIT 1
"""

PAGES_TO_OCR = """
SELECT count(*) FROM parts t
WHERE t.ocr = 'waiting' AND t.content NOT IN (SELECT value FROM json_each(?))
    AND EXISTS (SELECT 1 FROM documents d WHERE d.content = t.content)
"""

CONTENT_HAS_TEXT = """
SELECT EXISTS (SELECT 1 FROM passages WHERE content = ?)
    OR EXISTS (SELECT 1 FROM parts WHERE content = ? AND ocr = 'waiting')
"""

FAIL_DOCUMENTS = """
UPDATE documents SET state = ?, failure_title = ?, failure_reason = ?, failure_advice = ?, content = NULL
WHERE content = ?
"""

BEGINNINGS_OF_PARTS = """
SELECT substr(t.text, 1, 250) FROM parts t WHERE t.content = ? AND t.text != '' ORDER BY t.part LIMIT 8
"""
"""A document's title page may be in another language than the pages that follow."""

DOCUMENTS_WITHOUT_LANGUAGE = """
SELECT c.id, d.path FROM (SELECT id FROM contents WHERE language IS NULL ORDER BY id DESC LIMIT ?) c
LEFT JOIN documents d ON d.content = c.id
"""

COMPACT = (
    # The word indexes keep what was deleted until they are merged.
    "INSERT INTO word_index (word_index) VALUES ('optimize')",
    "INSERT INTO document_index (document_index) VALUES ('optimize')",
    "VACUUM",
)
"""Leaves nothing in the file of what was deleted, and gives its space back."""
