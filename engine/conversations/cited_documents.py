"""What has become of the documents that a saved conversation cites."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from engine.library.catalogue_reader import CatalogueReader
from engine.types import Answer, Citation, Conversation, SearchHit


def followed(conversation: Conversation, reader: CatalogueReader) -> tuple[Conversation, dict[Path, str]]:
    """The conversation as it can be opened now, and the content hash that each document it names has now.

    A document that was moved or renamed is named where it lies now. Documents that have left the library have no hash;
    it is "" for one that is to be read again. Raises `LibraryError`.
    """
    hashes: dict[Path, str] = {}
    moved: dict[tuple[Path, str], Path] = {}
    for path, content_hash in dict.fromkeys(_named(conversation)):
        present = reader.content_hash(path)
        if present is None and (places := reader.paths_of(content_hash)):
            moved[path, content_hash] = places[0]
            path, present = places[0], content_hash  # noqa: PLW2901
        if present is not None:
            hashes[path] = present
    exchanges = (replace(saved, answer=_with_moved(saved.answer, moved)) for saved in conversation.exchanges)
    return replace(conversation, exchanges=tuple(exchanges)), hashes


def _named(conversation: Conversation) -> Iterator[tuple[Path, str]]:
    for saved in conversation.exchanges:
        for citation in saved.answer.citations:
            yield citation.path, citation.content_hash
        for hit in saved.answer.sources:
            yield hit.passage.path, hit.passage.content_hash


def _with_moved(answer: Answer, moved: dict[tuple[Path, str], Path]) -> Answer:
    def cited(citation: Citation) -> Citation:
        return replace(citation, path=moved.get((citation.path, citation.content_hash), citation.path))

    def found(hit: SearchHit) -> SearchHit:
        passage = hit.passage
        return replace(
            hit, passage=replace(passage, path=moved.get((passage.path, passage.content_hash), passage.path))
        )

    return replace(answer, citations=tuple(map(cited, answer.citations)), sources=tuple(map(found, answer.sources)))
