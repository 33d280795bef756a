"""The page about colours and the size of text."""

from PySide6.QtWidgets import QWidget

from desktop.settings.settings_page import SettingsPage, select
from engine.api import DocumentAssistant
from engine.types import ColourTheme, Settings

_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)


class AppearancePage(SettingsPage):
    """`theme_box` and `size_box` are public, for whoever drives the window."""

    title = "Appearance"

    def __init__(self, assistant: DocumentAssistant, parent: QWidget | None = None) -> None:
        super().__init__(assistant, parent)
        self.theme_box = self.add_choice(
            "Colours",
            {"As the system": ColourTheme.SYSTEM, "Light": ColourTheme.LIGHT, "Dark": ColourTheme.DARK},
            lambda theme: self.choose(theme=theme),
        )
        self.size_box = self.add_choice(
            "Size of text",
            {f"{size} %": size for size in _SIZES},
            lambda size: self.choose(text_percent=size),
        )
        self.add_explanation("Pages of documents have a zoom of their own, above the page.")
        self.rows.addStretch()

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen now; a size that is not in the list is put there."""
        if self.size_box.findData(settings.text_percent) < 0:
            self.size_box.addItem(f"{settings.text_percent} %", settings.text_percent)
        select(self.theme_box, settings.theme)
        select(self.size_box, settings.text_percent)
