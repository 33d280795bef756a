"""Talks to the hub of Hugging Face, or to a mirror of it. The only module that imports huggingface_hub.

From huggingface_hub come the addresses and what the hub publishes of a file: its size and checksum. Its own download
compares only sizes, cannot be paused, and waits and tries again by itself for minutes; so the bytes are asked for
here, through the same client, by ranges. No token of the user's is ever sent. Import this module only to download: its
libraries take a third of a second to load.
"""

import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import httpx

from engine.error_causes import causes_of
from engine.models.acquisition_errors import (
    BadAddress,
    ConnectionLost,
    ConnectionStalled,
    DownloadError,
    DownloadRefused,
    NoChecksum,
    NoConnection,
    NotOffered,
    ProxyRefused,
    ServerNotFound,
    ServerTroubled,
    UntrustedServer,
    WrongLength,
)
from engine.models.downloadable_models import DownloadableFile, DownloadableModel
from engine.models.hub_settings import HubSettings

_CONNECT_SECONDS = 10.0
_CHECKSUM = re.compile(r"[0-9a-f]{64}|[0-9a-f]{40}")
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """What the hub says of a file. `checksum` is a SHA-256 of 64 hex digits, or git's SHA-1 of 40 for small files."""

    address: str
    size: int
    checksum: str


class HubClient:
    """One conversation with the hub. `interrupt` may be called from any thread, all else from one."""

    def __init__(self, settings: HubSettings) -> None:
        """Raises `BadAddress`."""
        self._settings = settings
        if settings.mirror and not settings.mirror.startswith(("https://", "http://")):
            raise BadAddress(_without_password(settings.mirror))
        timeout = httpx.Timeout(_CONNECT_SECONDS, read=settings.silent_seconds)
        try:
            self._client = httpx.Client(proxy=settings.proxy or None, timeout=timeout, follow_redirects=True)
        except (ValueError, httpx.InvalidURL) as error:
            raise BadAddress(_without_password(settings.proxy)) from error
        self._is_shared = False
        self._response: httpx.Response | None = None

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def interrupt(self) -> None:
        """Have the present transfer end at once, as if the connection had broken."""
        response = self._response
        stream = response.extensions.get("network_stream") if response is not None else None
        connection = stream.get_extra_info("socket") if stream is not None else None
        if connection is not None:
            with suppress(OSError):  # it has ended by itself
                connection.shutdown(socket.SHUT_RDWR)

    def address_of(self, model: DownloadableModel, file: DownloadableFile) -> str:
        """Where the hub, or its mirror, has a file."""
        # Importing it takes a moment, which only those wait for who download.
        from huggingface_hub.file_download import hf_hub_url

        mirror = self._settings.mirror.rstrip("/") or None
        return hf_hub_url(model.repository, file.path, revision=model.revision, endpoint=mirror)

    def published(self, model: DownloadableModel, file: DownloadableFile) -> PublishedFile:
        """Ask what the hub publishes of a file. Raises `DownloadError`."""
        from huggingface_hub import constants, set_client_factory
        from huggingface_hub.file_download import get_hf_file_metadata

        # Else it asks the hub for a list of programs (whatever the mirror), to tell which of them it is run by.
        constants.HF_HUB_DISABLE_TELEMETRY = True
        if not self._is_shared:  # to set it again would close the client
            set_client_factory(lambda: self._client)
            self._is_shared = True
        address = self.address_of(model, file)
        with _explained():
            told = get_hf_file_metadata(address, token=False, timeout=self._settings.silent_seconds)
        if not told.size or told.size < 0:
            raise WrongLength(f"The length of {file.name} is not told.")
        if not _CHECKSUM.fullmatch(told.etag or ""):
            raise NoChecksum(file.name)
        return PublishedFile(address, told.size, str(told.etag))

    def bytes_from(self, file: PublishedFile, start: int) -> Iterator[tuple[int, bytes]]:
        """Yield the bytes of a file from `start` on as they come, each piece with its place in the file.

        A server that knows no ranges begins at 0 again. Raises `DownloadError`.
        """
        headers = {"Range": f"bytes={start}-", "Accept-Encoding": "identity"}
        with _explained(), self._client.stream("GET", file.address, headers=headers) as response:
            response.raise_for_status()
            place = _begins_at(response, file, start)
            self._response = response
            try:
                # With pieces of a fixed size, what of one has arrived before the connection breaks would be lost.
                for piece in response.iter_raw():
                    yield place, piece
                    place += len(piece)
            finally:
                self._response = None


def _begins_at(response: httpx.Response, file: PublishedFile, start: int) -> int:
    """Where the body of a response stands in the file, if it is that file at all."""
    if response.status_code != httpx.codes.PARTIAL_CONTENT:
        return 0
    told = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
    if told is None or int(told[1]) != start or int(told[2]) != file.size:
        raise WrongLength("The server answers with another part of the file than it was asked for.")
    return start


@contextmanager
def _explained() -> Iterator[None]:
    """Raise what the network's libraries raise as the `DownloadError` that it means."""
    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError) as error:
        response = getattr(error, "response", None)  # of httpx's and of huggingface_hub's errors
        raise (_of_transport(error) if response is None else _of_status(response)) from error


def _without_password(address: str) -> str:
    """An address that may be none, without the user's name and password in it, to be shown and logged."""
    return re.sub(r"^(\w+://)?.*@", r"\1", address, flags=re.DOTALL)


def _of_status(response: httpx.Response) -> DownloadError:
    status = response.status_code
    reason = f"{response.url.host} answers {status} {response.reason_phrase}".strip()
    if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        return DownloadRefused(reason)
    if status in (httpx.codes.NOT_FOUND, httpx.codes.GONE):
        return NotOffered(reason)
    if status == httpx.codes.PROXY_AUTHENTICATION_REQUIRED:
        return ProxyRefused(reason)
    return ServerTroubled(reason)


_MEANINGS: tuple[tuple[tuple[type[Exception], ...], type[DownloadError]], ...] = (
    ((ssl.SSLError,), UntrustedServer),
    ((socket.gaierror,), ServerNotFound),
    ((httpx.ProxyError,), ProxyRefused),
    ((httpx.UnsupportedProtocol, httpx.InvalidURL), BadAddress),
    ((httpx.ReadTimeout, httpx.WriteTimeout), ConnectionStalled),
    ((httpx.ConnectError, httpx.ConnectTimeout), NoConnection),
)
"""What an error means if it, or what caused it, is one of these; the first that fits."""


def _of_transport(error: Exception) -> DownloadError:
    """What happened is told by the kind of error; the libraries' own words are for programmers."""
    causes = tuple(causes_of(error))
    for kinds, meaning in _MEANINGS:
        for cause in causes:
            if isinstance(cause, kinds):
                return meaning(_told_by(cause))
    return ConnectionLost()


def _told_by(cause: BaseException) -> str:
    """What an error says about an address or a certificate, in words that help people; "" if there is nothing."""
    if isinstance(cause, ssl.SSLCertVerificationError):
        return cause.verify_message
    return str(cause) if isinstance(cause, httpx.UnsupportedProtocol | httpx.InvalidURL) else ""
