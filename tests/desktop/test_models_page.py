"""The models through the window: seen, chosen, downloaded, taken over from files, and removed."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.models.model_card import ModelCard
from desktop.models.model_words import download_words
from desktop.onboarding import folders_step
from desktop.onboarding.first_steps import FirstSteps
from desktop.onboarding.model_step import ModelStep
from desktop.settings.models_page import ModelsPage
from engine.errors import NotEnoughMemory
from engine.events import (
    ModelActionFailed,
    ModelDownloaded,
    ModelDownloadProgressed,
    ModelImportProgressed,
    ModelsChanged,
    ModelsImported,
    ModelTested,
)
from engine.types import (
    DownloadProgress,
    DownloadState,
    Machine,
    ModelAction,
    ModelDescription,
    ModelFit,
    ModelKind,
    ModelsOverview,
    ModelSpeed,
    ModelState,
    Recommendation,
)
from tests.fakes import FakeDocumentAssistant

LANGUAGE, AVAILABLE = ModelKind.LANGUAGE, ModelState.AVAILABLE
EMBEDDED = ModelDescription("tiny", LANGUAGE, "Tiny", ModelState.EMBEDDED, in_use=True, path=Path("/tiny"))
INSTALLED = ModelDescription(
    "own", LANGUAGE, "Own model", ModelState.INSTALLED, path=Path("/own"), size=4_100_000_000, is_removable=True
)
FAST = ModelDescription(
    "fast",
    LANGUAGE,
    "Fast model",
    AVAILABLE,
    size=639_000_000,
    size_is_approximate=True,
    licence="Apache-2.0",
    languages=("en", "de"),
    language_count=119,
    memory_needed=1_200_000_000,
    recommended_as=(Recommendation.FAST,),
    tokens_per_second=24,
)
LARGE = ModelDescription("large", LANGUAGE, "Large", AVAILABLE, fit=ModelFit.TOO_LARGE, advice="It needs 70 GB.")
MEANING = ModelDescription("e5", ModelKind.EMBEDDING, "E5", AVAILABLE, size=136_000_000)
JUDGING = ModelDescription(
    "judge", ModelKind.RERANKING, "Judge", ModelState.INSTALLED, in_use=True, path=Path("/judge")
)
OVERVIEW = ModelsOverview(
    Machine(16_000_000_000, 9_300_000_000, 4, "", 120_000_000_000),
    (EMBEDDED, INSTALLED, FAST, LARGE, MEANING, JUDGING),
    Path("/models"),
)


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> ModelsPage:
    """The page, opened by the button that names the model."""
    window.conversation_pane.model_button.click()
    assert window.settings is not None
    (page,) = (page for page in window.settings.pages if isinstance(page, ModelsPage))
    assert assistant.manager.calls_of("request_overview")
    assistant.deliver(ModelsChanged(OVERVIEW))
    qtbot.waitUntil(lambda: "own" in page.lists[LANGUAGE].cards)
    return page


def text_of(card: ModelCard) -> str:
    return "\n".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


def test_each_model_says_in_plain_words_what_it_is_and_needs(page: ModelsPage) -> None:
    text = text_of(page.lists[LANGUAGE].cards["fast"])
    assert "Recommended here: fast" in text
    assert "About 639 MB to download · needs 1.2 GB of memory · probably about 18 words a second" in text
    assert "English, German and 117 more languages · licence Apache-2.0" in text
    assert "In use" in text_of(page.lists[LANGUAGE].cards["tiny"])
    assert list(page.lists[ModelKind.EMBEDDING].cards) == ["e5"]


def test_what_does_not_fit_is_shown_when_wanted_and_cannot_be_downloaded(page: ModelsPage) -> None:
    assert not page.more.isVisible()
    page.more_button.click()
    card = page.more.cards["large"]
    assert "It needs 70 GB." in text_of(card)
    assert not card.download_button.isEnabled()


def test_a_model_is_chosen_with_one_click_and_removed_after_a_question(
    qtbot: QtBot, page: ModelsPage, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    card = page.lists[LANGUAGE].cards["own"]
    card.use_button.click()
    assert assistant.manager.calls_of("use") == [("own",)]
    for answer, times in ((1, 0), (0, 1)):
        card.remove_button.click()
        (question,) = page.window().findChildren(QMessageBox)
        assert "That frees 4.1 GB" in question.informativeText()
        question.buttons()[answer].click()
        qtbot.waitUntil(lambda: not page.window().findChildren(QMessageBox))
        assert len(assistant.manager.calls_of("remove")) == times


def test_a_download_is_followed_paused_given_up_and_used_when_it_has_arrived(
    qtbot: QtBot, page: ModelsPage, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    card, manager = page.lists[LANGUAGE].cards["fast"], assistant.manager
    card.download_button.click()
    assert manager.calls_of("download") == [("fast",)]
    running = DownloadProgress("fast", DownloadState.RUNNING, 100_000_000, 639_000_000, 5_000_000)
    assistant.deliver(ModelDownloadProgressed(running))
    qtbot.waitUntil(lambda: "100 MB of 639 MB · 5.0 MB/s · about 2 min left" in text_of(card))
    assert not card.download_button.isVisible()
    card.pause_button.click()
    card.discard_button.click()
    assert manager.calls_of("pause_download") == manager.calls_of("discard_download") == [("fast",)]
    assistant.deliver(ModelDownloadProgressed(DownloadProgress("fast", DownloadState.PAUSED, 100_000_000, 639_000_000)))
    qtbot.waitUntil(lambda: card.download_button.text() == "Go on")
    card.download_button.click()
    assistant.deliver(ModelDownloaded("fast"), ModelDownloaded("e5"))
    qtbot.waitUntil(lambda: len(window.notice_bar.notices) == 2)
    assert manager.calls_of("use") == [("fast",)], "only what was downloaded to answer"


def test_the_speed_of_a_model_is_tested_and_told(
    qtbot: QtBot, page: ModelsPage, assistant: FakeDocumentAssistant
) -> None:
    card, manager = page.lists[LANGUAGE].cards["own"], assistant.manager
    assert not page.lists[LANGUAGE].cards["fast"].test_button.isVisible(), "it is not here yet"
    card.test_button.click()
    card.test_button.click()
    assert (manager.calls_of("test"), manager.calls_of("stop_test")) == ([("own",)], [("own",)])
    assert not card.test_words.isVisible()
    card.test_button.click()
    assert "ten seconds" in card.test_words.text()
    assistant.deliver(ModelTested("own", ModelSpeed(200.0, 8.0, 2.5)))
    qtbot.waitUntil(lambda: "reads about 150 words a second and writes about 6" in card.test_words.text())


def test_a_server_is_used_only_when_its_address_is_given(
    qtbot: QtBot, page: ModelsPage, assistant: FakeDocumentAssistant
) -> None:
    form = page.server
    assert not form.use_button.isEnabled()
    assert not form.state.isVisible()
    form.address.setText(" http://127.0.0.1:8080/v1 ")
    form.use_button.click()
    form.name.setText("phi4")
    form.anywhere.click()
    form.address.returnPressed.emit()
    address = "http://127.0.0.1:8080/v1"
    assert assistant.manager.calls_of("use_server") == [(address, "", False), (address, "phi4", True)]
    assistant.settings.choose(lambda s: replace(s, model_server=address, model_server_model="phi4"))
    qtbot.waitUntil(lambda: form.state.text() == f"phi4 at {address} answers now.")


def test_a_mirror_and_a_proxy_hold_when_they_were_typed(
    qtbot: QtBot, page: ModelsPage, assistant: FakeDocumentAssistant
) -> None:
    form = page.download_form
    form.mirror.setFocus()
    qtbot.keyClicks(form.mirror, "https://mirror.example")
    qtbot.keyClick(form.mirror, Qt.Key.Key_Return)
    qtbot.keyClicks(form.proxy, "http://proxy.example:3128")
    qtbot.keyClick(form.proxy, Qt.Key.Key_Return)
    assert [call.method for call in assistant.manager.calls] == ["request_overview"], "Enter clicks no button"
    chosen = assistant.settings.chosen
    assert (chosen.model_mirror, chosen.model_proxy) == ("https://mirror.example", "http://proxy.example:3128")
    assistant.settings.choose(lambda settings: replace(settings, model_proxy=""))
    qtbot.waitUntil(lambda: form.proxy.text() == "")


@pytest.mark.parametrize("state", list(DownloadState))
def test_every_state_of_a_download_has_words_also_before_the_size_is_known(state: DownloadState) -> None:
    assert download_words(DownloadProgress("fast", state, 0, 0))


def test_a_model_is_imported_from_a_dialog_and_by_dropping_it(
    qtbot: QtBot, page: ModelsPage, window: MainWindow, assistant: FakeDocumentAssistant, tmp_path: Path
) -> None:
    page.file_button.click()
    (dialog,) = page.findChildren(QFileDialog)
    dialog.fileSelected.emit("/downloads/other.gguf")
    dialog.reject()
    (tmp_path / "e5").mkdir()
    (tmp_path / "e5" / "model.onnx").touch()
    drop(page, tmp_path / "e5")
    drop(window, Path("/downloads/third.GGUF"), Path("/documents"))
    imported = [Path("/downloads/other.gguf"), tmp_path / "e5", Path("/downloads/third.GGUF")]
    assert assistant.manager.calls_of("import_models") == [(path,) for path in imported]
    assert assistant.calls_of("add_places") == [(Path("/documents"),)]
    assistant.deliver(ModelImportProgressed(imported[0], 1, 4))
    qtbot.waitUntil(lambda: page.import_bar.isVisible() and page.import_bar.value() == 250)
    assistant.deliver(ModelsImported(imported[0], ("other",)))
    qtbot.waitUntil(lambda: "other.gguf was added" in page.message.text())
    assert not page.import_bar.isVisible()


def drop(target: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    target.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))


def test_a_failure_ends_only_what_has_failed(qtbot: QtBot, page: ModelsPage, assistant: FakeDocumentAssistant) -> None:
    card = page.lists[LANGUAGE].cards["own"]
    card.test_button.click()
    assistant.deliver(ModelImportProgressed(Path("/downloads/other.gguf"), 1, 4))
    assistant.deliver(ModelActionFailed(ModelAction.REMOVE, "own", NotEnoughMemory("It is in use.")))
    qtbot.waitUntil(lambda: "It is in use." in page.message.text())
    assert card.test_words.isVisible()
    assert page.import_bar.isVisible()
    assistant.deliver(ModelActionFailed(ModelAction.TEST, "own", NotEnoughMemory("It needs 5 GB.")))
    qtbot.waitUntil(lambda: not card.test_words.isVisible())


def test_what_could_not_be_done_is_told_where_it_is_seen(
    qtbot: QtBot, page: ModelsPage, window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    failed = ModelActionFailed(ModelAction.USE, "own", NotEnoughMemory("It needs 5 GB."))
    assistant.deliver(failed)
    qtbot.waitUntil(lambda: "It needs 5 GB." in page.message.text())
    assert window.notice_bar.notices == []
    page.window().close()
    assistant.deliver(failed)
    qtbot.waitUntil(lambda: len(window.notice_bar.notices) == 1)


def test_the_button_names_the_model(window: MainWindow, assistant: FakeDocumentAssistant) -> None:
    button = window.conversation_pane.model_button
    assert button.text() == "Embedded model"
    assistant.model_name = "a-model-with-a-very-long-name-7b-q4"
    button.show_name()
    assert button.text() == "a-model-with-a-very-long-na…"
    assert "a-model-with-a-very-long-name-7b-q4" in button.toolTip()


def test_the_first_steps_show_the_models_that_suit_this_computer(
    qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders_step, "usual_folders", list)
    window.first_start.show()
    (steps,) = window.findChildren(FirstSteps)
    steps.next_button.click()
    step = steps.step
    assert isinstance(step, ModelStep)
    assistant.deliver(ModelsChanged(OVERVIEW))
    qtbot.waitUntil(lambda: list(step.models.cards) == ["tiny", "fast"])
    step.models.cards["fast"].download_button.click()
    assert assistant.manager.calls_of("download") == [("fast",)]
    steps.close()


def test_thorough_answers_can_do_without_a_re_ranking_model(page: ModelsPage, assistant: FakeDocumentAssistant) -> None:
    card = page.lists[ModelKind.RERANKING].cards["judge"]
    assert card.leave_button.isVisibleTo(page)
    assert not page.lists[LANGUAGE].cards["tiny"].leave_button.isVisibleTo(page)
    card.leave_button.click()
    assert assistant.manager.calls_of("do_without") == [("judge",)]
