"""Conversations that are kept, and how an answer is told where it belongs."""

from dataclasses import dataclass
from datetime import datetime

from engine.types.answers import Answer, Question
from engine.types.tasks import Task


@dataclass(frozen=True, slots=True)
class ExchangeKey:
    """Where what is asked and its answer are kept. Both are ids that whoever asks makes up, unique for ever."""

    conversation: str
    exchange: str


@dataclass(frozen=True, slots=True)
class SavedExchange:
    """What was asked, with its answer. The history of a question is not kept: it is the turns before."""

    exchange_id: str
    asked: Question | Task
    answer: Answer


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation that was kept, its exchanges oldest first."""

    conversation_id: str
    title: str
    exchanges: tuple[SavedExchange, ...]


@dataclass(frozen=True, slots=True)
class ConversationSummary:
    """A line in the list of conversations."""

    conversation_id: str
    title: str
    changed: datetime
    """When its last answer was recorded, in UTC."""
    exchanges: int
    matched: str = ""
    """The first question that a search found, or whose answer it found, in words; "" without a search."""
