"""How far indexing is, in words and as a bar."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.amounts import counted, time_left
from desktop.library.library_totals import LibraryTotals
from desktop.path_names import shown_name
from desktop.theme import GRID
from desktop.widgets import flat_button, plain_label, rich_label, tool_tip_html
from engine.types import DocumentState, IndexingProgress, Rest

_BAR_STEPS = 1000
_MOST_FOR_BUTTON = 0.35
"""The share of the width that the button beside the headline may take."""
_RESTING = {
    Rest.NONE: "Indexing waits while an answer is written",
    Rest.QUIET_HOURS: "Indexing rests in the quiet hours",
    Rest.BATTERY: "Indexing rests on battery",
}


class IndexingStatus(QWidget):
    """Counts, speed and time left; while nothing is to be done only what the library holds."""

    failed_wanted = Signal()
    """The user wants to see the failed documents."""
    panel_wanted = Signal()
    """The user wants to see all about indexing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headline = plain_label()
        self.panel_button = flat_button("Details…", self.panel_wanted.emit)
        self.panel_button.setAccessibleName("Details of indexing")
        self.panel_button.setToolTip("What is being done, how far it is, and what could not be read")
        self._bar = QProgressBar(textVisible=False, maximum=_BAR_STEPS)
        self._bar.setAccessibleName("Indexing progress")
        self._details = plain_label(muted=True, small=True)
        self._failed = rich_label(what="Failed documents", small=True)
        self._failed.linkActivated.connect(lambda _: self.failed_wanted.emit())
        self._top = top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top.addWidget(self._headline, stretch=1)
        top.addWidget(self.panel_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addLayout(top)
        for widget in (self._bar, self._details, self._failed):
            layout.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the button below the headline where it would take too much of the width from it."""
        super().resizeEvent(event)
        beside = self.panel_button.sizeHint().width() < _MOST_FOR_BUTTON * self.width()
        self._top.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def show_progress(self, progress: IndexingProgress, totals: LibraryTotals) -> None:
        """Show `progress` and what the library holds."""
        self._headline.setText(headline(progress, totals))
        self._headline.setToolTip(tool_tip_html(shown_name(progress.reading)) if progress.reading is not None else "")
        self._bar.setVisible(not progress.idle)
        self._bar.setValue(round(_BAR_STEPS * fraction_done(progress)))
        self._details.setText("\n".join(details(progress, totals)))
        failed = totals.in_state(DocumentState.FAILED)
        self._failed.setVisible(failed > 0)
        self._failed.setText(f'<a href="failed">{counted(failed, "document")} could not be read</a>')


def headline(progress: IndexingProgress, totals: LibraryTotals) -> str:
    """What is going on, in a few words."""
    if progress.paused_by_user:
        return "Indexing is paused"
    if progress.idle:
        return f"{counted(totals.in_state(DocumentState.INDEXED), 'document')} searchable"
    if progress.paused:
        return _RESTING[progress.resting]
    if progress.documents_done < progress.documents_total:
        return f"Reading {progress.documents_done + 1:,} of {counted(progress.documents_total, 'document')}"
    if progress.passages_embedded < progress.passages_to_embed:
        model = progress.model_in_preparation
        return f"Preparing search by meaning with {model}" if model else "Preparing search by meaning"
    return f"Reading {progress.ocr_pages_done + 1:,} of {counted(progress.ocr_pages_total, 'scanned page')}"


def details(progress: IndexingProgress, totals: LibraryTotals) -> list[str]:
    """Lines with speed, time left and how much is searchable."""
    speed = " · ".join(speed_and_time(progress))
    lines = [speed] if speed else []
    if progress.model_in_preparation:
        lines.append(f"{prepared(progress, totals)} prepared")
    elif totals.passages:
        lines.append(f"{totals.passages_embedded:,} of {counted(totals.passages, 'passage')} searchable by meaning")
    return lines


def prepared(progress: IndexingProgress, totals: LibraryTotals) -> str:
    """How many passages the model knows that is to search by meaning when it knows all of them."""
    done = max(0, totals.passages - (progress.passages_to_embed - progress.passages_embedded))
    return f"{done:,} of {counted(totals.passages, 'passage')}"


def speed_and_time(progress: IndexingProgress) -> list[str]:
    """How fast documents are read and how long all will take, as far as that is known; nothing while paused."""
    known: list[str] = []
    if progress.idle or progress.paused or progress.paused_by_user:
        return known
    if progress.documents_done < progress.documents_total and round(progress.pages_per_second) > 0:
        known.append(f"{progress.pages_per_second:,.0f} pages/s")
    if progress.seconds_left is not None:
        known.append(time_left(progress.seconds_left))
    return known


def fraction_done(progress: IndexingProgress) -> float:
    """The share of the present phase (reading, embedding, then scanned pages) that is done, from 0 to 1."""
    for done, total in (
        (progress.documents_done, progress.documents_total),
        (progress.passages_embedded, progress.passages_to_embed),
        (progress.ocr_pages_done, progress.ocr_pages_total),
    ):
        if done < total:
            return done / total
    return 1.0
