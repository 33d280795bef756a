"""What is said about a model, in words that need no knowledge of models."""

from desktop.amounts import rough_size, shown_size, time_left
from desktop.conversation.scope_words import language_words
from engine.types import (
    DownloadProgress,
    DownloadState,
    Machine,
    ModelDescription,
    ModelKind,
    ModelSpeed,
    ModelState,
    Recommendation,
)

WORDS_PER_TOKEN = 0.75
"""Of English text, roughly: what models call a token is a part of a word."""

_RECOMMENDED = {
    Recommendation.FAST: "Fast",
    Recommendation.BALANCED: "Balanced",
    Recommendation.BEST: "Best answers",
}
_MOST_LANGUAGES = 3


def badge(model: ModelDescription) -> str:
    """What distinguishes the model: that it is in use, or what it is recommended as; "" if nothing does."""
    if model.in_use:
        return "In use"
    names = [_RECOMMENDED[recommendation] for recommendation in model.recommended_as]
    return f"Recommended here: {', '.join(names).lower()}" if names else ""


def needs(model: ModelDescription) -> str:
    """Size, memory and speed on one line."""
    if model.state is ModelState.EMBEDDED:
        parts = ["Ready now, part of Pagewise"]
    elif model.state is ModelState.INSTALLED:
        parts = [f"{shown_size(model.size)} on this computer"]
    elif model.state is ModelState.SERVER:
        parts = [f"answers at {model.source}"]
    else:
        size = f"about {rough_size(model.size)}" if model.size_is_approximate else shown_size(model.size)
        parts = [f"{size} to download"]
    if model.memory_needed:
        parts.append(f"needs {shown_size(model.memory_needed)} of memory")
    if model.tokens_per_second is not None:
        words = max(1, round(model.tokens_per_second * WORDS_PER_TOKEN))
        parts.append(f"{'' if model.speed_is_measured else 'probably '}about {words} words a second")
    line = " · ".join(parts)
    return line[:1].upper() + line[1:]


def tested(speed: ModelSpeed) -> str:
    """What a test has shown."""
    read, written = (
        round(rate * WORDS_PER_TOKEN) for rate in (speed.tokens_read_per_second, speed.tokens_written_per_second)
    )
    return (
        f"Tested here: it reads about {read} words a second and writes about {written}; "
        f"loading it took {speed.seconds_to_load:.1f} s."
    )


def origin(model: ModelDescription) -> str:
    """Languages and licence on one line; "" if nothing is known."""
    parts = []
    names = [language_words(code) for code in model.languages[:_MOST_LANGUAGES]]
    if names:
        more = model.language_count - len(names)
        parts.append(", ".join(names) + (f" and {more} more languages" if more > 1 else ""))
    if model.licence:
        parts.append(f"licence {model.licence}")
    line = " · ".join(parts)
    return line[:1].upper() + line[1:]


def download_words(progress: DownloadProgress) -> str:
    """How far a download is."""
    if progress.state is DownloadState.WAITING:
        return "Waits for the download before it"
    if progress.state is DownloadState.VERIFYING:
        return "Checking that everything arrived as it was published"
    total = f" of {shown_size(progress.bytes_total)}" if progress.bytes_total else ""
    words = f"{shown_size(progress.bytes_done)}{total}"
    if progress.state is DownloadState.PAUSED:
        return f"Paused: {words}"
    if progress.bytes_per_second <= 0:
        return words
    words += f" · {shown_size(round(progress.bytes_per_second))}/s"
    if progress.bytes_total:
        words += f" · {time_left((progress.bytes_total - progress.bytes_done) / progress.bytes_per_second)}"
    return words


def machine_words(machine: Machine) -> str:
    """What this computer has, as far as models need it."""
    cores = "one core" if machine.cores == 1 else f"{machine.cores} cores"
    graphics = f"graphics by {machine.gpu}" if machine.gpu else "no graphics card used"
    return (
        f"This computer: {shown_size(machine.memory_total)} of memory ({shown_size(machine.memory_free)} free), "
        f"{cores}, {graphics}; {shown_size(machine.disk_free)} free on the disk."
    )


def does(kind: ModelKind) -> str:
    """What models of a kind are for."""
    return {
        ModelKind.LANGUAGE: "Writes the answers",
        ModelKind.EMBEDDING: "Searches by meaning",
        ModelKind.RERANKING: "Puts the best passages in order, for thorough answers",
        ModelKind.READING: "Finds the answer in the best passages",
        ModelKind.OCR: "Reads scans",
    }[kind]
