"""The language model: llama.cpp, run by the answering process. The only module that imports llama_cpp.

The keys and values of the prompt's unchanged beginning stay in llama.cpp's cache, so that the instructions are read
only once, when the model is loaded, and a prompt that begins like the one before is read from where they part.
"""

import codecs
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, takewhile
from pathlib import Path

import llama_cpp
from jinja2 import TemplateError
from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from engine.answering.prompt_builder import Prompt
from engine.answering.thinking import MOST_THOUGHT, OPENING, ThoughtSeparator
from engine.errors import LanguageModelUnsuitable, ModelDamaged, ModelMissing
from engine.machine import available_cores
from engine.models.model_catalog import LanguageModelInfo
from engine.types import ModelSpeed, SentPrompt

_log = logging.getLogger(__name__)

_CHATML_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)

_REQUEST_MARK = "\ue000request\ue000"
"""Stands for the user's part while the chat template is filled in (a word between characters for private use)."""

_PROMPT_STEP = 256
"""Tokens of the prompt that are read at once, between two signs of life: at four tokens a second that is a minute."""
_TEST_STEP = 32
"""The same for a speed test, which is to end in time."""
_STOP_SECONDS = 0.005
"""Amid such a step llama.cpp asks before each of its operations whether to go on; so often that is found out."""

_TOKENS_OF_A_TAG = 8
"""So many of the prompt's last tokens are looked at."""
_TEXT_TO_READ = "The landlord shall return the deposit within four weeks after the end of the tenancy. "
_SHARE_OF_READING = 0.4
"""Of the time of a speed test."""

_REPEAT_PENALTY = 1.1
"""Keeps a small model from going round in circles, yet lets it quote."""


def _keep_remark(_level: int, text: bytes, _data: object) -> None:
    """Keep what llama.cpp remarks, about each prompt that is left off amid for one, from the terminal."""
    _log.debug("llama.cpp: %s", text.decode("utf-8", "replace").strip())


_REMARKS = llama_cpp.llama_log_callback(_keep_remark)
llama_cpp.llama_log_set(_REMARKS, None)
_NO_CALLBACK = llama_cpp.ggml_abort_callback()


def _never() -> bool:
    """The default of a model that nobody stops."""
    return False


