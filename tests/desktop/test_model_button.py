"""Choosing the models in the window."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from engine.events import EmbeddingModelChanged
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


def test_the_menu_names_the_model_that_searches_by_meaning_and_changes_it(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    menu = window.conversation_pane.model_button.embedding_menu
    assert menu.title() == "Search by meaning: Embedded embedding model"
    menu.choose_folder_action.trigger()
    (dialog,) = window.findChildren(QFileDialog)
    dialog.fileSelected.emit("/models/multilingual-e5-small")
    dialog.reject()
    menu.use_embedded_action.trigger()
    assert assistant.calls_of("use_embedding_model") == [(Path("/models/multilingual-e5-small"),), (None,)]
    assistant.deliver(EmbeddingModelChanged("E5 & more", preparing=True))
    qtbot.waitUntil(lambda: menu.title() == "Search by meaning: E5 && more (being prepared)")
    assistant.deliver(EmbeddingModelChanged("E5 & more", preparing=False))
    qtbot.waitUntil(lambda: menu.title() == "Search by meaning: E5 && more")
