"""The question that is asked before conversations are forgotten."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def deletion_confirmation(title: str, lost: str, parent: QWidget) -> QMessageBox:
    """Ask `title`, saying that what is `lost` goes with its answers, and never a document.

    The caller connects `accepted` and opens it.
    """
    dialog = QMessageBox(QMessageBox.Icon.Question, "Pagewise", "", QMessageBox.StandardButton.NoButton, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setTextFormat(Qt.TextFormat.RichText)
    dialog.setText(f"<b>{escape(title)}</b>")
    dialog.setInformativeText(
        f"<span>{escape(lost)} and all answers are deleted for good. Your documents stay as they are.</span>"
    )
    dialog.addButton("Delete", QMessageBox.ButtonRole.AcceptRole)
    dialog.setDefaultButton(dialog.addButton(QMessageBox.StandardButton.Cancel))
    return dialog
