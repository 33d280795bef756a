"""The window that tells why an answer is what it is: first in words, the numbers below."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.amounts import counted
from desktop.explanation.collapsed_part import CollapsedPart, CopyableText
from desktop.explanation.compared_row import ComparedRow
from desktop.explanation.explanation_parts import how_sure, looked_for, time_taken, written
from desktop.theme import GRID
from desktop.viewing_dialog import ViewingDialog
from desktop.widgets import pane_title, plain_label, scrolled
from engine.types import AnswerExplanation, ComparedPassage

_FIRST_SIZE = (86 * GRID, 84 * GRID)
_ROWS_AT_FIRST = 4


class ExplanationDialog(ViewingDialog):
    """Explains one answer. The window beside it stays in use, so that pages can be opened and looked at.

    Its parts are public, for whoever drives it: `rows` (those that are shown), `more` and `prompt`.
    """

    citation_opened = Signal(object)
    """The `Citation` of a passage is to be shown."""

    def __init__(self, question: str, explanation: AnswerExplanation, parent: QWidget | None = None) -> None:
        """`question` is as it was asked."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Why this answer?")
        self.resize(*_FIRST_SIZE)
        self.explanation = explanation
        self.rows: list[ComparedRow] = []
        self._best_score = max((item.score for item in explanation.candidates), default=0.0)
        first, others = explanation.candidates[:_ROWS_AT_FIRST], explanation.candidates[_ROWS_AT_FIRST:]
        self.more = CollapsedPart(f"Show {counted(len(others), 'more passage')}", lambda: self._rows_of(others))
        self.more.setVisible(bool(others))
        self.prompt = CollapsedPart("Show the exact text", self._exact_text)
        self._verdict = plain_label(explanation.verdict)
        self._verdict.setObjectName("emptyTitle")
        self._show(question, self._rows_of(first))

    def _parts(self, question: str, compared: QWidget) -> tuple[QWidget, ...]:
        """What stands one below the other; `compared` are the first pages."""
        explanation = self.explanation
        answered = explanation.calculated or explanation.confidence.is_sufficient
        return (
            plain_label(question, muted=True),
            self._verdict,
            pane_title("What I looked for"),
            looked_for(explanation.question),
            pane_title("Pages I compared"),
            plain_label(_compared_text(explanation)),
            compared,
            self.more,
            pane_title("Why I answered" if answered else "Why I did not answer"),
            how_sure(explanation),
            pane_title("What was written and what was struck out"),
            written(explanation.checked, asked=explanation.prompt is not None),
            pane_title("How long it took"),
            time_taken(explanation.steps, explanation.tokens_per_second),
            pane_title("What the language model was given, and wrote"),
            self.prompt,
        )

    def _show(self, question: str, compared: QWidget) -> None:
        content = QWidget()
        rows = QVBoxLayout(content)
        rows.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        rows.setSpacing(GRID)
        for part in self._parts(question, compared):
            rows.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content, name="Why this answer?"))

    def _rows_of(self, compared: Sequence[ComparedPassage]) -> QWidget:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        for item in compared:
            row = ComparedRow(item, self._best_score)
            row.card.opened.connect(self.citation_opened)
            layout.addWidget(row)
            self.rows.append(row)
        return content

    def _exact_text(self) -> QWidget:
        prompt, wrote = self.explanation.prompt, self.explanation.written
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        if prompt is None:
            layout.addWidget(plain_label("The language model was not asked.", muted=True))
            return content
        given = (
            f"It was given {counted(prompt.tokens, 'token')} (parts of words), and had to read {prompt.tokens_read:,}:"
        )
        layout.addWidget(plain_label(given, small=True))
        layout.addWidget(CopyableText(prompt.text, "What the language model was given"))
        layout.addWidget(plain_label("It wrote:", small=True))
        layout.addWidget(CopyableText(wrote, "What the language model wrote"))
        return content


def _compared_text(explanation: AnswerExplanation) -> str:
    if not explanation.candidates:
        return "No page has anything in common with the question."
    passages = counted(explanation.passages_compared, "passage")
    pages = counted(explanation.sections_compared, "page or part", "pages and parts of documents")
    read = counted(sum(item.was_read for item in explanation.candidates), "of them was", "of them were")
    return f"{passages} on {pages} were compared with the question. {read} read."
