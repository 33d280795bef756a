"""A language model that another program of the user's runs, asked through OpenAI's chat completions.

The interface is that of https://platform.openai.com/docs/api-reference/chat, as llama.cpp's server, Ollama, LM Studio
and others offer it. It runs in the answering process, so that a server that hangs is left by ending that. Quotes of
documents are sent to nobody but this address: no proxy is used and no redirection followed.
"""

import ipaddress
import json
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import httpx

from engine.answering.prompt_builder import Prompt
from engine.answering.server_errors import (
    ModelServerError,
    ServerAddressInvalid,
    ServerElsewhere,
    ServerNotRunning,
    ServerRefuses,
    ServerSilent,
    ServerUnreadable,
)
from engine.answering.thinking import CLOSING, MOST_THOUGHT, OPENING
from engine.error_causes import causes_of
from engine.models.model_catalog import LanguageModelInfo
from engine.types import SentPrompt

_CONNECT_SECONDS = 5.0
_SILENT_SECONDS = 100.0
"""Less than after which the answering process itself counts as hanging: the server's fault is then told as such."""
_LIST_SECONDS = 5.0
"""In which a server has to tell its models, from the first byte to the last."""
_CHARACTERS_PER_TOKEN = 3
"""The server's tokens are not known; English has four characters a token, other languages fewer."""
_MOST_CHARACTERS_PER_TOKEN = 10
"""A server need not obey the number of tokens that is asked for: what is longer than so many can be is cut off."""
_MOST_BYTES = 1024**2
"""Of a list of models, a message or a line, which are read as a whole."""
_LONGEST_MESSAGE = 300
"""Characters of a server's own words that are shown."""
_DATA = "data:"
_END = "[DONE]"


def require_allowed(address: str, *, anywhere: bool) -> None:
    """Raise `ServerAddressInvalid`, or `ServerElsewhere` unless the address is this computer's or that is allowed."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ServerAddressInvalid(address) from error
    if parts.scheme not in ("http", "https") or not host:
        raise ServerAddressInvalid(address)
    if not anywhere and not _is_loopback(host):
        raise ServerElsewhere(host)


def offered_models(address: str, *, anywhere: bool, silent_seconds: float = _LIST_SECONDS) -> list[str]:
    """Ask a server which models it offers. Blocking. Raises `ModelServerError`."""
    require_allowed(address, anywhere=anywhere)
    with (
        _explained(),
        _client(silent_seconds) as client,
        client.stream("GET", f"{address.rstrip('/')}/models") as response,
    ):
        _require_success(response, silent_seconds)
        names = [str(model["id"]) for model in json.loads(_body(response, silent_seconds))["data"]]
    if not names:
        raise ServerRefuses("It offers no model.")
    return names


class ServerModel:
    """Answers prompts by means of a server."""

    def __init__(self, info: LanguageModelInfo, silent_seconds: float = _SILENT_SECONDS) -> None:
        """Raises `ServerAddressInvalid` and `ServerElsewhere`."""
        assert info.server is not None
        require_allowed(info.server.address, anywhere=info.server.anywhere)
        self._info = info
        self._address = f"{info.server.address.rstrip('/')}/chat/completions"
        self._silent_seconds = silent_seconds

    def answer(self, prompt: Prompt) -> Iterator[str | SentPrompt]:
        """Yield the prompt as it is sent, then the answer in pieces. Raises `ModelServerError`."""
        request = _request_of(prompt)
        length = len(prompt.instructions) + len(request)
        yield SentPrompt(f"{prompt.instructions}\n\n{request}", length // _CHARACTERS_PER_TOKEN)
        most_tokens = prompt.answer_tokens + MOST_THOUGHT
        asked = {
            "model": self._info.name,
            "messages": [
                {"role": "system", "content": prompt.instructions},
                {"role": "user", "content": request},
            ],
            "stream": True,
            "temperature": 0,
            "max_tokens": most_tokens,
        }
        with (
            _explained(),
            _client(self._silent_seconds) as client,
            client.stream("POST", self._address, json=asked) as response,
        ):
            _require_success(response, self._silent_seconds)
            yield from _cut_off(_with_tags(_deltas(response)), most_tokens * _MOST_CHARACTERS_PER_TOKEN)


def _request_of(prompt: Prompt) -> str:
    """The user's part, with as many quotes, strongest first, as its budget allows."""
    limit = prompt.request_tokens * _CHARACTERS_PER_TOKEN
    fitting = (count for count in range(len(prompt.quotes), 0, -1) if len(prompt.request(count)) <= limit)
    # A server may take what looks like a control token of its template for one.
    return prompt.request(next(fitting, 1)).replace("<|", "< |")[:limit]


