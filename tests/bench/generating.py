"""Time to the first token, and tokens written a second, against llama.cpp called directly for the same prompt."""

import time
from dataclasses import dataclass

import llama_cpp

from engine.answering.language_model import LanguageModel, available_cores
from engine.answering.prompt_builder import Prompt
from engine.models.model_catalog import LanguageModelInfo, language_model
from tests.bench.corpus import passages
from tests.bench.measuring import Row, median_ratio

_ROUNDS = 5
_ANSWER_TOKENS = 48


@dataclass(frozen=True, slots=True)
class Speeds:
    """Prompt tokens read a second, and tokens written a second after the first."""

    reading: float
    writing: float


def measure() -> list[Row]:
    """Two rows: prompt tokens read and answer tokens written a second."""
    info = language_model()
    ours, bare = LanguageModel(info), _bare_model(info)
    pairs = []
    for round_number in range(_ROUNDS + 1):
        prompt = _prompt(round_number)
        tokens = ours.prompt_tokens(prompt)
        pairs.append((_our_speeds(ours, prompt), _bare_speeds(bare, tokens)))
    del pairs[0]  # the first round warms up both
    reading = [(own.reading, other.reading) for own, other in pairs]
    writing = [(own.writing, other.writing) for own, other in pairs]
    return [
        median_ratio("prompt read by the language model", "tokens/s", reading, "llama.cpp alone"),
        median_ratio("answer written by the language model", "tokens/s", writing, "llama.cpp alone"),
    ]


def _bare_model(info: LanguageModelInfo) -> llama_cpp.Llama:
    cores = available_cores()
    return llama_cpp.Llama(
        str(info.file), n_ctx=info.context_tokens, n_threads=cores, n_threads_batch=cores, verbose=False
    )


def _prompt(round_number: int) -> Prompt:
    """A prompt of some four hundred tokens that no cache has seen but for its instructions."""
    quotes = tuple(passages(3, words_each=50, seed=100 + round_number))
    return Prompt("Answer from the quotes.", quotes, "What do the quotes tell?", 1000, _ANSWER_TOKENS)


def _our_speeds(model: LanguageModel, prompt: Prompt) -> Speeds:
    begin = time.perf_counter()
    tokens = model.prompt_tokens(prompt)
    pieces = model.generate(tokens, prompt.answer_tokens)
    moments = [time.perf_counter() for piece in pieces if piece]
    return _speeds(begin, moments, len(tokens))


def _bare_speeds(model: llama_cpp.Llama, tokens: list[int]) -> Speeds:
    begin = time.perf_counter()
    moments: list[float] = []
    for token in model.generate(tokens, temp=0.0, repeat_penalty=1.1):
        if token == model.token_eos() or len(moments) == _ANSWER_TOKENS:
            break
        moments.append(time.perf_counter())
    return _speeds(begin, moments, len(tokens))


def _speeds(begin: float, moments: list[float], prompt_tokens: int) -> Speeds:
    return Speeds(prompt_tokens / (moments[0] - begin), (len(moments) - 1) / (moments[-1] - moments[0]))
