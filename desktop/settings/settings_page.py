"""What the pages of the settings are made of: sections of choices, each with a sentence that explains it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.theme import GRID
from desktop.widgets import ScrolledContent, plain_label
from engine.api import DocumentAssistant
from engine.types import Settings

_INDENT = 3 * GRID
"""Of an explanation below a check box: where its text begins."""


class SettingsPage(QScrollArea):
    """A page that is scrolled where it does not fit. What is chosen holds at once and is kept.

    Pages that show settings override `show_settings`.
    """

    title = ""

    def __init__(self, assistant: DocumentAssistant, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.assistant = assistant
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = ScrolledContent()
        self.rows = QVBoxLayout(content)
        self.rows.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self.rows.setSpacing(GRID)
        title = QLabel(self.title)
        title.setObjectName("pageTitle")
        self.rows.addWidget(title)
        self.setWidget(content)

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen now, also if it was chosen elsewhere."""

    def choose(self, **changes: Any) -> None:  # noqa: ANN401  # values of fields of `Settings`
        """Use these values for fields of the settings from now on."""
        self.assistant.settings.choose(lambda settings: replace(settings, **changes))

    def add_section(self, title: str, explanation: str = "") -> QLabel:
        """Begin a section; returns its heading."""
        heading = plain_label(title)
        heading.setProperty("section", True)
        self.rows.addSpacing(GRID)
        self.rows.addWidget(heading)
        if explanation:
            self.rows.addWidget(plain_label(explanation, muted=True))
        return heading

    def add_choice(self, name: str, choices: dict[str, object], on_choice: Callable[[Any], None]) -> QComboBox:
        """A list of choices by their names; `on_choice` gets the value of the chosen one."""
        box = QComboBox()
        box.setAccessibleName(name)
        for text, value in choices.items():
            box.addItem(text, value)
        box.currentIndexChanged.connect(lambda index: on_choice(box.itemData(index)))
        label = plain_label(name)
        label.setBuddy(box)
        self.add_row(label, box)
        return box

    def add_switch(self, name: str, explanation: str, on_switch: Callable[[bool], None]) -> QCheckBox:
        """Something that is on or off."""
        box = QCheckBox(name)
        box.setAccessibleDescription(explanation)
        box.toggled.connect(on_switch)
        self.rows.addWidget(box)
        if explanation:
            self.add_explanation(explanation, indent=_INDENT)
        return box

    def add_row(self, first: QWidget, *others: QWidget) -> QHBoxLayout:
        """Widgets side by side, the first of which takes the room that is left."""
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(first, stretch=1)
        for widget in others:
            row.addWidget(widget, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.rows.addLayout(row)
        return row

    def add_explanation(self, text: str, *, indent: int = 0) -> QLabel:
        """A sentence about what stands above."""
        label = plain_label(text, muted=True, small=True)
        label.setContentsMargins(indent, 0, 0, 0)
        self.rows.addWidget(label)
        return label


def select(box: QComboBox, value: object) -> None:
    """Let a list of choices show `value`, if it is one of them."""
    position = next((index for index in range(box.count()) if box.itemData(index) == value), -1)
    if position >= 0:
        box.setCurrentIndex(position)
