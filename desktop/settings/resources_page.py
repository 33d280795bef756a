"""The page about how much of the computer Pagewise uses, and when it rests."""

from datetime import time

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QTimeEdit, QWidget

from desktop.settings.settings_page import SettingsPage, select
from desktop.widgets import plain_label
from engine.api import DocumentAssistant
from engine.types import READING_GIGABYTES, QuietHours, Settings


class ResourcesPage(SettingsPage):
    """Its controls are public, for whoever drives the window.

    `cores_box`, `memory_box`, `battery_box`, `quiet_box`, `begin` and `end`.
    """

    title = "Resources"

    def __init__(self, assistant: DocumentAssistant, cores: int, parent: QWidget | None = None) -> None:
        """`cores` is how many there are to choose from."""
        super().__init__(assistant, parent)
        self.cores_box = self.add_choice(
            "Processor cores",
            {"All": 0, **{str(number): number for number in range(1, cores)}},
            lambda number: self.choose(cores=number),
        )
        self.add_explanation(
            "So many are used when an answer is written; fewer leave more to other programs. If you choose one, "
            "scanned pages are read only when there is nothing else to do."
        )
        self.memory_box = self.add_choice(
            "Memory to read one document",
            {f"{size} GB": size for size in READING_GIGABYTES},
            lambda size: self.choose(reading_gigabytes=size),
        )
        self.add_explanation("A document that needs more fails, and is listed with the reason.")
        self.add_section("When to rest", "Reading and preparing wait then. You can search and ask as ever.")
        self.battery_box = self.add_switch("Index nothing on battery", "", lambda on: self.choose(pause_on_battery=on))
        self.quiet_box = self.add_switch("Index nothing in the quiet hours", "", lambda _: self._choose_hours())
        self.begin, self.end = QTimeEdit(), QTimeEdit()
        for edit, name in ((self.begin, "Quiet hours begin"), (self.end, "Quiet hours end")):
            edit.setAccessibleName(name)
            edit.setDisplayFormat("HH:mm")
            edit.timeChanged.connect(self._choose_hours)
        self.add_row(plain_label("From, to"), self.begin, self.end)
        self.add_explanation("They may go over midnight. “Go on” in the indexing panel ends a rest at once.")
        self._show_hours(QuietHours())
        self.rows.addStretch()

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen now."""
        select(self.cores_box, settings.cores)
        select(self.memory_box, settings.reading_gigabytes)
        self.battery_box.setChecked(settings.pause_on_battery)
        if settings.quiet_hours is not None:
            self._show_hours(settings.quiet_hours)
        self.quiet_box.setChecked(settings.quiet_hours is not None)
        for edit in (self.begin, self.end):
            edit.setEnabled(settings.quiet_hours is not None)

    def _show_hours(self, hours: QuietHours) -> None:
        for edit, moment in ((self.begin, hours.begin), (self.end, hours.end)):
            edit.blockSignals(True)  # one of both alone is nothing that was chosen
            edit.setTime(QTime(moment.hour, moment.minute))
            edit.blockSignals(False)

    def _choose_hours(self) -> None:
        begin, end = (time(edit.time().hour(), edit.time().minute()) for edit in (self.begin, self.end))
        self.choose(quiet_hours=QuietHours(begin, end) if self.quiet_box.isChecked() else None)
