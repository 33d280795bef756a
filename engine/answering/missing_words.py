"""Tells what of a question is missing where its answer seems to be: a number, words, or even a name."""

import re
from dataclasses import dataclass

from engine.answering.evidence_finder import FoundEvidence
from engine.answering.passage_search import Found
from engine.language_detection import detect_language
from engine.library.search_catalogue import SearchCatalogue
from engine.word_analysis import content_words

_NEED_NOT_BE_SAID = re.compile(
    r"\d+|[a-z]{1,3}(?:19|20)\d\d|fy|yyyy|mm|dd|according|mention(?:ed|s)?|documents?|papers?|articles?|reports?|"
    r"slides?|pages?|sections?|chapters?|append\w+|tables?|figures?|charts?|diagrams?|pictures?|dokumente?s?|"
    r"berichte?s?|artikels?|folien?|seiten?|abschnitte?s?|kapitels?|anh[aä]ng\w*|tabellen?|abbildung(?:en)?|"
    r"diagramme?s?|bild(?:er)?"
)
"""What a question calls a document and its parts, which these don't call themselves; forms of days; and numbers, which
documents write in many ways."""
_SENTENCE_END = re.compile(r"(?<=[.?!:])\s+")
_CAPITALIZES_ALL_NOUNS = "de"


@dataclass(frozen=True, slots=True)
class MissingWords:
    """What of a question is missing where its answer seems to be.

    Whether the page lacks a number of the question, or has all (both are false of a question without numbers), the
    share of the question's words that stand nowhere in the document, and whether one of those is a name.
    """

    lacks_number: bool = False
    has_all_numbers: bool = False
    share: float = 0.0
    has_name: bool = False


def missing_words(catalogue: SearchCatalogue, searched: Found, found: FoundEvidence) -> MissingWords:
    """What is missing on the page, and in the document, of the best evidence. Raises `LibraryError` subclasses."""
    compared, query = searched.compared, searched.query
    passage = found.evidence[0].passage if found.evidence else None
    section = compared.section_of(passage.passage_id) if passage is not None else None
    if passage is None or section is None:
        return MissingWords()
    page = (item.text for item in section.section.passages)
    missing = compared.coverage.missing(*page, passage.heading, compared.description_of(section))
    numbers = {word for word in compared.coverage.words if word[0].isdigit()} - {str(page) for page in query.pages}
    looked_for = [word for word in missing if not _NEED_NOT_BE_SAID.fullmatch(word)]
    unsaid = catalogue.unsaid(looked_for, section.section.content)
    return MissingWords(
        lacks_number=not numbers.isdisjoint(missing),
        has_all_numbers=bool(numbers) and numbers.isdisjoint(missing),
        share=compared.coverage.share_of(unsaid),
        has_name=not names_in(query.text).isdisjoint(unsaid),
    )


def names_in(question: str) -> frozenset[str]:
    """The folded words of names: those with a capital inside of a sentence. None if all words begin with one."""
    if detect_language(question) == _CAPITALIZES_ALL_NOUNS:
        return frozenset()
    inside = [word for sentence in _SENTENCE_END.split(question) for word in sentence.split()[1:]]
    capitalized = [word for word in inside if (letters := word.strip("\"'“”‘’(«[")) and letters[0].isupper()]
    if len(capitalized) == len(inside):
        return frozenset()
    return frozenset(content_words(" ".join(capitalized)))
