"""The child process in which the language model runs: a model that crashes or hangs costs one answer, not the app."""

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from engine.answering.prompt_builder import Prompt, instructions
from engine.child_process import ChildEnded, ChildFailed, ChildProcess, Handler
from engine.errors import ModelCrashed
from engine.models.model_catalog import LanguageModelInfo
from engine.types import SentPrompt

if TYPE_CHECKING:
    from engine.answering.language_model import LanguageModel

_SILENCE_LIMIT_SECONDS = 120.0
"""A child that sends nothing for so long hangs. Loading a large model from a slow disk is silent too."""


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

        Raises `ModelMissing`, `ModelDamaged`, and `ModelCrashed` if the child died or was silent for too long. Ends
        early after `stop`.
        """
        self.sent_prompt = None
        try:
            for reply in self._child.request(prompt, reply_timeout=_SILENCE_LIMIT_SECONDS):
                if isinstance(reply, SentPrompt):
                    self.sent_prompt = reply
                else:
                    yield reply
        except ChildEnded as error:
            raise ModelCrashed(str(error)) from error
        except ChildFailed as error:
            # The last line of the traceback names the error.
            raise ModelCrashed(str(error).strip().rpartition("\n")[2]) from error

    def stop(self) -> None:
        """End the present answer, if there is one; returns at once."""
        self._child.stop_request()

    def end(self) -> None:
        """End the child and wait for it; the next prompt starts another. Not while another thread generates."""
        self._child.end()


def _make_handler(model: LanguageModelInfo) -> Handler:
    """Load the model as the child starts, and return what answers prompts."""
    loaded: LanguageModel | None = None

    def load() -> "LanguageModel":
        nonlocal loaded
        if loaded is None:
            from engine.answering.language_model import LanguageModel

            loaded = LanguageModel(model)
            loaded.read_ahead(instructions())
        return loaded

    def answer(prompt: Prompt) -> Iterator[str | SentPrompt]:
        yield ""
        writer = load()
        tokens = writer.prompt_tokens(prompt)
        yield SentPrompt(writer.text_of(tokens), len(tokens), len(tokens) - writer.known_tokens(tokens))
        yield from writer.generate(tokens, prompt.answer_tokens)

    # What is wrong is told to the first prompt, which tries again.
    with suppress(Exception):
        load()
    return answer
