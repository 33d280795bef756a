"""A server on this computer for a test, in a `with` statement."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType


class LocalServer:
    """Answers on a port of its own from `begin` on. `may_go_on` is set at the end, for handlers that wait."""

    def begin(self, handler: type[BaseHTTPRequestHandler], name: str) -> str:
        """Serve on a thread called `name`; returns the address, without a path."""
        self.may_go_on = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), name=name)
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.may_go_on.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
