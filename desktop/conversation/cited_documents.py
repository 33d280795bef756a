"""Whether the documents that an open conversation cites are still what was cited."""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum, auto
from pathlib import Path

from engine.events import DocumentsChanged, DocumentsRemoved
from engine.types import Answer, Citation


class CitedState(Enum):
    """What has become of a cited document."""

    UNCHANGED = auto()
    CHANGED = auto()
    GONE = auto()


StateOf = Callable[[Citation], CitedState]
"""Tells what has become of the document of a citation."""


class CitedDocuments:
    """Follows the content hashes of cited documents; one that is not cited is of no interest."""

    def __init__(self) -> None:
        self._hashes: dict[Path, str | None] = {}
        """The hash that each has now; None if it has left the library."""

    def clear(self) -> None:
        """Forget everything: another conversation is shown."""
        self._hashes.clear()

    def follow(self, answers: Iterable[Answer], hashes: Mapping[Path, str]) -> None:
        """Follow what `answers` name, whose documents have these hashes now."""
        for path in {citation.path for answer in answers for citation in answer.citations} | {
            hit.passage.path for answer in answers for hit in answer.sources
        }:
            self._hashes[path] = hashes.get(path)

    def follow_new(self, answer: Answer) -> None:
        """Follow what an answer names that was made just now."""
        for passage in (hit.passage for hit in answer.sources):
            self._hashes[passage.path] = passage.content_hash
        for citation in answer.citations:
            self._hashes[citation.path] = citation.content_hash

    def note_changed(self, event: DocumentsChanged) -> bool:
        """Take note of documents as they are now; True if one of them is followed and has become another."""
        # Without a hash a document is only about to be read.
        news = {
            document.path: document.content_hash
            for document in event.documents
            if document.content_hash and document.path in self._hashes
        }
        changed = any(self._hashes[path] != content_hash for path, content_hash in news.items())
        self._hashes |= news
        return changed

    def note_removed(self, event: DocumentsRemoved) -> bool:
        """Take note of documents that have left; True if one of them is followed."""
        gone = self._hashes.keys() & set(event.paths)
        self._hashes |= dict.fromkeys(gone)
        return bool(gone)

    def state_of(self, citation: Citation) -> CitedState:
        """What has become of the document of a citation."""
        present = self._hashes.get(citation.path, citation.content_hash)
        if present is None:
            return CitedState.GONE
        return CitedState.UNCHANGED if present in ("", citation.content_hash) else CitedState.CHANGED


def changes_text(citations: Iterable[Citation], state_of: StateOf) -> str:
    """How many of the cited documents are not what was cited; "" if all are."""
    states = {citation.path: state_of(citation) for citation in citations}
    changed = sum(state is CitedState.CHANGED for state in states.values())
    gone = sum(state is CitedState.GONE for state in states.values())
    of_all = "of the cited documents"
    sentences = []
    if changed:
        verb = "has" if changed == 1 else "have"
        sentences.append(f"{changed:,} {of_all} {verb} changed since. Ask again to be sure.")
    if gone:
        verb = "is" if gone == 1 else "are"
        sentences.append(f"{gone:,} {of_all} {verb} not in the library any more.")
    return " ".join(sentences)