def _deltas(response: httpx.Response) -> Iterator[dict[str, Any]]:
    """What the server sends piece by piece (server-sent events)."""
    for line in _lines(response):
        if not line.startswith(_DATA):
            continue
        data = line.removeprefix(_DATA).strip()
        if data == _END:
            return
        event = json.loads(data)
        if event.get("error"):
            raise ServerRefuses(_message_of(event))
        for choice in event["choices"][:1]:
            yield choice.get("delta") or {}


def _lines(response: httpx.Response) -> Iterator[str]:
    """The lines of a stream. Unlike those of `httpx`, they end only where the protocol ends them, and do end.

    Raises `ServerUnreadable`.
    """
    rest = b""
    for piece in response.iter_bytes():
        *lines, rest = (rest + piece).split(b"\n")
        yield from (line.decode(errors="replace").rstrip("\r") for line in lines)
        if len(rest) > _MOST_BYTES:
            raise ServerUnreadable(f"It sends a line of more than {_MOST_BYTES} bytes.")
    yield rest.decode(errors="replace")


def _with_tags(deltas: Iterator[dict[str, Any]]) -> Iterator[str]:
    """The text of an answer; thoughts that a server tells apart get the tags that models write themselves."""
    is_thinking = False
    for delta in deltas:
        thought = delta.get("reasoning_content") or delta.get("reasoning")
        content = delta.get("content")
        if isinstance(thought, str):
            yield thought if is_thinking else OPENING + thought
            is_thinking = True
        if isinstance(content, str) and content:
            yield CLOSING + content if is_thinking else content
            is_thinking = False


def _cut_off(pieces: Iterator[str], most: int) -> Iterator[str]:
    """The first `most` characters of an answer; a piece without any counts as one."""
    for piece in pieces:
        yield piece[:most]
        most -= max(len(piece), 1)
        if most <= 0:
            return


def _client(silent_seconds: float) -> httpx.Client:
    return httpx.Client(timeout=httpx.Timeout(silent_seconds, connect=_CONNECT_SECONDS), trust_env=False)


@contextmanager
def _explained() -> Iterator[None]:
    """Raise what can happen on the way as the `ModelServerError` that it means."""
    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        raise _of_connection(error) from error
    except (httpx.ReadTimeout, httpx.ReadError, httpx.RemoteProtocolError) as error:
        raise ServerSilent(_asked_server(error)) from error
    except (
        httpx.HTTPError,
        httpx.InvalidURL,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:
        raise ServerUnreadable from error


def _of_connection(error: httpx.TransportError) -> ModelServerError:
    """Why there is no connection, without the numbers and codes that the system and libraries tell."""
    for cause in causes_of(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return ServerUnreadable(f"Its certificate is not trusted: {cause.verify_message}.")
        if isinstance(cause, ssl.SSLError):
            return ServerUnreadable('It is there, but does not speak https. Its address may begin with "http:".')
        if isinstance(cause, socket.gaierror):
            return ServerNotRunning(f"The name {error.request.url.host} is not known.")
    return ServerNotRunning(_asked_server(error))


def _asked_server(error: httpx.TransportError) -> str:
    return error.request.url.netloc.decode("ascii")


def _body(response: httpx.Response, seconds: float) -> bytes:
    """All of a short response. Raises `ServerUnreadable` if it is not short, and `ServerSilent` if it takes longer."""
    body, end = b"", monotonic() + seconds
    for piece in response.iter_bytes():
        body += piece
        if len(body) > _MOST_BYTES:
            raise ServerUnreadable(f"It sends more than {_MOST_BYTES} bytes.")
        if monotonic() > end:
            raise ServerSilent(f"Its reply takes longer than {seconds:g} seconds.")
    return body


def _require_success(response: httpx.Response, seconds: float) -> None:
    if response.is_redirect:
        raise ServerUnreadable("It sends questions on to another address, which is not followed.")
    if not response.is_success:
        body = _body(response, seconds)
        try:
            message = _message_of(json.loads(body))
        except (ValueError, AttributeError, RecursionError):
            message = body.decode(errors="replace")[:_LONGEST_MESSAGE]
        raise ServerRefuses(f"{response.status_code} {message}".strip())


def _message_of(event: dict[str, Any]) -> str:
    error = event.get("error")
    told = error.get("message") if isinstance(error, dict) else error
    return str(told or "")[:_LONGEST_MESSAGE]


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
