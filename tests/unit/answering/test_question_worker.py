"""The thread that answers questions: order, stopping, hooks, searches from other threads, and closing."""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from engine.answering.passage_search import PassageSearch
from engine.answering.question_worker import QuestionWorker
from engine.errors import AssistantClosed, LibraryDamaged, PagewiseError
from engine.events import AnswerFinished, Event, QuestionFailed, SourcesFound
from engine.models.model_catalog import LanguageModelInfo
from engine.types import Answer, Question, SearchScope, Settings
from tests.unit.answering.small_library import SCRIPTED_MODEL, TIMEOUT, ScriptedModel, SmallLibrary

REVENUE = Question("What was the revenue of the Oslo office in May?")
TRUE_SENTENCE = "The revenue of the Oslo office was 4,312 kroner."


class Recorder:
    """Collects events and lets a test wait for them."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._changed = threading.Condition()

    def __call__(self, event: Event) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def last_event_of(self, question_id: int) -> AnswerFinished | QuestionFailed:
        """Wait for the end of a question."""

        def ends() -> list[AnswerFinished | QuestionFailed]:
            finished = [e for e in self.events if isinstance(e, AnswerFinished | QuestionFailed)]
            return [event for event in finished if event.question_id == question_id]

        with self._changed:
            assert self._changed.wait_for(ends, TIMEOUT)
            (event,) = ends()
            return event

    def answer_of(self, question_id: int) -> Answer:
        event = self.last_event_of(question_id)
        assert isinstance(event, AnswerFinished)
        return event.answer

    def wait_for(self, kind: type[Event]) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: any(isinstance(e, kind) for e in self.events), TIMEOUT)


@contextmanager
def working(worker: QuestionWorker) -> Iterator[QuestionWorker]:
    try:
        yield worker
    finally:
        worker.close()


def test_questions_are_answered_in_order(library: SmallLibrary, model: ScriptedModel) -> None:
    recorder = Recorder()
    model.enqueue([TRUE_SENTENCE])
    model.enqueue(["Tulips are planted in October."])
    with working(
        QuestionWorker(library.open_search, SCRIPTED_MODEL, recorder, make_model=lambda info: model)
    ) as worker:
        assert worker.model_name == SCRIPTED_MODEL.name
        worker.ask(1, REVENUE)
        worker.ask(2, Question("When are tulips planted?"))
        assert recorder.answer_of(2).text == "Tulips are planted in October."
        assert recorder.answer_of(1).text == TRUE_SENTENCE
    assert model.was_ended.is_set()


def test_a_question_can_do_without_the_model(library: SmallLibrary, model: ScriptedModel) -> None:
    recorder = Recorder()
    with working(
        QuestionWorker(library.open_search, SCRIPTED_MODEL, recorder, make_model=lambda info: model)
    ) as worker:
        worker.ask(1, Question(REVENUE.text, use_model=False))
        assert recorder.answer_of(1).model == ""
    assert model.prompts == []


def test_fewer_cores_hold_from_the_next_question_on(library: SmallLibrary) -> None:
    recorder, cores = Recorder(), list[int]()

    def make(info: LanguageModelInfo) -> ScriptedModel:
        cores.append(info.most_cores)
        scripted = ScriptedModel()
        scripted.enqueue([TRUE_SENTENCE])
        return scripted

    with working(QuestionWorker(library.open_search, SCRIPTED_MODEL, recorder, make_model=make)) as worker:
        worker.follow(Settings(cores=1))
        worker.follow(Settings(cores=1, thorough=True))
        worker.ask(1, REVENUE)
        recorder.answer_of(1)
    assert cores == [0, 1]


def test_another_model_answers_from_the_next_question_on(library: SmallLibrary) -> None:
    recorder = Recorder()
    models = {name: ScriptedModel() for name in ("first", "second")}
    for scripted in models.values():
        scripted.enqueue([TRUE_SENTENCE])

    def info(name: str) -> LanguageModelInfo:
        return LanguageModelInfo(name, name, Path("none"), 2048)

    with working(
        QuestionWorker(library.open_search, info("first"), recorder, make_model=lambda info: models[info.name])
    ) as worker:
        worker.ask(1, REVENUE)
        worker.use_language_model(info("second"))
        worker.ask(2, REVENUE)
        recorder.answer_of(2)
        assert worker.model_name == "second"
        worker.use_language_model(None)
        worker.ask(3, REVENUE)
        assert recorder.answer_of(3).model == ""
        assert worker.model_name == ""
    assert [len(scripted.prompts) for scripted in models.values()] == [1, 1]
    assert all(scripted.was_ended.is_set() for scripted in models.values())


def test_hooks_surround_every_answer_also_a_failed_one(library: SmallLibrary, model: ScriptedModel) -> None:
    recorder = Recorder()
    calls: list[str] = []
    model.enqueue([TRUE_SENTENCE])
    model.enqueue([ZeroDivisionError("a bug")])
    with working(
        QuestionWorker(
            library.open_search,
            SCRIPTED_MODEL,
            recorder,
            before_answer=lambda: calls.append("before"),
            after_answer=lambda: calls.append("after"),
            make_model=lambda info: model,
        )
    ) as worker:
        worker.ask(1, REVENUE)
        worker.ask(2, REVENUE)
        failure = recorder.last_event_of(2)
    assert calls == ["before", "after", "before", "after"]
    assert isinstance(failure, QuestionFailed)
    assert "ZeroDivisionError" in failure.error.reason


def test_a_library_that_cannot_be_opened_fails_the_question_not_the_worker(library: SmallLibrary) -> None:
    recorder = Recorder()
    errors: list[PagewiseError] = [LibraryDamaged("broken")]

    def open_search() -> PassageSearch:
        if errors:
            raise errors.pop()
        return library.open_search()

    with working(QuestionWorker(open_search, None, recorder)) as worker:
        worker.ask(1, REVENUE)
        worker.ask(2, REVENUE)
        failure = recorder.last_event_of(1)
        assert isinstance(failure, QuestionFailed)
        assert isinstance(failure.error, LibraryDamaged)
        assert recorder.answer_of(2).found


def test_search_works_from_another_thread_and_hands_errors_on(library: SmallLibrary) -> None:
    with working(QuestionWorker(library.open_search, None, Recorder())) as worker:
        assert worker.search("tulips", 5).hits[0].passage.path.name == "garden.txt"
        at_work = SearchScope((Path("/documents/work"),))
        assert worker.search("tulips", 5, at_work).hits[0].passage.path.name == "report.pdf"


def test_stopping_a_question_that_still_waits(library: SmallLibrary, model: ScriptedModel) -> None:
    recorder = Recorder()
    gate = threading.Event()
    model.enqueue([TRUE_SENTENCE])

    def hold() -> None:
        assert gate.wait(TIMEOUT)

    with working(
        QuestionWorker(
            library.open_search,
            SCRIPTED_MODEL,
            recorder,
            before_answer=hold,
            make_model=lambda info: model,
        )
    ) as worker:
        worker.ask(1, REVENUE)
        worker.ask(2, REVENUE)
        worker.stop(2)
        worker.stop(99)
        gate.set()
        assert not recorder.answer_of(1).stopped
        assert recorder.answer_of(2).stopped
    assert len(model.prompts) == 1


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


def test_closing_ends_the_present_question_and_fails_the_waiting_ones(
    library: SmallLibrary, model: ScriptedModel
) -> None:
    recorder = Recorder()
    entered, gate = threading.Event(), threading.Event()

    def hold() -> None:
        entered.set()
        assert gate.wait(TIMEOUT)

    worker = QuestionWorker(
        library.open_search, SCRIPTED_MODEL, recorder, before_answer=hold, make_model=lambda info: model
    )
    worker.ask(1, REVENUE)
    worker.ask(2, REVENUE)
    assert entered.wait(TIMEOUT)
    closer = threading.Thread(target=worker.close)
    closer.start()
    while True:
        try:
            worker.use_language_model(None)
        except AssistantClosed:
            break
    gate.set()
    closer.join(TIMEOUT)
    assert recorder.answer_of(1).stopped
    failure = recorder.last_event_of(2)
    assert isinstance(failure, QuestionFailed)
    assert isinstance(failure.error, AssistantClosed)
    worker.close()
    for call in (lambda: worker.ask(3, REVENUE), lambda: worker.search("x", 1)):
        with pytest.raises(AssistantClosed):
            call()


def test_sources_come_before_anything_else(library: SmallLibrary) -> None:
    recorder = Recorder()
    with working(QuestionWorker(library.open_search, None, recorder)) as worker:
        worker.ask(1, REVENUE)
        recorder.answer_of(1)
    assert isinstance(recorder.events[0], SourcesFound)


def test_other_work_comes_after_the_answer_that_runs_and_before_the_next(library: SmallLibrary) -> None:
    model, recorder, order = ScriptedModel(), Recorder(), list[str]()
    model.enqueue([TRUE_SENTENCE])
    model.enqueue([TRUE_SENTENCE])
    with working(
        QuestionWorker(
            library.open_search,
            SCRIPTED_MODEL,
            recorder,
            make_model=lambda info: model,
            before_answer=lambda: order.append("indexing rests"),
            after_answer=lambda: order.append("indexing goes on"),
        )
    ) as worker:
        worker.ask(1, REVENUE)
        worker.run_between(lambda: order.append(f"ended: {model.was_ended.is_set()}"))
        worker.ask(2, REVENUE)
        assert recorder.answer_of(2).found
    pause = ["indexing rests", "indexing goes on"]
    assert order == [*pause, "indexing rests", "ended: True", "indexing goes on", *pause]


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


def test_what_waits_is_dropped_when_closing(library: SmallLibrary) -> None:
    done, all_wait, closed = list[str](), threading.Event(), threading.Event()

    def close() -> None:
        assert all_wait.wait(TIMEOUT)
        with suppress(RuntimeError):  # a thread cannot wait for itself
            worker.close()
        closed.set()

    with working(QuestionWorker(library.open_search, None, Recorder())) as worker:
        worker.run_between(close)
        worker.run_between(lambda: done.append("too late"))
        all_wait.set()
        assert closed.wait(TIMEOUT)
    assert done == []


def test_what_fails_between_two_questions_leaves_the_next_one_answered(library: SmallLibrary) -> None:
    recorder = Recorder()

    def fail() -> None:
        raise TypeError("a bug")

    with working(QuestionWorker(library.open_search, None, recorder)) as worker:
        worker.run_between(fail)
        worker.ask(1, REVENUE)
        assert recorder.answer_of(1).found
