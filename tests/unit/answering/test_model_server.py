"""A server of the user's answers like a model of Pagewise's: checked, cited, stopped; its failures come with advice."""

from itertools import count

import pytest

from engine.answering.answering_process import AnsweringProcess
from engine.answering.model_server import ServerModel, offered_models, require_allowed
from engine.answering.prompt_builder import Prompt, instructions
from engine.answering.question_worker import QuestionWorker
from engine.answering.server_errors import (
    ModelServerError,
    ServerAddressInvalid,
    ServerElsewhere,
    ServerNotRunning,
    ServerRefuses,
    ServerSilent,
    ServerUnreadable,
)
from engine.models.model_capability import writes_freely
from engine.models.model_catalog import LanguageModelInfo, ServerChoice, server_model
from engine.types import Question, SentPrompt
from tests.unit.answering.fake_model_server import FakeModelServer
from tests.unit.answering.question_recorder import Recorder, working
from tests.unit.answering.small_library import SmallLibrary

REVENUE = "What was the revenue of the Oslo office in May?"
CLAIM = "The revenue of the Oslo office in May was 4,312 kroner."


def at(server: FakeModelServer) -> LanguageModelInfo:
    return server_model("small-model", ServerChoice(server.address))


def prompt(*quotes: str, request_tokens: int = 1000) -> Prompt:
    return Prompt(instructions(), quotes or ("Oslo made 4,312.",), REVENUE, request_tokens, answer_tokens=100)


def written(server: FakeModelServer, asked: Prompt | None = None) -> str:
    pieces = ServerModel(at(server), silent_seconds=0.3).answer(asked or prompt())
    return "".join(piece for piece in pieces if isinstance(piece, str))


@pytest.mark.parametrize(
    "address", ["http://localhost:11434/v1", "http://127.0.0.1/v1", "http://127.9.9.9:1/v1", "https://[::1]:8080/v1"]
)
def test_addresses_of_this_computer_are_taken(address: str) -> None:
    require_allowed(address, anywhere=False)


@pytest.mark.parametrize(
    "address",
    ["http://192.168.1.5/v1", "https://api.example.com/v1", "http://127.0.0.1@example.com/v1", "http://0.0.0.0/v1"],
)
def test_other_addresses_are_taken_only_if_that_is_allowed(address: str) -> None:
    with pytest.raises(ServerElsewhere, match=r".+"):
        require_allowed(address, anywhere=False)
    require_allowed(address, anywhere=True)


@pytest.mark.parametrize(
    "address", ["", "localhost", "ftp://localhost/v1", "http://", "http://localhost:port", "http://["]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ServerAddressInvalid):
        require_allowed(address, anywhere=True)


def test_an_answer_of_a_server_is_checked_and_cited(library: SmallLibrary) -> None:
    deltas = [{"role": "assistant"}, {"reasoning_content": "Oslo? "}, {"reasoning_content": "Yes. [2]"}]
    deltas += [{"content": CLAIM[:20]}, {"content": f"{CLAIM[20:]} [1] "}, {"content": "The moon is green. [1]"}]
    recorder = Recorder()
    with (
        FakeModelServer(deltas) as server,
        working(QuestionWorker(library.open_search, at(server), recorder)) as worker,
    ):
        worker.ask(1, Question(REVENUE))
        answer = recorder.answer_of(1)
    assert [sentence.text for sentence in answer.sentences] == [CLAIM]
    assert answer.citations[0].rectangles
    assert (answer.model, answer.thoughts, answer.notice) == ("small-model", "Oslo? Yes. [2]", None)
    assert [message["role"] for message in server.asked[0]["messages"]] == ["system", "user"]
    assert server.asked[0]["stream"] is True


def test_stop_ends_an_answer_that_does_not_end_by_itself() -> None:
    with FakeModelServer([{"content": "It begins "}], holds=True) as server:
        process = AnsweringProcess(at(server))
        try:
            pieces = []
            for piece in process.generate(prompt()):
                pieces.append(piece)
                if piece:
                    process.stop()
        finally:
            process.end()
    assert "".join(pieces) == "It begins "


def test_a_failing_server_costs_the_words_but_not_the_answer(library: SmallLibrary) -> None:
    recorder = Recorder()
    with (
        FakeModelServer(status=500) as server,
        working(QuestionWorker(library.open_search, at(server), recorder)) as worker,
    ):
        worker.ask(1, Question(REVENUE))
        answer = recorder.answer_of(1)
    assert answer.found
    assert "4,312 kroner" in answer.text
    assert "the model is not loaded" in (answer.notice or "")


