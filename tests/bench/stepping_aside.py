"""How fast questions are answered while documents are read and embedded, against the same questions in peace."""

from pathlib import Path

from engine.api import DocumentAssistant
from engine.types import Question
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
        idle = [_rates(assistant, use_model=use_model) for use_model in (False, True)]
        assistant.add_places([folder / "large"])
        busy = [_rates(assistant, use_model=use_model) for use_model in (False, True)]
        assert _is_busy(assistant), "the documents were too few"
    finally:
        assistant.close()
    return [
        median_ratio(
            f"questions answered {how} during indexing", "questions/s", list(zip(own, other, strict=True)), "idle"
        )
        for how, own, other in zip(("with quotes", "by the model"), busy, idle, strict=True)
    ]


def _rates(assistant: DocumentAssistant, *, use_model: bool) -> list[float]:
    """Questions a second, each measured by itself, after one that does not count."""
    question = Question(_QUESTION, use_model=use_model)
    assistant.answer(question)
    return [1 / seconds(lambda: assistant.answer(question)) for _ in range(_ROUNDS)]


def _is_busy(assistant: DocumentAssistant) -> bool:
    status = assistant.status()
    return status.passages_embedded < status.passages or len(status.documents) < _FILES
