"""A calculation is borne out if all figures that it calculates with are quoted."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.types import PartDetails
from tests.quality.answer_quality import judge
from tests.quality.quality_library import QualityLibrary
from tests.quality.true_questions import TrueQuestion
from tests.unit.answering.made_up_accounts import BALANCE_SHEET, COVER, INCOME, REPORT
from tests.unit.answering.one_run import run
from tests.unit.answering.small_library import SmallLibrary


class _Scans(QualityLibrary):
    """Parts of which highlights tell nothing."""

    def __init__(self) -> None:
        """No assistant is asked."""

    def part(self, path: Path, part: int) -> PartDetails | None:
        return PartDetails(part, part, "", "", ocr=True)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("What is the current ratio of Harbour Mills in 2021?", "= 300 /"),
        ("What was the average net income of Harbour Mills from 2019 to 2021?", "(76 +"),
        ("What was the compound annual growth rate of revenue at Harbour Mills from 2019 to 2021?", "= (1,000 /"),
        ("What is the gross profit of Harbour Mills in 2021? Answer in billions.", "= 1,000 −"),
        ("What was the revenue of Harbour Mills in 2021 in billions?", "= 1,000 (in"),
        ("By how much did revenue of Harbour Mills grow from 2020 to 2021?", "= 1,000 −"),
    ],
)
def test_a_figure_that_is_not_quoted_is_found_out(tmp_path: Path, question: str, figure: str) -> None:
    library = SmallLibrary(tmp_path)
    library.add_pages(REPORT, [COVER, BALANCE_SHEET, INCOME])
    answer, _ = run(library, question, None)
    library.close()
    true = TrueQuestion("1", question, "", REPORT, frozenset({2, 3}))
    (judged,) = judge(true, answer, _Scans()).sentences
    assert not judged.unsupported
    (sentence,) = answer.sentences
    assert figure in sentence.text
    wrong = replace(sentence, text=sentence.text.replace(figure, figure.replace("0", "1").replace("76", "77")))
    (judged,) = judge(true, replace(answer, sentences=(wrong,)), _Scans()).sentences
    assert judged.unsupported
