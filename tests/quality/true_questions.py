"""Questions whose true answers and pages are known, and the files that hold them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class BadQualitySet(Exception):
    """A folder of sets is not what `make quality` needs; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class TrueQuestion:
    """A question, its true answer, and the 1-based pages of `document` that bear the answer out.

    A question that the documents do not answer has `answerable` False. `has_text` is False if its pages can only be
    answered by looking at them: scans, and charts or pictures. `group` is what figures are told apart by (a language,
    a kind of document). `answer_format` is "Int", "Float", "Str", "List" or "None" as in MMLongBench-Doc.
    """

    question_id: str
    text: str
    answer: str
    document: Path
    pages: frozenset[int]
    answerable: bool = True
    has_text: bool = True
    group: str = ""
    answer_format: str = "Str"


def load_questions(folder: Path) -> tuple[TrueQuestion, ...]:
    """The questions of `folder`/questions.jsonl. Raises `BadQualitySet`."""
    return tuple(_question(folder, entry) for entry in json_lines(folder / "questions.jsonl"))


def json_lines(file: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file with one JSON object a line. Raises `BadQualitySet`."""
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise BadQualitySet(f"{file} cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as error:
                raise BadQualitySet(f"{file}, line {number}: {error}") from error


def with_text(questions: Sequence[TrueQuestion]) -> tuple[TrueQuestion, ...]:
    """The answerable questions whose page has text."""
    return tuple(question for question in questions if question.answerable and question.has_text)


def _question(folder: Path, entry: dict[str, Any]) -> TrueQuestion:
    return TrueQuestion(
        question_id=entry["id"],
        text=entry["question"],
        answer=entry["answer"],
        document=(folder / entry["doc"]).absolute(),
        pages=frozenset(entry["pages"]),
        answerable=entry["answerable"],
        has_text=_has_text(entry),
        group=entry.get("lang") or entry.get("group", ""),
        answer_format=entry.get("answer_format", "Str"),
    )


def _has_text(entry: dict[str, Any]) -> bool:
    """True if text suffices, as far as the set says so: only `reports` has these fields."""
    return bool(
        entry.get("pages_have_text_layer", True)
        and not entry.get("image_only_doc", False)
        and not entry.get("requires_visual", False)
    )
