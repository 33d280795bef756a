"""Has llama.cpp look at a model file in a child process, before the file is accepted."""

import threading
from collections.abc import Iterator
from pathlib import Path

from engine.child_process import ChildEnded, ChildFailed, ChildProcess
from engine.child_side import Handler
from engine.errors import AssistantClosed, LanguageModelUnsuitable

_SILENCE_LIMIT_SECONDS = 60.0
"""Only the vocabulary is loaded, which takes a second; a slow disk may take longer."""


class LanguageModelCheck:
    """Looks at model files, each in a child of its own. May be called from several threads at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._children: set[ChildProcess] = set()
        self._ended = False

    def __call__(self, file: Path) -> None:
        """See whether the llama.cpp of this Pagewise knows how the model in `file` is built; takes a second or two.

        Raises `LanguageModelUnsuitable`, and `AssistantClosed` after `end`.
        """
        child = ChildProcess("model check", _make_handler)
        with self._lock:
            self._children.add(child)
        try:
            if not self._ended:
                for _ in child.request(file, reply_timeout=_SILENCE_LIMIT_SECONDS):
                    pass
        except ChildEnded as error:
            raise LanguageModelUnsuitable(f"{file.name} makes the program that runs models stop working.") from error
        except ChildFailed as error:
            raise LanguageModelUnsuitable(f"{file.name}: {error.reason}") from error
        finally:
            child.end()
            with self._lock:
                self._children.discard(child)
        if self._ended:
            raise AssistantClosed

    def end(self) -> None:
        """Have the checks that run end soon, and make no others; returns at once."""
        with self._lock:
            self._ended = True
            for child in self._children:
                child.stop_request()


def _make_handler() -> Handler:
    def check(file: Path) -> Iterator[None]:
        from engine.answering.language_model import require_known_architecture

        require_known_architecture(file)
        yield None

    return check
