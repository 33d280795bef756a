"""What a capable language model adds to a task: better words, explanations, translations. All is checked later."""

import threading
from collections.abc import Iterator, Sequence
from functools import cache

from engine.answering.citation_parser import CitationParser, ParsedSentence
from engine.answering.claim_checker import is_supported
from engine.answering.prompt_builder import Prompt
from engine.answering.question_run import AnswerModel
from engine.answering.thinking import without_thoughts
from engine.errors import ModelError, ModelTooSmall
from engine.models.model_capability import writes_freely
from engine.models.model_catalog import LANGUAGE_MODEL
from engine.paths import resources_folder
from engine.tasks.document_sentences import DocumentSentence

_REQUEST_SHARE = 0.5
_ANSWER_SHARE = 0.25
"""Of the model's context."""


class TaskWriter:
    """Asks a language model, if it is capable. One that fails is not asked again, and costs only its words.

    `stop` may be called from any thread.
    """

    def __init__(self, model: AnswerModel | None) -> None:
        self._offered = model
        self._model = model if model is not None and writes_freely(model.model) else None
        self._stopped = threading.Event()
        self.name = ""
        """The model, once it has written anything."""
        self.failure: ModelError | None = None
        """Why the model is not asked any more."""

    def stop(self) -> None:
        """End what is being written, and write no more."""
        self._stopped.set()
        if self._model is not None:
            self._model.stop()

    def require_model(self) -> None:
        """Raise `ModelTooSmall` if there is no capable model."""
        if self._model is not None:
            return
        if self._offered is None:
            raise ModelTooSmall("There is no language model to translate with.")
        is_embedded = self._offered.model.model_id == LANGUAGE_MODEL
        name = "The embedded model" if is_embedded else self._offered.model.name
        raise ModelTooSmall(f"{name} cannot translate.")

    def reword(self, sources: Sequence[DocumentSentence]) -> dict[int, str]:
        """Shorter words for some of `sources`, by their places, each borne out by its source."""
        wordings: dict[int, str] = {}
        for parsed in self._write("reword_quotes", "Say in short what each quote says.", sources):
            cited = [number - 1 for number in parsed.citations]
            others = [place for place in range(len(sources)) if place not in cited]
            supporting = (place for place in [*cited, *others] if is_supported(parsed.text, sources[place].text))
            if (place := next(supporting, None)) is not None:
                wordings.setdefault(place, parsed.text)
        return wordings

    def explain(self, sources: Sequence[DocumentSentence]) -> list[str]:
        """Sentences that explain the first of `sources` by the others; not checked."""
        return [parsed.text for parsed in self._write("explain_quote", "What does quote 1 mean?", sources)]

    def translate(self, sentence: DocumentSentence, around: Sequence[DocumentSentence], language: str) -> str:
        """`sentence` in another language, "" if there is no translation; not checked."""
        request = f"Translate quote 1 into {' '.join(language.split())}."
        return " ".join(parsed.text for parsed in self._write("translate_quote", request, [sentence, *around]))

    def _write(self, instructions: str, request: str, sources: Sequence[DocumentSentence]) -> Iterator[ParsedSentence]:
        """What the model writes, sentence by sentence; nothing without one, once it has failed or was stopped."""
        if self._model is None or self._stopped.is_set() or not sources:
            return
        parser = CitationParser(len(sources))
        try:
            for piece in without_thoughts(self._model.generate(_prompt(self._model, instructions, request, sources))):
                self.name = self._model.model.name
                yield from parser.feed(piece)
            yield from parser.finish()
        except ModelError as error:
            self._model, self.failure = None, error


def _prompt(model: AnswerModel, instructions: str, request: str, sources: Sequence[DocumentSentence]) -> Prompt:
    context = model.model.context_tokens
    return Prompt(
        _instructions(instructions),
        tuple(source.text for source in sources),
        request,
        request_tokens=int(context * _REQUEST_SHARE),
        answer_tokens=int(context * _ANSWER_SHARE),
    )


@cache
def _instructions(name: str) -> str:
    return (resources_folder() / "prompts" / f"{name}.txt").read_text(encoding="utf-8").strip()
