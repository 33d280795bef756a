"""The window of the first start: three steps, each of which can be skipped. Everything works behind it already."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.onboarding.first_step import FirstStep
from desktop.onboarding.folders_step import FoldersStep
from desktop.onboarding.question_step import QuestionStep
from desktop.tab_order import order_tab_stops
from desktop.theme import GRID
from desktop.widgets import flat_button

_FIRST_SIZE = (84 * GRID, 66 * GRID)


class FirstSteps(QDialog):
    """Leads through the steps. Closing it at any of them leaves what was chosen before.

    `folders`, `question` and the buttons `next_button`, `back_button` and `skip_button` are public, for whoever drives
    the window.
    """

    folders_chosen = Signal(list)
    """These folders (paths) are to be read."""
    question_asked = Signal(str)
    question_expected = Signal()
    """The step in which a question is asked is shown: one will come soon."""

    def __init__(
        self, folders: FoldersStep, between: Sequence[FirstStep], question: QuestionStep, parent: QWidget | None = None
    ) -> None:
        """`between` are further steps between both."""
        super().__init__(parent)
        self.folders, self.question = folders, question
        self.setWindowTitle("First steps")
        self.resize(*_FIRST_SIZE)
        self._title = QLabel()
        self._title.setObjectName("pageTitle")
        self._title.setWordWrap(True)
        self._position = QLabel()
        self._position.setProperty("muted", True)
        self._all = (folders, *between, question)
        self._steps = QStackedWidget()
        for step in self._all:
            self._steps.addWidget(step)
        self.skip_button = flat_button("Skip all", self.reject)
        self.back_button = QPushButton("Back")
        self.next_button = QPushButton()
        self.next_button.setObjectName("primaryButton")
        for button in (self.skip_button, self.back_button):
            button.setAutoDefault(False)
        self.back_button.clicked.connect(lambda: self._go_to(self._steps.currentIndex() - 1))
        self.next_button.clicked.connect(self._go_on)
        question.question_asked.connect(self._ask)
        self._lay_out()
        self._go_to(0)

    @property
    def step(self) -> FirstStep:
        """The step that is shown."""
        return self._all[self._steps.currentIndex()]

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go through the steps as they are laid out now."""
        order_tab_stops(self)
        return super().focusNextPrevChild(forward)

    def _go_on(self) -> None:
        if self.step is self.folders and self.folders.chosen:
            self.folders_chosen.emit(self.folders.chosen)
        if self.step is self.question:
            self.accept()
        else:
            self._go_to(self._steps.currentIndex() + 1)

    def _go_to(self, number: int) -> None:
        self._steps.setCurrentIndex(number)
        self._title.setText(self.step.title)
        self._position.setText(f"Step {number + 1} of {self._steps.count()}")
        last = self.step is self.question
        if last:
            self.question_expected.emit()
        self.back_button.setVisible(number > 0)
        self.skip_button.setVisible(not last)
        self.next_button.setText("Done" if last else "Next")
        (self.question.box if last else self.next_button).setFocus()
        # Enter asks the question that is typed in the last step, and does not close the window beside it.
        self.next_button.setAutoDefault(not last)
        self.next_button.setDefault(not last)

    def _ask(self, question: str) -> None:
        self.accept()
        self.question_asked.emit(question)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.skip_button)
        buttons.addStretch()
        buttons.addWidget(self._position)
        buttons.addSpacing(GRID)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.next_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._title)
        layout.addWidget(self._steps, stretch=1)
        layout.addLayout(buttons)
