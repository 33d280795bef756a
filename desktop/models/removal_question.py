"""The question that is asked before a model is removed."""

from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.amounts import shown_size
from desktop.confirmation import confirmation
from engine.types import ModelDescription


def removal_question(model: ModelDescription, parent: QWidget) -> QMessageBox:
    """Ask whether a model is to be removed, saying what that frees (see `confirmation`)."""
    instead = " Until you choose another, the model that is part of Pagewise takes its place." if model.in_use else ""
    return confirmation(f"Remove “{model.name}”?", f"That frees {shown_size(model.size)}.{instead}", "Remove", parent)
