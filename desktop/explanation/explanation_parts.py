"""Parts of an explanation: what was looked for, how sure it is, what was written, and the time it took."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.conversation.answer_text import place_of
from desktop.conversation.hit_citation import citation_of_passage
from desktop.explanation.weighed_bars import ShareBar, WeighedBars
from desktop.path_names import shown
from desktop.theme import GRID
from desktop.widgets import plain_label
from engine.types import AnswerExplanation, CheckedSentence, ReadQuestion, StepTime


def looked_for(question: ReadQuestion) -> QWidget:
    """The question as it was read."""
    pages = ["the last one" if page < 0 else str(page) for page in question.pages]
    lists = {
        "Words": question.words,
        "Words that documents may use instead": question.related,
        "Other ways to write numbers and days": question.spellings,
        "Pages that the question names": pages,
    }
    lines = [f"{name}: {', '.join(items)}" for name, items in lists.items() if items]
    if question.is_follow_up:
        lines.append("The question goes on from what was asked before, so it was made to stand alone.")
    return _column([plain_label(f"“{question.text}”"), *(plain_label(line, muted=True) for line in lines)])


def how_sure(explanation: AnswerExplanation) -> QWidget:
    """The sentences that were chosen, how likely they hold the answer, and what that rests on."""
    confidence = explanation.confidence
    chosen = [
        label
        for quote in explanation.quotes
        for label in (
            plain_label(f"{quote.number}. “{' '.join(quote.text.split())}”"),
            plain_label(place_of(citation_of_passage(quote.passage, quote.number)), muted=True, small=True),
        )
    ]
    if not confidence.observations:
        why = (
            "The answer was calculated from these figures." if explanation.calculated else "There was nothing to judge."
        )
        return _column([*chosen, plain_label(why, muted=True)])
    sure = f"{confidence.probability:.0%} likely that these sentences hold the answer"
    row = QHBoxLayout()
    row.addWidget(
        ShareBar(confidence.probability, sure, mark=confidence.threshold, against=not confidence.is_sufficient)
    )
    row.addWidget(plain_label(f"{sure}; {confidence.threshold:.0%} is needed"), stretch=1)
    content = _column(chosen)
    layout = content.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.addLayout(row)
    layout.addWidget(WeighedBars(confidence.observations))
    return content


def written(sentences: Sequence[CheckedSentence], *, asked: bool) -> QWidget:
    """Each sentence of the language model, struck out if it was, and why; `asked` says whether it was used at all."""
    if not sentences:
        return plain_label(f"The language model {'wrote nothing' if asked else 'was not asked'}.", muted=True)
    return _column([label for sentence in sentences for label in _verdict(sentence)])


def _verdict(sentence: CheckedSentence) -> Iterable[QLabel]:
    said = plain_label(shown(" ".join(sentence.text.split())))
    said.setAccessibleName("" if sentence.passed else f"Struck out: {said.text()}")
    font = said.font()
    font.setStrikeOut(not sentence.passed)
    said.setFont(font)
    yield said
    kept = f"Kept, as [{sentence.citation}]" if sentence.passed else "Struck out"
    yield plain_label(f"{kept}: {sentence.reason}.", muted=True, small=True)
    if sentence.quote:
        yield plain_label(f"Compared with: “{' '.join(sentence.quote.split())}”", muted=True, small=True)


def time_taken(steps: Sequence[StepTime], tokens_per_second: float | None) -> QWidget:
    """The steps with their times, as shares of the whole."""
    content = QWidget()
    layout = QGridLayout(content)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setHorizontalSpacing(GRID)
    layout.setVerticalSpacing(GRID // 2)
    layout.setColumnStretch(0, 1)
    total = sum(step.seconds for step in steps)
    for row, step in enumerate([*steps, StepTime("All of it", total)]):
        seconds = f"{step.seconds:.3f} s"
        layout.addWidget(plain_label(step.name, small=True), row, 0)
        layout.addWidget(ShareBar(step.seconds / total if total else 0.0, f"{step.name}: {seconds}"), row, 1)
        number = plain_label(seconds, small=True)
        number.setWordWrap(False)
        layout.addWidget(number, row, 2)
    if tokens_per_second is not None:
        speed = plain_label(
            f"The language model wrote {tokens_per_second:.1f} tokens (parts of words) a second.", muted=True
        )
        layout.addWidget(speed, len(steps) + 1, 0, 1, 3)
    return content


def _column(widgets: Iterable[QWidget]) -> QWidget:
    content = QWidget()
    layout = QVBoxLayout(content)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GRID // 2)
    for widget in widgets:
        layout.addWidget(widget)
    return content
