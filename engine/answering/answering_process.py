"""The child process in which the language model runs: a model that crashes or hangs costs one answer, not the app."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.answering.prompt_builder import Prompt
from engine.child_process import ChildEnded, ChildFailed, ChildProcess, Handler
from engine.errors import ModelCrashed
from engine.models.model_catalog import LanguageModelInfo
from engine.types import SentPrompt

if TYPE_CHECKING:
    from engine.answering.language_model import LanguageModel

_SILENCE_LIMIT_SECONDS = 120.0
"""A child that sends nothing for so long hangs. Loading a large model from a slow disk is silent too."""


class AnsweringProcess:
    """Runs one language model in a child process that starts with the first prompt.

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

    def generate(self, prompt: Prompt) -> Iterator[str]:
        """Yield the answer in pieces, the first of them empty and before the model is loaded or the prompt read.

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
    """What answers prompts in the child. The model is loaded by the first, whose answer can then tell what is wrong."""
    loaded: LanguageModel | None = None

    def answer(prompt: Prompt) -> Iterator[str | SentPrompt]:
        nonlocal loaded
        yield ""
        if loaded is None:
            from engine.answering.language_model import LanguageModel

            loaded = LanguageModel(model)
        tokens = loaded.prompt_tokens(prompt)
        yield SentPrompt(loaded.text_of(tokens), len(tokens))
        yield from loaded.generate(tokens, prompt.answer_tokens)

    return answer
