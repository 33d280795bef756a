"""The headless commands print exactly the JSON that the README documents, and fail with advice."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.end_to_end.conftest import SAMPLE_DOCUMENTS, RunPagewise, run_pagewise

Run = Callable[..., dict[str, Any]]

SUMMARY_KEYS = [
    "documents",
    "indexed",
    "unchanged",
    "moved",
    "removed",
    "failed",
    "left_out",
    "pages",
    "passages",
    "passages_embedded",
    "passages_reused",
    "seconds",
]
HIT_KEYS = ["rank", "path", "page", "place", "copies", "text", "score", "rectangles"]
ANSWER_KEYS = ["answer", "found", "sentences", "citations", "sources", "seconds", "model"]
EXPLANATION_KEYS = [
    "verdict",
    "question",
    "compared",
    "candidates",
    "quotes",
    "confidence",
    "prompt",
    "written",
    "checked",
    "seconds",
    "tokens_per_second",
]
QUESTION = "How much is the deposit of the flat?"


class Sample(NamedTuple):
    """The sample documents in a folder of their own, a library of them, and the summary of indexing them."""

    documents: Path
    library: Path
    summary: dict[str, Any]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Indexed once for all tests that only ask."""
    folder = tmp_path_factory.mktemp("sample")
    documents, library = folder / "documents", folder / "library"
    shutil.copytree(SAMPLE_DOCUMENTS, documents)
    completed = run_pagewise(library, "index", documents, "--json")
    assert completed.returncode == 0, completed.stderr
    return Sample(documents, library, json.loads(completed.stdout))


@pytest.fixture
def indexed(sample: Sample, library: Path) -> Sample:
    """The test's library is a copy of the sample's."""
    shutil.copytree(sample.library, library)
    return sample


@pytest.mark.models
def test_index_prints_its_summary(indexed: Sample, pagewise_json: Run) -> None:
    summary = indexed.summary
    files = [path for path in indexed.documents.rglob("*") if path.is_file()]
    assert list(summary) == SUMMARY_KEYS
    assert list(summary["seconds"]) == ["total", "reading", "embedding"]
    assert summary["documents"] == summary["indexed"] == len(files)
    assert summary["failed"] == []
    assert summary["passages"] == summary["passages_embedded"] + summary["passages_reused"] > 0

    again = pagewise_json("index", indexed.documents)
    assert (again["indexed"], again["unchanged"], again["passages_embedded"]) == (0, len(files), 0)
    assert again["passages"] == summary["passages"]


@pytest.mark.models
def test_index_tells_what_failed_and_what_to_do(documents: Path, pagewise_json: Run) -> None:
    (documents / "empty.pdf").touch()
    summary = pagewise_json("index", documents)
    (failed,) = summary["failed"]
    assert list(failed) == ["path", "reason", "advice"]
    assert failed["path"] == str(documents / "empty.pdf")
    assert "empty" in failed["reason"]
    assert failed["advice"]
    assert summary["indexed"] == summary["documents"] - 1


@pytest.mark.models
def test_search_prints_hits_with_rectangles(indexed: Sample, pagewise_json: Run) -> None:
    result = pagewise_json("search", "deposit of the flat", "-k", 3)
    assert list(result) == ["hits", "seconds"]
    assert [hit["rank"] for hit in result["hits"]] == [1, 2, 3]
    for hit in result["hits"]:
        assert list(hit) == HIT_KEYS
        assert Path(hit["path"]).is_relative_to(indexed.documents)
        is_paged = Path(hit["path"]).suffix == ".pdf"
        assert (hit["page"] is not None) == is_paged == bool(hit["rectangles"])
        assert all(len(box) == 5 and box[0] == hit["page"] for box in hit["rectangles"])
    best = result["hits"][0]
    assert "deposit" in best["text"]
    assert best["page"] is not None


@pytest.mark.models
def test_search_stays_in_the_places_given(indexed: Sample, pagewise_json: Run) -> None:
    place = next(path for path in sorted(indexed.documents.rglob("*")) if path.suffix == ".md")
    result = pagewise_json("search", "the", "--in", place)
    assert {hit["path"] for hit in result["hits"]} == {str(place)}
    roundabout = indexed.documents / "no-such-folder" / ".." / place.relative_to(indexed.documents)
    assert pagewise_json("search", "the", "--in", roundabout)["hits"] == result["hits"]


