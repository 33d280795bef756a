"""Checks the patterns that leave files out, while they are typed."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from pathspec import GitIgnoreSpec

from desktop.amounts import counted
from desktop.path_names import shown
from engine.types import Document

_MOST_COMPARED = 2000
"""Documents that patterns are tried on, so that typing stays smooth with any library."""


def patterns_of(text: str) -> tuple[str, ...]:
    """The patterns in `text`, one a line; blank lines are no patterns."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def problem_of(pattern: str, folder: Path) -> str:
    """Why `pattern` would not do what it looks like in `folder`; "" if nothing is wrong with it."""
    if pattern.startswith(f"{folder}/"):
        return f"“{pattern}”: write it as seen from this folder, for example “/drafts/”."
    if "\\" in pattern:
        return f"“{pattern}”: write “/” between folders."
    try:
        (compiled,) = GitIgnoreSpec.from_lines([pattern]).patterns
    except (ValueError, re.error):
        return f"“{pattern}” is not a pattern."
    return "" if compiled.include is not None else f"“{pattern}” matches nothing."


def effect_of(patterns: Sequence[str], folder: Path, documents: Iterable[Document]) -> str:
    """What faultless patterns do to the documents of `folder`, in a sentence."""
    spec = GitIgnoreSpec.from_lines(patterns)
    compared = [document.path.relative_to(folder) for document in islice(documents, _MOST_COMPARED)]
    left_out = [path for path in compared if spec.match_file(path.as_posix())]
    if not left_out:
        return "No document that is in the library now is left out."
    among = f"{'the first' if len(compared) == _MOST_COMPARED else 'the'} {counted(len(compared), 'document')} here"
    return f"Leaves out {len(left_out):,} of {among}, “{shown(str(left_out[0]))}” for one."
