"""Tokens read and written a second, time to the first token and to stop, against llama.cpp for the same prompt."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import llama_cpp

from engine.answering.answering_process import AnsweringProcess
from engine.answering.language_model import LanguageModel
from engine.answering.prompt_builder import Prompt
from engine.machine import available_cores
from engine.models.model_catalog import LanguageModelInfo, language_model
from tests.bench.corpus import passages
from tests.bench.measuring import Row, median_ratio

_ROUNDS = 5
_ANSWER_TOKENS = 48
_BARE = "llama.cpp alone"


@dataclass(frozen=True, slots=True)
class Speeds:
    """Prompt tokens read a second, and tokens written a second after the first."""

    reading: float
    writing: float
    first_token: float
    """Seconds."""


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds from the question to the first token, and from a stop to the end."""

    first_token: float
    stop_writing: float
    stop_reading: float


def measure() -> list[Row]:
    """Rows: prompt tokens read and answer tokens written a second, time to the first token, and how soon it stops.

    The last three go through the answering process, as the app does.
    """
    info = language_model()
    ours, bare = LanguageModel(info), _bare_model(info)
    process = AnsweringProcess(info)
    speeds: list[tuple[Speeds, Speeds]] = []
    waits: list[Waits] = []
    try:
        for round_number in range(_ROUNDS + 1):
            prompt = _prompt(round_number)
            speeds.append((_our_speeds(ours, prompt), _bare_speeds(bare, ours.prompt_tokens(prompt))))
            waits.append(_waits(process, round_number))
    finally:
        process.end()
    del speeds[0], waits[0]  # the first round warms up all
    return [*_speed_rows(speeds), *_wait_rows(speeds, waits)]


def _speed_rows(speeds: Sequence[tuple[Speeds, Speeds]]) -> list[Row]:
    reading = [(own.reading, other.reading) for own, other in speeds]
    writing = [(own.writing, other.writing) for own, other in speeds]
    return [
        median_ratio("prompt read by the language model", "tokens/s", reading, _BARE),
        median_ratio("answer written by the language model", "tokens/s", writing, _BARE),
    ]


def _wait_rows(speeds: Sequence[tuple[Speeds, Speeds]], waits: Sequence[Waits]) -> list[Row]:
    """Milliseconds. llama.cpp alone can be left after a token or, while it reads, after the prompt."""
    bare = [Waits(other.first_token, 1 / other.writing, other.first_token) for _, other in speeds]
    pairs = list(zip(waits, bare, strict=True))
    return [
        median_ratio("time to the first token", "ms", _in_ms(pairs, "first_token"), _BARE),
        median_ratio("time to stop while the answer is written", "ms", _in_ms(pairs, "stop_writing"), _BARE),
        median_ratio("time to stop while the prompt is read", "ms", _in_ms(pairs, "stop_reading"), _BARE),
    ]


def _in_ms(pairs: Sequence[tuple[Waits, Waits]], name: str) -> list[tuple[float, float]]:
    return [(1000 * getattr(own, name), 1000 * getattr(other, name)) for own, other in pairs]


def _waits(process: AnsweringProcess, round_number: int) -> Waits:
    begin = time.perf_counter()
    pieces = process.generate(_prompt(round_number))
    next(piece for piece in pieces if piece)
    first_token = time.perf_counter() - begin
    stop_writing = _seconds_to_stop(process, pieces)
    pieces = process.generate(_prompt(1000 + round_number))
    next(pieces), next(pieces)  # the prompt has begun to be read
    return Waits(first_token, stop_writing, _seconds_to_stop(process, pieces))


def _seconds_to_stop(process: AnsweringProcess, pieces: Iterator[str]) -> float:
    begin = time.perf_counter()
    process.stop()
    for _ in pieces:
        pass
    return time.perf_counter() - begin


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
    first_token = moments[0] - begin
    return Speeds(prompt_tokens / first_token, (len(moments) - 1) / (moments[-1] - moments[0]), first_token)
