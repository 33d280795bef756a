"""The set `abstracts`: short texts with graded judgements for queries (Cranfield)."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from tests.quality.true_questions import json_lines


@dataclass(frozen=True, slots=True)
class AbstractsSet:
    """Queries by id, and for each query the grades of documents by id (higher is more relevant)."""

    queries: dict[str, str]
    grades: dict[str, dict[str, float]]


def load_abstracts(folder: Path) -> AbstractsSet:
    """Read the queries and judgements. Raises `BadQualitySet`."""
    queries = {entry["id"]: entry["text"] for entry in json_lines(folder / "queries.jsonl")}
    grades: dict[str, dict[str, float]] = defaultdict(dict)
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query_id, document_id, grade = line.split("\t")
        grades[query_id][document_id] = float(grade)
    return AbstractsSet(queries, dict(grades))


def write_abstracts(folder: Path, documents: Path) -> None:
    """Write each abstract as `documents`/ID.txt, its title as the first line; files that are there stay as they are.

    Raises `BadQualitySet`.
    """
    documents.mkdir(parents=True, exist_ok=True)
    for entry in json_lines(folder / "corpus.jsonl"):
        file = documents / f"{entry['id']}.txt"
        if not file.exists():
            file.write_text(f"{entry['title']}\n\n{entry['text']}\n", encoding="utf-8")
