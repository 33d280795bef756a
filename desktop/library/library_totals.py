"""What the library and each watched place hold, counted while documents come and go."""

from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path

from desktop.library.document_words import is_words_only
from engine.paths import is_within
from engine.types import Document, DocumentKind, DocumentState


class LibraryTotals:
    """Numbers of documents, pages and passages; kept by adding and taking away single documents."""

    def __init__(self) -> None:
        self._states: Counter[DocumentState] = Counter()
        self.kinds: Counter[DocumentKind] = Counter()
        """How many documents there are of each kind."""
        self.languages: Counter[str] = Counter()
        """The same for each language, by its code."""
        self.pages = 0
        self.passages = 0
        self.passages_embedded = 0
        self.words_only = 0
        """Documents that are found by their words, but not yet in full by their meaning."""

    @property
    def documents(self) -> int:
        """All documents, whatever their state."""
        return self._states.total()

    @property
    def unread(self) -> int:
        """Documents that are waiting to be read or being read."""
        return self._states[DocumentState.WAITING] + self._states[DocumentState.READING]

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
        if document.kind is not None:
            self.kinds[document.kind] += sign
        if document.language:
            self.languages[document.language] += sign
        self.pages += sign * (document.pages or 0)
        self.passages += sign * document.passages
        self.passages_embedded += sign * document.passages_embedded
        self.words_only += sign * is_words_only(document)


class PlaceTotals:
    """The totals of each watched place. A document counts in every place that holds it."""

    def __init__(self) -> None:
        self._by_place: dict[Path, LibraryTotals] = {}
        self._by_folder: dict[Path, tuple[LibraryTotals, ...]] = {}
        """Which places hold a folder: looked up once a folder, not once a document."""

    def of(self, place: Path) -> LibraryTotals:
        """The totals of a watched place."""
        return self._by_place[place]

    def watch(self, places: Collection[Path], documents: Iterable[Document]) -> None:
        """Keep the totals of exactly these places; those that are new count `documents`, which are all there are."""
        new = [place for place in places if place not in self._by_place]
        self._by_place = {place: self._by_place.get(place) or LibraryTotals() for place in places}
        self._by_folder.clear()
        # As `is_within` tells, but comparing text: a folder may be added to a library of 100,000 documents.
        beginnings = [(str(place), str(place / "_")[:-1], self._by_place[place]) for place in new]
        if beginnings:
            for document in documents:
                path = str(document.path)
                for place, beginning, totals in beginnings:
                    if path == place or path.startswith(beginning):
                        totals.add(document)

    def add(self, document: Document) -> None:
        """Count `document` into its places."""
        for totals in self._holding(document.path):
            totals.add(document)

    def take_away(self, document: Document) -> None:
        """Count `document` out of its places, with the values it was counted in with."""
        for totals in self._holding(document.path):
            totals.take_away(document)

    def _holding(self, path: Path) -> tuple[LibraryTotals, ...]:
        folder = path.parent
        holding = self._by_folder.get(folder)
        if holding is None:
            holding = tuple(totals for place, totals in self._by_place.items() if is_within(folder, place))
            self._by_folder[folder] = holding
        itself = self._by_place.get(path)
        return holding if itself is None else (*holding, itself)
