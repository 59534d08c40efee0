"""One window per user: a second start passes its request to the first one and exits.

A local socket, like qutebrowser's ``ipc.py``. Its name is derived from the user's folder, so that
users of the same machine do not share it.
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
"""Once connected, there is a window, even if it is busy: giving up would open a second one, and
both would import the files."""
_MAX_BYTES = 64 * 1024
_ANSWER = b"raised\n"


def server_name() -> str:
    """Returns the name of the socket, the same for all starts by one user."""
    folder = str(user_folder())
    return "synctalk-studio-" + hashlib.sha256(folder.encode("utf-8")).hexdigest()[:16]


def hand_over(workspace: str, name: str | None = None, files: Sequence[Path] = ()) -> bool:
    """Ask an open window to come to the front.

    Args:
        workspace: the folder to open; empty: keep the current one.
        files: files to import.
    Returns:
        Whether there is a window and it answered.
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
    """Listens for requests of later starts."""

    raised = Signal(str)
    """The program was started again; with a workspace, or an empty string."""
    files_given = Signal(list)
    """Files given to the later start, at least one; emitted after ``raised``."""

    def __init__(self, parent: QObject | None = None, name: str | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        name = name or server_name()
        if not self._server.listen(name):  # a killed window left its socket
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
    """The request of a later start."""

    workspace: str
    files: tuple[Path, ...]


def _parse_request(line: bytes) -> _StartRequest | None:
    """Returns the request; None if the line is invalid."""
    try:
        request = json.loads(line)
        workspace = str(request["workspace"])
        files = tuple(Path(str(path)) for path in request.get("files", ()))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return _StartRequest(workspace if not workspace or Path(workspace).is_dir() else "", files)
