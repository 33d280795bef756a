"""The queries of `search_catalogue`. `{within}` stands for a condition on documents `d` (see `scope_condition`)."""

SEARCH_DOCUMENTS = """
SELECT rowid, -bm25(document_index, 3.0, 1.0) AS score FROM document_index
WHERE document_index MATCH ? AND rowid IN (SELECT d.content FROM documents d WHERE {within})
ORDER BY score DESC, rowid LIMIT ?
"""
"""A name is chosen to tell documents apart, so that its words count three times."""

PASSAGE_RANGE = "SELECT min(id), max(id) FROM passages WHERE content = ?"

SEARCH_CONTENT = """
SELECT w.rowid FROM word_index w JOIN passages p ON p.id = w.rowid
WHERE word_index MATCH ? AND w.rowid BETWEEN ? AND ? AND p.content = ?
ORDER BY bm25(word_index, 2.0, 1.0), w.rowid LIMIT ?
"""
"""The passages of a content have neighbouring ids, which spares looking at those of all others."""

UNSAID = """
SELECT wanted.key FROM json_each(?) wanted WHERE NOT EXISTS (
    SELECT 1 FROM word_index w CROSS JOIN passages p ON p.id = w.rowid
    WHERE word_index MATCH wanted.value AND w.rowid BETWEEN ? AND ? AND p.content = ?
)
"""
"""In this order a word is looked up once; in the other one once for each passage of the content."""

PASSAGES_ON_PAGES = """
SELECT p.id FROM json_each(?) wanted JOIN parts t ON t.content = wanted.value
JOIN passages p ON p.content = t.content AND p.part = t.part
WHERE t.page IN (SELECT value FROM json_each(?2)) OR t.label IN (SELECT value FROM json_each(?3))
    OR (t.page = (SELECT max(page) FROM parts l WHERE l.content = t.content)
        AND -1 IN (SELECT value FROM json_each(?2)))
"""

SECTIONS = """
SELECT t.content, t.part, t.page, p.id, p.heading, substr(t.text, p.begins + 1, p.ends - p.begins), v.key
FROM (SELECT DISTINCT content, part FROM json_each(?) wanted JOIN passages ON passages.id = wanted.value) s
JOIN parts t ON t.content = s.content AND t.part = s.part
JOIN passages p ON p.content = t.content AND p.part = t.part
LEFT JOIN vectors v ON v.text_hash = p.text_hash AND v.model_id = ?
ORDER BY t.content, t.part, p.begins
"""

WORD_COUNTS = "SELECT c.term, c.doc FROM json_each(?) wanted CROSS JOIN word_counts c ON c.term = wanted.value"
"""In this order each word is looked up; in the other one all words of the library would be read."""

DESCRIPTIONS = "SELECT rowid, names, opening FROM document_index WHERE rowid IN (SELECT value FROM json_each(?))"

TITLES = """
SELECT rowid, names, (
    SELECT substr(ltrim(text, char(9, 10, 13, 32)), 1, ?) FROM parts
    WHERE content = document_index.rowid AND trim(text, char(9, 10, 13, 32)) <> '' ORDER BY part LIMIT 1
) FROM document_index WHERE rowid IN (SELECT value FROM json_each(?))
"""
"""The first page may be a picture."""

WORDS_BEGINNING = "SELECT term, doc FROM word_counts WHERE term >= ? AND term < ? AND doc > 1"
"""A word that stands in one passage only may be misspelt itself."""

PASSAGE_WITH_WORD = """
SELECT heading || ' ' || text FROM word_index WHERE rowid = (SELECT doc FROM word_places WHERE term = ? LIMIT 1)
"""
