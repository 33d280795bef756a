"""Lets a capable language model word cited sentences better, as far as they bear out what it writes."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from engine.answering.citation_parser import CitationParser, ParsedSentence
from engine.answering.claim_checker import is_supported
from engine.answering.prompt_builder import Prompt
from engine.answering.question_run import AnswerModel
from engine.paths import resources_folder
from engine.tasks.document_sentences import DocumentSentence

_REQUEST_SHARE = 0.5
_ANSWER_SHARE = 0.25

Rewording = Callable[[Sequence[DocumentSentence]], dict[int, str]]
"""From sentences to better words for some of them, by their places in the sequence."""


def reworded(model: AnswerModel, request: str, sources: Sequence[DocumentSentence]) -> dict[int, str]:
    """What `model` writes when asked for `request` about `sources`, by the places of those that bear it out.

    Of two sentences that rest on one source, the first stays. Raises `ModelError`.
    """
    wordings: dict[int, str] = {}
    for parsed in written(model, "reword_quotes", request, [source.text for source in sources]):
        cited = [number - 1 for number in parsed.citations]
        others = [place for place in range(len(sources)) if place not in cited]
        supporting = (place for place in [*cited, *others] if is_supported(parsed.text, sources[place].text))
        if (place := next(supporting, None)) is not None:
            wordings.setdefault(place, parsed.text)
    return wordings


def written(model: AnswerModel, instructions: str, request: str, quotes: Sequence[str]) -> Iterator[ParsedSentence]:
    """The sentences that `model` writes, with the quotes they cite; `instructions` names a file of prompts.

    Raises `ModelError`. Nothing is checked.
    """
    parser = CitationParser(len(quotes))
    for piece in model.generate(prompt(model, instructions, request, quotes)):
        yield from parser.feed(piece)
    yield from parser.finish()


def prompt(model: AnswerModel, instructions: str, request: str, quotes: Sequence[str]) -> Prompt:
    """The prompt of a task, sized for the model's context."""
    context = model.model.context_tokens
    return Prompt(
        _instructions(instructions),
        tuple(quotes),
        request,
        request_tokens=int(context * _REQUEST_SHARE),
        answer_tokens=int(context * _ANSWER_SHARE),
    )


@cache
def _instructions(name: str) -> str:
    return (resources_folder() / "prompts" / f"{name}.txt").read_text(encoding="utf-8").strip()
