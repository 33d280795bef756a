"""What a language model can be trusted with, judged by its size."""

from engine.models.model_catalog import LanguageModelInfo

_LEAST_BYTES = 600_000_000
"""About a billion parameters with four bits each. Smaller models invent and lose the thread where nothing guides them:
the embedded one has 98 MB."""


def writes_freely(model: LanguageModelInfo) -> bool:
    """True if the model can translate and explain in words of its own; False also if its file is not there.

    Who runs a server runs a model that deserves it.
    """
    if model.server is not None:
        return True
    try:
        return model.file.stat().st_size >= _LEAST_BYTES
    except OSError:
        return False
