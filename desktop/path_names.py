"""Paths as text for people. File names may hold line breaks or bytes that are no text; shown names never do."""

import sys
from pathlib import Path

from PySide6.QtCore import QUrl


def shown(text: str) -> str:
    """`text` with everything that cannot be shown on one line replaced by "\N{REPLACEMENT CHARACTER}"."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def shown_name(path: Path) -> str:
    """The file's or folder's own name."""
    return shown(path.name or str(path))


def shown_path(path: Path) -> str:
    """The whole path, with the home folder as "~" where people know that: not on Windows."""
    if sys.platform == "win32" or path == _HOME or not path.is_relative_to(_HOME):
        return shown(str(path))
    return shown(f"~/{path.relative_to(_HOME).as_posix()}")


def url_of(path: Path) -> QUrl:
    """The file's URL, right also for names that are not valid Unicode."""
    return QUrl.fromEncoded(path.as_uri().encode())


_HOME = Path.home()
