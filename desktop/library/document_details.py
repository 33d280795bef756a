"""What is known about the document under the cursor."""

from html import escape

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.error_messages import sentences_html
from desktop.library.documents_model import STATE_NAMES
from desktop.path_names import shown_name, shown_path
from desktop.theme import GRID
from desktop.widgets import rich_label
from engine.types import Document


class DocumentDetails(QFrame):
    """A card with a document's path, size in pages, and why it failed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._text = rich_label(name="Document details", small=True)
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
    lines = [f"<b>{escape(shown_name(document.path))}</b>", escape(shown_path(document.path.parent))]
    if document.failure is not None:
        return [*lines, sentences_html(document.failure)]
    facts = [STATE_NAMES[document.state]]
    if document.pages is not None:
        facts.append("1 page" if document.pages == 1 else f"{document.pages:,} pages")
    if document.passages:
        facts.append(f"{document.passages_embedded:,} of {document.passages:,} passages searchable by meaning")
    return [*lines, " · ".join(facts)]
