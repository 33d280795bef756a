"""Notices along the top of the window: seen at once, in nobody's way."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.error_messages import sentences, sentences_html
from desktop.theme import GRID
from desktop.widgets import announce, rich_label, tool_button
from engine.events import NoticeRaised
from engine.types import Failure

_MOST_NOTICES = 3


class NoticeBar(QWidget):
    """Shows the latest notices until the user closes them; the same notice appears only once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[NoticeRaised, QFrame] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.hide()

    @property
    def notices(self) -> list[NoticeRaised]:
        """What is shown, oldest first."""
        return list(self._rows)

    def show_notice(self, notice: NoticeRaised) -> None:
        """Show a notice; the oldest one makes room if there are too many."""
        self._close(notice)
        if len(self._rows) >= _MOST_NOTICES:
            self._close(next(iter(self._rows)))
        row = self._row(notice)
        self._rows[notice] = row
        announce(self, sentences(Failure(notice.title, "", notice.advice)))
        self._layout.addWidget(row)
        self.show()

    def _row(self, notice: NoticeRaised) -> QFrame:
        row = QFrame()
        row.setObjectName("notice")
        text = rich_label(what="Notice")
        text.setText(sentences_html(Failure(notice.title, "", notice.advice)))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(2 * GRID, GRID // 2, GRID, GRID // 2)
        layout.addWidget(text, stretch=1)
        layout.addWidget(tool_button("close", "Close this notice", lambda: self._close(notice)))
        return row

    def _close(self, notice: NoticeRaised) -> None:
        row = self._rows.pop(notice, None)
        if row is not None:
            row.hide()
            self._layout.removeWidget(row)
            row.deleteLater()
        self.setVisible(bool(self._rows))
