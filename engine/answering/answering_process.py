"""The child process in which the language model runs: a model that crashes or hangs costs one answer, not the app."""

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from engine.answering.prompt_builder import Prompt, instructions
from engine.child_process import ChildEnded, ChildFailed, ChildProcess
from engine.child_side import Handler, stop_signal
from engine.errors import ModelCrashed, ModelError, ProcessNotStarted
from engine.machine import free_memory
from engine.models.gguf_model import read_gguf_model
from engine.models.model_catalog import LANGUAGE_MODEL, LanguageModelInfo
from engine.models.model_fit import memory_needed, require_memory
from engine.types import ModelSpeed, SentPrompt

if TYPE_CHECKING:
    from engine.answering.language_model import LanguageModel

_SILENCE_LIMIT_SECONDS = 120.0
"""A child that sends nothing for so long hangs. Loading a large model from a slow disk is silent too."""


@dataclass(frozen=True, slots=True)
class _SpeedTest:
    """Asks the child to read and write for so many seconds."""

    seconds: float


class AnsweringProcess:
    """Runs one language model in a child process that starts with the first prompt, or before it by `prepare`.

    One thread generates; `stop` may be called from any thread.
    """

    def __init__(self, model: LanguageModelInfo) -> None:
        self.model = model
        self.sent_prompt: SentPrompt | None = None
        """The last prompt as the model was given it; None until its tokens are known."""
        self._child = ChildProcess("answering process", _make_handler, (model,))

    @property
    def process_id(self) -> int | None:
        """The child's process id, None if it does not run now."""
        return self._child.process_id

    def prepare(self) -> None:
        """Start the child, which loads the model and reads what all prompts begin with; returns at once.

        Does nothing if it runs. To be called by the thread that generates.
        """
        self._child.start()

    def generate(self, prompt: Prompt) -> Iterator[str]:
        """Yield the answer in pieces, the first of them empty and before the prompt is read.

        Raises `ModelMissing`, `ModelDamaged`, `NotEnoughMemory`, the `ModelServerError` of a server that is asked, and
        `ModelCrashed` if the child died or was silent for too long. Ends early after `stop`.
        """
        self.sent_prompt = None
        for reply in self._replies(prompt):
            if isinstance(reply, SentPrompt):
                self.sent_prompt = reply
            else:
                yield reply

    def measure_speed(self, seconds: float) -> ModelSpeed | None:
        """Blocking: read and write for so many seconds; None if it was stopped.

        Raises `ModelMissing`, `ModelDamaged`, `NotEnoughMemory` and `ModelCrashed`.
        """
        speeds = [reply for reply in self._replies(_SpeedTest(seconds)) if isinstance(reply, ModelSpeed)]
        return speeds[0] if speeds else None

    def _replies(self, request: "Prompt | _SpeedTest") -> Iterator[Any]:
        try:
            yield from self._child.request(request, reply_timeout=_SILENCE_LIMIT_SECONDS)
        except ChildEnded as error:
            raise ModelCrashed(str(error)) from error
        except ProcessNotStarted as error:
            raise ModelCrashed(str(error)) from error
        except ChildFailed as error:
            raise ModelCrashed(error.reason) from error

    def stop(self) -> None:
        """End the present answer, if there is one; returns at once."""
        self._child.stop_request()

    def end(self) -> None:
        """End the child and wait for it; the next prompt starts another. Not while another thread generates."""
        self._child.end()


def _make_handler(model: LanguageModelInfo) -> Handler:
    """What answers prompts and measures the speed, in the child."""
    return _server_handler(model) if model.server is not None else _file_handler(model)


def _server_handler(model: LanguageModelInfo) -> Handler:
    def answer(request: Prompt) -> Iterator[str | SentPrompt]:
        from engine.answering.model_server import ServerModel

        yield ""
        yield from ServerModel(model).answer(request)

    return answer


def _file_handler(model: LanguageModelInfo) -> Handler:
    """Load the model as the child starts, and return what runs it."""
    loaded: LanguageModel | None = None
    seconds_to_load = 0.0
    stop_wanted = stop_signal()

    def load() -> "LanguageModel":
        nonlocal loaded, seconds_to_load
        if loaded is None:
            from engine.answering.language_model import LanguageModel

            _require_memory(model)
            started = time.perf_counter()
            loaded = LanguageModel(model, stop_wanted)
            seconds_to_load = time.perf_counter() - started
            loaded.read_ahead(instructions())
        return loaded

    def answer(request: Prompt | _SpeedTest) -> Iterator[str | SentPrompt | ModelSpeed | None]:
        yield ""
        writer = load()
        if isinstance(request, Prompt):
            yield from writer.answer(request)
            return
        for speed in writer.measure_speed(request.seconds):
            yield None if speed is None else replace(speed, seconds_to_load=seconds_to_load)

    # What is wrong is told to the first prompt, which tries again.
    with suppress(Exception):
        load()
    return answer


def _require_memory(model: LanguageModelInfo) -> None:
    """Raise `NotEnoughMemory` if a model of the user's needs more than is free; the embedded one is always tried."""
    if model.model_id == LANGUAGE_MODEL:
        return
    try:
        gguf = read_gguf_model(model.file)
    except ModelError:  # to load it tells more
        return
    needed = memory_needed(gguf.size, gguf.cache_bytes_per_token, gguf.context_tokens)
    require_memory(model.name, needed, free_memory())
