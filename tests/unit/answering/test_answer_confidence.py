"""What is answered and what is refused, over a small library with the real models."""

from pathlib import Path

import pytest

from engine.answering.answer_confidence import confidence
from engine.answering.answer_reader import AnswerReader
from engine.answering.evidence_finder import EvidenceFinder
from engine.answering.missing_words import MissingWords, missing_words
from engine.answering.passage_reading import read_passages
from engine.answering.passage_search import Compared
from engine.library.text_embedder import TextEmbedder
from engine.models.model_catalog import answer_reader_model, embedding_model
from tests.unit.answering.small_library import GARDEN, REPORT, SmallLibrary


def would_answer(library: SmallLibrary, question: str) -> bool:
    search = library.open_search()
    searched = search.find(question, 8)
    hits = searched.result.hits[:6]
    readings = read_passages(search.answer_reader, question, hits, searched.compared)
    found = EvidenceFinder(search.embedder).find(question, hits, readings)
    missing = missing_words(search.reader, searched, found)
    search.close()
    return confidence(question, found, searched.compared, missing).is_sufficient


@pytest.fixture
def real_library(tmp_path: Path) -> SmallLibrary:
    folder = tmp_path / "real"
    folder.mkdir()
    library = SmallLibrary(folder, TextEmbedder(embedding_model()))
    library.answer_reader = AnswerReader(answer_reader_model())
    library.add(Path("/report.pdf"), REPORT)
    library.add(Path("/garden.txt"), GARDEN, pages=False)
    library.add(Path("/zh.txt"), "奥斯陆办事处五月份的收入为四千克朗。玫瑰在三月修剪。", pages=False)
    library.close()
    return library


@pytest.mark.models
@pytest.mark.parametrize(
    "question",
    [
        "What was the revenue of the Oslo office in May?",
        "Who approves costs above 500 euros?",
        "How long does the battery of the headset last?",
        "When do tulips flower?",
        "奥斯陆办事处五月份的收入是多少?",
    ],
)
def test_what_the_documents_say_is_answered(real_library: SmallLibrary, question: str) -> None:
    assert would_answer(real_library, question)


@pytest.mark.models
@pytest.mark.parametrize(
    "question",
    [
        "Who discovered penicillin?",
        "What is the capital of Australia?",
        "How do I cook risotto?",
        "What was the revenue of the Lisbon office in May?",
        "How long did the battery of the headset last in 2019?",
        "谁发明了电话?",
        "Кто написал роман о войне?",
        "the of and",
    ],
)
def test_what_they_do_not_say_is_refused(real_library: SmallLibrary, question: str) -> None:
    assert not would_answer(real_library, question)


def test_without_passages_there_is_no_evidence(library: SmallLibrary) -> None:
    assert not confidence(
        "What?", EvidenceFinder(library.embedder).find("What?", ()), Compared(), MissingWords()
    ).is_sufficient
