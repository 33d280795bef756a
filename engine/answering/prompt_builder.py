"""The prompt for the language model: constant instructions, then numbered quotes and the question."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from engine.answering.answer_size import MEDIUM, AnswerSize
from engine.answering.answer_texts import language_instruction
from engine.answering.evidence_finder import Evidence
from engine.models.model_catalog import LanguageModelInfo
from engine.paths import resources_folder

_REQUEST_SHARE = 0.25
"""Of the context for quotes and question: reading 512 tokens takes the embedded model a second or two."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the model is asked.

    `instructions` never change, so that the model's cache of them stays valid from question to question. `quotes` are
    numbered from 1 in this order, strongest first: what does not fit is left out from the end.
    """

    instructions: str
    quotes: tuple[str, ...]
    question: str
    request_tokens: int
    """At most so many tokens for quotes and question."""
    answer_tokens: int
    """At most so many tokens are written."""
    language_instruction: str = ""
    """In which language to answer; "" where that goes without saying."""

    def request(self, quote_count: int) -> str:
        """The user's part of the prompt, with the first `quote_count` quotes."""
        numbered = "\n".join(f"[{number}] {quote}" for number, quote in enumerate(self.quotes[:quote_count], start=1))
        return f"Quotes:\n{numbered}\n\nQuestion: {self.question}\n{self.language_instruction}".rstrip()


def build_prompt(
    question: str,
    evidence: Sequence[Evidence],
    model: LanguageModelInfo,
    language: str = "",
    size: AnswerSize = MEDIUM,
) -> Prompt:
    """The prompt for `question`, sized for the model's context; `language` is that of the answer, "" the question's.

    What documents say stands behind the instructions, numbered, one line each. It reaches the model as plain text in
    which no control token of the chat template can hide (see `language_model`).
    """
    return Prompt(
        instructions(),
        tuple(" ".join(item.text.split()) for item in evidence),
        " ".join(question.split()),
        request_tokens=int(model.context_tokens * _REQUEST_SHARE),
        answer_tokens=int(model.context_tokens * size.context_share),
        language_instruction=language_instruction(question, language),
    )


@cache
def instructions() -> str:
    """The constant beginning of every prompt."""
    return (resources_folder() / "prompts" / "answer_from_quotes.txt").read_text(encoding="utf-8").strip()
