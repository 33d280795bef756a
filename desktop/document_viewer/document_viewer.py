"""The pane that shows a document: its pages with the quoted words highlighted, or its text."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.document_viewer.document_header import DocumentHeader
from desktop.document_viewer.document_notice import DocumentNotice
from desktop.document_viewer.message_panel import MessagePanel
from desktop.document_viewer.page_toolbar import (
    ACTUAL_SIZE_KEY,
    FIT_WIDTH_KEY,
    ZOOM_IN_KEYS,
    ZOOM_OUT_KEY,
    PageToolbar,
)
from desktop.document_viewer.page_view import PageView
from desktop.document_viewer.text_view import TextView
from engine.events import DocumentOpened, PageRendered, PageWordsLoaded, ViewingFailed
from engine.types import Citation, Rectangle, Selection

CHANGED_NOTICE = "This document has changed since the answer was written."
EMPTY_TITLE = "No document open"
EMPTY_ADVICE = "Click a number in an answer, or double-click a document in the library."
_OPENING = ("Opening the document…", "A large or damaged one takes a while.")
_OPENING_NOTICE_DELAY_MS = 200


class DocumentViewer(QWidget):
    """Shows one document at a time. It asks for documents and pages by signals and gets them through its slots."""

    document_wanted = Signal(object)
    """A document (Path) is to be opened."""
    page_wanted = Signal(object, int, float)
    """A page is to be rendered: path, 1-based page, device pixels per point."""
    position_changed = Signal()
    """Another document (`current_path`) or another page of it (`current_page`) is shown."""
    words_wanted = Signal(object, int)
    """The words of a page are needed: path, 1-based page."""
    details_wanted = Signal(Path)
    """The user wants to see all that the library holds of a document."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._opened: DocumentOpened | None = None
        self._citation: Citation | None = None
        self._header = DocumentHeader()
        self._toolbar = PageToolbar()
        self._notice = DocumentNotice()
        self._message = MessagePanel()
        self._pages = PageView()
        self._text = TextView()
        self._stack = QStackedWidget()
        for view in (self._message, self._pages, self._text):
            self._stack.addWidget(view)
        self._shown_view: QWidget = self._message
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self._header, self._toolbar, self._notice):
            layout.addWidget(widget)
        layout.addWidget(self._stack, 1)
        self._opening_timer = QTimer(self, singleShot=True, interval=_OPENING_NOTICE_DELAY_MS)
        self._opening_timer.timeout.connect(lambda: self._show_message(*_OPENING, busy=True))
        self._connect_parts()
        self._add_shortcuts()
        self._show_message(EMPTY_TITLE, EMPTY_ADVICE)

    @property
    def current_path(self) -> Path | None:
        """The document shown or being opened."""
        return self._path

    @property
    def current_page(self) -> int | None:
        """The 1-based page that is looked at; None if no document with pages is open."""
        return self._pages.page if self._opened is not None and self._shown_view is self._pages else None

    @property
    def page_count(self) -> int:
        """How many pages the open document has; 0 for formats without pages."""
        return len(self._opened.page_sizes) if self._opened is not None else 0

    @property
    def highlights(self) -> list[Rectangle]:
        """The highlighted boxes, in page points."""
        return list(self._pages.highlights) if self._shown_view is self._pages else []

    @property
    def highlighted_text(self) -> str:
        """The highlighted quote in the text view; empty if a document with pages is shown."""
        return self._text.highlighted_text if self._shown_view is self._text else ""

    @property
    def selection(self) -> Selection | None:
        """The words selected by the user, or else those that are highlighted; None if there are neither."""
        if self._path is None or self._opened is None:
            return None
        if selected := self._zoomed_view.selection_in(self._path):
            return selected
        citation = self._citation
        if citation is None or citation.content_hash != self._opened.content_hash:
            return None
        return Selection(self._path, citation.quote, citation.part)

    @property
    def focus_stop(self) -> QWidget:
        """What takes the focus when the viewer is gone to: pages, text or a message."""
        return self._text.editor if self._shown_view is self._text else self._shown_view

    @property
    def message(self) -> str:
        """The title and advice shown in place of a document; empty if one is shown."""
        return self._message.text if self._shown_view is self._message else ""

    @property
    def notice(self) -> str:
        """What the bar above the document says; empty if it is hidden."""
        return self._notice.text

    @property
    def zoom(self) -> float:
        """The zoom of the pages; 1.0 is 100 %."""
        return self._pages.zoom

    @property
    def tasks_menu(self) -> QMenu:
        """What can be done with the document besides reading it."""
        return self._header.tasks_menu

    def offer_tasks(self, for_document: Sequence[QAction], for_passage: Sequence[QAction]) -> None:
        """Offer these actions in the menu of the document, and those for a passage beside the text too."""
        self.tasks_menu.addActions(for_document)
        self.tasks_menu.addSeparator()
        self.tasks_menu.addActions(for_passage)
        self._text.offer_tasks(for_passage)
        self._pages.selector.offer_tasks(for_passage)

    def zoom_in(self) -> None:
        """Show pages or letters larger."""
        self._zoomed_view.zoom_in()

    def zoom_out(self) -> None:
        """Show pages or letters smaller."""
        self._zoomed_view.zoom_out()

    def zoom_to_actual_size(self) -> None:
        """Show pages or letters in their own size."""
        self._zoomed_view.zoom_to_actual_size()

    def highlight_areas(self) -> list[QRect]:
        """Where the highlights are now, in this widget's coordinates (only what can be seen)."""
        if self._shown_view is self._pages:
            corner = self._pages.viewport().mapTo(self, QPoint())
            return [area.translated(corner) for area in self._pages.highlight_areas()]
        corner = self._text.mapTo(self, QPoint())
        return [area.translated(corner) for area in self._text.highlight_areas()] if self.highlighted_text else []

    def open_citation(self, citation: Citation) -> None:
        """Show the page or text of a citation with its quote highlighted.

        A document that is open already is shown at once, and asked for again in case its file has changed.
        """
        self._citation = citation
        self._open(citation.path)

    def open_document(self, path: Path) -> None:
        """Show a document from its beginning."""
        self._citation = None
        self._open(path)

    def show_document(self, event: DocumentOpened) -> None:
        """The document that was asked for has been opened, or has changed on disk meanwhile."""
        if event.path != self._path:
            return
        if self._opened is not None and event.content_hash and event.content_hash == self._opened.content_hash:
            return
        page_before = self.current_page
        self._opening_timer.stop()
        self._opened = event
        if event.page_sizes:
            self._show_view(self._pages)
            self._pages.show_pages(event.page_sizes)
        else:
            self._show_view(self._text)
            self._text.show_parts(event.text_parts)
        self._show_citation()
        if page_before is not None:
            self._pages.go_to_page(page_before)

    def show_page(self, event: PageRendered) -> None:
        """A page that was asked for has been rendered."""
        if self._opened is not None and event.path == self._path:
            self._pages.show_image(event)

    def take_words(self, event: PageWordsLoaded) -> None:
        """The words of a page that were asked for; words of another version of the file would stand elsewhere."""
        if self._opened is not None and (event.path, event.content_hash) == (self._path, self._opened.content_hash):
            self._pages.selector.take_words(event.page, event.words)

    def show_failure(self, event: ViewingFailed) -> None:
        """The document or one of its pages cannot be shown."""
        if event.path != self._path:
            return
        if event.page is not None:
            self._pages.show_failure(event.page, event.error.as_failure())
            return
        self._opened = None
        self._opening_timer.stop()
        self._notice.say("")
        failure = event.error.as_failure()
        self._show_message(failure.title, "\n".join(filter(None, (failure.reason, failure.advice))))

    @property
    def _zoomed_view(self) -> PageView | TextView:
        return self._text if self._shown_view is self._text else self._pages

    def _open(self, path: Path) -> None:
        self._notice.say("")
        if path == self._path and self._opened is not None:
            self._pages.forget_failures()
            self._show_citation()
        else:
            self._path, self._opened = path, None
            self._header.show_document(path)
            self._opening_timer.start()
        self.document_wanted.emit(path)

    def _show_citation(self) -> None:
        """Go to what was asked for and highlight it, unless the file is no longer the one that was quoted."""
        citation, opened = self._citation, self._opened
        if opened is None:
            return
        unchanged = citation is not None and citation.content_hash == opened.content_hash
        self._notice.say("" if citation is None or unchanged else CHANGED_NOTICE)
        if opened.page_sizes:
            self._show_cited_page(citation, unchanged)
        elif citation is not None:
            self._text.show_citation(citation, unchanged=unchanged)
        self._name_place()

    def _show_cited_page(self, citation: Citation | None, unchanged: bool) -> None:
        self._pages.set_highlights(citation.rectangles if citation is not None and unchanged else ())
        if self._pages.highlights:
            self._pages.go_to_rectangle(self._pages.highlights[0])
        elif citation is not None:
            self._pages.go_to_page(citation.page or citation.part)

    def _name_place(self) -> None:
        """Say in the header where the citation stands, as long as its page is the one that is looked at."""
        citation = self._citation
        is_there = citation is not None and self.current_page in (None, citation.page)
        self._header.show_document(self._path, citation.place if citation is not None and is_there else "")

    def _show_message(self, title: str, advice: str = "", *, busy: bool = False) -> None:
        self._message.show_message(title, advice, busy=busy)
        self._show_view(self._message)

    def _show_view(self, view: QWidget) -> None:
        self._toolbar.setVisible(view is not self._message)
        self._toolbar.use_for_pages(view is self._pages)
        self._shown_view = view
        self._stack.setCurrentWidget(view)
        self.position_changed.emit()

    def _connect_parts(self) -> None:
        self._header.opening_failed.connect(self._notice.say)
        self._header.details_wanted.connect(self.details_wanted)
        self._pages.page_wanted.connect(lambda page, zoom: self.page_wanted.emit(self._path, page, zoom))
        self._pages.selector.words_wanted.connect(lambda page: self.words_wanted.emit(self._path, page))
        self._pages.page_changed.connect(lambda page: self._toolbar.show_position(page, self._pages.page_count))
        self._pages.page_changed.connect(self._name_place)
        self._pages.page_changed.connect(self.position_changed)
        self._pages.zoom_changed.connect(self._toolbar.show_zoom)
        self._toolbar.page_chosen.connect(self._pages.go_to_page)
        self._toolbar.zoom_in_chosen.connect(self.zoom_in)
        self._toolbar.zoom_out_chosen.connect(self.zoom_out)
        self._toolbar.actual_size_chosen.connect(self.zoom_to_actual_size)
        self._toolbar.fit_width_chosen.connect(self._pages.fit_width)

    def _add_shortcuts(self) -> None:
        for keys, run in (
            (ZOOM_IN_KEYS[0], self.zoom_in),
            (ZOOM_IN_KEYS[1], self.zoom_in),
            (ZOOM_OUT_KEY, self.zoom_out),
            (ACTUAL_SIZE_KEY, self.zoom_to_actual_size),
            (FIT_WIDTH_KEY, self._pages.fit_width),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)