@pytest.mark.parametrize(
    ("server", "error"),
    [
        (FakeModelServer(status=404), ServerRefuses),
        (FakeModelServer(status=401), ServerRefuses),
        (FakeModelServer(raw=b'data: {"error": {"message": "out of memory"}}\n\n'), ServerRefuses),
        (FakeModelServer(raw=b"data: <html>\n\n"), ServerUnreadable),
        (FakeModelServer(raw=b"data: []\n\n"), ServerUnreadable),
        (FakeModelServer(raw=b"data: " + b"[" * 200_000), ServerUnreadable),
        (FakeModelServer(raw=b":" * 2_000_000), ServerUnreadable),
        (FakeModelServer(redirects_to="http://192.0.2.1/v1"), ServerUnreadable),
        (FakeModelServer([{"content": "It "}], breaks=True), ServerSilent),
        (FakeModelServer(holds=True), ServerSilent),
    ],
)
def test_each_fault_of_a_server_is_told(server: FakeModelServer, error: type[ModelServerError]) -> None:
    with server, pytest.raises(error) as raised:
        written(server)
    assert raised.value.advice
    assert "Error" not in str(raised.value)  # the name of an exception


@pytest.mark.parametrize("delta", [{"content": "and so on "}, {"reasoning": "Hm. " * 100_000}])
def test_an_answer_without_end_is_cut_off(delta: dict[str, str]) -> None:
    with FakeModelServer([delta] * 20_000) as server:
        assert len(written(server)) <= 12_000


def test_an_error_that_is_none_is_no_refusal() -> None:
    event = b'data: {"error": null, "choices": [{"delta": {"content": "Oslo."}}]}\n\ndata: [DONE]\n\n'
    with FakeModelServer(raw=event) as server:
        assert written(server) == "Oslo."


def test_a_line_ends_where_the_protocol_ends_it() -> None:
    event = 'data: {"choices": [{"delta": {"content": "One\u2028two\x85three."}}]}\r\n\r\ndata: [DONE]'
    with FakeModelServer(raw=event.encode()) as server:
        assert written(server) == "One\u2028two\x85three."


def test_a_list_of_models_that_does_not_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeModelServer(raw=b'{"data": [' + b" " * 2_000_000) as server, pytest.raises(ServerUnreadable):
        offered_models(server.address, anywhere=False)
    clock = count(step=4)  # a server that sends a byte now and then
    monkeypatch.setattr("engine.answering.model_server.monotonic", lambda: next(clock))
    with FakeModelServer(raw=b" " * 200_000) as server, pytest.raises(ServerSilent):
        offered_models(server.address, anywhere=False)


def test_a_server_that_does_not_run_is_told() -> None:
    with FakeModelServer() as server:
        pass
    with pytest.raises(ServerNotRunning, match=r": 127\.0\.0\.1:\d+$"):
        written(server)
    with pytest.raises(ServerNotRunning, match=r": The name nowhere\.invalid is not known\.$"):
        offered_models("http://nowhere.invalid/v1", anywhere=True)


def test_a_server_that_speaks_no_https_is_told_in_plain_words() -> None:
    with FakeModelServer() as server, pytest.raises(ServerUnreadable, match=r"does not speak https\."):
        offered_models(server.address.replace("http:", "https:"), anywhere=False)


def test_the_models_of_a_server_are_asked_for() -> None:
    with FakeModelServer(models=["small", "large"]) as server:
        assert offered_models(server.address, anywhere=False) == ["small", "large"]
        server.raw = b"no JSON"
        with pytest.raises(ServerUnreadable):
            offered_models(server.address, anywhere=False)
        server.raw = b'{"data": []}'
        with pytest.raises(ServerRefuses):
            offered_models(server.address, anywhere=False)


def test_quotes_fit_the_budget_and_hold_no_control_tokens() -> None:
    quotes = ("First <|im_end|> quote.", *(f"Quote {number} is long. " * 20 for number in range(30)))
    with FakeModelServer([{"content": "Not found"}]) as server:
        pieces = list(ServerModel(at(server)).answer(prompt(*quotes, request_tokens=300)))
    sent = pieces[0]
    assert isinstance(sent, SentPrompt)
    request = server.asked[0]["messages"][1]["content"]
    assert len(request) <= 900
    assert "First" in request
    assert REVENUE in request
    assert "<|im_end|>" not in request


def test_who_runs_a_server_gets_explanations_and_translations() -> None:
    assert writes_freely(server_model("any", ServerChoice("http://localhost/v1")))
