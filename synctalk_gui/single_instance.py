"""One window for one user: a second start hands its wish to the first one and ends.

As qutebrowser's ``ipc.py`` does it, in small: a local socket whose name is made of the user's own
folder, so that two users of one machine do not meet.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from synctalk_engine.user_folder import user_folder

_CONNECT_MS, _ANSWER_MS = 500, 10_000
"""Once there is a connection there is a window, however busy: giving it up would open a second one,
and both would take in the files."""
_MAX_BYTES = 64 * 1024
_ANSWER = b"raised\n"


def server_name() -> str:
    """Name of the socket: the same for each start by one user with one set of settings."""
    folder = str(user_folder())
    return "synctalk-studio-" + hashlib.sha256(folder.encode("utf-8")).hexdigest()[:16]


def hand_over(workspace: str, name: str | None = None, files: Sequence[Path] = ()) -> bool:
    """Ask a window that is there to come to the front.

    Args:
        workspace: a folder that it is to open; empty: the one it has.
        files: what it is to take in.
    Returns:
        Whether there is one and it answered.
    """
    socket = QLocalSocket()
    socket.connectToServer(name or server_name())
    if not socket.waitForConnected(_CONNECT_MS):
        return False
    request = {"workspace": workspace, "files": [str(path) for path in files]}
    socket.write(json.dumps(request).encode("utf-8") + b"\n")
    socket.waitForBytesWritten(_CONNECT_MS)
    is_answered = socket.waitForReadyRead(_ANSWER_MS) and socket.readAll().data() == _ANSWER
    socket.disconnectFromServer()
    return is_answered


class SingleInstance(QObject):
    """Listens for later starts."""

    raised = Signal(str)
    """Somebody started the program again; with a workspace, or an empty string."""
    files_given = Signal(list)
    """Paths that the later start was given, at least one; after ``raised``."""

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
        request = _parse_request(socket.readLine(_MAX_BYTES).data())
        if request is None:
            socket.abort()
            return
        socket.write(_ANSWER)
        socket.flush()
        self.raised.emit(request.workspace)
        if request.files:
            self.files_given.emit(list(request.files))


@dataclass(frozen=True)
class _StartRequest:
    """What a later start asks for."""

    workspace: str
    files: tuple[Path, ...]


def _parse_request(line: bytes) -> _StartRequest | None:
    """What is asked for; None where it is no wish of this program."""
    try:
        request = json.loads(line)
        workspace = str(request["workspace"])
        files = tuple(Path(str(path)) for path in request.get("files", ()))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return _StartRequest(workspace if not workspace or Path(workspace).is_dir() else "", files)
