"""The window's keyboard commands: one table that both binds them and explains them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.keyboard_help import KeyboardHelp


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A key combination, what it does in words ("" if the list of keys explains it otherwise), and the function."""

    keys: str
    description: str
    run: Callable[[], object]


_OTHER_KEYS = (
    ("Ctrl+1 to Ctrl+9", "Open that citation of the last answer"),
    ("Enter", "Show the selected document, the rules of a folder, or a citation that has the focus"),
    ("Alt+Enter", "Show the details of the selected document"),
    ("F5", "Read the selected failed documents again"),
    ("Ctrl+C", "Copy path and reason of the selected documents"),
    ("Ctrl+Enter", "Show the selected document in its folder"),
    ("Delete", "Remove the selected folder from the library, or delete the selected conversation"),
    ("F2", "Rename the selected conversation"),
    ("Ctrl++, Ctrl+-, Ctrl+0", "Show the document that has the focus larger, smaller, or in its own size"),
    ("Ctrl+Alt+0", "Make its pages as wide as the view"),
    ("Shift+Left, Shift+Right", "Select words of the page or text that is shown"),
    ("Shift+Enter", "Begin a new line in the question"),
)
"""Keys that one line explains together, and keys that work inside one control."""


def bind(window: QWidget, shortcuts: Sequence[Shortcut]) -> None:
    """Make the shortcuts work anywhere in `window`."""
    for shortcut in shortcuts:
        action = QAction(shortcut.description, window)
        action.setShortcut(QKeySequence(shortcut.keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked, run=shortcut.run: run())
        window.addAction(action)


def show_help(window: QWidget, shortcuts: Sequence[Shortcut]) -> None:
    """Open a dialog that lists every keyboard command."""
    commands = [(shortcut.keys, shortcut.description) for shortcut in shortcuts if shortcut.description]
    KeyboardHelp([*commands, *_OTHER_KEYS], window).open()
