"""The line above a document: its name, the place that was cited, and the ways to more about it."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDesktopServices, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from desktop.path_names import shown, shown_name, url_of
from desktop.theme import GRID
from desktop.widgets import tool_button, tool_tip_html


class DocumentHeader(QWidget):
    """Name of the document (the whole path as its tooltip) and buttons for its details and to open it elsewhere."""

    details_wanted = Signal(Path)
    """The user wants to see all that the library holds of the document."""
    opening_failed = Signal(str)
    """The system could not do what a button stands for; a sentence for the user."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._name = _ElidedLabel(self)
        self.tasks_button = tool_button("tasks", "Summarise, compare and more", self._show_tasks)
        self.tasks_menu = QMenu(self)
        self.details_button = tool_button("notice", "Details of the document", self._want_details)
        self._open = tool_button("viewer-external", "Open in its own program", self._open_in_own_program)
        self._folder = tool_button("folder", "Show in folder", self._show_in_folder)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._name, 1)
        layout.addWidget(self.tasks_button)
        layout.addWidget(self.details_button)
        layout.addWidget(self._open)
        layout.addWidget(self._folder)
        self.show_document(None)

    @property
    def text(self) -> str:
        """The document's name and the place, as shown where there is room."""
        return self._name.text()

    @property
    def buttons(self) -> tuple[QToolButton, QToolButton]:
        """The buttons "Open in its own program" and "Show in folder"."""
        return self._open, self._folder

    def show_document(self, path: Path | None, place: str = "") -> None:
        """Name this document and, if it is known in words, the place that is looked at; None hides the line."""
        self._path = path
        self.setVisible(path is not None)
        if path is not None:
            self._name.setText(", ".join(filter(None, (shown_name(path), shown(place)))))
            self._name.setToolTip(tool_tip_html(shown(str(path))))

    def _show_tasks(self) -> None:
        self.tasks_menu.popup(self.tasks_button.mapToGlobal(self.tasks_button.rect().bottomLeft()))

    def _want_details(self) -> None:
        if self._path is not None:
            self.details_wanted.emit(self._path)

    def _open_in_own_program(self) -> None:
        if self._path is not None and not QDesktopServices.openUrl(url_of(self._path)):
            self.opening_failed.emit("No program on this computer opened the document.")

    def _show_in_folder(self) -> None:
        if self._path is not None and not QDesktopServices.openUrl(url_of(self._path.parent)):
            self.opening_failed.emit("No program on this computer showed the folder.")


class _ElidedLabel(QLabel):
    """Plain text on one line; what does not fit is left out of its middle, so that the extension stays visible."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setObjectName("paneTitle")

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # the whole line is drawn
        """Draw the text, shortened to fit."""
        text = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)
