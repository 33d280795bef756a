"""Errors and failures as sentences with advice, plain and as HTML. Their texts are untrusted: HTML escapes them."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from engine.errors import PagewiseError
from engine.types import Failure


def sentences(failure: Failure) -> str:
    """Title, reason and advice as one line of plain text."""
    return " ".join(_as_sentence(part) for part in (failure.title, failure.reason, failure.advice) if part)


def sentences_html(failure: Failure) -> str:
    """Title (bold), reason and advice as HTML."""
    rest = " ".join(escape(_as_sentence(part)) for part in (failure.reason, failure.advice) if part)
    return f"<b>{escape(_as_sentence(failure.title))}</b> {rest}".rstrip()


def error_dialog(error: PagewiseError, parent: QWidget | None = None) -> QMessageBox:
    """A message box that tells about `error` and what can be done; the caller shows it."""
    dialog = QMessageBox(QMessageBox.Icon.Warning, "Pagewise", "", QMessageBox.StandardButton.Close, parent)
    dialog.setTextFormat(Qt.TextFormat.RichText)
    dialog.setText(f"<b>{escape(_as_sentence(error.title))}</b>")
    details = " ".join(_as_sentence(part) for part in (error.reason, error.advice) if part)
    dialog.setInformativeText(f"<span>{escape(details)}</span>")
    return dialog


def _as_sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?", ":", "…")) else f"{text}."
