"""What the places list says of each folder, and the dialog for a folder's rules."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from desktop.library.exclusion_check import effect_of, problem_of
from desktop.library.rules_dialog import RulesDialog
from desktop.main_window import MainWindow
from engine.events import DocumentsChanged, DocumentsRemoved, PlacesChanged
from engine.types import Document, DocumentState, PlaceRules, WatchedPlace
from tests.desktop.values import FOLDER, document
from tests.fakes import FakeDocumentAssistant

LETTERS = FOLDER / "letters"
RULES = PlaceRules(("*.bak",), hidden=True, largest=20_000_000)


def summaries(window: MainWindow) -> list[str]:
    """What a screen reader says of each place."""
    places = window.library_pane.places
    return [places.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(places.count())]


@pytest.fixture
def filled(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> MainWindow:
    """A folder with rules, a folder inside it, and a single file, with documents in all states."""
    letter = Document(LETTERS / "letter.pdf", DocumentState.INDEXED, pages=3, passages=4, passages_embedded=4)
    others = (document("a.pdf"), document("b.pdf", DocumentState.FAILED), document("c.pdf", DocumentState.WAITING))
    places = (WatchedPlace(FOLDER, rules=RULES), WatchedPlace(LETTERS), WatchedPlace(FOLDER / "a.pdf"))
    assistant.deliver(PlacesChanged(places[:1]), DocumentsChanged((letter, *others)), PlacesChanged(places))
    qtbot.waitUntil(lambda: len(summaries(window)) == 3)
    return window


@pytest.fixture
def dialog(qtbot: QtBot, filled: MainWindow) -> Iterator[RulesDialog]:
    """The rules dialog of the first folder, opened by keyboard."""
    places = filled.library_pane.places
    places.setFocus()
    places.setCurrentRow(0)
    qtbot.keyClick(places, Qt.Key.Key_Return)
    dialog = filled.findChild(RulesDialog)
    assert dialog is not None
    yield dialog
    for left in filled.findChildren(RulesDialog):
        left.reject()


def save(dialog: RulesDialog) -> None:
    dialog.buttons.button(QDialogButtonBox.StandardButton.Save).click()


def test_each_place_says_what_it_holds(qtbot: QtBot, filled: MainWindow, assistant: FakeDocumentAssistant) -> None:
    assert summaries(filled) == [
        "documents, 4 documents · 3 pages · 1 waiting · 1 failed",
        "letters, 1 document · 3 pages",
        "a.pdf, 1 document",
    ]
    assistant.deliver(
        DocumentsChanged((document("c.pdf", DocumentState.FAILED), document("letters/new.txt", DocumentState.WAITING))),
        DocumentsRemoved((LETTERS / "letter.pdf",)),
    )
    qtbot.waitUntil(lambda: "2 failed" in summaries(filled)[0])
    assert summaries(filled)[:2] == [
        "documents, 4 documents · 1 waiting · 2 failed",
        "letters, 1 document · 1 waiting",
    ]


def test_places_that_go_are_not_counted_any_more(
    qtbot: QtBot, filled: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    assistant.deliver(PlacesChanged((WatchedPlace(LETTERS),)))
    qtbot.waitUntil(lambda: summaries(filled) == ["letters, 1 document · 3 pages"])


def test_the_dialog_shows_the_rules_and_saves_them_unchanged(
    dialog: RulesDialog, assistant: FakeDocumentAssistant
) -> None:
    assert dialog.rules == RULES
    assert dialog.patterns.toPlainText() == "*.bak"
    save(dialog)
    assert assistant.calls_of("set_place_rules") == [(FOLDER, RULES)]


def test_changed_rules_are_saved(qtbot: QtBot, dialog: RulesDialog, assistant: FakeDocumentAssistant) -> None:
    dialog.patterns.setPlainText("drafts/\n\n  /private/**  \n")
    dialog.hidden.click()
    dialog.bounded.click()
    dialog.paused.click()
    save(dialog)
    assert assistant.calls_of("set_place_rules") == [(FOLDER, PlaceRules(("drafts/", "/private/**"), paused=True))]


def test_cancelled_rules_are_not_saved(dialog: RulesDialog, assistant: FakeDocumentAssistant) -> None:
    dialog.hidden.click()
    dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel).click()
    assert assistant.calls_of("set_place_rules") == []


def test_patterns_are_tried_while_they_are_typed(qtbot: QtBot, dialog: RulesDialog) -> None:
    assert dialog.check.text() == "No document that is in the library now is left out."
    dialog.patterns.setPlainText("letters/")
    qtbot.waitUntil(
        lambda: dialog.check.text() == "Leaves out 1 of the 4 documents here, “letters/letter.pdf” for one."
    )


def test_a_wrong_pattern_is_explained_and_not_saved(
    qtbot: QtBot, dialog: RulesDialog, assistant: FakeDocumentAssistant
) -> None:
    dialog.patterns.setPlainText("*.tmp\n!")
    save(dialog)
    assert dialog.check.text() == "“!” is not a pattern."
    assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Save).isEnabled()
    assert assistant.calls_of("set_place_rules") == []


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("*.bak", ""),
        ("drafts/", ""),
        ("/private/**", ""),
        ("!keep.bak", ""),
        ("/documents/private", "as seen from this folder"),
        ("private\\old", "write “/” between folders"),
        ("# note", "matches nothing"),
    ],
)
def test_what_is_wrong_with_a_pattern(pattern: str, problem: str) -> None:
    assert problem in problem_of(pattern, FOLDER)
    assert bool(problem_of(pattern, FOLDER)) is bool(problem)


def test_patterns_are_tried_on_a_bounded_number_of_documents() -> None:
    many = (document(f"{number}.pdf") for number in range(1_000_000_000))
    assert "of the first 2,000 documents" in effect_of(("*.pdf",), FOLDER, many)


def test_a_folder_is_paused_and_followed_again_from_its_menu(
    qtbot: QtBot, filled: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    places = filled.library_pane.places
    places.setCurrentRow(1)
    places.pause_action.trigger()
    assert assistant.calls_of("set_place_rules") == [(LETTERS, PlaceRules(paused=True))]
    assistant.deliver(PlacesChanged((WatchedPlace(LETTERS, rules=PlaceRules(paused=True)),)))
    qtbot.waitUntil(lambda: summaries(filled) == ["letters, Paused · 1 document · 3 pages"])
    assert places.pause_action.text() == "Follow this folder again"
    places.pause_action.trigger()
    assert assistant.calls_of("set_place_rules")[-1] == (LETTERS, PlaceRules())


def test_a_single_file_has_no_rules(filled: MainWindow) -> None:
    places = filled.library_pane.places
    places.setCurrentRow(2)
    assert not places.rules_action.isEnabled()
    assert not places.pause_action.isEnabled()
    assert places.remove_action.isEnabled()
