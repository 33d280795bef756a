"""Settings that are chosen through the engine's front door take hold without a restart."""

from dataclasses import replace
from datetime import time
from pathlib import Path
from queue import Queue

import pytest

from engine.api import DocumentAssistant
from engine.events import Event, IndexingProgressed
from engine.types import AnswerLength, Question, QuietHours, Rest

TIMEOUT = 60.0
_TEXT = (
    "The rent of the flat is 900 euros a month. The deposit of the flat is 1,800 euros.\n\n"
    "The rent of the garage is 60 euros a month. The flat has three rooms and a balcony.\n\n"
)


@pytest.mark.models
def test_indexing_rests_when_that_is_chosen_and_answers_change_their_length(tmp_path: Path) -> None:
    document = tmp_path / "contract.txt"
    document.write_text(_TEXT)
    events: Queue[Event] = Queue()

    def wait_for(rest: Rest) -> None:
        while True:
            event = events.get(timeout=TIMEOUT)
            if isinstance(event, IndexingProgressed) and event.progress.resting is rest:
                return

    assistant = DocumentAssistant(tmp_path / "library", events.put, watch=False)
    assistant.start()
    try:
        all_day = QuietHours(time(0), time(0))
        assistant.settings.choose(lambda settings: replace(settings, quiet_hours=all_day))
        wait_for(Rest.QUIET_HOURS)
        assistant.settings.choose(lambda settings: replace(settings, quiet_hours=None))
        wait_for(Rest.NONE)
        assistant.add_places([document])
        assistant.wait_until_indexed()
        asked = Question("What is the rent of the flat?", use_model=False)
        assistant.settings.choose(lambda settings: replace(settings, answer_length=AnswerLength.SHORT))
        assert len(assistant.answer(asked).sentences) == 1
        assistant.settings.choose(lambda settings: replace(settings, answer_length=AnswerLength.LONG))
        assert len(assistant.answer(asked).sentences) > 1
    finally:
        assistant.close()
