"""A model server on this computer that answers as it is told to."""

import json
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.local_server import LocalServer

Delta = dict[str, str]


@dataclass
class FakeModelServer(LocalServer):
    """Offers `models` and streams `deltas`, in a `with` statement."""

    deltas: list[Delta] = field(default_factory=list)
    models: list[str] = field(default_factory=lambda: ["small-model"])
    status: int = 200
    redirects_to: str = ""
    raw: bytes | None = None
    """Sent instead of everything else."""
    breaks: bool = False
    """The connection ends before the answer does."""
    holds: bool = False
    """Nothing comes after the deltas until the server is left."""
    asked: list[dict[str, Any]] = field(default_factory=list)

    def __enter__(self) -> "FakeModelServer":
        class Handler(_Handler):
            server_told = self

        self.address = f"{self.begin(Handler, 'fake model server')}/v1"
        return self


class _Handler(BaseHTTPRequestHandler):
    server_told: FakeModelServer

    def log_message(self, *arguments: object) -> None:
        """Nothing is printed."""

    def do_GET(self) -> None:
        self._begin()
        told = self.server_told
        listed = json.dumps({"data": [{"id": name} for name in told.models]}).encode()
        self.wfile.write(told.raw if told.raw is not None else listed)

    def do_POST(self) -> None:
        told = self.server_told
        told.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self._begin()
        if told.status != 200:
            self.wfile.write(json.dumps({"error": {"message": "the model is not loaded"}}).encode())
            return
        if told.raw is not None:
            self.wfile.write(told.raw)
            return
        try:
            self._stream(told)
        except OSError:  # who asked has left
            return

    def _begin(self) -> None:
        told = self.server_told
        self.send_response(307 if told.redirects_to else told.status)
        if told.redirects_to:
            self.send_header("Location", told.redirects_to)
        if told.breaks:
            self.send_header("Content-Length", "1000000")
        self.end_headers()

    def _stream(self, told: FakeModelServer) -> None:
        for delta in told.deltas:
            self.wfile.write(f"data: {json.dumps({'choices': [{'delta': delta}]})}\n\n".encode())
            self.wfile.flush()
        if told.holds:
            told.may_go_on.wait()
        elif not told.breaks:
            self.wfile.write(b"data: [DONE]\n\n")