class LanguageModel:
    """A GGUF model that answers prompts, the same prompt always in the same way (temperature 0)."""

    def __init__(self, info: LanguageModelInfo, stop_wanted: Callable[[], bool] = _never) -> None:
        """`stop_wanted` is asked while a prompt is read, and must be quick.

        Raises `ModelMissing`, and `ModelDamaged` for a file that is truncated or no GGUF model.
        """
        _check_file(info.file)
        self._stop_wanted = stop_wanted
        self._stopped, self._asked = False, 0.0
        self._abort = llama_cpp.ggml_abort_callback(self._is_stopped)  # llama.cpp does not keep it alive
        cores = min(available_cores(), info.most_cores or available_cores())
        try:
            self._llama = llama_cpp.Llama(
                str(info.file),
                n_ctx=info.context_tokens,
                n_batch=_PROMPT_STEP,
                n_threads=cores,
                n_threads_batch=cores,
                n_gpu_layers=-1 if llama_cpp.llama_supports_gpu_offload() else 0,
                verbose=False,
            )
        except ValueError as error:
            raise ModelDamaged(f"{info.file} ({error})") from error
        trained = llama_cpp.llama_model_n_ctx_train(self._llama.model)
        self._context_tokens = min(info.context_tokens, trained) if trained > 0 else info.context_tokens
        self._vocabulary = llama_cpp.llama_model_get_vocab(self._llama.model)
        self._bos = self._token_text(self._llama.token_bos())
        self._formatter = self._chat_formatter()

    def read_ahead(self, instructions: str) -> None:
        """Read the constant beginning of all prompts, so that the first question need not wait for it."""
        before, _ = self._template_around_request(instructions)
        next(self._continue(before))

    def answer(self, prompt: Prompt) -> Iterator[str | SentPrompt]:
        """Yield the prompt as it is given to the model, then the answer in pieces (see `generate`)."""
        tokens = self.prompt_tokens(prompt)
        yield SentPrompt(self.text_of(tokens), len(tokens), len(tokens) - self.known_tokens(tokens))
        yield from self.generate(tokens, prompt.answer_tokens)

    def known_tokens(self, prompt: Sequence[int]) -> int:
        """How many tokens of a prompt, from the first on, are in the cache and need not be read."""
        known = self._llama.input_ids[: self._llama.n_tokens].tolist()
        shared = takewhile(lambda pair: pair[0] == pair[1], zip(known, prompt, strict=False))
        # The last one is always read, to tell what follows it.
        return min(sum(1 for _ in shared), len(prompt) - 1)

    def generate(self, prompt: Sequence[int], answer_tokens: int) -> Iterator[str]:
        """Yield the answer to a prompt (see `prompt_tokens`) in pieces, at most `answer_tokens`, as it is written.

        Empty pieces are signs of life while the prompt is read. Nothing more comes once a stop is wanted amid that.
        """
        tokens = list(prompt)
        self._stopped = False
        # To ask for less than what is known would make llama.cpp forget the rest.
        for end in range(self.known_tokens(tokens) + _PROMPT_STEP, len(tokens), _PROMPT_STEP):
            if self._first_of(self._continue(tokens[:end])) is None:
                return
            yield ""
        writing = self._continue(tokens)
        first = self._first_of(writing)
        if first is None:
            return
        separator, thought, answer = ThoughtSeparator(), 0, 0
        if self.text_of(tokens[-_TOKENS_OF_A_TAG:]).rstrip().endswith(OPENING):  # the template has begun the thought
            separator.feed(OPENING)
            yield OPENING
        most_thought = min(MOST_THOUGHT, self._context_tokens - len(tokens) - answer_tokens)
        decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        for token in chain([first], writing):
            ended = llama_cpp.llama_vocab_is_eog(self._vocabulary, token)
            if ended or answer == answer_tokens or (separator.is_thinking and thought >= most_thought):
                break
            piece = decoder.decode(self._llama.detokenize([token]))
            separator.feed(piece)
            thought, answer = thought + separator.is_thinking, answer + (not separator.is_thinking)
            yield piece

    def measure_speed(self, seconds: float) -> Iterator[ModelSpeed | None]:
        """Read and write for so many seconds in all, and yield how fast that was at the end; None is a sign of life.

        `seconds_to_load` is 0: whoever loads the model knows it. What is in the cache is forgotten.
        """
        text = self._plain_tokens(_TEXT_TO_READ * (self._context_tokens // 8))[: self._context_tokens // 2]
        self._llama.reset()
        reading = _Stopwatch(seconds * _SHARE_OF_READING)
        for start in range(0, len(text), _TEST_STEP):
            self._llama.eval(text[start : start + _TEST_STEP])
            reading.count(len(text[start : start + _TEST_STEP]))
            yield None
            if reading.is_over:
                break
        writing = _Stopwatch(seconds - reading.seconds)
        for _ in range(self._context_tokens // 4):
            self._llama.eval([self._llama.sample(temp=0.0)])
            writing.count(1)
            yield None
            if writing.is_over:
                break
        yield ModelSpeed(reading.per_second, writing.per_second, 0.0)

    def text_of(self, tokens: Sequence[int]) -> str:
        """Tokens as text, control tokens included."""
        text: bytes = self._llama.detokenize(list(tokens), special=True)
        return text.decode("utf-8", "replace")

    def prompt_tokens(self, prompt: Prompt) -> list[int]:
        """The prompt as tokens, with as many of its quotes, strongest first, as its budget and the context allow.

        The strongest quote always stays; a question so long that it does not fit beside it is cut.
        """
        before, after = self._template_around_request(prompt.instructions)
        longest_request = self._context_tokens - prompt.answer_tokens - len(before) - len(after)
        limit = min(longest_request, prompt.request_tokens)
        request: list[int] = []
        for quote_count in range(len(prompt.quotes), 0, -1):
            request = self._plain_tokens(prompt.request(quote_count))
            if len(request) <= limit:
                break
        return before + request[:longest_request] + after

    def _continue(self, tokens: list[int]) -> Iterator[int]:
        generated: Iterator[int] = self._llama.generate(tokens, temp=0.0, repeat_penalty=_REPEAT_PENALTY)
        return generated

    def _first_of(self, written: Iterator[int]) -> int | None:
        """Read what is to be read, and return the first token that follows; None if a stop was wanted meanwhile.

        llama.cpp asks about that only here: to ask amid the writing of each token would slow it down.
        """
        llama_cpp.llama_set_abort_callback(self._llama.ctx, self._abort, None)
        try:
            return next(written)
        except RuntimeError:
            if self._stopped:
                return None
            raise
        finally:
            llama_cpp.llama_set_abort_callback(self._llama.ctx, _NO_CALLBACK, None)

    def _is_stopped(self, _: object) -> bool:
        now = time.perf_counter()
        if not self._stopped and now - self._asked >= _STOP_SECONDS:
            self._stopped, self._asked = self._stop_wanted(), now
        return self._stopped

    def _template_around_request(self, instructions: str) -> tuple[list[int], list[int]]:
        """The tokens before and after the user's part. Only they may hold the template's control tokens."""
        try:
            text = self._fill_template(
                {"role": "system", "content": instructions}, {"role": "user", "content": _REQUEST_MARK}
            )
        except ValueError:  # a template that knows no system role
            text = self._fill_template({"role": "user", "content": f"{instructions}\n\n{_REQUEST_MARK}"})
        before, _, after = text.partition(_REQUEST_MARK)
        add_bos = not (self._bos and before.startswith(self._bos))
        return (
            self._llama.tokenize(before.encode(), add_bos=add_bos, special=True),
            self._llama.tokenize(after.encode(), add_bos=False, special=True),
        )

    def _plain_tokens(self, text: str) -> list[int]:
        """Tokens of text from outside: what looks like a control token in it stays mere text."""
        tokens: list[int] = self._llama.tokenize(text.encode("utf-8", "replace"), add_bos=False, special=False)
        return tokens

    def _fill_template(self, *messages: dict[str, str]) -> str:
        # Models that think aloud before they answer are told not to; other templates ignore it.
        prompt: str = self._formatter(messages=list(messages), enable_thinking=False).prompt
        return prompt

    def _chat_formatter(self) -> Jinja2ChatFormatter:
        template = self._llama.metadata.get("tokenizer.chat_template", _CHATML_TEMPLATE)
        eos = self._token_text(self._llama.token_eos())
        try:
            return Jinja2ChatFormatter(template, eos_token=eos, bos_token=self._bos)
        except TemplateError:
            return Jinja2ChatFormatter(_CHATML_TEMPLATE, eos_token=eos, bos_token=self._bos)

    def _token_text(self, token: int) -> str:
        if token < 0:  # the vocabulary has no such token
            return ""
        return self.text_of([token])


class _Stopwatch:
    """Counts how much is done in a time that is over after `limit` seconds."""

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._started = time.perf_counter()
        self._done = 0
        self.seconds = 0.0

    def count(self, done: int) -> None:
        """Take note that so much more is done now."""
        self._done += done
        self.seconds = time.perf_counter() - self._started

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return self.seconds >= self._limit

    @property
    def per_second(self) -> float:
        """How much was done a second."""
        return self._done / self.seconds if self.seconds else 0.0


def require_known_architecture(file: Path) -> None:
    """Have llama.cpp read how the model in `file` is built, and its vocabulary, but none of its numbers.

    Raises `LanguageModelUnsuitable`.
    """
    try:
        llama_cpp.Llama(str(file), vocab_only=True, verbose=False).close()
    except ValueError as error:
        raise LanguageModelUnsuitable(f"{file.name} is built in a way that this Pagewise does not know.") from error


def _check_file(file: Path) -> None:
    """Look at what can be told without loading. Raises `ModelMissing` and `ModelDamaged`."""
    try:
        with file.open("rb") as stream:
            magic = stream.read(4)
    except OSError as error:
        raise ModelMissing(f"{file} ({error.strerror})") from error
    if magic != b"GGUF":
        raise ModelDamaged(f"{file} is not a GGUF file")
