"""The set `follow-ups`: conversations whose later questions lean on the earlier ones."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.quality.identity.identity_set import made_documents, true_question
from tests.quality.identity.made_documents import Fact, MadeDocument
from tests.quality.true_questions import TrueQuestion

FOLLOW_UPS = Path(__file__).parent / "sets" / "follow_ups.toml"

_Facts = Mapping[str, tuple[MadeDocument, Fact]]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that somebody asks after others.

    `asked` is as it was typed, `alone` the same with everything that it leaves out; both have the same true pages.
    `before` are the turns before, oldest first, each as it would be asked alone. `kind` says what is left out.
    """

    asked: TrueQuestion
    alone: TrueQuestion
    before: tuple[TrueQuestion, ...]
    kind: str


def load_follow_ups(documents: Path, file: Path = FOLLOW_UPS) -> tuple[FollowUp, ...]:
    """The follow-ups of all conversations about the made documents in the folder `documents`."""
    facts = {f"{made.document_id}/{fact.name}": (made, fact) for made in made_documents() for fact in made.facts}
    conversations = tomllib.loads(file.read_text(encoding="utf-8"))["conversation"]
    return tuple(
        follow_up for conversation in conversations for follow_up in _of(conversation["turns"], facts, documents)
    )


def _of(turns: list[dict[str, Any]], facts: _Facts, documents: Path) -> list[FollowUp]:
    alone = [true_question(turn.get("alone", turn["question"]), *facts[turn["fact"]], documents) for turn in turns]
    return [
        FollowUp(
            asked=true_question(turn["question"], *facts[turn["fact"]], documents),
            alone=alone[position],
            before=tuple(alone[:position]),
            kind=turn["kind"],
        )
        for position, turn in enumerate(turns)
        if position > 0
    ]
