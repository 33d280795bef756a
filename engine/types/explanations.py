"""Why an answer is what it is: what was looked for, compared, judged, written and struck out.

All texts are plain words for people; numbers stand beside them. Nothing here is saved: an explanation is made with an
answer and lives as long as somebody holds it.
"""

from dataclasses import dataclass, field
from math import exp

from engine.types.answers import Passage

CONSTANT = "What every question starts with"
"""The name of the observation that is always the same."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Something that was observed, as a number (mostly from 0 to 1), and how much it counts."""

    name: str
    value: float
    weight: float
    usual: float = 1.0
    """What `value` is, as a rule, where all is well."""

    @property
    def contribution(self) -> float:
        """What it adds; less than 0 where it speaks against."""
        return self.value * self.weight

    @property
    def shortfall(self) -> float:
        """How much less it adds than usual."""
        return (self.usual - self.value) * self.weight


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """What was looked for."""

    text: str
    """Without what was said about the form of the answer; spelt right, and a follow-up made to stand alone."""
    words: tuple[str, ...] = ()
    """The words that carry meaning, folded, each once."""
    related: tuple[str, ...] = ()
    """Words that documents may use instead."""
    spellings: tuple[str, ...] = ()
    """Other ways to write its numbers and days."""
    pages: tuple[int, ...] = ()
    """The pages that the question names; -1 is the last one."""
    is_follow_up: bool = False
    """True if it refers to the turns before."""


@dataclass(frozen=True, slots=True)
class ComparedPassage:
    """A passage that was compared with the question, and what became of it."""

    rank: int
    """1-based, before anything was left out."""
    passage: Passage
    signals: tuple[Weighed, ...]
    """What put it there."""
    rank_by_words: int | None
    """1-based, among all passages that were compared, if only their words counted; None if it has none of them."""
    rank_by_meaning: int | None
    """The same for meaning; None if it is not like the question, or could not be compared."""
    fate: str
    """What became of it: "Quoted", "Read", or why it was not read."""
    was_read: bool

    @property
    def score(self) -> float:
        """All signals in one number; it compares only within one search."""
        return sum(signal.contribution for signal in self.signals)


@dataclass(frozen=True, slots=True)
class ChosenQuote:
    """Sentences that were chosen as evidence: the quote of this number in the prompt."""

    number: int
    passage: Passage
    """Where they stand."""
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure it is that the chosen sentences hold the answer: a logistic model of observations."""

    observations: tuple[Weighed, ...] = ()
    """None if there is no evidence to observe."""
    threshold: float = 1.0

    @property
    def probability(self) -> float:
        """From 0 to 1."""
        return 1 / (1 + exp(-sum(item.contribution for item in self.observations))) if self.observations else 0.0

    @property
    def is_sufficient(self) -> bool:
        """True if an answer is given."""
        return bool(self.observations) and self.probability >= self.threshold

    @property
    def deciding(self) -> Weighed | None:
        """What tipped it: the observation that added most, or that fell shortest of the usual; None without any."""
        variable = [item for item in self.observations if item.name != CONSTANT]
        if self.is_sufficient:
            return max(variable, key=lambda item: item.contribution)
        return max(variable, key=lambda item: item.shortfall, default=None)


@dataclass(frozen=True, slots=True)
class SentPrompt:
    """What the language model was given, as it was given."""

    text: str
    tokens: int
    tokens_read: int = 0
    """So many of them had to be read; the beginning was known from the prompt before."""


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence of the language model and the verdict on it."""

    text: str
    passed: bool
    reason: str
    """Why, in plain words."""
    quote: str = ""
    """The words of the document that it was compared with; "" if it did not come so far."""
    citation: int | None = None
    """The number of the answer's citation that bears it out."""


@dataclass(frozen=True, slots=True)
class StepTime:
    """A step on the way to the answer, and how many seconds it took."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class AnswerExplanation:
    """Why an answer is what it is."""

    verdict: str
    """Why there is an answer or none, as a sentence."""
    question: ReadQuestion
    passages_compared: int = 0
    sections_compared: int = 0
    """Pages, and parts of documents without pages."""
    candidates: tuple[ComparedPassage, ...] = ()
    """The best of the passages compared, best first, and all that were read."""
    quotes: tuple[ChosenQuote, ...] = ()
    calculated: bool = False
    """True if the answer was calculated from the quotes: whether they hold it had not to be judged."""
    confidence: Confidence = field(default_factory=Confidence)
    prompt: SentPrompt | None = None
    """None if no language model was asked."""
    written: str = ""
    """All that the language model wrote, as it wrote it."""
    checked: tuple[CheckedSentence, ...] = ()
    steps: tuple[StepTime, ...] = ()
    """In the order in which they were taken."""
    tokens_per_second: float | None = None
    """How fast the language model wrote; None if it wrote less than two tokens."""
