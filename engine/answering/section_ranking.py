"""Ranks sections (pages) and their passages for a question, by everything that speaks for them.

A passage is what is quoted, a page is what is opened: the words of a question may stand in different passages of a
page, and what the document is may stand on none of them. So each section has a score of its words as a whole, of its
best passage, of that passage's meaning, of neighbouring words that are neighbours in the question too, of its document,
and of its page number if the question names one. Scores by words are BM25 (Robertson, Zaragoza: "The Probabilistic
Relevance Framework: BM25 and Beyond", 2009), each as a share of the best section's.

The weights were set by hand on four kinds of questions (`make quality`), and are round on purpose.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from math import inf

from engine.answering.search_query import SearchQuery
from engine.answering.word_coverage import rarity
from engine.answering.word_finder import WordFinder
from engine.library.search_catalogue import Section
from engine.types import Weighed

_K1 = 1.2
_B = 0.75
"""BM25's constants, as everybody sets them."""
_RELATED = 0.5
"""A word that documents may use instead counts half."""
_HEADING = 2
"""A heading is short and tells the subject: its words count twice."""

_TITLED = 1.0
"""What a word counts at least in all passages of a document whose title has it: as if it stood once in a passage of
usual length. Else the cover, which names the document, would come before the page that holds the fact. A title is
short: a whole page in its place would lend its words to all others, and lose to them where it holds the fact itself."""
_MOST_TITLED = 1.3
"""What such a word counts at most on a page: a cover is short and says it again and again. A text without pages has no
cover, and may be all that its document says."""

_PASSAGE_WEIGHT = 1.0
_SECTION_WEIGHT = 1.0
_MEANING_WEIGHT = 1.0
_DOCUMENT_WEIGHT = 0.6
_PAIRS_WEIGHT = 0.5
_PAGE_WEIGHT = 0.8


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for a section or passage, each from 0 to 1, and the weighted sum."""

    passage_words: float = 0.0
    section_words: float = 0.0
    meaning: float = 0.0
    pairs: float = 0.0
    document: float = 0.0
    page: float = 0.0

    @property
    def score(self) -> float:
        """All of it in one number; it compares only within one search."""
        return (
            _PASSAGE_WEIGHT * self.passage_words
            + _SECTION_WEIGHT * self.section_words
            + _MEANING_WEIGHT * self.meaning
            + _PAIRS_WEIGHT * self.pairs
            + _DOCUMENT_WEIGHT * self.document
            + _PAGE_WEIGHT * self.page
        )

    def weighed(self) -> tuple[Weighed, ...]:
        """The signals with their names in plain words and what they count."""
        return (
            Weighed("Words of the question in the passage", self.passage_words, _PASSAGE_WEIGHT),
            Weighed("Words of the question on the whole page", self.section_words, _SECTION_WEIGHT),
            Weighed("Likeness in meaning", self.meaning, _MEANING_WEIGHT),
            Weighed("Words that stand together as in the question", self.pairs, _PAIRS_WEIGHT),
            Weighed("Name and beginning of the document", self.document, _DOCUMENT_WEIGHT),
            Weighed("The question names this page", self.page, _PAGE_WEIGHT),
        )


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage and what speaks for it."""

    passage_id: int
    signals: Signals


@dataclass(frozen=True, slots=True)
class RankedSection:
    """A section, what speaks for it, and its passages, best first."""

    section: Section
    signals: Signals
    passages: tuple[RankedPassage, ...]


@dataclass(frozen=True, slots=True)
class _Counts:
    """How often each word stands in a text, and which neighbours it has as they are in the question."""

    words: list[float]
    pairs: frozenset[tuple[int, int]]


