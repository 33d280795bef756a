"""All about indexing: what is done now, how far it is, what is not searchable in full yet, what could not be read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.amounts import counted
from desktop.library.documents_model import Selection
from desktop.library.failed_documents import FailedDocuments
from desktop.library.indexing_status import headline, prepared, speed_and_time
from desktop.library.library_totals import LibraryTotals
from desktop.path_names import shown_path
from desktop.theme import GRID
from desktop.viewing_dialog import ViewingDialog
from desktop.widgets import flat_button, plain_label
from engine.events import DocumentsChanged, DocumentsRemoved
from engine.types import IndexingProgress, Rest

_FIRST_SIZE = (80 * GRID, 72 * GRID)
_BAR_STEPS = 1000


class IndexingPanel(ViewingDialog):
    """A window beside the library pane. It is filled only while it can be seen.

    Its parts are public, for whoever drives it: `pause_button`, `words_only_button` and `failed`.
    """

    pausing_wanted = Signal(bool)
    """Indexing is to be paused (True) or to go on."""
    selection_wanted = Signal(object)
    """The table is to show this `Selection` of the documents."""
    retry_wanted = Signal(list)
    """These documents (paths) are to be read again; an empty list stands for all that have failed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress, self._totals = IndexingProgress(), LibraryTotals()
        self.setWindowTitle("Indexing")
        self.resize(*_FIRST_SIZE)
        self._headline = plain_label()
        self._headline.setObjectName("emptyTitle")
        self._speed = plain_label(muted=True)
        self._reading = plain_label(muted=True, small=True)
        self.pause_button = QPushButton()
        self.pause_button.clicked.connect(lambda: self.pausing_wanted.emit(not self._is_held))
        self._stages = [_Stage(name) for name in ("Documents", "Search by meaning", "Scanned pages")]
        self._preparation = plain_label()
        self._words_only = plain_label()
        self.words_only_button = flat_button("Show them", lambda: self.selection_wanted.emit(Selection.WORDS_ONLY))
        self.words_only_button.setAccessibleName("Show the documents that are not yet searchable by meaning")
        self.failed = FailedDocuments()
        self.failed.retry_wanted.connect(self.retry_wanted)
        self._lay_out()

    @property
    def text(self) -> str:
        """All that is said about progress, one statement a line."""
        labels = (self._headline, self._speed, self._reading, *(stage.words for stage in self._stages))
        lines = [label.text() for label in (*labels, self._preparation, self._words_only) if not label.isHidden()]
        return "\n".join(filter(None, lines))

    def show_progress(self, progress: IndexingProgress, totals: LibraryTotals) -> None:
        """Show `progress` and what the library holds."""
        self._progress, self._totals = progress, totals
        if self.isVisible():
            self._fill()

    def show_documents(self, event: DocumentsChanged) -> None:
        """Take note of new and changed documents."""
        self.failed.update_documents(event.documents)

    def hide_documents(self, event: DocumentsRemoved) -> None:
        """Forget documents that have left the library."""
        self.failed.remove_documents(event.paths)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the panel was closed."""
        super().showEvent(event)
        self._fill()
        self.failed.refresh()

    @property
    def _is_held(self) -> bool:
        """Whether indexing waits for more than an answer."""
        return self._progress.paused_by_user or self._progress.resting is not Rest.NONE

    def _fill(self) -> None:
        progress, totals = self._progress, self._totals
        self._headline.setText(headline(progress, totals))
        self._speed.setText(" · ".join(speed_and_time(progress)))
        self._reading.setText(f"Reading {shown_path(progress.reading)}" if progress.reading is not None else "")
        self.pause_button.setText("Go on" if self._is_held else "Pause indexing")
        documents, meaning, scans = self._stages
        documents.show_counts(progress.documents_done, progress.documents_total, totals.documents - totals.unread)
        meaning.show_counts(progress.passages_embedded, progress.passages_to_embed, totals.passages_embedded)
        scans.show_counts(progress.ocr_pages_done, progress.ocr_pages_total, 0)
        self._preparation.setVisible(bool(progress.model_in_preparation))
        self._preparation.setText(
            f"Preparing search by meaning with {progress.model_in_preparation}: {prepared(progress, totals)}. "
            "Until that is done, search goes on with the model used so far."
        )
        some = totals.words_only > 0
        self._words_only.setText(
            f"{counted(totals.words_only, 'document')} can be found by words only so far, not yet by meaning."
            if some
            else "Every document that was read can be found by words and by meaning."
        )
        self._words_only.setVisible(totals.passages > 0)
        self.words_only_button.setVisible(some)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._headline, stretch=1)
        top.addWidget(self.pause_button)
        stages = QGridLayout()
        stages.setHorizontalSpacing(2 * GRID)
        stages.setColumnStretch(1, 1)
        for row, stage in enumerate(self._stages):
            for column, widget in enumerate((stage.name, stage.bar, stage.words)):
                stages.addWidget(widget, row, column, Qt.AlignmentFlag.AlignVCenter)
        meaning = QHBoxLayout()
        meaning.addWidget(self._words_only, stretch=1)
        meaning.addWidget(self.words_only_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        layout.addWidget(self._speed)
        layout.addWidget(self._reading)
        layout.addSpacing(GRID)
        layout.addLayout(stages)
        layout.addWidget(self._preparation)
        layout.addLayout(meaning)
        layout.addSpacing(GRID)
        layout.addWidget(self.failed, stretch=1)


class _Stage:
    """One kind of work: its name, a bar, and the counts in words."""

    def __init__(self, name: str) -> None:
        self.name = plain_label(name)
        self.name.setWordWrap(False)
        self.bar = QProgressBar(textVisible=False, maximum=_BAR_STEPS)
        self.bar.setAccessibleName(name)
        self.words = plain_label(muted=True)
        self.words.setWordWrap(False)

    def show_counts(self, done: int, total: int, ready: int) -> None:
        """Show `done` of `total` of the present run; with nothing to do, that `ready` of the library are done."""
        finished = max(done, ready)
        if done < total:
            share, words = done / total, f"{done:,} of {total:,}"
        elif finished:
            share, words = 1.0, f"{finished:,} done"
        else:
            share, words = 0.0, "Nothing to do"
        self.bar.setValue(round(_BAR_STEPS * share))
        self.words.setText(words)
        self.words.setAccessibleName(f"{self.name.text()}: {words}")
