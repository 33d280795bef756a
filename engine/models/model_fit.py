"""Whether a language model fits a machine, how fast it will be there, and which ones to recommend."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.errors import NotEnoughMemory
from engine.machine import in_gigabytes
from engine.types import Machine, ModelDescription, ModelFit, ModelKind, ModelState, Recommendation

CONTEXT_TOKENS = 4096
"""The context that a language model gets, if it can look at so many."""
_BESIDE_WEIGHTS_AND_CACHE = 256 * 1024**2
"""Bytes of the answering process beside both: some 85 MB with the embedded model, more with larger vocabularies."""
_FOR_OTHERS = 2 * 1024**3
"""Bytes that the system and other programs need: a model that leaves less does not fit."""
_RECOMMENDED_SHARE = 0.6
"""A recommended model leaves the rest of the memory to what else is done on the computer."""
_BYTES_PER_SECOND_AND_CORE = 3.8e9
"""To write a token, all of the model is read. A model of 98 MB wrote 79 tokens a second on two cores, and one of about
400 MB wrote 19. A test of any model on the machine tells better."""
_DISTURBED_SHARE = 0.1
"""A test with a lower share of what is assumed was made while something else kept the cores busy: llama.cpp's threads
wait for each other, and wrote 0.3 instead of 79 tokens a second on two cores with a load of six."""
_WRITES_AS_FAST_AS_PEOPLE_READ = 8.0
"""Tokens a second."""
_WRITES_AT_ONCE = 20.0
"""Tokens a second."""
_TOO_SLOW = 2.5
"""Tokens a second: an answer of three sentences takes more than half a minute."""


def memory_needed(size: int, cache_bytes_per_token: int, context_tokens: int = CONTEXT_TOKENS) -> int:
    """Bytes that a language model with a file of `size` bytes takes while it runs."""
    context = min(context_tokens or CONTEXT_TOKENS, CONTEXT_TOKENS)
    return size + context * cache_bytes_per_token + _BESIDE_WEIGHTS_AND_CACHE


def require_memory(name: str, needed: int, free: int) -> None:
    """Raise `NotEnoughMemory` if a model needs more bytes than are free."""
    if needed > free:
        raise NotEnoughMemory(f"{name} needs about {in_gigabytes(needed)}, and {in_gigabytes(free)} are free.")


def fitted(model: ModelDescription, machine: Machine) -> ModelDescription:
    """The model with `fit` and `advice` for this machine. One in use has its memory already."""
    needed, total = model.memory_needed, machine.memory_total
    if needed > total - _FOR_OTHERS:
        advice = (
            f"It needs about {in_gigabytes(needed)} of memory, and this computer has {in_gigabytes(total)} in all. "
            "Choose a smaller one."
        )
        return replace(model, fit=ModelFit.TOO_LARGE, advice=advice)
    if needed > machine.memory_free and not model.in_use:
        advice = (
            f"It needs about {in_gigabytes(needed)} of memory, and {in_gigabytes(machine.memory_free)} are free now. "
            "Close other programs before you use it, or choose a smaller one."
        )
        return replace(model, fit=ModelFit.TIGHT, advice=advice)
    return replace(model, fit=ModelFit.FITS, advice="")


def with_speeds(
    models: Sequence[ModelDescription], machine: Machine, measured: Mapping[str, float]
) -> list[ModelDescription]:
    """The models with the tokens a second that they write; `measured` has those of models tested here, by id.

    Where the memory is what limits the speed, it is the memory's bytes a second by the model's size. The quickest test
    tells these; one that other programs have disturbed beyond measure tells nothing.
    """
    assumed = _BYTES_PER_SECOND_AND_CORE * machine.cores
    sizes = {model.model_id: model.size for model in models}
    tested = [speed * sizes[model_id] for model_id, speed in measured.items() if sizes.get(model_id)]
    bytes_per_second = max((told for told in tested if told >= _DISTURBED_SHARE * assumed), default=assumed)
    return [_with_speed(model, bytes_per_second, measured.get(model.model_id)) for model in models]


def recommend(models: Sequence[ModelDescription], machine: Machine) -> dict[str, tuple[Recommendation, ...]]:
    """What is recommended, by model id.

    Of the language models that leave room for what else is done: as best the largest that is not too slow, as balanced
    the largest that writes as fast as people read, as fast the largest that writes at once, or else the fastest. A
    model that is the answer to two of these is named as both.
    """
    limit = _RECOMMENDED_SHARE * machine.memory_total
    usable = [
        model
        for model in models
        if model.kind == ModelKind.LANGUAGE
        and model.state != ModelState.SERVER
        and model.fit in (ModelFit.FITS, ModelFit.TIGHT)
        and model.memory_needed <= limit
        and (model.path is not None or model.size <= machine.disk_free)
    ]
    chosen: dict[str, tuple[Recommendation, ...]] = {}
    for recommendation, least in (
        (Recommendation.FAST, _WRITES_AT_ONCE),
        (Recommendation.BALANCED, _WRITES_AS_FAST_AS_PEOPLE_READ),
        (Recommendation.BEST, _TOO_SLOW),
    ):
        quick = [model for model in usable if _speed(model) >= least]
        best = max(quick, key=lambda model: model.parameters) if quick else max(usable, key=_speed, default=None)
        if best is not None:
            chosen[best.model_id] = (*chosen.get(best.model_id, ()), recommendation)
    return chosen


def _with_speed(model: ModelDescription, bytes_per_second: float, measured: float | None) -> ModelDescription:
    if model.kind != ModelKind.LANGUAGE or model.fit == ModelFit.UNKNOWN or not model.size:
        return model
    if measured is not None:
        return replace(model, tokens_per_second=measured, speed_is_measured=True)
    return replace(model, tokens_per_second=bytes_per_second / model.size)


def _speed(model: ModelDescription) -> float:
    return model.tokens_per_second or 0.0
