"""What happens to a folder in a sequence of events: small operations, made by functions that bear the same names.

Paths are relative to the watched folder of the sequence; "../outside/" beside it is not watched.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from engine.api import DocumentAssistant
from engine.types import PlaceRules


class Scene:
    """The folders of one sequence, and what has been written and asked for there."""

    def __init__(self, root: Path, name: str, assistant: DocumentAssistant) -> None:
        self.name = name
        self.assistant = assistant
        self.root = root
        self.folder = root / "folder"
        self.places: dict[Path, PlaceRules] = {}
        self.words: set[str] = set()
        self.when_read: dict[Path, Callable[[], object]] = {}
        """What to do when a file is about to be read."""

    def path(self, relative: str) -> Path:
        return Path(os.path.normpath(self.folder / relative))

    def phrase(self, word: str) -> str:
        """Words that stand in no file of another sequence."""
        return f"{word} of {self.name}"

    def text(self, word: str) -> str:
        self.words.add(word)
        return f"The {self.phrase(word)} is kept here.\n"


Operation = Callable[[Scene], None]


def settle(scene: Scene) -> None:
    """Separates steps: whoever plays a sequence lets the library catch up here."""


def write(path: str, word: str) -> Operation:
    """Write a file that holds `word`, in place if it is there, and the folders above it."""

    def operate(scene: Scene) -> None:
        scene.path(path).parent.mkdir(parents=True, exist_ok=True)
        scene.path(path).write_text(scene.text(word), encoding="utf-8")

    return operate


def write_bytes(path: str, content: bytes) -> Operation:
    def operate(scene: Scene) -> None:
        scene.path(path).write_bytes(content)

    return operate


def write_in_bursts(path: str, word: str) -> Operation:
    """As a program does that writes bit by bit, opening the file each time."""

    def operate(scene: Scene) -> None:
        scene.path(path).write_bytes(b"")
        for character in scene.text(word):
            with scene.path(path).open("a", encoding="utf-8") as file:
                file.write(character)

    return operate


def write_unnoticeably(path: str, word: str) -> Operation:
    """Put a word of the same length into the file, and give it the time that it had."""

    def operate(scene: Scene) -> None:
        status = scene.path(path).stat()
        scene.path(path).write_text(scene.text(word), encoding="utf-8")
        assert scene.path(path).stat().st_size == status.st_size
        os.utime(scene.path(path), ns=(status.st_atime_ns, status.st_mtime_ns))

    return operate


def write_when_read(path: str, word: str) -> Operation:
    """Replace what is in the file at the moment when the library begins to read it."""

    def operate(scene: Scene) -> None:
        text = scene.text(word)
        scene.when_read[scene.path(path)] = lambda: scene.path(path).write_text(text, encoding="utf-8")

    return operate


def move(source: str, target: str) -> Operation:
    """Rename a file or folder; a file at the target is replaced."""

    def operate(scene: Scene) -> None:
        scene.path(target).parent.mkdir(parents=True, exist_ok=True)
        scene.path(source).replace(scene.path(target))

    return operate


def copy(source: str, target: str) -> Operation:
    def operate(scene: Scene) -> None:
        if scene.path(source).is_dir():
            shutil.copytree(scene.path(source), scene.path(target))
        else:
            shutil.copy(scene.path(source), scene.path(target))

    return operate


def delete(path: str) -> Operation:
    def operate(scene: Scene) -> None:
        if scene.path(path).is_dir() and not scene.path(path).is_symlink():
            shutil.rmtree(scene.path(path))
        else:
            scene.path(path).unlink()

    return operate


def make_folder(path: str) -> Operation:
    def operate(scene: Scene) -> None:
        scene.path(path).mkdir(parents=True)

    return operate


def link(path: str, target: str) -> Operation:
    """Make a symbolic link, or point it elsewhere."""

    def operate(scene: Scene) -> None:
        scene.path(path).unlink(missing_ok=True)
        scene.path(path).symlink_to(scene.path(target))

    return operate


def hard_link(path: str, target: str) -> Operation:
    def operate(scene: Scene) -> None:
        scene.path(path).hardlink_to(scene.path(target))

    return operate


def set_time(path: str, seconds: float) -> Operation:
    """Set the time of change, in seconds since 1970."""

    def operate(scene: Scene) -> None:
        os.utime(scene.path(path), (seconds, seconds))

    return operate


def set_mode(path: str, mode: int) -> Operation:
    def operate(scene: Scene) -> None:
        scene.path(path).chmod(mode)

    return operate


def add(path: str = "") -> Operation:
    """Add a place to the library; without a path, the folder."""

    def operate(scene: Scene) -> None:
        scene.assistant.add_places([scene.path(path)])
        scene.places.setdefault(scene.path(path), PlaceRules())

    return operate


def remove(path: str = "") -> Operation:
    """Take a place from the library."""

    def operate(scene: Scene) -> None:
        scene.assistant.remove_place(scene.path(path))
        del scene.places[scene.path(path)]

    return operate


def set_rules(rules: PlaceRules, path: str = "") -> Operation:
    def operate(scene: Scene) -> None:
        scene.assistant.set_place_rules(scene.path(path), rules)
        scene.places[scene.path(path)] = rules

    return operate


def rescan(scene: Scene) -> None:
    """Have the library look at everything, of which the system does not tell."""
    scene.assistant.rescan()
