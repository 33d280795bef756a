"""What a start of the desktop asks for; a second start hands it to the window that is open already."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class StartRequest:
    """What to do once the window is there."""

    places: tuple[Path, ...] = ()
    """Absolute folders and files to add."""
    question: str | None = None
    """To be asked as soon as everything is indexed."""
    quick_question: bool = False
    """Show only the small window that takes a question."""
    in_background: bool = False
    """Show no window as long as there is an icon beside the clock to open it from."""
    shown: Path | None = None
    """The file among `places` to show at once."""

    def to_json(self) -> bytes:
        """One line in ASCII, which escapes the lone surrogates that stand for bytes of paths which are not UTF-8."""
        values = {
            "places": [str(path) for path in self.places],
            "question": self.question,
            "quick_question": self.quick_question,
            "in_background": self.in_background,
            "shown": None if self.shown is None else str(self.shown),
        }
        return json.dumps(values).encode("ascii") + b"\n"

    @classmethod
    def from_json(cls, message: bytes) -> Self:
        """The inverse of `to_json`. Raises `ValueError`, `KeyError` or `TypeError` if it is none."""
        values = json.loads(message)
        places, question, shown = values["places"], values["question"], values["shown"]
        if not all(isinstance(text, str) for text in places) or not all(
            isinstance(text, str | None) for text in (question, shown)
        ):
            raise TypeError("not what a second start sends")
        return cls(
            tuple(Path(text) for text in places),
            question,
            values["quick_question"] is True,
            values["in_background"] is True,
            None if shown is None else Path(shown),
        )
