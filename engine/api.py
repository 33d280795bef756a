"""`DocumentAssistant`: everything that the desktop and the command line may call.

Methods that only enqueue return at once and report by events (`engine.events`); the desktop calls no others. The
blocking ones say so and serve the command line and tests.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from engine.events import Event
from engine.types import Answer, IndexingSummary, LibraryStatus, Question, SearchResult


class DocumentAssistant:
    """A library of documents that is kept current and answers questions.

    Use: construct, `start()`, call, `close()`.
    """

    def __init__(
        self,
        library_folder: Path,
        on_event: Callable[[Event], None] = lambda event: None,
        *,
        language_model: Path | None = None,
        watch: bool = True,
        writable: bool = True,
    ) -> None:
        """`language_model` is a GGUF file to use instead of the embedded one.

        `watch=False` indexes what is asked for but does not follow changes on disk. `writable=False` opens an
        existing library for searching and asking only, also while another process indexes it.
        """
        raise NotImplementedError

    def start(self) -> None:
        """Open the library and start the workers.

        Blocking, but short: reads the catalogue's header only. Raises `LibraryError` subclasses.
        The state of the library follows as `PlacesChanged`, `DocumentsChanged` and `IndexingProgressed`.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Stop everything in order and wait for it (blocking, at most a few seconds). Safe to call twice."""
        raise NotImplementedError

    def add_places(self, paths: Sequence[Path]) -> None:
        """Watch and index folders or single files. A path that does not exist is reported by `NoticeRaised`."""
        raise NotImplementedError

    def remove_place(self, path: Path) -> None:
        """Forget a folder or file and all that was indexed of it. The files themselves are never touched."""
        raise NotImplementedError

    def retry(self, paths: Sequence[Path]) -> None:
        """Read documents again that have failed; with no paths, all of them."""
        raise NotImplementedError

    def rescan(self) -> None:
        """Compare every watched place with the disk now."""
        raise NotImplementedError

    def ask(self, question: Question) -> int:
        """Queue a question and return its id.

        `SourcesFound`, `DraftChanged`, `SentenceFinished` follow, and at last `AnswerFinished` or `QuestionFailed`.
        """
        raise NotImplementedError

    def stop_question(self, question_id: int) -> None:
        """End a question early; what was answered so far arrives as `AnswerFinished` with `stopped` set."""
        raise NotImplementedError

    def use_language_model(self, file: Path | None) -> None:
        """Answer with this GGUF file from the next question on; None is the embedded model."""
        raise NotImplementedError

    def open_document(self, path: Path) -> None:
        """Prepare a document for viewing; `DocumentOpened` or `ViewingFailed` follows."""
        raise NotImplementedError

    def request_page(self, path: Path, page: int, zoom: float) -> None:
        """Render a 1-based page at `zoom` pixels per point; `PageRendered` or `ViewingFailed` follows.

        Pages are rendered newest request first, so that the page looked at now comes before those scrolled past.
        """
        raise NotImplementedError

    def search(self, text: str, limit: int = 10, within: Sequence[Path] = ()) -> SearchResult:
        """Blocking: the best `limit` passages for `text` in `within` (folders or files; empty: everywhere)."""
        raise NotImplementedError

    def answer(self, question: Question) -> Answer:
        """Blocking: `ask` and wait for the answer. Raises the `PagewiseError` of a failed question."""
        raise NotImplementedError

    def wait_until_indexed(self) -> IndexingSummary:
        """Blocking: wait until nothing is waiting to be read or embedded; what was done since `start`."""
        raise NotImplementedError

    def status(self) -> LibraryStatus:
        """Blocking: what the library holds."""
        raise NotImplementedError
