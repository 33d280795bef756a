"""Has the best passages of a search read for an answer, where the answer reader can: in English."""

import logging
import re
from collections.abc import Mapping, Sequence

from engine.answering.answer_reader import AnswerReader, Reading
from engine.answering.passage_search import Compared
from engine.errors import ModelError
from engine.language_detection import detect_language
from engine.types import Passage, SearchHit

_log = logging.getLogger(__name__)

_NO_WORD = re.compile(r"[\W_]+")
_WORDS_OF_BEGINNING = 10
"""So many words of the beginning of a document tell what it is, where its name does not."""


def read_passages(
    reader: AnswerReader | None, question: str, hits: Sequence[SearchHit], compared: Compared
) -> dict[int, Reading]:
    """What the reader makes of the passages of `hits`, by their ids.

    Nothing if there is no reader, if it does not work, or if it does not know the language of `question`. A passage
    rarely says which document it is of, so that it is read under a title: the document's name and beginning, and the
    passage's headings.
    """
    if reader is None or detect_language(question) != "en":
        return {}
    try:
        return {
            hit.passage.passage_id: reader.read(question, _title(hit.passage, compared), hit.passage.text)
            for hit in hits
        }
    except ModelError as error:
        _log.warning("Passages are judged without the answer reader: %s", error)
        return {}


def surest(readings: Mapping[int, Reading], hits: Sequence[SearchHit]) -> float | None:
    """How surely an answer stands in the passage where it does so most; None if none of `hits` was read."""
    read = [(readings[hit.passage.passage_id], hit.passage) for hit in hits if hit.passage.passage_id in readings]
    return max((reading.answered(0, len(passage.text)) for reading, passage in read), default=None)


def _title(passage: Passage, compared: Compared) -> str:
    description = compared.description_of(compared.section_of(passage.passage_id))
    _, _, beginning = description.partition("\n")  # the first line is the name, with its folder
    words = " ".join(beginning.split()[:_WORDS_OF_BEGINNING])
    return f"{_NO_WORD.sub(' ', passage.path.stem)} {words} {passage.heading}".strip()
