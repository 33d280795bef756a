"""A document viewer without an engine, and what is shown in it."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.document_viewer.document_viewer import DocumentViewer
from engine.events import DocumentOpened, PageRendered
from engine.types import Citation, PageImage, PageSize, Rectangle

PDF = Path("/documents/report.pdf")
NOTES = Path("/documents/notes.md")
SIZES = (PageSize(595, 842),) * 12
BOXES = (Rectangle(5, 72, 400, 300, 414), Rectangle(5, 72, 416, 200, 430))
CITATION = Citation(1, PDF, "hash", 5, 5, 0, 5, "Quote", BOXES)
OPENED = DocumentOpened(PDF, "hash", SIZES)
TEXT = ("The first part.", "A café \N{GRINNING FACE} and\na \N{GRINNING FACE} quoted sentence here.", "The end.")
_Part = TypeVar("_Part", bound=QWidget)
QUOTE = "quoted sentence"
TEXT_CITATION = Citation(2, NOTES, "hash", None, 2, TEXT[1].index(QUOTE), TEXT[1].index(QUOTE) + len(QUOTE), QUOTE)
TEXT_OPENED = DocumentOpened(NOTES, "hash", (), TEXT)


class Requests:
    """What the viewer asks for; white pages are rendered at once while `answering`."""

    def __init__(self, viewer: DocumentViewer) -> None:
        self.documents: list[Path] = []
        self.pages: list[tuple[Path, int, float]] = []
        self.answering = True
        self._viewer = viewer
        viewer.document_wanted.connect(self.documents.append)
        viewer.page_wanted.connect(self._page_wanted)

    def _page_wanted(self, path: Path, page: int, zoom: float) -> None:
        self.pages.append((path, page, zoom))
        if self.answering:
            self._viewer.show_page(PageRendered(path, page, zoom, white_page(zoom)))


def white_page(zoom: float) -> PageImage:
    """A page of DIN A4 at so many pixels a point."""
    width, height = round(595 * zoom), round(842 * zoom)
    return PageImage(width, height, bytes([255]) * (3 * width * height))


def part(viewer: DocumentViewer, kind: type[_Part]) -> _Part:
    """The only child of a kind."""
    found = viewer.findChild(kind)
    assert isinstance(found, kind)
    return found


def colour_in(viewer: DocumentViewer, area: QRect) -> QColor:
    """The colour in the middle of an area."""
    image: QImage = viewer.grab().toImage()
    ratio = image.devicePixelRatio()
    centre = QPointF(area.center()) * ratio
    return image.pixelColor(centre.toPoint())


def button(viewer: DocumentViewer, name: str) -> QToolButton:
    """The tool button whose accessible name begins so."""
    (found,) = [b for b in viewer.findChildren(QToolButton) if b.accessibleName().startswith(name)]
    return found


def wait_for_pages(qtbot: QtBot, requests: Requests, page: int) -> None:
    """Wait until a page is asked for."""
    qtbot.waitUntil(lambda: any(asked == page for _, asked, _ in requests.pages))
