"""A passage that was compared with the question: where it stands, how it ranks, and what became of it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.conversation.answer_text import place_of
from desktop.conversation.hit_citation import citation_of_passage
from desktop.conversation.source_card import SourceCard
from desktop.explanation.collapsed_part import CollapsedPart
from desktop.explanation.weighed_bars import ShareBar, WeighedBars
from desktop.path_names import shown
from desktop.theme import GRID
from desktop.widgets import plain_label
from engine.types import ComparedPassage


class ComparedRow(QWidget):
    """Its `card` opens the page, its `details` are the numbers."""

    def __init__(self, compared: ComparedPassage, best_score: float, parent: QWidget | None = None) -> None:
        """`best_score` is that of the best passage, which fills the whole bar."""
        super().__init__(parent)
        self.card = SourceCard(citation_of_passage(compared.passage, compared.rank), numbered=False)
        share = compared.score / best_score if best_score > 0 else 0.0
        fate = plain_label(f"No. {compared.rank} · {shown(compared.fate)}", small=True, muted=not compared.was_read)
        bar = ShareBar(share, f"{share:.0%} of the best score")
        self.details = CollapsedPart("Numbers", lambda: _numbers(compared), (bar, fate))
        self.details.button.setAccessibleName(f"Numbers of {place_of(self.card.citation)}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, GRID // 2)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.card)
        layout.addWidget(self.details)


def _numbers(compared: ComparedPassage) -> QWidget:
    content = QWidget()
    layout = QVBoxLayout(content)
    layout.setContentsMargins(2 * GRID, 0, 0, GRID)
    layout.addWidget(plain_label(ranks_text(compared), small=True))
    layout.addWidget(WeighedBars(compared.signals))
    return content


def ranks_text(compared: ComparedPassage) -> str:
    """How it ranks by everything, by words alone and by meaning alone."""
    by_words = f"{compared.rank_by_words}." if compared.rank_by_words else "not"
    by_meaning = f"{compared.rank_by_meaning}." if compared.rank_by_meaning else "not"
    return (
        f"{compared.rank}. by all that speaks for it (score {compared.score:.2f}), {by_words} by words alone, "
        f"{by_meaning} by meaning alone"
    )
