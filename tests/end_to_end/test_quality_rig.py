"""`make quality` on a set of two documents: real indexing, real search, answers of quotes."""

import json
from pathlib import Path

import pytest

from tests.quality.__main__ import main
from tests.quality.figures import load_report
from tests.quality.identity.identity_set import made_documents
from tests.quality.identity.made_documents import write_documents

pytestmark = pytest.mark.models

_SEARCH = "reports: search, questions whose page has text"
_ANSWERS = "reports: answers of quotes"


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    """A folder with the set `reports`: two documents, what they answer, and something that they do not."""
    folder = tmp_path / "sets"
    documents = [made for made in made_documents() if made.document_id in ("kestrel-2021", "zephyr-v20")]
    write_documents(documents, folder / "reports" / "docs")
    questions = [
        {
            "id": f"{made.document_id}/{fact.name}",
            "question": fact.question,
            "answer": fact.answer,
            "doc": f"docs/{made.file}",
            "pages": list(fact.pages),
            "answerable": True,
            "answer_format": "Float" if fact.is_number else "Str",
        }
        for made in documents
        for fact in made.facts
    ]
    nothing = {"id": "-", "question": "Which ocean is the deepest?", "answer": "", "doc": "", "pages": []}
    lines = [*questions, {**nothing, "answerable": False}]
    (folder / "reports" / "questions.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return folder


def test_a_set_is_indexed_measured_saved_and_compared(
    sets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    baseline, cases = tmp_path / "baseline.json", tmp_path / "cases.jsonl"
    options = [str(sets), "--no-model", "--sets", "reports", "--build", str(tmp_path / "build")]
    assert main([*options, "--save", str(baseline), "--cases", str(cases)]) == 0
    report = load_report(baseline)
    assert report[_SEARCH]["page hit@10"].count == 14
    assert report[_SEARCH]["page hit@10"].value > 0.8
    assert report[_ANSWERS]["quotes located"].value == 1
    assert report[_ANSWERS]["rectangles cover exactly the quote"].value == 1
    assert report[_ANSWERS]["refusal recall"].count == 1
    asked = [json.loads(line) for line in cases.read_text(encoding="utf-8").splitlines()]
    assert len(asked) == 14 + 14 + 15
    capsys.readouterr()

    assert main([*options, "--compare", str(baseline)]) == 0
    shown = capsys.readouterr()
    assert f"### {_SEARCH}" in shown.out
    assert "0 of them read now" in shown.err

    tables = json.loads(baseline.read_text(encoding="utf-8"))
    tables[_SEARCH]["MRR"]["value"] = 2
    baseline.write_text(json.dumps(tables), encoding="utf-8")
    assert main([*options, "--compare", str(baseline)]) == 1
    assert f"worse than its tolerance allows: {_SEARCH}: MRR" in capsys.readouterr().err


def test_a_missing_set_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--sets", "reports", "--build", str(tmp_path / "build")]) == 2
    assert "The set reports needs a folder that holds it" in capsys.readouterr().err
