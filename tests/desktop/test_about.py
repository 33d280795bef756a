"""About Pagewise: versions, licences, where the data lies, and moving the library."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from desktop.about import about_dialog
from desktop.about.about_dialog import AboutDialog
from desktop.about.licences_dialog import LicencesDialog
from desktop.library_move_dialog import LibraryMoveDialog, left_files_dialog
from desktop.main_window import MainWindow
from desktop.settings.privacy_page import PrivacyPage
from engine.data_places import chosen_library_folder
from engine.errors import LibraryNotMoved
from engine.paths import MOVED_LIBRARY, default_library_folder
from engine.types import ThirdPartyNotice
from tests.fakes import FakeDocumentAssistant

NOTICES = (
    ThirdPartyNotice("anyio 4", "MIT", "https://pypi.org/project/anyio/", "Permission is hereby granted"),
    ThirdPartyNotice("qt 6", "LGPL-3.0-only", "https://qt.io", "GNU LESSER GENERAL PUBLIC LICENSE"),
)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were handed to the system."""
    addresses: list[str] = []

    def note(url: QUrl) -> bool:
        addresses.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    return addresses


@pytest.fixture
def about(window: MainWindow) -> AboutDialog:
    (action,) = (each for each in window.conversation_pane.menu_button.menu().actions() if "About" in each.text())
    action.trigger()
    dialog = window.findChild(AboutDialog)
    assert dialog is not None
    return dialog


@pytest.fixture
def library() -> Path:
    folder = default_library_folder()
    folder.mkdir(parents=True)
    (folder / "catalogue.db").write_bytes(b"c" * 5000)
    return folder


def message(window: MainWindow) -> QMessageBox:
    (dialog,) = (box for box in window.findChildren(QMessageBox) if box.isVisible())
    return dialog


def test_versions_licence_and_places_are_told(about: AboutDialog) -> None:
    texts = "\n".join(label.text() for label in about.findChildren(QLabel))
    for expected in (
        "Pagewise 0.1.0",
        "AGPL-3.0-or-later",
        "PyMuPDF",
        "SQLite",
        "Qt",
        "llama.cpp",
        "never goes online",
    ):
        assert expected in texts
    assert str(default_library_folder()) in texts
    about.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith("Pagewise 0.1.0\n")


def test_folders_open_and_the_releases_page_only_on_a_click(
    window: MainWindow, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(about_dialog, "releases_page", lambda: "https://pagewise.example/releases")
    window.show_about()
    about = window.findChild(AboutDialog)
    assert about is not None
    assert opened == []
    assert about.releases_button is not None
    about.releases_button.click()
    about.data_places.folder_buttons[0].click()
    assert opened == ["https://pagewise.example/releases", QUrl.fromLocalFile(default_library_folder()).toString()]


def test_without_a_page_there_is_no_link(about: AboutDialog) -> None:
    assert about.releases_button is None


def test_licences_are_found_by_name_and_by_their_words(qtbot: QtBot) -> None:
    dialog = LicencesDialog(NOTICES)
    qtbot.addWidget(dialog)
    shown = dialog.names
    assert dialog.text.toPlainText().startswith("anyio 4\nLicence: MIT")
    dialog.filter_box.setText("lesser")
    assert [shown.isRowHidden(row) for row in range(2)] == [True, False]
    assert "LESSER GENERAL" in dialog.text.toPlainText()
    dialog.filter_box.setText("nobody has this")
    assert dialog.text.toPlainText() == "Nothing fits."
    dialog.filter_box.clear()
    assert not shown.isRowHidden(0)


def test_enter_does_not_close_what_is_searched(qtbot: QtBot) -> None:
    dialog = LicencesDialog(NOTICES)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog.filter_box, "lesser")
    qtbot.keyClick(dialog.filter_box, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.close()


def test_before_set_up_the_licences_say_how_to_get_them(qtbot: QtBot) -> None:
    dialog = LicencesDialog(())
    qtbot.addWidget(dialog)
    assert "Install Pagewise again" in dialog.text.toPlainText()


def test_moving_the_library_is_asked_and_then_wanted(
    window: MainWindow, about: AboutDialog, library: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    wanted: list[Path] = []
    window.library_move_wanted.connect(wanted.append)
    about.data_places.move_button.move_to(tmp_path)
    assert str(tmp_path / MOVED_LIBRARY) in message(window).informativeText()
    message(window).reject()
    assert wanted == []
    about.data_places.move_button.move_to(tmp_path)
    next(button for button in message(window).buttons() if button.text() == "Move library").click()
    assert wanted == [tmp_path]


def test_the_library_is_moved_from_the_settings_as_well(window: MainWindow, library: Path, tmp_path: Path) -> None:
    wanted: list[Path] = []
    window.library_move_wanted.connect(wanted.append)
    window.open_settings(PrivacyPage)
    page = window.findChild(PrivacyPage)
    assert page is not None
    page.move_button.move_to(tmp_path)
    next(button for button in message(window).buttons() if button.text() == "Move library").click()
    assert wanted == [tmp_path]
    page.window().close()


def test_a_folder_that_does_not_do_is_refused_with_the_reason(
    window: MainWindow, about: AboutDialog, library: Path
) -> None:
    about.data_places.move_button.move_to(library)
    assert "lies in the library itself" in message(window).informativeText()
    message(window).reject()


def test_a_library_named_at_the_start_is_not_moved_from_here(
    qtbot: QtBot, assistant: FakeDocumentAssistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeDocumentAssistant, "library_folder", tmp_path / "elsewhere")
    dialog = AboutDialog(assistant)
    qtbot.addWidget(dialog)
    assert not dialog.data_places.move_button.isEnabled()
    assert "--library" in dialog.data_places.move_button.toolTip()


def test_the_dialog_moves_the_library(qtbot: QtBot, library: Path, tmp_path: Path) -> None:
    dialog = LibraryMoveDialog(library, tmp_path)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.finished):
        dialog.begin()
    assert dialog.error is None
    assert dialog.progress.value() == dialog.progress.maximum()
    assert chosen_library_folder() == tmp_path / MOVED_LIBRARY


def test_old_files_that_stay_are_named_with_their_folder(qtbot: QtBot, library: Path, tmp_path: Path) -> None:
    (library / "vectors-old.index.folder").mkdir()
    dialog = LibraryMoveDialog(library, tmp_path)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.finished):
        dialog.begin()
    told = left_files_dialog(dialog.left)
    qtbot.addWidget(told)
    assert "vectors-old.index.folder" in told.informativeText()
    assert str(library) in told.informativeText()


def test_cancelling_leaves_the_library_where_it_was(qtbot: QtBot, library: Path, tmp_path: Path) -> None:
    dialog = LibraryMoveDialog(library, tmp_path)
    qtbot.addWidget(dialog)
    dialog.reject()
    with qtbot.waitSignal(dialog.finished):
        dialog.begin()
    assert chosen_library_folder() == library
    assert not (tmp_path / MOVED_LIBRARY).exists()


def test_what_went_wrong_is_kept_to_be_told(qtbot: QtBot, library: Path, tmp_path: Path) -> None:
    dialog = LibraryMoveDialog(library, tmp_path / "none")
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.finished):
        dialog.begin()
    assert isinstance(dialog.error, LibraryNotMoved)


def test_a_bug_while_moving_is_told_too(
    qtbot: QtBot, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("impossible")

    monkeypatch.setattr("desktop.library_move_dialog.move_library", fail)
    dialog = LibraryMoveDialog(library, tmp_path)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.finished):
        dialog.begin()
    assert dialog.error is not None
    assert "ValueError: impossible" in dialog.error.reason
