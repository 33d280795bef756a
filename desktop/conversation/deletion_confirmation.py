"""The question that is asked before conversations are forgotten."""

from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.confirmation import confirmation


def deletion_confirmation(title: str, lost: str, parent: QWidget) -> QMessageBox:
    """Ask `title`, saying that what is `lost` goes with its answers, and never a document (see `confirmation`)."""
    consequences = f"{lost} and all answers are deleted for good. Your documents stay as they are."
    return confirmation(title, consequences, "Delete", parent)
