"""A server on this computer that gives files away as the hub does, and goes wrong in every way it is told to."""

import hashlib
import re
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from tests.local_server import LocalServer

_STORE = "/store"


@dataclass
class Faults:
    """What goes wrong. Lengths are in bytes."""

    status: int = 0
    """Answer everything with this status."""
    breaks_after: int | None = None
    """Close each connection after so many bytes of the body."""
    stalls_at: int | None = None
    """Send nothing more from this place of the file on."""
    ignores_ranges: bool = False
    shifts_ranges: bool = False
    announced_more: int = 0
    """So many more bytes are announced than the file has."""
    sent_more: int = 0
    """So many more bytes are sent than were announced."""
    changed_bytes: bool = False
    hides_checksum: bool = False
    stores_elsewhere: bool = False
    """Large files lie on another host, to which requests are sent on, as those of the real hub are."""


@dataclass
class FakeHub(LocalServer):
    """Serves `files` (path within any repository to content) at `address`, in a `with` statement."""

    files: dict[str, bytes]
    faults: Faults = field(default_factory=Faults)
    requests: list[str] = field(default_factory=list)
    """Method, path and range of each request."""

    def __enter__(self) -> "FakeHub":
        class Handler(_Handler):
            hub = self

        self.address = self.begin(Handler, "fake hub")
        return self


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: FakeHub

    def log_message(self, *arguments: object) -> None:
        """Nothing is printed."""

    def do_CONNECT(self) -> None:
        """As a proxy: note whom a secure connection is wanted to, and refuse it."""
        self.hub.requests.append(f"CONNECT {self.path}")
        self.send_error(403)

    def do_HEAD(self) -> None:
        content = self._content()
        if content is None:
            return
        self._begin(200)
        if not self.hub.faults.hides_checksum:
            self.send_header("X-Linked-Etag", f'"{checksum(self.path, content)}"')
        self.send_header("X-Linked-Size", str(len(content) + self.hub.faults.announced_more))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        content, faults = self._content(), self.hub.faults
        if content is None:
            return
        if faults.stores_elsewhere and not self.path.startswith(_STORE):
            self._begin(302)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if faults.changed_bytes:
            content = content[:-1] + bytes([content[-1] ^ 1])
        told, content = len(content) + faults.announced_more, content + bytes(faults.sent_more)
        ranged = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        start = 0 if ranged is None or faults.ignores_ranges else int(ranged[1])
        body = content[start:]
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start + faults.shifts_ranges}-{told - 1}/{told}")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self._send(body, start)

    def _begin(self, status: int) -> None:
        elsewhere = self.hub.faults.stores_elsewhere
        self.send_response(302 if elsewhere else status)
        if elsewhere:  # another name of this computer
            self.send_header("Location", f"{self.hub.address.replace('127.0.0.1', 'localhost')}{_STORE}{self.path}")

    def _send(self, body: bytes, start: int) -> None:
        faults = self.hub.faults
        stall = None if faults.stalls_at is None else max(0, faults.stalls_at - start)
        end = min(limit for limit in (faults.breaks_after, stall, len(body)) if limit is not None)
        self.wfile.write(body[:end])
        self.wfile.flush()
        if stall is not None:
            self.hub.may_go_on.wait()
        if end < len(body):
            self.close_connection = True

    def _content(self) -> bytes | None:
        """The file that is asked for; None if the request was answered with an error."""
        self.hub.requests.append(f"{self.command} {self.path} {self.headers.get('Range', '')}".strip())
        name = next((name for name in self.hub.files if self.path.endswith(f"/resolve/main/{name}")), None)
        status = self.hub.faults.status or (0 if name else 404)
        if status:
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        return self.hub.files[name] if name else None


def checksum(path: str, content: bytes) -> str:
    """What the hub publishes: SHA-256 of large files, git's SHA-1 of small ones such as JSON."""
    if path.endswith(".json"):
        return hashlib.sha1(f"blob {len(content)}\0".encode() + content, usedforsecurity=False).hexdigest()
    return hashlib.sha256(content).hexdigest()
