"""Has llama.cpp look at a model file in a child process, before the file is accepted."""

from collections.abc import Iterator
from pathlib import Path

from engine.child_process import ChildEnded, ChildFailed, ChildProcess
from engine.child_side import Handler
from engine.errors import LanguageModelUnsuitable

_SILENCE_LIMIT_SECONDS = 60.0
"""Only the vocabulary is loaded, which takes a second; a slow disk may take longer."""


def check_language_model(file: Path) -> None:
    """See whether the llama.cpp of this Pagewise knows how the model in `file` is built; takes a second or two.

    Raises `LanguageModelUnsuitable`.
    """
    child = ChildProcess("model check", _make_handler)
    try:
        for _ in child.request(file, reply_timeout=_SILENCE_LIMIT_SECONDS):
            pass
    except ChildEnded as error:
        raise LanguageModelUnsuitable(f"{file.name} makes the program that runs models stop working.") from error
    except ChildFailed as error:
        # The last line of the traceback names the error.
        raise LanguageModelUnsuitable(f"{file.name}: {str(error).strip().rpartition(chr(10))[2]}") from error
    finally:
        child.end()


def _make_handler() -> Handler:
    def check(file: Path) -> Iterator[None]:
        from engine.answering.language_model import require_known_architecture

        require_known_architecture(file)
        yield None

    return check
