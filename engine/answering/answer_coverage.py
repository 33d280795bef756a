"""How many of the documents that match a question its answer rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.library.catalogue_reader import CatalogueReader
from engine.types import Question, SearchHit
from engine.word_analysis import match_query

_PASSAGES_CONSIDERED = 300
"""A bound to the work, which is that of one search by words."""
_LEAST_SHARE = 0.5
"""A passage matches if its BM25 score is at least this share of the best one's. Holding any word of the question does
not do: in a large library most documents hold one."""


@dataclass(frozen=True, slots=True)
class AnswerCoverage:
    """Numbers of documents. Copies of a file count once."""

    used: int = 0
    """Those of which a passage was read for the answer."""
    matching: int = 0
    """Those, and all others that hold the question's words about as well."""


def coverage_of(question: Question, read: Sequence[SearchHit], reader: CatalogueReader) -> AnswerCoverage:
    """The coverage of an answer for which the passages of `read` were read. Raises `LibraryError` subclasses."""
    used = {hit.passage.content_hash for hit in read}
    found = reader.search_words(match_query(question.text), _PASSAGES_CONSIDERED, question.scope)
    matching = [passage_id for passage_id, score in found if score >= _LEAST_SHARE * found[0][1]]
    return AnswerCoverage(len(used), len(used | reader.content_hashes(matching)))
