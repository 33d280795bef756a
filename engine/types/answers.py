"""Questions, the passages found for them, and answers whose citations open the quoted words."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce
from pathlib import Path

from engine.types.pages import Rectangle
from engine.types.scopes import EVERYWHERE, SearchScope


@dataclass(frozen=True, slots=True)
class Passage:
    """A searchable piece of a document: whole sentences of one part."""

    passage_id: int
    path: Path
    content_hash: str
    """SHA-256 (hex) of the file that the passage was read from."""
    page: int | None
    part: int
    start: int
    end: int
    text: str
    heading: str = ""
    """The headings above the passage, outermost first, joined with " > "."""
    rectangles: tuple[Rectangle, ...] = ()
    """One box a line of the passage; empty for formats without pages."""
    place: str = ""
    """Where in the document, in words; "" if there is nothing to say."""
    copies: tuple[Path, ...] = ()
    """Other documents of the library with the same content as `path`."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A passage found by a search. A higher score is better; scores compare only within one search."""

    rank: int
    """1-based."""
    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits of one search, best first, and how long it took in seconds."""

    hits: tuple[SearchHit, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that was asked before in the same conversation, and what was answered."""

    question: str
    """As it was looked for, if that differs from what was typed: then it stands alone."""
    answer: str = ""
    """"" if nothing was found."""
    cited: tuple[Path, ...] = ()
    """The documents that the answer cites, each once."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and where to look for its answer."""

    text: str
    scope: SearchScope = EVERYWHERE
    thorough: bool = False
    """True: consider and read more passages, which takes longer."""
    use_model: bool = True
    """False: answer with quotes only, without the language model."""
    history: tuple[Turn, ...] = ()
    """The turns before, oldest first: what a follow-up ("And in 2020?") refers to."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Everything needed to open a quote: a click on it never has to ask the engine where it is.

    `quote` is verbatim `text[start:end]` of the part. `rectangles` cover exactly the quoted words, one box a line,
    those on `page` first; empty if the format has no pages. Of a sentence that a page break divides, `before` and
    `after` hold what stands on the page before and on the next one; these words are covered, too.
    """

    index: int
    """1-based number shown to the user."""
    path: Path
    content_hash: str
    page: int | None
    part: int
    start: int
    end: int
    quote: str
    rectangles: tuple[Rectangle, ...] = ()
    heading: str = ""
    place: str = ""
    """Where in the document, in words; "" if there is nothing to say."""
    before: str = ""
    after: str = ""

    @property
    def whole_quote(self) -> str:
        """The quote, with what stands of its sentence on the pages before and after."""
        return reduce(_joined, filter(None, (self.before, self.quote, self.after)))


def _joined(first: str, second: str) -> str:
    """Two halves of a sentence; a word that a page break divides is put together again."""
    if len(first) > 1 and first.endswith("-") and first[-2].isalpha():
        return first[:-1] + second
    return f"{first}\n{second}"


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """A question whose answer the sentence that it belongs to gives."""

    text: str
    answer: str
    choices: tuple[str, ...] = ()
    """Answers to choose from, the right one among them; none if the document offers no others that could be right."""


class SentenceStyle(StrEnum):
    """What a sentence of an answer is in its layout."""

    TEXT = "text"
    ITEM = "item"
    """The beginning of an item of a list."""
    ROW = "row"
    """A row of a table, its cells between "|"."""
    CODE = "code"
    """A line of code."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer.

    `supported` says whether the cited quotes bear it out; `citations` are indexes of the answer's citations.
    """

    text: str
    supported: bool
    citations: tuple[int, ...] = ()
    heading: str = ""
    """The section of the answer that it belongs to; neighbours with the same heading stand below it together."""
    column: int = 0
    """In a comparison the document that says it: 1 or 2 (beside the sentence of column 1 before it); else 0."""
    quiz: QuizQuestion | None = None
    """If given, the sentence stays hidden until this question is answered."""
    style: SentenceStyle = SentenceStyle.TEXT
    continues: bool = False
    """True if it goes on in the item of the sentence before it."""
    key_words: str = ""
    """Words of it that answer the question most directly, shown in bold; "" if it is not known which do."""
    calculated: bool = False
    """True if it tells a calculation with figures of the cited quotes; they bear out the figures, not the result."""


@dataclass(frozen=True, slots=True)
class AnswerTimes:
    """Durations in seconds, counted from the start of work on the question."""

    search: float = 0.0
    first_token: float | None = None
    """None if the language model wrote nothing."""
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer.

    `found` is False where the documents hold no sufficient evidence: `text` then says so and `sources` are the
    closest passages. `notice` tells about something that went wrong on the way (a crashed model, for example)
    although there is an answer. `stopped` is True if the user ended it early. `asked_as` is what was looked for, if it
    differs from what was typed: a follow-up, made to stand alone.
    """

    text: str
    found: bool
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    sources: tuple[SearchHit, ...] = ()
    times: AnswerTimes = field(default_factory=AnswerTimes)
    model: str = ""
    notice: str | None = None
    stopped: bool = False
    documents_used: int = 0
    """Documents of which a passage was read for the answer; copies of a file count once."""
    documents_matching: int = 0
    """These, and the others in the question's scope that match it about as well by their words."""
    asked_as: str = ""
    thoughts: str = ""
    """What the model thought aloud before it answered; it is not checked, and nothing cites it."""
