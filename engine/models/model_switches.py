"""What the management of models needs of the rest of the engine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.models.model_catalog import ServerChoice


@dataclass(frozen=True, slots=True)
class ModelSwitches:
    """How the rest of the engine goes over to other models. None stands for the embedded one."""

    use_language: Callable[[Path | None], None]
    """Answers with a GGUF file from the next question on."""
    use_server: Callable[[str, ServerChoice], None]
    """Answers with the model of this name at a server."""
    use_embedding: Callable[[Path | None], None]
    """Prepares the model in a folder, and then searches with it."""
    embedding_folders_in_use: Callable[[], Sequence[Path]]
    """Those that search or prepare now."""
    run_between: Callable[[Callable[[], None]], None]
    """Does something that needs the processor for itself between two answers."""
