"""What a search asks the catalogue: passages and documents by their words, and whole sections to compare."""

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from engine.library import search_queries as queries
from engine.library.catalogue_reader import CatalogueReader
from engine.library.index_stems import index_stems
from engine.library.scope_condition import limited_to
from engine.types import SearchScope
from engine.word_analysis import match_query

_SHORTEST_MISSPELT = 5
"""Letters: of shorter words too many are near."""
_LONG = 8
_FAR = 4
"""Stems that differ in so many letters do not belong to words that are nearly the same."""
_MOST_COMPARED = 12
_TITLE_LENGTH = 200
"""Characters at the beginning of a document's first page that name it, or tell what it is about."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class SectionPassage:
    """A passage of a section; `vector_key` is None if it has no vector yet."""

    passage_id: int
    heading: str
    text: str
    vector_key: int | None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document (a page, for formats with pages) with all of its passages, in order."""

    content: int
    part: int
    page: int | None
    passages: tuple[SectionPassage, ...]


class SearchCatalogue(CatalogueReader):
    """The catalogue as a search reads it. One thread at a time; all methods raise `LibraryError` subclasses."""

    def search_documents(self, match: str, limit: int, scope: SearchScope) -> dict[int, float]:
        """The contents whose name or beginning fits an FTS5 expression best, with their BM25 scores, best first."""
        if not match:
            return {}
        sql, values = limited_to(scope, queries.SEARCH_DOCUMENTS)
        return dict(self._database.rows(sql, [match, *values, limit]))

    def descriptions(self, contents: Collection[int]) -> dict[int, str]:
        """What these contents say of themselves: names and beginning, as words for the index."""
        rows = self._database.rows(queries.DESCRIPTIONS, [json.dumps(list(contents))])
        return {content: f"{names}\n{opening}" for content, names, opening in rows}

    def titles(self, contents: Collection[int]) -> dict[int, str]:
        """What these contents are called: the words of their names, and the first words of their first page."""
        rows = self._database.rows(queries.TITLES, [_TITLE_LENGTH, json.dumps(list(contents))])
        return {content: f"{names}\n{beginning or ''}" for content, names, beginning in rows}

    def search_words_of_content(self, match: str, content: int, limit: int) -> list[int]:
        """The best passages of one content for an FTS5 expression, best first."""
        first, last = self._passage_range(content)
        if not match or first is None:
            return []
        values = [match, first, last, content, limit]
        return [passage for (passage,) in self._database.rows(queries.SEARCH_CONTENT, values)]

    def unsaid(self, words: Sequence[str], content: int) -> list[str]:
        """Those of the words that no passage of one content has, in any of their forms."""
        expressions = json.dumps({word: match for word in words if (match := match_query(word))})
        rows = self._database.rows(queries.UNSAID, [expressions, *self._passage_range(content), content])
        return [word for (word,) in rows]

    def _passage_range(self, content: int) -> tuple[int | None, int | None]:
        """The first and the last passage of one content; None if it has none."""
        ((first, last),) = self._database.rows(queries.PASSAGE_RANGE, [content])
        return first, last

    def passages_on_pages(self, contents: Collection[int], pages: Collection[int]) -> list[int]:
        """The passages on these pages of these contents, by the pages' numbers or printed labels; -1: the last page."""
        values = [json.dumps(list(contents)), json.dumps(list(pages)), json.dumps([str(page) for page in pages])]
        return [passage for (passage,) in self._database.rows(queries.PASSAGES_ON_PAGES, values)]

    def sections_of(self, passage_ids: Collection[int]) -> list[Section]:
        """The sections that these passages stand in, each once, with all passages; of passages that are gone none."""
        rows = self._database.rows(queries.SECTIONS, [json.dumps(list(passage_ids)), self._model_id])
        found: dict[tuple[int, int, int | None], list[SectionPassage]] = {}
        for content, part, page, *passage in rows:
            found.setdefault((content, part, page), []).append(SectionPassage(*passage))
        return [Section(*where, tuple(passages)) for where, passages in found.items()]

    def greatest_passage_id(self) -> int:
        """About how many passages there are, at no cost: ids ascend, and those of deleted ones are not used again."""
        ((greatest,),) = self._database.rows("SELECT coalesce(max(id), 0) FROM passages")
        return int(greatest)

    def nearest_word(self, word: str) -> str | None:
        """The word of the library that `word` is most probably a misspelling of; None if none is near.

        Its first two letters are taken to be right. (Optimal string alignment: one or two letters are wrong, missing,
        too many or swapped.)
        """
        (stem, *more) = index_stems(word) or ("",)
        if more or len(word) < _SHORTEST_MISSPELT:
            return None
        most_errors = 1 if len(word) < _LONG else 2
        terms = self._database.rows(queries.WORDS_BEGINNING, [stem[:2], stem[:2] + "\uffff"])
        distances = [(OSA.distance(stem, term, score_cutoff=_FAR), -passages, term) for term, passages in terms]
        near = sorted(item for item in distances if item[0] < _FAR)[:_MOST_COMPARED]
        words = [meant for _, _, term in near if (meant := self._word_with_stem(term)) is not None]
        errors = [OSA.distance(word, meant) for meant in words]
        return words[errors.index(min(errors))] if errors and min(errors) <= most_errors else None

    def _word_with_stem(self, stem: str) -> str | None:
        """Some word, folded, that the index keeps as `stem`."""
        row = self._database.row(queries.PASSAGE_WITH_WORD, [stem])
        words = _WORD.findall(row[0]) if row is not None else []
        return next((word for word in words if index_stems(word) == (stem,)), None)

    def passages_with_words(self, words: Sequence[str]) -> list[int]:
        """How many passages of the library hold each word, roughly for words of several characters without spaces."""
        stems = [index_stems(word) for word in words]
        wanted = json.dumps(sorted({stem for several in stems for stem in several}))
        counts: dict[str, int] = dict(self._database.rows(queries.WORD_COUNTS, [wanted]))
        return [min((counts.get(stem, 0) for stem in several), default=0) for several in stems]
