"""The question that is asked before a folder or file leaves the library."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.amounts import counted
from desktop.confirmation import confirmation
from desktop.path_names import shown_name
from engine.types import Document


def removal_confirmation(place: Path, lost: Sequence[Document], parent: QWidget) -> QMessageBox:
    """Ask whether `place` is to be removed, saying that the index of the documents `lost` goes, and never a file.

    See `confirmation`.
    """
    return confirmation(f"Remove “{shown_name(place)}” from the library?", what_is_lost(lost), "Remove", parent)


def what_is_lost(lost: Sequence[Document]) -> str:
    """What removing a place costs and what it does not."""
    kept = "The files themselves stay where they are, untouched, and can be added again at any time."
    if not lost:
        return f"No indexed document is lost. {kept}"
    documents = counted(len(lost), "document")
    passages = counted(sum(document.passages for document in lost), "passage")
    return (
        f"Pagewise forgets its index of {documents} with {passages}: questions and searches will not find them any "
        f"more. {kept}"
    )
