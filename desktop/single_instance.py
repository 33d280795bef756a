"""One window a library: a second start hands its paths to the first one and ends."""

import hashlib
import json
import logging
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_log = logging.getLogger(__name__)

_CONNECT_MILLISECONDS = 500
_HAND_OVER_MILLISECONDS = 3000
_MOST_BYTES = 1 << 20
_RECEIVED = b"received"


class SingleInstance(QObject):
    """The first instance listens on a local socket that is named after the library's folder."""

    started_again = Signal(list)
    """The application was started again for the same library, with these paths."""

    def __init__(self, library_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        digest = hashlib.sha256(os.fsencode(library_folder.absolute())).hexdigest()
        self._name = f"pagewise-{digest[:32]}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._receive)

    def hand_over(self, places: Sequence[Path]) -> bool:
        """Give `places` to the first instance; False if there is none that answers. Blocking, at most seconds."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_CONNECT_MILLISECONDS):
            return False
        # JSON escapes the lone surrogates that stand for bytes which are not UTF-8, so every path survives.
        socket.write(json.dumps([str(path) for path in places]).encode("ascii") + b"\n")
        socket.waitForBytesWritten(_HAND_OVER_MILLISECONDS)
        # The answer may have come while the message was still being written.
        answered = socket.bytesAvailable() > 0 or socket.waitForReadyRead(_HAND_OVER_MILLISECONDS)
        received = answered and socket.readAll().data() == _RECEIVED
        socket.disconnectFromServer()
        return received

    def listen(self) -> bool:
        """Become the first instance; a socket that a crash left behind is replaced. False if that is impossible."""
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _receive(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._read(socket))

    def _read(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > _MOST_BYTES:
            socket.abort()
        elif socket.canReadLine():
            try:
                places = _places(bytes(socket.readLine().data()))
            except ValueError:
                _log.warning("Something that is no Pagewise wrote to the socket")
                socket.abort()
                return
            socket.write(_RECEIVED)
            socket.flush()
            socket.disconnectFromServer()
            self.started_again.emit(places)


def _places(message: bytes) -> list[Path]:
    """The paths of a message. Raises `ValueError` if it is none."""
    texts = json.loads(message)
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise ValueError("not a list of paths")
    return [Path(text) for text in texts]
