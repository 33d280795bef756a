"""The question that is asked before something is done that cannot be undone, or that closes the window."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def confirmation(question: str, consequences: str, action: str, parent: QWidget) -> QMessageBox:
    """Ask `question`, and say what follows. `action` is on the button that agrees; Enter cancels.

    Both texts are plain. The caller connects `accepted` and opens it.
    """
    dialog = QMessageBox(QMessageBox.Icon.Question, "Pagewise", "", QMessageBox.StandardButton.NoButton, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setTextFormat(Qt.TextFormat.RichText)
    dialog.setText(f"<b>{escape(question)}</b>")
    dialog.setInformativeText(f"<span>{escape(consequences)}</span>")
    dialog.addButton(action, QMessageBox.ButtonRole.AcceptRole)
    dialog.setDefaultButton(dialog.addButton(QMessageBox.StandardButton.Cancel))
    return dialog
