"""When the question worker loads models and gives their memory back: ahead of a question, if that does no harm."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from engine.answering.passage_search import PassageSearch
from engine.answering.question_worker import QuestionWorker
from tests.unit.answering.question_recorder import REVENUE, TRUE_SENTENCE, Recorder, working
from tests.unit.answering.small_library import SCRIPTED_MODEL, TIMEOUT, ScriptedModel, SmallLibrary


def test_models_are_loaded_before_a_question_comes(library: SmallLibrary, model: ScriptedModel, tmp_path: Path) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(b"GGUF")
    model.model = replace(SCRIPTED_MODEL, file=file)
    with working(QuestionWorker(library.open_search, SCRIPTED_MODEL, Recorder(), make_model=lambda _: model)) as worker:
        worker.prepare()
        assert model.was_prepared.wait(TIMEOUT)


@pytest.mark.parametrize("reason", ["a question waits", "memory is low", "the file is gone"])
def test_models_are_not_loaded_ahead_if(
    library: SmallLibrary, model: ScriptedModel, tmp_path: Path, reason: str
) -> None:
    file = tmp_path / "model.gguf"
    if reason != "the file is gone":
        file.touch()
    if reason == "memory is low":
        os.truncate(file, 2**42)  # takes no room on the disk
    model.model = replace(SCRIPTED_MODEL, file=file)
    model.enqueue([TRUE_SENTENCE])
    recorder = Recorder()
    held, go_on = threading.Event(), threading.Event()

    def open_search() -> PassageSearch:
        held.set()
        assert go_on.wait(TIMEOUT)
        return library.open_search()

    with working(QuestionWorker(open_search, SCRIPTED_MODEL, recorder, make_model=lambda _: model)) as worker:
        if reason == "a question waits":
            with ThreadPoolExecutor() as pool:
                waiting = pool.submit(worker.search, "revenue", 1)
                assert held.wait(TIMEOUT)
                worker.prepare()
                worker.ask(1, REVENUE)
                go_on.set()
                waiting.result()
        else:
            go_on.set()
            worker.prepare()
            worker.ask(1, REVENUE)
        assert recorder.answer_of(1).text == TRUE_SENTENCE
    assert not model.was_prepared.is_set()


def test_an_idle_model_is_unloaded(library: SmallLibrary, model: ScriptedModel) -> None:
    with working(
        QuestionWorker(
            library.open_search, SCRIPTED_MODEL, Recorder(), make_model=lambda info: model, idle_seconds=0.01
        )
    ):
        assert model.was_ended.wait(TIMEOUT)


def test_a_bug_in_preparing_leaves_the_next_question_answered(
    library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.answering.question_worker.is_memory_free", lambda size: True)
    recorder, tried = Recorder(), threading.Event()

    def open_search() -> PassageSearch:
        if not tried.is_set():
            tried.set()
            raise RuntimeError("a bug")
        return library.open_search()

    with working(QuestionWorker(open_search, None, recorder)) as worker:
        worker.prepare()
        assert tried.wait(TIMEOUT)
        worker.ask(1, REVENUE)
        assert recorder.answer_of(1).found
