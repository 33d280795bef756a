"""What a question means, as a vector to compare passages and sentences with, where the embedding model can tell."""

import numpy as np
from numpy.typing import NDArray

from engine.errors import ModelError
from engine.library.text_embedder import TextEmbedder
from engine.models.embedding_model_folder import script_of
from engine.models.model_catalog import EmbeddingModelInfo


def question_vector(embedder: TextEmbedder, question: str) -> NDArray[np.float32] | None:
    """The unit vector of `question`; None if only its words can be compared.

    That is so if the model does not work (indexing has told of it), or if most letters of the question are of scripts
    that it does not know. The embedded model knows English and finds texts in another script all alike. Measured on 80
    questions each over PDFs in Chinese and Russian, the true page came first for 95 % and 80 % of them when only words
    were compared, and for 48 % and 49 % with vectors; in German the first five passages had it for 94 % and 98 %.
    """
    if not _knows_script(embedder.model, question):
        return None
    try:
        return embedder.embed_query(question)
    except ModelError:
        return None


def _knows_script(model: EmbeddingModelInfo, text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    known = sum(script_of(letter) in model.scripts for letter in letters)
    return not model.scripts or 2 * known >= len(letters)
