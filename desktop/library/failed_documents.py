"""The documents that could not be read: why, and what can be done about each."""

from collections.abc import Iterable, Sequence
from heapq import nsmallest
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDesktopServices, QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.amounts import counted
from desktop.error_messages import sentences_html
from desktop.path_names import shown_name, shown_path, url_of
from desktop.theme import GRID
from desktop.widgets import control_row, flat_button, plain_label, rich_label, scrolled
from engine.types import Document, DocumentState, Failure

_CARDS_AT_ONCE = 20


class FailedDocumentCard(QFrame):
    """One document with the reason, advice, and buttons to read it again and to open its folder."""

    retry_wanted = Signal(Path)
    """The document is to be read again."""

    def __init__(self, document: Document, failure: Failure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.setObjectName("card")
        name = shown_name(document.path)
        title = plain_label(name)
        bold = title.font()
        bold.setWeight(QFont.Weight.DemiBold)
        title.setFont(bold)
        folder = plain_label(shown_path(document.path.parent), muted=True, small=True)
        self.reason = rich_label(what=f"Why {name} could not be read")
        self.reason.setText(sentences_html(failure))
        self.retry_button = flat_button("Try again", lambda: self.retry_wanted.emit(document.path), icon_name="retry")
        self.retry_button.setAccessibleName(f"Try again to read {name}")
        self.folder_button = flat_button("Open folder", self._open_folder, icon_name="folder")
        self.folder_button.setAccessibleName(f"Open the folder of {name}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        layout.setSpacing(GRID // 2)
        for label in (title, folder, self.reason):
            layout.addWidget(label)
        layout.addWidget(control_row(self.retry_button, self.folder_button))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(url_of(self.document.path.parent))


class FailedDocuments(QWidget):
    """Cards of the failed documents by name, some at a time, so that any number of them opens at once."""

    retry_wanted = Signal(list)
    """These documents (paths) are to be read again; an empty list stands for all that have failed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._failed: dict[Path, Document] = {}
        self._cards: dict[Path, FailedDocumentCard] = {}
        self._most = _CARDS_AT_ONCE
        self.title = QLabel()
        self.title.setObjectName("paneTitle")
        self.retry_all_button = flat_button("Try all again", lambda: self.retry_wanted.emit([]), icon_name="retry")
        self.more_button = flat_button("Show more", self._show_more)
        header = QHBoxLayout()
        header.addWidget(self.title, stretch=1)
        header.addWidget(self.retry_all_button)
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, GRID, 0)
        self._list.addWidget(self.more_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(header)
        layout.addWidget(scrolled(content, name="Documents that could not be read"), stretch=1)

    @property
    def cards(self) -> list[FailedDocumentCard]:
        """The cards that are shown, from top to bottom."""
        return [self._cards[document.path] for document in self._first_ones()]

    def update_documents(self, documents: Sequence[Document]) -> None:
        """Take note of documents that are new or have changed."""
        failed = {document.path: document for document in documents if document.state == DocumentState.FAILED}
        self._failed |= failed
        self.remove_documents(document.path for document in documents if document.path not in failed)
        if failed and self.isVisible():
            self.refresh()

    def remove_documents(self, paths: Iterable[Path]) -> None:
        """Forget documents that have left the library or were read at last."""
        gone = [path for path in paths if self._failed.pop(path, None) is not None]
        if gone and self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show the failed documents as they are now; cards of those that have not changed stay, with their focus."""
        wanted = self._first_ones()
        kept = {document.path for document in wanted if self._has_card(document)}
        for path in [path for path in self._cards if path not in kept]:
            card = self._cards.pop(path)
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        for position, document in enumerate(wanted):
            if document.path not in self._cards and document.failure is not None:
                card = FailedDocumentCard(document, document.failure)
                card.retry_wanted.connect(lambda path: self.retry_wanted.emit([path]))
                self._cards[document.path] = card
                self._list.insertWidget(position, card)
        total = len(self._failed)
        self.title.setText(f"{counted(total, 'document')} could not be read" if total else "No document has failed")
        self.retry_all_button.setVisible(total > 0)
        self.more_button.setVisible(total > len(wanted))
        self.more_button.setText(f"Show more ({total - len(wanted):,})")

    def _has_card(self, document: Document) -> bool:
        card = self._cards.get(document.path)
        return card is not None and card.document == document

    def _first_ones(self) -> list[Document]:
        failed = self._failed.values()
        return nsmallest(self._most, failed, key=lambda document: (document.path.name.casefold(), str(document.path)))

    def _show_more(self) -> None:
        self._most += _CARDS_AT_ONCE
        self.refresh()
