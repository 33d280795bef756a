"""The model that finds answers in passages: the real one, on texts that it has not seen."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.answering.answer_reader import AnswerReader
from engine.answering.evidence_finder import EvidenceFinder
from engine.answering.passage_reading import read_passages
from engine.errors import ModelDamaged, ModelMissing
from engine.library.text_embedder import TextEmbedder
from engine.models.model_catalog import answer_reader_model, embedding_model
from tests.unit.answering.one_run import run
from tests.unit.answering.small_library import ScriptedModel, SmallLibrary

pytestmark = pytest.mark.models

LEASE = (
    "The flat on the second floor is let to Ms Okafor from 1 May 2021. "
    "The deposit of 2,280 euros is kept in an account of its own. "
    "Pets need the consent of the landlord."
)


@pytest.fixture(scope="module")
def reader() -> AnswerReader:
    return AnswerReader(answer_reader_model())


@pytest.fixture
def real_library(tmp_path: Path) -> Iterator[SmallLibrary]:
    folder = tmp_path / "library"
    folder.mkdir()
    library = SmallLibrary(folder, TextEmbedder(embedding_model()))
    library.add(Path("/lease.txt"), LEASE, pages=False)
    yield library
    library.close()


def answered(reader: AnswerReader, question: str, passage: str = LEASE, title: str = "Lease") -> float:
    return reader.read(question, title, passage).answered(0, len(passage))


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        ("How much is the deposit?", "deposit", "2,280 euros"),
        ("Who is the flat let to?", "flat", "Ms Okafor"),
        ("What do pets need?", "Pets", "consent of the landlord"),
    ],
)
def test_the_answer_is_found_in_the_sentence_that_tells_it(
    reader: AnswerReader, question: str, sentence: str, words: str
) -> None:
    reading = reader.read(question, "Lease", LEASE)
    start, end = reading.answer(0, len(LEASE)) or (0, 0)
    assert LEASE[start:end] == words
    sure = {text: reading.answered(LEASE.index(text), LEASE.index(text) + len(text)) for text in LEASE.split(". ")}
    assert sentence in max(sure, key=lambda text: sure[text])


@pytest.mark.parametrize(
    ("told", "not_told"),
    [
        ("How much is the deposit?", "How much is the heating advance?"),
        ("Since when is the flat let to Ms Okafor?", "Since when is the garage let to Mr Lindqvist?"),
    ],
)
def test_it_is_surer_of_what_the_passage_tells(reader: AnswerReader, told: str, not_told: str) -> None:
    assert answered(reader, told) > answered(reader, not_told)


def test_the_title_tells_which_year_a_table_is_of(reader: AnswerReader) -> None:
    table = "(in millions) Net sales 4,120 Cost of sales 2,204 Gross profit 1,916"
    question = "What were the net sales in 2019?"
    assert answered(reader, question, table, "Annual report 2019") > answered(
        reader, question, table, "Annual report 2012"
    )


def test_an_answer_far_behind_is_found_in_a_long_passage(reader: AnswerReader) -> None:
    long = "The committee talked about the weather of the past weeks. " * 60
    reading = reader.read("How much is the deposit?", "Minutes", long + LEASE)
    assert reading.answered(len(long), len(long + LEASE)) > reading.answered(0, len(long))


def test_odd_names_and_questions_do_no_harm(reader: AnswerReader) -> None:
    reading = reader.read("How much is the deposit\udc80?", "Caf\udce9 \ud83d", LEASE)
    assert LEASE[slice(*(reading.answer(0, len(LEASE)) or ()))] == "2,280 euros"


def test_outside_of_the_text_nothing_is_answered(reader: AnswerReader) -> None:
    reading = reader.read("How much is the deposit?", "", "")
    assert reading.answered(0, 0) == 0.0
    assert reading.answer(0, 0) is None


def test_a_missing_or_damaged_model_is_told(tmp_path: Path) -> None:
    model = replace(answer_reader_model(), folder=tmp_path)
    with pytest.raises(ModelMissing):
        AnswerReader(model).read("What?", "", LEASE)
    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"no model")
    with pytest.raises(ModelDamaged):
        AnswerReader(model).read("What?", "", LEASE)


def test_an_answer_of_quotes_marks_the_words_that_answer(reader: AnswerReader, real_library: SmallLibrary) -> None:
    real_library.answer_reader = reader
    answer, _ = run(real_library, "How much is the deposit?", None)
    assert [sentence.key_words for sentence in answer.sentences] == ["2,280 euros"]
    assert "2,280 euros" in answer.text


def test_the_words_that_answer_are_marked_in_a_sentence_of_the_language_model(
    reader: AnswerReader, real_library: SmallLibrary, model: ScriptedModel
) -> None:
    real_library.answer_reader = reader
    model.enqueue(["A deposit of 2,280 euros is kept [1]. "])
    answer, _ = run(real_library, "How much is the deposit?", model)
    assert [(sentence.text, sentence.key_words) for sentence in answer.sentences] == [
        ("A deposit of 2,280 euros is kept.", "2,280 euros")
    ]


def test_what_a_document_about_the_matter_does_not_say_is_refused(
    reader: AnswerReader, real_library: SmallLibrary
) -> None:
    real_library.answer_reader = reader
    assert run(real_library, "Who is the flat let to?", None)[0].found
    assert not run(real_library, "How much is the heating advance?", None)[0].found
    assert not run(real_library, "Which colour has the door of the flat?", None)[0].found


def test_passages_are_not_read_where_the_reader_does_not_work_or_know_the_language(
    reader: AnswerReader, real_library: SmallLibrary, tmp_path: Path
) -> None:
    broken = AnswerReader(replace(answer_reader_model(), folder=tmp_path / "missing"))
    search = real_library.open_search()
    found = search.find("How much is the deposit?", 8)
    search.close()
    hits = found.result.hits
    assert read_passages(reader, "How much is the deposit?", hits, found.compared)
    assert not read_passages(reader, "Wie hoch ist die Kaution für die Wohnung?", hits, found.compared)
    assert not read_passages(broken, "How much is the deposit?", hits, found.compared)
    assert not read_passages(None, "How much is the deposit?", hits, found.compared)
    evidence = EvidenceFinder(real_library.embedder).find("How much is the deposit?", hits)
    assert "2,280" in evidence.evidence[0].text
    assert evidence.answered is None
