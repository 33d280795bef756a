"""The thread that answers questions: order, stopping, hooks, searches from other threads, and closing."""

import threading
from contextlib import suppress
from pathlib import Path

import pytest

from engine.answering.passage_search import PassageSearch
from engine.answering.question_worker import QuestionWorker
from engine.errors import AssistantClosed, LibraryDamaged, PagewiseError
from engine.events import QuestionFailed, SourcesFound
from engine.models.model_catalog import LanguageModelInfo
from engine.types import Question, SearchScope, Settings
from tests.unit.answering.question_recorder import REVENUE, TRUE_SENTENCE, Recorder, working
from tests.unit.answering.small_library import SCRIPTED_MODEL, TIMEOUT, ScriptedModel, SmallLibrary


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
