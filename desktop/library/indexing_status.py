"""How far indexing is, in words and as a bar."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from desktop.library.library_totals import LibraryTotals
from desktop.path_names import shown_name
from desktop.theme import GRID
from desktop.widgets import plain_label, rich_label, tool_tip_html
from engine.types import DocumentState, IndexingProgress

_BAR_STEPS = 1000


class IndexingStatus(QWidget):
    """Counts, speed and time left; while nothing is to be done only what the library holds."""

    failed_wanted = Signal()
    """The user wants to see the failed documents."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headline = plain_label()
        self._bar = QProgressBar(textVisible=False, maximum=_BAR_STEPS)
        self._bar.setAccessibleName("Indexing progress")
        self._details = plain_label(muted=True, small=True)
        self._failed = rich_label(name="Failed documents", small=True)
        self._failed.linkActivated.connect(lambda _: self.failed_wanted.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        for widget in (self._headline, self._bar, self._details, self._failed):
            layout.addWidget(widget)

    def show_progress(self, progress: IndexingProgress, totals: LibraryTotals) -> None:
        """Show `progress` and what the library holds."""
        self._headline.setText(headline(progress, totals))
        self._headline.setToolTip(tool_tip_html(shown_name(progress.reading)) if progress.reading is not None else "")
        self._bar.setVisible(not progress.idle)
        self._bar.setValue(round(_BAR_STEPS * fraction_done(progress)))
        self._details.setText("\n".join(details(progress, totals)))
        failed = totals.in_state(DocumentState.FAILED)
        self._failed.setVisible(failed > 0)
        self._failed.setText(f'<a href="failed">{_count(failed, "document")} could not be read</a>')


def headline(progress: IndexingProgress, totals: LibraryTotals) -> str:
    """What is going on, in a few words."""
    if progress.idle:
        return f"{_count(totals.in_state(DocumentState.INDEXED), 'document')} searchable"
    if progress.paused:
        return "Stepping aside for an answer"
    if progress.documents_done < progress.documents_total:
        return f"Reading {progress.documents_done + 1:,} of {_count(progress.documents_total, 'document')}"
    return "Preparing search by meaning"


def details(progress: IndexingProgress, totals: LibraryTotals) -> list[str]:
    """Lines with speed, time left and how much is searchable."""
    speed = []
    if not progress.idle and not progress.paused:
        if progress.documents_done < progress.documents_total and progress.pages_per_second > 0:
            speed.append(f"{progress.pages_per_second:,.0f} pages/s")
        if progress.seconds_left is not None:
            speed.append(time_left(progress.seconds_left))
    lines = [" · ".join(speed)] if speed else []
    if totals.passages:
        lines.append(f"{totals.passages_embedded:,} of {_count(totals.passages, 'passage')} searchable by meaning")
    return lines


def fraction_done(progress: IndexingProgress) -> float:
    """The share of the present phase (reading, then embedding) that is done, from 0 to 1."""
    if progress.documents_done < progress.documents_total:
        return progress.documents_done / progress.documents_total
    if progress.passages_to_embed:
        return min(1.0, progress.passages_embedded / progress.passages_to_embed)
    return 1.0


def time_left(seconds: float) -> str:
    """A duration as people say it: rounded, and never down to the second."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return "less than a minute left"
    if minutes < 60:
        return f"about {minutes} min left"
    return f"about {minutes // 60} h {minutes % 60} min left"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
