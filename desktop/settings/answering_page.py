"""The page about answers: how many passages they rest on, how long they are, and in which language."""

from PySide6.QtWidgets import QWidget

from desktop.settings.settings_page import SettingsPage, select
from engine.api import DocumentAssistant
from engine.types import AnswerLength, Settings


class AnsweringPage(SettingsPage):
    """`thorough_box`, `length_box` and `language_box` are public, for whoever drives the window."""

    title = "Answers"

    def __init__(self, assistant: DocumentAssistant, parent: QWidget | None = None) -> None:
        super().__init__(assistant, parent)
        self.thorough_box = self.add_choice(
            "How they are made",
            {"Quick": False, "Thorough": True},
            lambda thorough: self.choose(thorough=thorough),
        )
        self.add_explanation(
            "Thorough answers rest on four times as many passages and take longer. The same switch stands above the "
            "question."
        )
        self.length_box = self.add_choice(
            "Length in sentences",
            {
                "Short: one": AnswerLength.SHORT,
                "Medium: up to three": AnswerLength.MEDIUM,
                "Long: up to eight": AnswerLength.LONG,
            },
            lambda length: self.choose(answer_length=length),
        )
        self.add_explanation(
            "An answer made of quotes shows one if it is short, two if it is medium, four if it is long."
        )
        self.language_box = self.add_choice(
            "Language",
            {"As the question": "", "English": "en", "German": "de"},
            lambda language: self.choose(answer_language=language),
        )
        self.add_explanation(
            "In which language the model is told to write, and in which Pagewise says that nothing was found. Quotes "
            "are never translated: they stay word for word what your documents say."
        )
        self.rows.addStretch()

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen now."""
        select(self.thorough_box, settings.thorough)
        select(self.length_box, settings.answer_length)
        select(self.language_box, settings.answer_language)
