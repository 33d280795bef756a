"""Measures an exported answer reader with the code that the app reads with, on lessons that it was not trained with.

From `packaging/`, in the environment of the project:
`python -m answer_reader.evaluate_reader --model FOLDER --squad dev-v1.1.json`
"""

import argparse
import random
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from answer_reader.encyclopedia_lessons import encyclopedia_lessons
from answer_reader.everyday_lessons import everyday_lessons
from answer_reader.reading_example import ReadingExample

from engine.answering.answer_reader import AnswerReader
from engine.models.model_catalog import AnswerReaderInfo

_SEED = 21
_LESSONS = 2000
_EVERY = 10
"""Every so many lessons of the file are taken, so that all its articles are among them."""


def main() -> None:
    """Print a line for each kind of lessons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="what export_reader wrote")
    parser.add_argument("--squad", type=Path, required=True, help="dev-v1.1.json")
    options = parser.parse_args()
    reader = AnswerReader(AnswerReaderInfo("evaluated", "evaluated", options.model))
    chance = random.Random(_SEED)
    encyclopedia = islice(encyclopedia_lessons(options.squad, chance), 0, _EVERY * _LESSONS, _EVERY + 1)
    for name, lessons in (
        ("encyclopedia", list(encyclopedia)),
        ("everyday", list(everyday_lessons(_LESSONS, chance))),
    ):
        print(f"{name}: {_measured(reader, lessons)}")


def _measured(reader: AnswerReader, lessons: Sequence[ReadingExample]) -> str:
    """How surely it tells passages with the answer from others, and whether it is surest where the answer stands."""
    told: list[float] = []
    untold: list[float] = []
    met = 0
    for lesson in lessons:
        reading = reader.read(lesson.question, lesson.title, lesson.passage)
        sure = reading.answered(0, len(lesson.passage))
        if lesson.answer is None:
            untold.append(sure)
            continue
        told.append(sure)
        met += reading.answered(*lesson.answer) == sure
    area = sum((one > other) + (one == other) / 2 for one in told for other in untold) / (len(told) * len(untold))
    surest = met / len(told)
    return f"{len(lessons)} lessons, area under the ROC curve {area:.3f}, surest within the true answer {surest:.3f}"


if __name__ == "__main__":
    main()
