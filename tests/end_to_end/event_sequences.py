"""What a sequence of file system events is: what happens to a folder, and what the library holds of it in the end.

Each begins with "a.txt", "sub/b.txt" and "sub/c.txt" (ALPHA, BETA, GAMMA), indexed, and "../outside/o.txt", which is
not watched.
"""

from dataclasses import dataclass

from tests.end_to_end.disk_operations import Operation

Held = dict[str, str | None]
"""Path -> the word that is found in the file; None: the file failed."""

ALPHA: Held = {"a.txt": "alpha"}
BETA: Held = {"sub/b.txt": "beta"}
GAMMA: Held = {"sub/c.txt": "gamma"}
SUB = BETA | GAMMA
START = ALPHA | SUB


@dataclass(frozen=True)
class EventSequence:
    """What happens, step by step (`settle` stands between steps), and what the library holds then."""

    name: str
    operations: tuple[Operation, ...]
    held: Held
    is_free: bool = False
    """True if nothing may be read."""
    is_as_new: bool = True
    """False if a library that is made from the folder now would hold something else, or can't be made."""
    needs_permissions: bool = False
    """True if it can't be played by a user whom no permissions hold (root)."""


def row(name: str, *operations: Operation, held: Held, as_new: bool = True, permissions: bool = False) -> EventSequence:
    return EventSequence(name, operations, held, is_as_new=as_new, needs_permissions=permissions)


def free(name: str, *operations: Operation, held: Held, as_new: bool = True) -> EventSequence:
    return EventSequence(name, operations, held, is_free=True, is_as_new=as_new)
