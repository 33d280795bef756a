"""The commands that start tasks, for menus and by keyboard."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from desktop.shortcuts import Shortcut
from desktop.tasks.comparison_dialog import ComparisonDialog
from desktop.tasks.language_dialog import LanguageDialog
from engine.events import NoticeRaised
from engine.types import (
    CompareDocuments,
    ExplainPassage,
    QuizOnDocument,
    Selection,
    SummariseDocument,
    SummariseFolder,
    Task,
    TranslatePassage,
)

_NO_DOCUMENT = NoticeRaised("No document is chosen", "Select one in the library, or open one, and choose this again.")
_NO_OTHER_DOCUMENT = NoticeRaised("There is no other document to compare with", "Add one to the library first.")
_NO_PASSAGE = NoticeRaised(
    "No passage is chosen", "Select words of a document, or click a number in an answer, and choose this again."
)

PathOf = Callable[[], Path | None]
SelectionOf = Callable[[], Selection | None]


class TaskActions(QObject):
    """Makes tasks of what the user points at; whoever does them takes them from `task_wanted`."""

    task_wanted = Signal(object)
    """A `Task` is to be done."""
    question_wanted = Signal(object)
    """The user wants to ask something about a `Selection`."""
    notice_raised = Signal(object)
    """What was chosen needs something else first (`NoticeRaised`)."""

    def __init__(self, documents: Callable[[], list[Path]], window: QWidget) -> None:
        """`documents` gives those that a document can be compared with; dialogs open above `window`."""
        super().__init__(window)
        self._documents = documents
        self._window = window

    def summarise(self, path: Path | None) -> None:
        """Summarise a document."""
        self._want(None if path is None else SummariseDocument(path), _NO_DOCUMENT)

    def summarise_folder(self, path: Path) -> None:
        """Summarise the documents at or below a folder."""
        self.task_wanted.emit(SummariseFolder(path))

    def make_quiz(self, path: Path | None) -> None:
        """Make a quiz from a document."""
        self._want(None if path is None else QuizOnDocument(path), _NO_DOCUMENT)

    def compare(self, path: Path | None, selected: Sequence[Path] = ()) -> None:
        """Compare two documents if just these are selected; else one with another, which is asked for."""
        others = [other for other in self._documents() if other != path]
        if len(selected) == 2:
            self.task_wanted.emit(CompareDocuments(*selected))
        elif path is None or not others:
            self.notice_raised.emit(_NO_DOCUMENT if path is None else _NO_OTHER_DOCUMENT)
        else:
            dialog = ComparisonDialog(path, others, self._window)
            dialog.chosen.connect(lambda other: self.task_wanted.emit(CompareDocuments(path, other)))
            _open(dialog)

    def explain(self, selection: Selection | None) -> None:
        """Explain a passage."""
        self._want(None if selection is None else ExplainPassage(selection), _NO_PASSAGE)

    def translate(self, selection: Selection | None) -> None:
        """Translate a passage into a language that is asked for."""
        if selection is None:
            self.notice_raised.emit(_NO_PASSAGE)
            return
        dialog = LanguageDialog(self._window)
        dialog.chosen.connect(lambda language: self.task_wanted.emit(TranslatePassage(selection, language)))
        _open(dialog)

    def ask_about(self, selection: Selection | None) -> None:
        """Let the user ask about a passage."""
        if selection is None:
            self.notice_raised.emit(_NO_PASSAGE)
        else:
            self.question_wanted.emit(selection)

    def _want(self, task: Task | None, missing: NoticeRaised) -> None:
        """Want a task, or say what it lacks."""
        if task is None:
            self.notice_raised.emit(missing)
        else:
            self.task_wanted.emit(task)

    def document_actions(
        self, owner: QObject, path_of: PathOf, selected: Callable[[], Sequence[Path]] = tuple
    ) -> list[QAction]:
        """Actions for a menu, about the document that `path_of` names when one is chosen, or two that are selected."""
        return [
            _action(owner, "Summarise\tCtrl+Shift+S", lambda: self.summarise(path_of())),
            _action(owner, "Make a quiz\tCtrl+Shift+K", lambda: self.make_quiz(path_of())),
            _action(owner, "Compare with…\tCtrl+Shift+D", lambda: self.compare(path_of(), selected())),
        ]

    def passage_actions(self, owner: QObject, selection_of: SelectionOf) -> list[QAction]:
        """Actions for a menu, about the passage that `selection_of` gives when one is chosen."""
        return [
            _action(owner, "Explain the passage\tCtrl+E", lambda: self.explain(selection_of())),
            _action(owner, "Translate the passage…\tCtrl+T", lambda: self.translate(selection_of())),
            _action(owner, "Ask about the passage\tCtrl+Shift+A", lambda: self.ask_about(selection_of())),
        ]

    def shortcuts(
        self, path_of: PathOf, selected: Callable[[], Sequence[Path]], selection_of: SelectionOf
    ) -> list[Shortcut]:
        """The same by keyboard, for the whole window."""
        return [
            Shortcut("Ctrl+Shift+S", "Summarise the document", lambda: self.summarise(path_of())),
            Shortcut("Ctrl+Shift+K", "Make a quiz from the document", lambda: self.make_quiz(path_of())),
            Shortcut(
                "Ctrl+Shift+D", "Compare the document with another one", lambda: self.compare(path_of(), selected())
            ),
            Shortcut("Ctrl+E", "Explain the selected or cited passage", lambda: self.explain(selection_of())),
            Shortcut("Ctrl+T", "Translate the selected or cited passage", lambda: self.translate(selection_of())),
            Shortcut("Ctrl+Shift+A", "Ask about the selected or cited passage", lambda: self.ask_about(selection_of())),
        ]


def _action(owner: QObject, text: str, run: Callable[[], None]) -> QAction:
    action = QAction(text, owner)
    action.triggered.connect(lambda _checked: run())
    return action


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
