"""The program that is killed while it goes over from one embedding model to another.

It prints a line for each batch that it embeds, and one when another model answers.

    python switching_program.py FOLDER LIBRARY MODEL_ID
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.events import Event, NoticeRaised
from engine.library.indexing_worker import IndexingWorker
from engine.library.model_index import answering_model, model_index
from engine.library.model_switch import ModelSwitch
from engine.models.model_catalog import EMBEDDING_MODEL
from tests.unit.library.indexing_harness import DIMENSIONS, WordBucketEmbedder

OTHER_MODEL = "finer-buckets"
_BATCH_SECONDS = 0.02
_DIMENSIONS = {EMBEDDING_MODEL: DIMENSIONS, OTHER_MODEL: 2 * DIMENSIONS}


class TellingEmbedder(WordBucketEmbedder):
    """Tells when it has embedded something, and takes some time for it."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        time.sleep(_BATCH_SECONDS)
        vectors = super().embed_passages(texts)
        print("embedded", flush=True)  # noqa: T201
        return vectors


def tell_of_switch(models: ModelSwitch) -> None:
    """Tell which model answers and whether another is prepared."""
    print(models.answering.embedder.model_id, "preparing" if models.preparing else "alone", flush=True)  # noqa: T201


def tell_of_notices(event: Event) -> None:
    """Whatever a kill has left behind, the user is not told of damage."""
    if isinstance(event, NoticeRaised):
        print(f"notice: {event.title}", flush=True)  # noqa: T201


def embed_with(folder: Path, library: Path, model_id: str) -> None:
    """Index the folder with this model until nothing is left to do, and end in order."""
    embedders = {known: TellingEmbedder(known, dimensions) for known, dimensions in _DIMENSIONS.items()}
    answering = model_index(library, embedders[answering_model(library).model_id])
    models = ModelSwitch(library, answering, tell_of_switch)
    worker = IndexingWorker(library, models, tell_of_notices, watch=False, quiet_seconds=0.05)
    worker.start()
    worker.use_model(lambda: model_index(library, embedders[model_id]))
    worker.add_places([folder])
    worker.wait_until_idle()
    worker.close()


if __name__ == "__main__":
    embed_with(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
