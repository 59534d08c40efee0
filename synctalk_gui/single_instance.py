"""One window for one user: a second start hands its wish to the first one and ends.

As qutebrowser's ``ipc.py`` does it, in small: a local socket whose name is made of the user's own
folder, so that two users of one machine do not meet.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_CONNECT_MS, _ANSWER_MS = 500, 2000
_MAX_BYTES = 64 * 1024
_ANSWER = b"raised\n"


def server_name() -> str:
    """Name of the socket: the same for each start by one user with one set of settings."""
    location = QStandardPaths.StandardLocation.AppLocalDataLocation
    folder = QStandardPaths.writableLocation(location)
    return "synctalk-studio-" + hashlib.sha256(folder.encode("utf-8")).hexdigest()[:16]


def hand_over(workspace: str, name: str | None = None) -> bool:
    """Ask a window that is there to come to the front.

    Args:
        workspace: a folder that it is to open; empty: the one it has.
    Returns:
        Whether there is one and it answered.
    """
    socket = QLocalSocket()
    socket.connectToServer(name or server_name())
    if not socket.waitForConnected(_CONNECT_MS):
        return False
    socket.write(json.dumps({"workspace": workspace}).encode("utf-8") + b"\n")
    socket.waitForBytesWritten(_CONNECT_MS)
    is_answered = socket.waitForReadyRead(_ANSWER_MS) and socket.readAll().data() == _ANSWER
    socket.disconnectFromServer()
    return is_answered


class SingleInstance(QObject):
    """Listens for later starts."""

    raised = Signal(str)
    """Somebody started the program again; with a workspace, or an empty string."""

    def __init__(self, parent: QObject | None = None, name: str | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        name = name or server_name()
        if not self._server.listen(name):  # a killed window left its socket; nobody answered on it
            QLocalServer.removeServer(name)
            self._server.listen(name)

    @property
    def is_listening(self) -> bool:
        return self._server.isListening()

    def close(self) -> None:
        self._server.close()

    def _on_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.disconnected.connect(socket.deleteLater)
        socket.readyRead.connect(self._on_ready)

    def _on_ready(self) -> None:
        socket = self.sender()
        if not isinstance(socket, QLocalSocket):
            return
        if not socket.canReadLine():
            if socket.bytesAvailable() > _MAX_BYTES:
                socket.abort()
            return
        workspace = _workspace(socket.readLine(_MAX_BYTES).data())
        if workspace is None:
            socket.abort()
            return
        socket.write(_ANSWER)
        socket.flush()
        self.raised.emit(workspace)


def _workspace(line: bytes) -> str | None:
    """The folder that is asked for; None where it is no wish of this program."""
    try:
        wish = json.loads(line)
        workspace = str(wish["workspace"])
    except (ValueError, KeyError, TypeError):
        return None
    return workspace if not workspace or Path(workspace).is_dir() else ""
