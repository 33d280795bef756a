"""A titled list of passages as cards."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.conversation.source_card import SourceCard
from desktop.theme import GRID
from desktop.widgets import plain_label
from engine.types import Citation

Copies = Mapping[Path, tuple[Path, ...]]
"""The other places of files, by the path under which they are cited."""


class SourceList(QWidget):
    """Shows passages under a title; hidden while there are none."""

    opened = Signal(object)
    """The `Citation` of a card was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[SourceCard] = []
        self._title = plain_label(muted=True, small=True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GRID // 2)
        self._layout.addWidget(self._title)
        self.hide()

    @property
    def title(self) -> str:
        """The title shown."""
        return self._title.text()

    def show_sources(self, title: str, citations: Iterable[Citation], copies: Copies, *, numbered: bool) -> None:
        """Show exactly these passages; `numbered` as they are cited in the answer."""
        for card in self.cards:
            self._layout.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [
            SourceCard(citation, numbered=numbered, copies=copies.get(citation.path, ())) for citation in citations
        ]
        for card in self.cards:
            card.opened.connect(self.opened)
            self._layout.addWidget(card)
        self._title.setText(title)
        self.setVisible(bool(self.cards))
