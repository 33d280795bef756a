"""Files dragged over the window: what is accepted, and the overlay that says so."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.theme import GRID, colours
from engine.paths import is_file


def dropped_paths(data: QMimeData) -> list[Path]:
    """The local files and folders that are being dragged; anything else is passed over."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def is_model(path: Path) -> bool:
    """True for what no document is: a GGUF file, or a folder with an ONNX model."""
    return path.suffix.lower() == ".gguf" or is_file(path / "model.onnx")


class DropOverlay(QWidget):
    """Covers its parent while files are dragged over it. It takes no events: the parent goes on handling the drag."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._covered = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self) -> None:
        """Lie over the whole parent."""
        self.setGeometry(self._covered.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint a veil, a dashed frame and an invitation."""
        scheme = colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(scheme.window)
        veil.setAlphaF(0.88)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(QColor(scheme.accent), 2, Qt.PenStyle.DashLine))
        frame = QRectF(self.rect()).adjusted(2 * GRID, 2 * GRID, -2 * GRID, -2 * GRID)
        painter.drawRoundedRect(frame, 2 * GRID, 2 * GRID)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.5)
        painter.setFont(font)
        painter.setPen(QColor(scheme.text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "Drop to add to the library")
