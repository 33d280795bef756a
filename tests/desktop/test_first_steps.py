"""The first start through its window: shown once, every step can be skipped, nothing is done that was not chosen."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.engine_bridge import EngineBridge
from desktop.main_window import MainWindow
from desktop.onboarding import folders_step
from desktop.onboarding.first_steps import FirstSteps
from engine.events import FolderCounted, IndexingProgressed, PlacesChanged, QuestionsSuggested
from engine.types import FolderCount, FolderState, IndexingProgress, Question, WatchedPlace
from tests.fakes import FakeDocumentAssistant

DOCUMENTS, DOWNLOADS = Path("/home/ada/Documents"), Path("/home/ada/Downloads")


@pytest.fixture
def steps(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> FirstSteps:
    """The first steps, opened from the menu."""
    monkeypatch.setattr(folders_step, "usual_folders", lambda: [DOCUMENTS, DOWNLOADS])
    actions = window.conversation_pane.menu_button.menu().actions()
    next(action for action in actions if action.text().startswith("First steps")).trigger()
    (steps,) = window.findChildren(FirstSteps)
    return steps


def test_documents_are_suggested_with_what_they_hold_while_it_is_counted(
    qtbot: QtBot, steps: FirstSteps, assistant: FakeDocumentAssistant
) -> None:
    assert assistant.kept.calls_of("count_documents") == [(DOCUMENTS,), (DOWNLOADS,)]
    row = steps.folders.folders[DOCUMENTS]
    assistant.deliver(FolderCounted(FolderCount(DOCUMENTS, 1200, 3_100_000, finished=False)))
    qtbot.waitUntil(lambda: row.words.startswith("1,200 documents, 3.1 MB so far…"))
    assistant.deliver(FolderCounted(FolderCount(DOWNLOADS, 0, 0, finished=True)))
    qtbot.waitUntil(lambda: not steps.folders.folders[DOWNLOADS].box.isEnabled())
    assert steps.folders.chosen == [DOCUMENTS]
    steps.next_button.click()
    assert assistant.calls_of("add_places") == [(DOCUMENTS,)]
    steps.close()
    assert len(assistant.kept.calls_of("stop_counting")) == 1


def test_without_a_folder_it_is_said_how_one_is_added_later(
    qtbot: QtBot, steps: FirstSteps, assistant: FakeDocumentAssistant
) -> None:
    assert not steps.folders.later.isVisible()
    assistant.deliver(*(FolderCounted(FolderCount(folder, 0, 0, finished=True)) for folder in (DOCUMENTS, DOWNLOADS)))
    qtbot.waitUntil(steps.folders.later.isVisible)
    assert "drop them on the window" in steps.folders.later.text()
    steps.folders.add_folder(Path("/elsewhere"))
    assert not steps.folders.later.isVisible()
    steps.close()


def test_everything_can_be_skipped(steps: FirstSteps, assistant: FakeDocumentAssistant) -> None:
    steps.skip_button.click()
    assert not steps.isVisible()
    assert assistant.calls_of("add_places") == []
    assert assistant.calls_of("ask") == []


def test_a_suggested_question_is_asked(
    qtbot: QtBot, window: MainWindow, steps: FirstSteps, assistant: FakeDocumentAssistant
) -> None:
    for box in (row.box for row in steps.folders.folders.values()):
        box.setChecked(False)
    while steps.step is not steps.question:
        steps.next_button.click()
    assistant.deliver(IndexingProgressed(IndexingProgress(2, 40)), QuestionsSuggested(("What is the rent?",)))
    qtbot.waitUntil(lambda: len(steps.question.questions.buttons) == 1)
    steps.question.questions.buttons[0].click()
    assert not steps.isVisible()
    assert assistant.calls_of("ask") == [(Question("What is the rent?"),)]
    assert assistant.calls_of("add_places") == []
    assert len(window.conversation_pane.exchanges) == 1


def test_an_own_question_is_asked_with_enter(qtbot: QtBot, steps: FirstSteps, assistant: FakeDocumentAssistant) -> None:
    while steps.step is not steps.question:
        steps.next_button.click()
    assert not steps.question.ask_button.isEnabled()
    qtbot.keyClick(steps.question.box, Qt.Key.Key_Return)
    assert steps.isVisible(), "there is nothing to ask yet"
    qtbot.keyClicks(steps.question.box, "Who signed it?")
    qtbot.keyClick(steps.question.box, Qt.Key.Key_Return)
    assert assistant.calls_of("ask") == [(Question("Who signed it?"),)]


@pytest.mark.parametrize(("places", "shown"), [((), True), ((WatchedPlace(DOCUMENTS, FolderState.AVAILABLE),), False)])
def test_they_are_shown_once_and_only_for_an_empty_library(
    qtbot: QtBot,
    window: MainWindow,
    assistant: FakeDocumentAssistant,
    bridge: EngineBridge,
    places: tuple[WatchedPlace, ...],
    shown: bool,
) -> None:
    window.first_start.begin()
    with qtbot.waitSignals([bridge.places_changed, bridge.settings_changed]):
        assistant.deliver(PlacesChanged(places))
    assert bool(window.findChildren(FirstSteps)) == shown
    for steps in window.findChildren(FirstSteps):
        steps.skip_button.click()
    window.first_start.begin()
    with qtbot.waitSignal(bridge.places_changed):
        assistant.deliver(PlacesChanged(()))
    assert not any(steps.isVisible() for steps in window.findChildren(FirstSteps))
