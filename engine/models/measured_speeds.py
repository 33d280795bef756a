"""How fast language models were when they were tested here, kept beside the models folder."""

import json
import logging
from dataclasses import asdict
from pathlib import Path

from engine.durable_files import replace_file
from engine.errors import system_reason
from engine.models.acquisition_errors import ModelFolderNotWritable
from engine.types import ModelSpeed

_log = logging.getLogger(__name__)
_FILE = "model-speeds.json"


class MeasuredSpeeds:
    """The last test of each model. They are not in the folder itself, which may be copied to another computer."""

    def __init__(self, folder: Path) -> None:
        self._file = folder.with_name(_FILE)

    def by_model(self) -> dict[str, float]:
        """Tokens written a second, by model id; nothing if no model was tested."""
        try:
            values = json.loads(self._file.read_text(encoding="utf-8"))
            return {str(model_id): float(speed["tokens_written_per_second"]) for model_id, speed in values.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            _log.warning("%s cannot be read; models count as not tested", self._file, exc_info=True)
            return {}

    def keep(self, model_id: str, speed: ModelSpeed) -> None:
        """Take note of a test. Raises `ModelFolderNotWritable`."""
        try:
            stored = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            stored = {}
        values = stored if isinstance(stored, dict) else {}
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._file, json.dumps({**values, model_id: asdict(speed)}).encode("ascii"))
        except OSError as error:
            raise ModelFolderNotWritable(system_reason(error)) from error
