"""What is looked for when a question is asked: its words, words that documents use instead, and the pages it names."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from engine.answering.answer_form import without_answer_form
from engine.answering.page_references import pages_named
from engine.answering.question_kind import without_question_words
from engine.answering.written_forms import other_forms
from engine.paths import resources_folder
from engine.word_analysis import content_words, match_query, word_beginning

_MOST_PASSAGES_READ = 60_000
"""Entries of the word index that a search goes through: about 30 ms."""
_LEAST_LOOKED_FOR = 2
"""So many words are looked for however common they are."""
_YEAR_WITH_LETTERS = re.compile(r"[a-z]{1,3}((?:19|20)\d\d)")


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A question, taken apart for searching."""

    text: str
    """The question without what it says about the form of the answer; this is compared by meaning."""
    keywords: str
    """The same without words that only ask; its words are looked for."""
    words: tuple[str, ...]
    """Its words that carry meaning, folded, in order, with repetitions."""
    related: tuple[str, ...]
    """Folded words that documents may use instead."""
    pages: frozenset[int]
    """Numbers of pages that it names (see `page_references`)."""
    forms: tuple[str, ...]
    """Phrases for its numbers and days, as documents may write them (see `written_forms`)."""

    @property
    def match(self) -> str:
        """The FTS5 expression for its words; "" if there are none."""
        beginnings = [f'"{word_beginning(word)}" *' for word in self.words if word_beginning(word) != word]
        phrases = [f'"{form}"' for form in self.forms]
        return " OR ".join(filter(None, [match_query(self.keywords), *beginnings, *phrases]))

    def match_rarest(self, passages_with_words: Mapping[str, int]) -> str:
        """`match`, without the most common words where that spares going through very many passages.

        In a large library a common word is in a tenth of all passages and hardly tells one from another; those that are
        found by the rarer words are compared by all of them.
        """
        rarest_first = sorted(dict.fromkeys(self.words), key=lambda word: passages_with_words.get(word, 0))
        totals = accumulate(passages_with_words.get(word, 0) for word in rarest_first)
        kept = [
            word
            for place, (word, total) in enumerate(zip(rarest_first, totals, strict=True))
            if place < _LEAST_LOOKED_FOR or total <= _MOST_PASSAGES_READ
        ]
        return self.match if len(kept) == len(rarest_first) else match_query(" ".join(kept))

    @property
    def match_related(self) -> str:
        """The FTS5 expression for the related words; "" if there are none."""
        return match_query(" ".join(self.related))


def search_query(question: str) -> SearchQuery:
    """Take `question` apart."""
    text = without_answer_form(question)
    keywords = without_question_words(text)
    words = tuple(part for word in content_words(keywords) for part in _parts_of_year(word))
    related = (word for pattern, more in _related_words() if pattern.search(text) for word in more)
    new = tuple(word for word in dict.fromkeys(related) if word not in words)
    return SearchQuery(text, keywords, words, new, pages_named(question), other_forms(text))


def _parts_of_year(word: str) -> tuple[str, ...]:
    """A year behind letters stands for itself as well: the question's "fy2021" is the report's "fiscal 2021"."""
    year = _YEAR_WITH_LETTERS.fullmatch(word)
    return (word, year.group(1)) if year else (word,)


@cache
def _related_words() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    table = tomllib.loads((resources_folder() / "search" / "related_words.toml").read_text(encoding="utf-8"))
    return tuple(
        (re.compile(entry["asked"], re.IGNORECASE), tuple(content_words(entry["words"]))) for entry in table["related"]
    )