@pytest.mark.models
def test_search_and_ask_are_limited_by_type_dates_and_language(
    documents: Path, pagewise_json: Run, pagewise: RunPagewise, tmp_path: Path
) -> None:
    german = documents / "mietvertrag.txt"
    german.write_text("Die Miete wird am dritten Werktag eines jeden Monats auf das Konto überwiesen.", "utf-8")
    pagewise_json("index", documents)
    found = pagewise_json("search", "rent", "-k", 100, "--type", "PDF", "--type", "word", "--thorough")
    assert {Path(hit["path"]).suffix for hit in found["hits"]} == {".pdf", ".docx"}
    (hit,) = pagewise_json("search", "Miete", "--language", "de", "--since", "2000-01-01")["hits"]
    assert hit["path"] == str(german)
    answer = pagewise_json("ask", "Wann wird die Miete überwiesen?", "--no-model", "--language", "de", "--thorough")
    assert "dritten Werktag" in answer["answer"]

    batch = tmp_path / "questions.jsonl"
    batch.write_text('{"id": 1, "question": "rent"}', "utf-8")
    limited = pagewise("search", "--batch", batch, "--until", "1999-12-31")
    assert (limited.returncode, limited.stdout) == (1, "")
    assert "No document fits the limits of this search" in limited.stderr


@pytest.mark.models
@pytest.mark.usefixtures("indexed")
@pytest.mark.parametrize("command", ["search", "ask"])
def test_places_where_there_is_nothing_to_search_are_told(tmp_path: Path, pagewise: RunPagewise, command: str) -> None:
    nowhere = pagewise(command, "rent", "--in", tmp_path / "nowhere")
    assert nowhere.returncode == 1
    assert "There is no such file or folder" in nowhere.stderr
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    unindexed = pagewise(command, "rent", "--in", elsewhere)
    assert unindexed.returncode == 1
    assert "Nothing in this place is indexed" in unindexed.stderr
    assert str(elsewhere) in unindexed.stderr


@pytest.mark.models
@pytest.mark.usefixtures("indexed")
@pytest.mark.parametrize("options", [[], ["--no-model"]], ids=["with the model", "quotes only"])
def test_ask_prints_a_cited_answer(pagewise_json: Run, options: list[str]) -> None:
    answer = pagewise_json("ask", QUESTION, *options)
    assert list(answer) == ANSWER_KEYS
    assert list(answer["seconds"]) == ["search", "first_token", "total"]
    assert answer["found"] is True
    indexes = [citation["index"] for citation in answer["citations"]]
    assert indexes == list(range(1, len(indexes) + 1))
    for sentence in answer["sentences"]:
        assert list(sentence) == ["text", "supported", "citations", "key_words", "calculated"]
        assert sentence["supported"] is True
        assert set(sentence["citations"]) <= set(indexes)
    for citation in answer["citations"]:
        assert list(citation) == ["index", "path", "page", "place", "quote", "rectangles"]
    assert any("deposit" in citation["quote"].lower() for citation in answer["citations"])
    assert all(list(hit) == HIT_KEYS for hit in answer["sources"])


@pytest.mark.models
@pytest.mark.usefixtures("indexed")
def test_ask_says_so_where_the_documents_hold_no_answer(pagewise_json: Run) -> None:
    answer = pagewise_json("ask", "Which chess opening did Bobby Fischer play in Reykjavik in 1972?")
    assert answer["found"] is False
    assert (answer["sentences"], answer["citations"]) == ([], [])


@pytest.mark.models
def test_ask_explains_its_answer(indexed: Sample, pagewise: RunPagewise, pagewise_json: Run) -> None:
    answer = pagewise_json("ask", QUESTION, "--explain")
    assert list(answer) == [*ANSWER_KEYS, "explanation"]
    explanation = answer["explanation"]
    assert list(explanation) == EXPLANATION_KEYS
    best = explanation["candidates"][0]
    assert Path(best["path"]) == indexed.documents / "rental-contract.pdf"
    assert best["read"] is True
    assert {"deposit", "flat"} <= set(explanation["question"]["words"])
    assert explanation["confidence"]["sufficient"] is True
    assert QUESTION in explanation["prompt"]["text"]
    assert explanation["prompt"]["tokens"] > 100
    assert explanation["checked"]
    assert all(sentence["reason"] for sentence in explanation["checked"])
    assert sum(explanation["seconds"].values()) <= answer["seconds"]["total"] + 1

    told = pagewise("ask", "Who discovered penicillin?", "--explain").stdout
    assert "Why:\nNo answer: it is " in told
    assert "rental-contract.pdf" in told


