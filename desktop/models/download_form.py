"""Where downloads come from: a mirror and a proxy, for whoever needs one."""

from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop.theme import GRID
from desktop.widgets import plain_label
from engine.api import DocumentAssistant
from engine.types import Settings


class DownloadForm(QWidget):
    """What is typed holds when the field is left. `mirror` and `proxy` are public, for whoever drives the window."""

    def __init__(self, assistant: DocumentAssistant, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = assistant.settings
        self.mirror = QLineEdit(placeholderText="https://huggingface.co")
        self.proxy = QLineEdit(placeholderText="As the system says")
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(2 * GRID)
        layout.setColumnStretch(1, 1)
        for row, (name, edit) in enumerate((("Address of a mirror", self.mirror), ("Address of a proxy", self.proxy))):
            label = plain_label(name)
            label.setWordWrap(False)
            label.setBuddy(edit)
            edit.setAccessibleName(name)
            edit.editingFinished.connect(self._choose)
            layout.addWidget(label, row, 0)
            layout.addWidget(edit, row, 1)

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen now, unless it is being typed."""
        for edit, address in ((self.mirror, settings.model_mirror), (self.proxy, settings.model_proxy)):
            if not edit.hasFocus():
                edit.setText(address)

    def _choose(self) -> None:
        mirror, proxy = self.mirror.text().strip(), self.proxy.text().strip()
        self._settings.choose(lambda settings: replace(settings, model_mirror=mirror, model_proxy=proxy))
