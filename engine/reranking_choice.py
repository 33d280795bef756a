"""The re-ranking model that the user has chosen, if any."""

import logging
import threading
from pathlib import Path

from engine.answering.reranker import Reranker
from engine.errors import ModelError
from engine.models.reranking_model_folder import describe_reranking_model
from engine.settings import SettingsKeeper

_log = logging.getLogger(__name__)


class RerankingChoice:
    """Follows the setting. Thread-safe."""

    def __init__(self, settings: SettingsKeeper) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._reranker: Reranker | None = None

    def reranker(self) -> Reranker | None:
        """What the next thorough search ranks with at last; None if nothing was chosen, or its folder is gone."""
        folder = self._settings.chosen.reranking_model
        with self._lock:
            if folder is None:
                self._reranker = None
            elif self._reranker is None or self._reranker.model.folder != folder:
                self._reranker = _reranker_in_use(folder)
            return self._reranker


def _reranker_in_use(folder: Path) -> Reranker | None:
    try:
        return Reranker(describe_reranking_model(folder))
    except ModelError as error:
        _log.warning("Thorough searches go without the re-ranking model: %s", error)
        return None
