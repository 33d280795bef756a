"""Choosing the language model in the window."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from tests.fakes import FakeDocumentAssistant


def test_the_button_names_the_model_and_changes_it(window: MainWindow, assistant: FakeDocumentAssistant) -> None:
    button = window.conversation_pane.model_button
    assert button.text() == "Embedded model"
    button.use_file(Path("/models/a-model-with-a-very-long-name-7b-q4.gguf"))
    assert button.text() == "a-model-with-a-very-long-na…"
    assert "a-model-with-a-very-long-name-7b-q4" in button.toolTip()
    button.use_embedded_action.trigger()
    assert button.text() == "Embedded model"
    assert assistant.calls_of("use_language_model") == [
        (Path("/models/a-model-with-a-very-long-name-7b-q4.gguf"),),
        (None,),
    ]


def test_a_file_is_chosen_in_a_dialog(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> None:
    window.conversation_pane.model_button.choose_file_action.trigger()
    (dialog,) = window.findChildren(QFileDialog)
    dialog.fileSelected.emit("/models/other.gguf")
    assert assistant.calls_of("use_language_model") == [(Path("/models/other.gguf"),)]
    dialog.reject()
