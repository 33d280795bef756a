"""What is known about the document under the cursor."""

from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.error_messages import sentences_html
from desktop.library.document_words import document_facts
from desktop.path_names import shown_name, shown_path
from desktop.theme import GRID
from desktop.widgets import rich_label
from engine.types import Document


class DocumentCard(QFrame):
    """A card with a document's path, its size and state or why it failed, and the way to its details."""

    details_wanted = Signal()
    """The user wants to see all that the library holds of the document."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._text = rich_label(what="Selected document", small=True)
        self._text.linkActivated.connect(lambda _: self.details_wanted.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.addWidget(self._text)
        self.hide()

    def show_document(self, document: Document | None) -> None:
        """Describe `document`; hide if there is none."""
        self.setVisible(document is not None)
        if document is not None:
            self._text.setText("<br>".join(_lines(document)))


def _lines(document: Document) -> list[str]:
    name = f'<b>{escape(shown_name(document.path))}</b> · <a href="details">Details</a>'
    failure = document.failure
    state = sentences_html(failure) if failure is not None else " · ".join(document_facts(document))
    return [name, escape(shown_path(document.path.parent)), state]