class SectionRanking:
    """Compares the sections of one search."""

    def __init__(self, query: SearchQuery, passage_count: int, passages_with_words: Mapping[str, int]) -> None:
        """`passages_with_words` tells in how many of all `passage_count` passages each word of the query stands."""
        self._own = WordFinder(query.words)
        self._related = WordFinder(query.related)
        rarities = [rarity(passages_with_words.get(word, 0), passage_count) for word in self._own.words]
        self._weights = rarities + [
            _RELATED * rarity(passages_with_words.get(word, 0), passage_count) for word in self._related.words
        ]
        self._pair_weights = {(i, j): (rarities[i] + rarities[j]) / 2 for i, j in self._own.pairs}

    def rank(
        self,
        sections: Sequence[Section],
        similarities: Mapping[int, float],
        documents: Mapping[int, float],
        titles: Mapping[int, str],
        passages_on_pages: Collection[int],
    ) -> list[RankedSection]:
        """The sections, best first.

        `similarities` are cosines of the question and passages (by id), as far as they are known, `documents` scores of
        contents (by id), `titles` what these are called, and `passages_on_pages` the passages on pages that the
        question names.
        """
        # A document that is changed right now may have lost its title since its passages were found.
        contents = {section.content for section in sections}
        titled = {content: self._count(titles.get(content, "")) for content in contents}
        counts = [[self._count(passage.text) for passage in section.passages] for section in sections]
        passage_words = _shares(self._passage_words(sections, counts, titled))
        passage_pairs = _shares(self._passage_pairs(sections, counts, titled))
        (section_words,) = _shares([self._section_words(sections, counts, titled)])
        best_document = max(documents.values(), default=0.0) or 1.0
        ranked = []
        for index, section in enumerate(sections):
            counted = zip(section.passages, passage_words[index], passage_pairs[index], strict=True)
            passages = tuple(
                RankedPassage(
                    passage.passage_id,
                    Signals(
                        words,
                        section_words[index],
                        max(0.0, similarities.get(passage.passage_id, 0.0)),
                        pairs,
                        documents.get(section.content, 0.0) / best_document,
                        float(passage.passage_id in passages_on_pages),
                    ),
                )
                for passage, words, pairs in counted
            )
            ranked.append(_ranked_section(section, passages))
        return sorted(ranked, key=lambda item: (-item.signals.score, item.passages[0].passage_id))

    def _count(self, text: str) -> _Counts:
        own, related = self._own.find(text), self._related.find(text)
        words = [float(own.counts[index]) for index in range(len(self._own.words))]
        return _Counts(words + [float(related.counts[index]) for index in range(len(self._related.words))], own.pairs)

    def _passage_words(
        self, sections: Sequence[Section], counts: Sequence[Sequence[_Counts]], titled: Mapping[int, _Counts]
    ) -> list[list[float]]:
        """The BM25 score of each passage of each section, its heading included."""
        lengths = [[len(passage.text) for passage in section.passages] for section in sections]
        usual = sum(map(sum, lengths)) / max(1, sum(map(len, lengths))) or 1.0
        headings = {passage.heading for section in sections for passage in section.passages}
        in_heading = {heading: self._count(heading).words for heading in headings}
        return [
            [
                self._bm25(
                    _added(count.words, in_heading[passage.heading], _HEADING),
                    length / usual,
                    titled[section.content],
                    _most_titled(section),
                )
                for passage, count, length in zip(section.passages, in_section, section_lengths, strict=True)
            ]
            for section, in_section, section_lengths in zip(sections, counts, lengths, strict=True)
        ]

    def _section_words(
        self, sections: Sequence[Section], counts: Sequence[Sequence[_Counts]], titled: Mapping[int, _Counts]
    ) -> list[float]:
        """The BM25 score of each section as a whole."""
        lengths = [sum(len(passage.text) for passage in section.passages) for section in sections]
        usual = sum(lengths) / max(1, len(lengths)) or 1.0
        totals = [[sum(column) for column in zip(*(count.words for count in each), strict=True)] for each in counts]
        return [
            self._bm25(total, length / usual, titled[section.content], _most_titled(section))
            for section, total, length in zip(sections, totals, lengths, strict=True)
        ]

    def _passage_pairs(
        self, sections: Sequence[Section], counts: Sequence[Sequence[_Counts]], titled: Mapping[int, _Counts]
    ) -> list[list[float]]:
        """What the pairs of words count that each passage of each section has, or its document's title."""
        return [
            [self._pairs(count.pairs | titled[section.content].pairs) for count in in_section]
            for section, in_section in zip(sections, counts, strict=True)
        ]

    def _bm25(self, frequencies: Sequence[float], relative_length: float, titled: _Counts, most_titled: float) -> float:
        """The score of a text by its words; those that tell what its document is need not be said again."""
        norm = _K1 * (1 - _B + _B * relative_length)
        total = 0.0
        for weight, frequency, in_title in zip(self._weights, frequencies, titled.words, strict=True):
            own = frequency * (_K1 + 1) / (frequency + norm)
            total += weight * (max(min(own, most_titled), _TITLED) if in_title else own)
        return total

    def _pairs(self, pairs: Collection[tuple[int, int]]) -> float:
        return sum(self._pair_weights[pair] for pair in pairs)


def _added(words: Sequence[float], more: Sequence[float], weight: float) -> list[float]:
    return [one + weight * other for one, other in zip(words, more, strict=True)]


def _shares(values: list[list[float]]) -> list[list[float]]:
    """Each value as a share of the greatest."""
    greatest = max((value for row in values for value in row), default=0.0) or 1.0
    return [[value / greatest for value in row] for row in values]


def _ranked_section(section: Section, passages: Sequence[RankedPassage]) -> RankedSection:
    best_first = sorted(passages, key=lambda item: (-item.signals.score, item.passage_id))
    return RankedSection(section, _strongest(passages), tuple(best_first))


def _strongest(passages: Sequence[RankedPassage]) -> Signals:
    """The greatest of each signal: what a section has may stand in different passages of it."""
    signals = [passage.signals for passage in passages]
    return Signals(*(max(getattr(item, name.name) for item in signals) for name in fields(Signals)))


def _most_titled(section: Section) -> float:
    return inf if section.page is None else _MOST_TITLED
