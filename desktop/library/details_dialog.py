"""A document's own page: its state, its numbers, its other places, and its text as it was read."""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.amounts import counted
from desktop.error_messages import sentences_html
from desktop.icons import icon
from desktop.library.document_words import document_facts
from desktop.library.parts_view import PartsView
from desktop.path_names import shown_name, shown_path, url_of
from desktop.theme import GRID
from desktop.viewing_dialog import ViewingDialog
from desktop.widgets import control_row, plain_label, rich_label, set_style_property
from engine.events import DetailsLoaded, DocumentsChanged, DocumentsRemoved
from engine.types import Document, PartDetails

_FIRST_SIZE = (84 * GRID, 76 * GRID)
_MOST_COPIES = 10
_LOADING = "Loading the text…"
_NO_TEXT = "No text of this document is in the library."
_GONE = "This document is not in the library."


class DetailsDialog(ViewingDialog):
    """Shows one document at a time and follows its changes.

    Its parts are public, for whoever drives it: `open_button`, `folder_button`, `retry_button` and `parts`.
    """

    details_wanted = Signal(Path)
    """What the library holds of this document is asked for; `show_details` takes the answer."""
    document_wanted = Signal(Path)
    """The document is to be shown in the viewer."""
    retry_wanted = Signal(list)
    """Documents (paths) are to be read again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._document: Document | None = None
        self.resize(*_FIRST_SIZE)
        self._name = plain_label()
        self._name.setObjectName("emptyTitle")
        self._folder = plain_label(muted=True, small=True)
        self._facts = plain_label()
        self._failure = rich_label(what="Why the document could not be read")
        self._failure.setMargin(GRID)
        set_style_property(self._failure, "tone", "error")
        self._copies = rich_label(what="Other places of the same file", small=True)
        self._scans = plain_label(muted=True, small=True)
        self._hint = plain_label(muted=True)
        self.parts = PartsView()
        self.open_button = self._button("Open", "file", self.document_wanted.emit)
        self.folder_button = self._button(
            "Open folder", "folder", lambda path: QDesktopServices.openUrl(url_of(path.parent))
        )
        self.retry_button = self._button("Try again", "retry", lambda path: self.retry_wanted.emit([path]))
        self._lay_out()

    @property
    def text(self) -> str:
        """All that is said about the document, one statement a line; HTML where it is not plain."""
        labels = (self._name, self._folder, self._facts, self._failure, self._copies, self._scans, self._hint)
        return "\n".join(label.text() for label in labels if not label.isHidden())

    def show_document(self, path: Path, document: Document | None) -> None:
        """Show the document, None if the library is not known to hold it, and ask for the rest."""
        if path != self._path:
            self._show_parts((), _LOADING)
        self._path = path
        self.setWindowTitle(f"Details of “{shown_name(path)}”")
        self._name.setText(shown_name(path))
        self._folder.setText(shown_path(path.parent))
        self._show_copies(())
        self._show_facts(document)
        self.show()
        self.raise_()
        self.activateWindow()
        self.details_wanted.emit(path)

    def show_details(self, event: DetailsLoaded) -> None:
        """What was asked for has come."""
        if event.path != self._path:
            return
        details = event.details
        self._show_facts(details.document if details is not None else None)
        self._show_copies(details.copies if details is not None else ())
        self._show_parts(details.parts if details is not None else (), _NO_TEXT if details is not None else "")

    def update_documents(self, event: DocumentsChanged) -> None:
        """Show the document's new state, and ask for its text again if that may be another now."""
        changed = next((document for document in event.documents if document.path == self._path), None)
        if changed is None or self.isHidden():
            return
        before = self._document
        self._show_facts(changed)
        if before is None or _text_of(before) != _text_of(changed):
            self.details_wanted.emit(changed.path)

    def remove_documents(self, event: DocumentsRemoved) -> None:
        """Say so if the document has left the library."""
        if self._path in event.paths:
            self._show_facts(None)
            self._show_copies(())
            self._show_parts((), "")

    def _show_facts(self, document: Document | None) -> None:
        self._document = document
        self._facts.setText(" · ".join(document_facts(document)) if document is not None else _GONE)
        failure = document.failure if document is not None else None
        self._failure.setVisible(failure is not None)
        self._failure.setText(sentences_html(failure) if failure is not None else "")
        self.retry_button.setVisible(failure is not None)

    def _show_copies(self, copies: Sequence[Path]) -> None:
        lines = [escape(shown_path(copy)) for copy in copies[:_MOST_COPIES]]
        if len(copies) > _MOST_COPIES:
            lines.append(f"and {counted(len(copies) - _MOST_COPIES, 'other place')}")
        self._copies.setText("<br>".join(["<b>The same file also lies here:</b>", *lines]))
        self._copies.setVisible(bool(copies))

    def _show_parts(self, parts: Sequence[PartDetails], hint: str) -> None:
        """Show the text, or `hint` if there is none."""
        self.parts.show_parts(parts)
        self.parts.setVisible(bool(parts))
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint) and not parts)
        scans = sum(part.ocr for part in parts)
        self._scans.setText(f"{counted(scans, 'part')} of the text {'was' if scans == 1 else 'were'} read from images.")
        self._scans.setVisible(scans > 0)

    def _button(self, text: str, icon_name: str, run: Callable[[Path], object]) -> QPushButton:
        button = QPushButton(icon(icon_name), text)
        button.clicked.connect(lambda: run(self._path) if self._path is not None else None)
        return button

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        for label in (self._name, self._folder, self._facts, self._failure, self._copies):
            layout.addWidget(label)
        layout.addWidget(control_row(self.open_button, self.folder_button, self.retry_button))
        layout.addWidget(self._scans)
        layout.addWidget(self.parts, stretch=1)
        layout.addWidget(self._hint)
        layout.addStretch()


def _text_of(document: Document) -> tuple[object, ...]:
    """What is another if the document's text or its passages are."""
    return document.content_hash, document.state, document.passages, document.pages_to_ocr
