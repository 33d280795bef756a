"""Explains a passage from its own document: its place, what its terms mean, and what is said about it elsewhere."""

from collections.abc import Callable, Sequence

from engine.answering.claim_checker import is_supported
from engine.answering.statement_words import stems_of
from engine.library.catalogue_reader import CatalogueReader
from engine.tasks.definitions import defined_term, glossary_term, spelled_out
from engine.tasks.document_sentences import DocumentSentence
from engine.tasks.passage_locator import LocatedPassage, locate
from engine.tasks.task_steps import Remark, Statement, Step, TaskSteps, verbatim
from engine.tasks.telling_sentences import cosine, is_telling, most_telling, word_vectors
from engine.types import Selection

_MOST_OF_PASSAGE, _MOST_DEFINITIONS, _MOST_RELATED = 6, 5, 5
_LEAST_SIMILARITY = 0.12
_SAME = 0.95

Explaining = Callable[[Sequence[DocumentSentence]], Sequence[str]]
"""From sentences to an explanation of the first of them, whose own sentences are not checked yet."""

NOTHING_ELSE = "The document says nothing else about this passage."


def explain_passage(reader: CatalogueReader, selection: Selection, explain: Explaining) -> TaskSteps:
    """Yield the passage, the definitions of its terms, related sentences, and what a language model makes of them.

    `explain` writes; without a capable model it gives nothing. Raises `DocumentError`.
    """
    yield Step(0, 2, selection.path.name)
    located = locate(reader, selection)
    for sentence in located.sentences[:_MOST_OF_PASSAGE]:
        yield verbatim(sentence, _place(located))
    if len(located.sentences) > _MOST_OF_PASSAGE:
        yield Remark("The passage is long: its beginning is shown.")
    definitions = _definitions(located)
    related = _related(located, definitions)
    yield Step(1, 2, selection.path.name)
    sources = [*located.sentences[:_MOST_OF_PASSAGE], *definitions, *related]
    for text in explain(sources):
        if source := next((source for source in sources if is_supported(text, source.text)), None):
            yield Statement(text, (source,), "In other words")
    for sentence in definitions:
        yield verbatim(sentence, "What its terms mean")
    for sentence in related:
        yield verbatim(sentence, "What the document says about it elsewhere")
    if not definitions and not related:
        yield Remark(NOTHING_ELSE)


def _place(located: LocatedPassage) -> str:
    heading = located.sentences[0].passage.heading
    return f"The passage, below “{heading}”" if heading else "The passage"


def _definitions(located: LocatedPassage) -> list[DocumentSentence]:
    """Sentences elsewhere that say what a term of the passage means, those of its rarest terms first."""
    words = frozenset().union(*(sentence.stems for sentence in located.sentences))
    text = " ".join(sentence.text for sentence in located.sentences)
    found: dict[str, DocumentSentence] = {}
    for sentence in located.others:
        term = defined_term(sentence.text) or glossary_term(sentence.text)
        short = spelled_out(sentence.text)
        if term is not None and stems_of(term) <= words:
            found.setdefault(term.casefold(), sentence)
        elif short is not None and short in text.split():
            found.setdefault(short, sentence)
    return sorted(dict.fromkeys(found.values()), key=lambda sentence: sentence.position)[:_MOST_DEFINITIONS]


def _related(located: LocatedPassage, definitions: Sequence[DocumentSentence]) -> list[DocumentSentence]:
    """The sentences elsewhere that share the most telling words with the passage, in the document's order."""
    candidates = [sentence for sentence in located.others if is_telling(sentence) and sentence not in definitions]
    passage = frozenset().union(*(sentence.stems for sentence in located.sentences))
    vectors = word_vectors([passage, *(sentence.stems for sentence in candidates)])
    similarities = [cosine(vectors[0], vector) for vector in vectors[1:]]
    near = sorted(range(len(candidates)), key=lambda place: (-similarities[place], place))
    best = [candidates[place] for place in near if _LEAST_SIMILARITY <= similarities[place] < _SAME]
    return most_telling(sorted(best[: 2 * _MOST_RELATED], key=lambda item: item.position), _MOST_RELATED)
