"""One model as a card with what can be done with it."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.amounts import shown_size
from desktop.models.model_words import badge, download_words, needs, origin
from desktop.theme import GRID
from desktop.widgets import control_row, flat_button, plain_label, rich_label
from engine.types import DownloadProgress, DownloadState, ModelDescription, ModelFit, ModelKind, ModelState

_STEPS = 1000


class ModelCard(QFrame):
    """Says in plain words what a model is and needs; its buttons tell what is wanted of it.

    `use_button`, `leave_button`, `download_button`, `pause_button`, `discard_button`, `test_button`, `test_words`,
    `remove_button` and `bar` are public, for whoever drives the window.
    """

    use_wanted = Signal(str)
    """The model of this id is to be used from now on."""
    leave_wanted = Signal(str)
    """Pagewise is to do without it."""
    download_wanted = Signal(str)
    """It is to be downloaded, or its download is to go on."""
    pause_wanted = Signal(str)
    discard_wanted = Signal(str)
    """Its download is to be given up."""
    test_wanted = Signal(str)
    """Its speed is to be measured."""
    stop_wanted = Signal(str)
    """Its test is to be ended."""
    removal_wanted = Signal(object)
    """This `ModelDescription` is to be removed; nothing is confirmed yet."""

    def __init__(self, model: ModelDescription, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.model = model
        model_id = model.model_id
        self._name = plain_label(model.name)
        self._name.setProperty("section", True)
        self._badge = QLabel()
        self._badge.setProperty("badge", True)
        self._needs = plain_label(small=True)
        self._origin = rich_label(what="Languages, licence and source", small=True)
        self._origin.setOpenExternalLinks(True)
        self._advice = plain_label(small=True)
        self._advice.setObjectName("answerNotice")
        self.bar = QProgressBar(textVisible=False, maximum=_STEPS)
        self._progress = plain_label(muted=True, small=True)
        self.use_button = QPushButton("Use")
        self.use_button.clicked.connect(lambda: self.use_wanted.emit(model_id))
        self.leave_button = QPushButton("Do without")
        self.leave_button.clicked.connect(lambda: self.leave_wanted.emit(model_id))
        self.download_button = QPushButton()
        self.download_button.clicked.connect(lambda: self.download_wanted.emit(model_id))
        self.pause_button = flat_button("Pause", lambda: self.pause_wanted.emit(model_id))
        self.discard_button = flat_button("Cancel", lambda: self.discard_wanted.emit(model_id))
        self.test_button = flat_button("", self._toggle_test)
        self.test_words = plain_label(muted=True, small=True)
        self.test_words.hide()
        self._is_tested = False
        self.remove_button = flat_button("Remove…", lambda: self.removal_wanted.emit(self.model))
        self._lay_out()
        self.show_model(model)

    def show_model(self, model: ModelDescription) -> None:
        """Show what is known of the model now."""
        self.model = model
        self._name.setText(model.name)
        self._badge.setText(badge(model))
        self._badge.setVisible(bool(self._badge.text()))
        self._needs.setText(needs(model))
        link = f'<a href="{escape(model.source)}">About this model</a>' if model.source.startswith("https://") else ""
        self._origin.setText(" · ".join(filter(None, (escape(origin(model)), link))))
        self._origin.setVisible(bool(self._origin.text()))
        self._advice.setText(model.advice)
        self._advice.setVisible(bool(model.advice))
        usable = model.fit not in (ModelFit.TOO_LARGE, ModelFit.UNKNOWN)
        self.use_button.setVisible(model.state is not ModelState.AVAILABLE and not model.in_use)
        self.use_button.setEnabled(usable)
        self.leave_button.setVisible(model.in_use and model.kind is ModelKind.RERANKING)
        self.download_button.setEnabled(usable)
        self.test_button.setVisible(model.kind is ModelKind.LANGUAGE and model.path is not None and usable)
        self.remove_button.setVisible(model.is_removable)
        self.remove_button.setToolTip(f"Frees {shown_size(model.size)}")
        for button, verb in (
            (self.use_button, "Use"),
            (self.leave_button, "Do without"),
            (self.pause_button, "Pause the download of"),
            (self.discard_button, "Cancel the download of"),
            (self.remove_button, "Remove"),
        ):
            button.setAccessibleName(f"{verb} {model.name}")
        self.bar.setAccessibleName(f"Download of {model.name}")
        self._name_test_button()
        self.show_download(model.download)

    def show_test(self, words: str) -> None:
        """The test has ended; `words` say what it has shown, "" if it came to nothing."""
        self._is_tested = False
        self._name_test_button()
        self.test_words.setText(words)
        self.test_words.setVisible(bool(words))

    def _toggle_test(self) -> None:
        if self._is_tested:
            self.show_test("")
            self.stop_wanted.emit(self.model.model_id)
            return
        self._is_tested = True
        self._name_test_button()
        self.test_words.setText("Being tested for some ten seconds…")
        self.test_words.show()
        self.test_wanted.emit(self.model.model_id)

    def _name_test_button(self) -> None:
        self.test_button.setText("Stop the test" if self._is_tested else "Test speed")
        self.test_button.setAccessibleName(
            f"{'Stop the test' if self._is_tested else 'Test the speed'} of {self.model.name}"
        )

    def show_download(self, progress: DownloadProgress | None) -> None:
        """Show how far the download is, if there is one."""
        rests = progress is not None and progress.state is DownloadState.PAUSED
        self.bar.setVisible(progress is not None)
        self._progress.setVisible(progress is not None)
        self.pause_button.setVisible(progress is not None and not rests)
        self.discard_button.setVisible(progress is not None)
        self.download_button.setVisible(self.model.state is ModelState.AVAILABLE and (progress is None or rests))
        self.download_button.setText("Go on" if rests else f"Download {shown_size(self.model.size)}")
        self.download_button.setAccessibleName(
            f"{'Go on with the download of' if rests else 'Download'} {self.model.name}"
        )
        if progress is not None:
            share = progress.bytes_done / progress.bytes_total if progress.bytes_total else 0.0
            self.bar.setValue(round(_STEPS * share))
            self._progress.setText(download_words(progress))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._name, stretch=1)
        top.addWidget(self._badge, alignment=Qt.AlignmentFlag.AlignTop)
        buttons = control_row(
            self.use_button,
            self.leave_button,
            self.download_button,
            self.pause_button,
            self.discard_button,
            self.test_button,
            apart=self.remove_button,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID // 2)
        layout.addLayout(top)
        for widget in (self._needs, self._origin, self._advice, self.test_words, self.bar, self._progress):
            layout.addWidget(widget)
        layout.addWidget(buttons)
