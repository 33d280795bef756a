"""What is said of a document, wherever documents are shown."""

from desktop.amounts import counted, shown_size
from engine.types import Document, DocumentState

WORDS_ONLY = "Words only"
"""The state of a document whose passages are not all searchable by meaning yet."""

WORDS_ONLY_MEANS = (
    "Can be found by the words in it now; search by its meaning follows. Until then, a question in other words than "
    "the document's may miss it."
)
"""What `WORDS_ONLY` is, in plain words."""

SCAN_WAITING = "Scan waiting"
"""The state of a document with pages whose images are still to be read."""

_STATE_NAMES = {
    DocumentState.WAITING: "Waiting",
    DocumentState.READING: "Reading…",
    DocumentState.INDEXED: "Indexed",
    DocumentState.FAILED: "Failed",
}
STATE_NAMES = (*_STATE_NAMES.values(), WORDS_ONLY, SCAN_WAITING)
"""All that `state_name` can say."""


def state_name(document: Document) -> str:
    """Where the document stands, in a word or two."""
    if is_words_only(document):
        return WORDS_ONLY
    if document.state == DocumentState.INDEXED and document.pages_to_ocr:
        return SCAN_WAITING
    return _STATE_NAMES[document.state]


def is_words_only(document: Document) -> bool:
    """True if the document is found by its words, but not yet in full by its meaning."""
    return document.state == DocumentState.INDEXED and document.passages_embedded < document.passages


def document_facts(document: Document) -> list[str]:
    """State, size, pages, and how much of the document is searchable; what is not known yet is left out."""
    facts = [state_name(document)]
    if document.size:
        facts.append(shown_size(document.size))
    if document.pages is not None:
        facts.append(counted(document.pages, "page"))
    if document.passages:
        facts.append(f"{document.passages_embedded:,} of {counted(document.passages, 'passage')} searchable by meaning")
    if document.pages_to_ocr:
        facts.append(f"{counted(document.pages_to_ocr, 'scanned page')} still to be read")
    return facts
