"""How fast questions are answered while documents are read and embedded, against the same questions in peace."""

from pathlib import Path

from engine.api import DocumentAssistant
from engine.types import Question, SearchScope
from tests.bench.corpus import write_pdf
from tests.bench.measuring import Row, median_ratio, seconds

_ROOT = Path(__file__).resolve().parents[2]
_DOCUMENTS = _ROOT / "tests" / "documents" / "sample"
_QUESTION = "How much is the deposit of the flat?"
_ROUNDS = 7
_FILES = 40
_PAGES = 40
"""Enough to keep indexing busy until the last question is answered."""


def measure(folder: Path) -> list[Row]:
    """Two rows: questions answered a second, with quotes and with the language model."""
    (folder / "large").mkdir()
    for number in range(_FILES):
        write_pdf(folder / "large" / f"{number}.pdf", _PAGES, seed=number)
    assistant = DocumentAssistant(folder / "library", watch=False)
    assistant.start()
    try:
        assistant.add_places([_DOCUMENTS])
        assistant.wait_until_indexed()
        assistant.add_places([folder / "large"])
        rows = [
            _compare(assistant, "with quotes", use_model=False),
            _compare(assistant, "by the model", use_model=True),
        ]
        assert _is_busy(assistant), "the documents were too few"
    finally:
        assistant.close()
    return rows


def _compare(assistant: DocumentAssistant, how: str, *, use_model: bool) -> Row:
    """Questions a second, asked in turn while indexing goes on and while it is paused.

    They are about the same documents always, so that the model gets the same prompt.
    """
    question = Question(_QUESTION, scope=SearchScope((_DOCUMENTS,)), use_model=use_model)
    assistant.answer(question)
    pairs = []
    for _ in range(_ROUNDS):
        busy = 1 / seconds(lambda: assistant.answer(question))
        assistant.pause_indexing()
        pairs.append((busy, 1 / seconds(lambda: assistant.answer(question))))
        assistant.resume_indexing()
    return median_ratio(f"questions answered {how} during indexing", "questions/s", pairs, "indexing paused")


def _is_busy(assistant: DocumentAssistant) -> bool:
    status = assistant.status()
    return status.passages_embedded < status.passages or len(status.documents) < _FILES
