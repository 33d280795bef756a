"""What each document says of itself: the names of its files and folders, and how its text begins.

A page that holds a fact often does not name its document: whose annual report it is, and of which year, stands on the
cover or in the file's name. So these words are indexed beside the passages, one row a content.
"""

import re
from collections.abc import Collection, Iterable
from pathlib import Path

from engine.database import Database
from engine.paths import decode_path, encode_path
from engine.word_analysis import index_words

OPENING_PARTS = 2
"""So many parts (pages) from the first on are taken for the beginning: a cover, and a title page or a summary."""
_OPENING_LENGTH = 1500
"""Characters of each of them."""

_WORD_BORDER = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|_")
"""Where file names join words: "AnnualReport2021_final"."""

_OPENING = "SELECT substr(text, 1, ?) FROM parts WHERE content = ? ORDER BY part LIMIT ?"
_CONTENT_OF_DOCUMENT = "SELECT content FROM documents WHERE path = ?"


class DocumentDescriptions:
    """The table `document_index`. Its methods are steps of a transaction that the caller has begun."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def complete(self) -> None:
        """Describe the contents of a library that was made before there were descriptions. A transaction by itself."""
        with self._database.transaction():
            if self._database.execute("UPDATE library SET described = TRUE WHERE NOT described"):
                self.update([content for (content,) in self._database.rows("SELECT id FROM contents")])

    def contents_of(self, paths: Collection[Path]) -> set[int]:
        """The contents of those of these documents that have one: to be described anew when the documents change."""
        rows = (self._database.row(_CONTENT_OF_DOCUMENT, [encode_path(path)]) for path in paths)
        return {row[0] for row in rows if row is not None and row[0] is not None}

    def update(self, contents: Iterable[int]) -> None:
        """Describe contents by their documents' names of now and by their text; those without documents by nothing."""
        for content in contents:
            self.delete(content)
            paths = self._database.rows("SELECT path FROM documents WHERE content = ? ORDER BY path", [content])
            if paths:
                opening = self._database.rows(_OPENING, [_OPENING_LENGTH, content, OPENING_PARTS])
                names = "\n".join(name_words(decode_path(path)) for (path,) in paths)
                beginning = "\n".join(text for (text,) in opening)
                self._database.execute(
                    "INSERT INTO document_index (rowid, names, opening) VALUES (?, ?, ?)",
                    [content, index_words(names), index_words(beginning)],
                )

    def delete(self, content: int) -> None:
        """Forget a content."""
        self._database.execute("DELETE FROM document_index WHERE rowid = ?", [content])


def name_words(path: Path) -> str:
    """The name of a file and of the two folders above, as it is, and again with its words apart where it joins them.

    Of "Bellwether Foods/2018/annual report.pdf" only the second folder tells whose report it is.
    """
    names = (path.parent.parent.name, path.parent.name, path.stem)
    name = " ".join(filter(None, names)).encode("utf-8", "replace").decode()
    apart = _WORD_BORDER.sub(" ", name)
    return name if apart == name else f"{name} {apart}"
