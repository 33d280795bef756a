"""The page about starting at login and the icon beside the clock."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from desktop.login_start import start_at_login, starts_at_login
from desktop.settings.settings_page import SettingsPage
from desktop.widgets import plain_label
from engine.api import DocumentAssistant
from engine.errors import system_reason
from engine.types import Settings


class GeneralPage(SettingsPage):
    """`login_box`, `tray_box` and `message` are public, for whoever drives the window."""

    title = "General"

    def __init__(self, assistant: DocumentAssistant, parent: QWidget | None = None) -> None:
        super().__init__(assistant, parent)
        self.login_box = self.add_switch(
            "Start when I log in",
            "Changes of documents are followed from then on. With the icon beside the clock, no window opens.",
            self._choose_login,
        )
        has_tray = QSystemTrayIcon.isSystemTrayAvailable()
        self.tray_box = self.add_switch(
            "Show an icon beside the clock",
            "It takes a quick question, and keeps Pagewise running when the window is closed. Ctrl+Q quits."
            if has_tray
            else "This desktop shows no such icons.",
            lambda on: self.choose(tray_icon=on),
        )
        self.tray_box.setEnabled(has_tray)
        self.message = plain_label()
        self.message.setObjectName("answerNotice")
        self.message.hide()
        self.rows.addWidget(self.message)
        self.add_section(
            "A key for a quick question",
            "Systems let you choose a key for a command in their keyboard settings. This command opens a small window "
            "that takes a question, also while Pagewise is in the background:",
        )
        command = plain_label("pagewise open --quick-question")
        command.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.rows.addWidget(command)
        if not getattr(sys, "frozen", False):
            self.add_explanation("Pagewise runs from its source here: python main.py open --quick-question")
        self.rows.addStretch()

    def showEvent(self, event: QShowEvent) -> None:
        """Look whether the system starts Pagewise: that can be changed elsewhere, too."""
        super().showEvent(event)
        self.login_box.blockSignals(True)  # nothing is chosen here
        self.login_box.setChecked(starts_at_login())
        self.login_box.blockSignals(False)

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen now."""
        self.tray_box.setChecked(settings.tray_icon)

    def _choose_login(self, wanted: bool) -> None:
        try:
            start_at_login(wanted=wanted)
        except OSError as error:
            self.message.setText(f"The system did not let Pagewise set that up: {system_reason(error)}")
            self.message.show()
        else:
            self.message.hide()