@pytest.mark.models
@pytest.mark.usefixtures("indexed")
@pytest.mark.parametrize("command", ["search", "ask"])
def test_a_batch_prints_one_line_a_question(tmp_path: Path, pagewise: RunPagewise, command: str) -> None:
    batch = tmp_path / "questions.jsonl"
    questions = [{"id": "a", "question": QUESTION}, {"id": None, "question": "When is\u2028the rent due?"}]
    lines = [json.dumps(question, ensure_ascii=False) for question in questions]
    batch.write_text("\n".join(lines), encoding="utf-8-sig")
    completed = pagewise(command, "--batch", batch, environment={"PYTHONIOENCODING": "ascii"})
    assert completed.returncode == 0, completed.stderr
    replies = [json.loads(line) for line in completed.stdout.splitlines()]
    assert [reply["id"] for reply in replies] == ["a", None]
    assert all(list(reply)[1:] == (ANSWER_KEYS if command == "ask" else ["hits", "seconds"]) for reply in replies)


@pytest.mark.models
def test_status_prints_every_document(indexed: Sample, pagewise_json: Run) -> None:
    status = pagewise_json("status")
    assert list(status) == ["library", "places", "documents", "counts", "bytes", "models", "versions"]
    (place,) = status["places"]
    assert (place["path"], place["state"]) == (str(indexed.documents), "available")
    assert place["rules"] == {"excluded": [], "hidden": False, "largest": None, "paused": False}
    assert {document["state"] for document in status["documents"]} == {"indexed"}
    assert status["counts"]["documents"] == len(status["documents"])
    assert status["counts"]["passages"] == status["counts"]["passages_embedded"] > 0
    assert status["bytes"]["catalogue"] > 0


def test_a_path_that_does_not_exist_is_an_error_with_advice(pagewise: RunPagewise, tmp_path: Path) -> None:
    completed = pagewise("index", tmp_path / "nowhere")
    assert completed.returncode == 1
    assert completed.stdout == ""
    assert "There is no such file or folder" in completed.stderr
    assert "Traceback" not in completed.stderr


@pytest.mark.parametrize("command", [["search", "x"], ["ask", "x"], ["status"]])
def test_without_a_library_there_is_an_error_with_advice(pagewise: RunPagewise, command: list[str]) -> None:
    completed = pagewise(*command)
    assert completed.returncode == 1
    assert "There is no library yet" in completed.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["search"],
        ["ask"],
        ["search", "x", "--batch", "f"],
        ["search", "x", "-k", "0"],
        ["search", "x", "-k", "9" * 30],
        ["search", "x", "-k", "ten"],
        ["search", "x", "--type", "scroll"],
        ["search", "x", "--since", "yesterday"],
        ["search", "x", "--since", "2024-05-02", "--until", "2024-05-01"],
        ["ask", "x", "--language", "klingon"],
        ["ask", " "],
    ],
)
def test_wrong_usage_is_told_apart(pagewise: RunPagewise, arguments: list[str]) -> None:
    completed = pagewise(*arguments)
    assert completed.returncode == 2
    assert "usage:" in completed.stderr
    for function in ("_limit", "_kind", "_day", "_language"):
        assert function not in completed.stderr, "no name of a function reaches the user"


@pytest.mark.models
@pytest.mark.usefixtures("indexed")
@pytest.mark.parametrize("line", ["not json", '{"id": 1}', '["a"]', '{"id": 1, "question": null}'])
def test_a_bad_batch_file_is_an_error_with_its_line(tmp_path: Path, pagewise: RunPagewise, line: str) -> None:
    batch = tmp_path / "questions.jsonl"
    batch.write_text('\n{"id": 1, "question": "rent?"}\n' + line, encoding="utf-8")
    completed = pagewise("search", "--batch", batch)
    assert completed.returncode == 1
    assert "line 3" in completed.stderr


@pytest.mark.models
@pytest.mark.usefixtures("indexed")
def test_a_requested_model_that_is_missing_or_damaged_is_told(tmp_path: Path, pagewise: RunPagewise) -> None:
    missing = pagewise("ask", QUESTION, "--language-model", tmp_path / "none.gguf")
    assert missing.returncode == 1
    assert "A model file is missing" in missing.stderr

    damaged_file = tmp_path / "damaged.gguf"
    damaged_file.write_bytes(b"GGUF" + bytes(1000))
    damaged = pagewise("ask", QUESTION, "--language-model", damaged_file)
    assert damaged.returncode == 0, "the quotes answer without the model"
    assert "A model file is damaged" in damaged.stderr
    assert "A model file is damaged" not in damaged.stdout, "told once"
    assert "[1]" in damaged.stdout
