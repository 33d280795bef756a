"""Runs each native part once, so that a build that crashes on this machine shows during set-up and not later."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from engine.answering.language_model import LanguageModel
from engine.answering.prompt_builder import Prompt
from engine.library.text_embedder import TextEmbedder
from engine.models.model_catalog import embedding_model, language_model, verify_embedded_models
from engine.reading.page_ocr import read_page_by_ocr

_PAGE = Path(__file__).resolve().parent.parent / "tests" / "documents" / "sample" / "washing-machine-manual.pdf"
_PROMPT = Prompt("Answer from the quotes.", ("The sky is blue.",), "Which colour has the sky?", 100, 4)


def main() -> None:
    """Verify the models' hashes, write some tokens, embed a text, read a page's image.

    Any failure is an exception or a crash.
    """
    verify_embedded_models()
    model = LanguageModel(language_model())
    words = "".join(model.generate(model.prompt_tokens(_PROMPT), _PROMPT.answer_tokens))
    assert words, "the language model wrote nothing"
    assert TextEmbedder(embedding_model()).embed_query("hello").any(), "the embedding model gave an empty vector"
    assert "detergent" in read_page_by_ocr(_PAGE, 2).text, "the page's image was not read"


if __name__ == "__main__":
    main()
