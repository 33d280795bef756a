"""One window a library: a second start hands what it was asked for to the first one and ends."""

import hashlib
import logging
import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.start_request import StartRequest

_log = logging.getLogger(__name__)

_CONNECT_MILLISECONDS = 500
_HAND_OVER_MILLISECONDS = 3000
_MOST_BYTES = 1 << 20
_RECEIVED = b"received"


class SingleInstance(QObject):
    """The first instance listens on a local socket that is named after the library's folder."""

    started_again = Signal(object)
    """The application was started again for the same library, with this `StartRequest`."""

    def __init__(self, library_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        digest = hashlib.sha256(os.fsencode(library_folder.absolute())).hexdigest()
        self._name = f"pagewise-{digest[:32]}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._receive)

    def hand_over(self, request: StartRequest) -> bool:
        """Give `request` to the first instance; False if there is none that answers. Blocking, at most seconds."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_CONNECT_MILLISECONDS):
            return False
        socket.write(request.to_json())
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
                request = StartRequest.from_json(bytes(socket.readLine().data()))
            except (ValueError, KeyError, TypeError):
                _log.warning("Something that is no Pagewise wrote to the socket")
                socket.abort()
                return
            socket.write(_RECEIVED)
            socket.flush()
            socket.disconnectFromServer()
            self.started_again.emit(request)
