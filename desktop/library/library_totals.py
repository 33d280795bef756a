"""What the library holds, counted while documents come and go."""

from collections import Counter

from engine.types import Document, DocumentState


class LibraryTotals:
    """Numbers of documents and passages; kept by adding and taking away single documents."""

    def __init__(self) -> None:
        self._states: Counter[DocumentState] = Counter()
        self.passages = 0
        self.passages_embedded = 0

    @property
    def documents(self) -> int:
        """All documents, whatever their state."""
        return self._states.total()

    def in_state(self, state: DocumentState) -> int:
        """How many documents are in `state`."""
        return self._states[state]

    def add(self, document: Document) -> None:
        """Count `document` in."""
        self._count(document, 1)

    def take_away(self, document: Document) -> None:
        """Count `document` out, with the values it was counted in with."""
        self._count(document, -1)

    def _count(self, document: Document, sign: int) -> None:
        self._states[document.state] += sign
        self.passages += sign * document.passages
        self.passages_embedded += sign * document.passages_embedded
