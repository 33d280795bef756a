"""The question that is asked before a model is removed."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.amounts import shown_size
from engine.types import ModelDescription


def removal_question(model: ModelDescription, parent: QWidget) -> QMessageBox:
    """Ask whether a model is to be removed, saying what that frees. The caller connects `accepted` and opens it."""
    dialog = QMessageBox(QMessageBox.Icon.Question, "Pagewise", "", QMessageBox.StandardButton.NoButton, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setTextFormat(Qt.TextFormat.RichText)
    dialog.setText(f"<b>Remove “{escape(model.name)}”?</b>")
    instead = " Until you choose another, the model that is part of Pagewise takes its place." if model.in_use else ""
    dialog.setInformativeText(f"<span>That frees {shown_size(model.size)}.{instead}</span>")
    dialog.addButton("Remove", QMessageBox.ButtonRole.AcceptRole)
    dialog.setDefaultButton(dialog.addButton(QMessageBox.StandardButton.Cancel))
    return dialog
