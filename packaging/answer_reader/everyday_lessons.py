"""Lessons made up of what people keep: reports, surveys, agreements, papers of devices, and notices.

An encyclopedia has few of them. Each lesson is one question about one made document, half of them about what it does
not tell: another year, row, group, party, code or day. What the document is often stands in the title alone.
"""

import random
from collections.abc import Callable, Iterator, Sequence

from answer_reader.contract_lessons import clause_lesson, two_parties_lesson
from answer_reader.device_lessons import error_code_lesson, specification_lesson, steps_lesson
from answer_reader.notice_lessons import (
    contact_lesson,
    date_lesson,
    duty_lesson,
    opening_hours_lesson,
    price_lesson,
    rule_lesson,
)
from answer_reader.reading_example import ReadingExample
from answer_reader.report_lessons import narrative_lesson, survey_lesson, table_lesson

_Maker = Callable[[random.Random], ReadingExample]
_MAKERS: Sequence[tuple[_Maker, int]] = (
    (table_lesson, 4),
    (narrative_lesson, 4),
    (survey_lesson, 2),
    (specification_lesson, 2),
    (steps_lesson, 1),
    (error_code_lesson, 1),
    (clause_lesson, 1),
    (two_parties_lesson, 5),
    (price_lesson, 1),
    (opening_hours_lesson, 1),
    (date_lesson, 1),
    (contact_lesson, 1),
    (duty_lesson, 1),
    (rule_lesson, 1),
)
"""Each kind of lesson with its share."""


def everyday_lessons(count: int, chance: random.Random) -> Iterator[ReadingExample]:
    """`count` lessons of all kinds."""
    makers, shares = zip(*_MAKERS, strict=True)
    for maker in chance.choices(makers, shares, k=count):
        yield maker(chance)
