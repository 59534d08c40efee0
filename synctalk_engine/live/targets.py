"""Where a live stream goes: a window, a virtual camera, a streaming server or a file."""

from __future__ import annotations

import contextlib
import importlib
import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import av.error
import numpy as np

from synctalk_engine.errors import LiveError, SynctalkError
from synctalk_engine.live.extras import VIRTUAL_CAMERA, require_packages
from synctalk_engine.live.muxer import LiveMuxer
from synctalk_engine.media.container import plain_reason
from synctalk_engine.workspace.atomic import storage_errors

CAMERA, WINDOW = "camera", "window"
URL_FORMATS = {
    "rtmp": "flv",
    "rtmps": "flv",
    "srt": "mpegts",
    "udp": "mpegts",
    "tcp": "mpegts",
    "rtsp": "rtsp",
}
FILE_FORMATS = {
    ".mp4": "mp4",
    ".mov": "mov",
    ".mkv": "matroska",
    ".flv": "flv",
    ".ts": "mpegts",
    ".m3u8": "hls",
}
WAITING_FRAMES = 50
"""More images than this do not wait for a slow server; they are left out."""
MOST_WAITING_FRAMES = 500
RECONNECTS = 15
RECONNECT_S = 2.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class StreamFormat:
    """What all targets of a stream need to know."""

    size: tuple[int, int]
    """Width and height, px."""
    fps: float
    is_marked: bool = True


class LiveTarget(Protocol):
    """A ``FrameTarget`` that can fail and be closed."""

    name: str
    error: SynctalkError | None
    """Why it ended early."""

    def write(self, index: int, image: np.ndarray | None, audio: np.ndarray) -> None:
        """As ``FrameTarget.write``."""
        ...

    def close(self) -> None:
        """Finish it."""
        ...


class CameraTarget:
    """A virtual camera.

    Raises:
        LiveError: ``live_packages_missing``, ``camera_driver_missing``.
    """

    def __init__(self, device: str, stream: StreamFormat) -> None:
        require_packages(VIRTUAL_CAMERA)
        library = importlib.import_module(VIRTUAL_CAMERA)
        self.name = CAMERA
        self.error: SynctalkError | None = None
        width_px, height_px = (side + side % 2 for side in stream.size)
        self._size = width_px, height_px
        try:
            self._camera: Any = library.Camera(
                width_px,
                height_px,
                stream.fps,
                fmt=library.PixelFormat.BGR,
                device=device or None,
            )
        except (RuntimeError, ValueError, OSError) as error:
            reason = plain_reason(error).splitlines()[0].partition(". ")[0] or "it failed"
            raise LiveError("camera_driver_missing", reason=reason) from error

    def write(self, index: int, image: np.ndarray | None, audio: np.ndarray) -> None:
        if image is not None:
            height_px, width_px = image.shape[:2]
            edges = (0, self._size[1] - height_px), (0, self._size[0] - width_px), (0, 0)
            self._camera.send(np.pad(image, edges, "edge"))

    def close(self) -> None:
        self._camera.close()


class StreamTarget:
    """A server or a file. It is written in a thread, so that a slow network delays nothing.

    A server that was lost is connected to again for half a minute.

    Args:
        url: as FFmpeg takes it. container: FFmpeg's name of the format.

    Raises:
        LiveError: ``live_target_unreachable``.
    """

    def __init__(self, name: str, url: str, container: str, stream: StreamFormat) -> None:
        self.name = name
        self.error: SynctalkError | None = None
        self._url, self._container, self._stream = url, container, stream
        self._is_network = "://" in url
        self._items: deque[tuple[int, np.ndarray | None, np.ndarray]] = deque()
        self._changed = threading.Condition()
        self._is_closed = threading.Event()
        self.left_out_frames = 0
        try:
            self._muxer: LiveMuxer | None = self._open(0)
        except (av.error.FFmpegError, OSError, ValueError) as error:
            raise LiveError("live_target_unreachable", target=name, reason=_why(error)) from error
        self._thread = threading.Thread(target=self._work, name="live-stream", daemon=True)
        self._thread.start()

    def write(self, index: int, image: np.ndarray | None, audio: np.ndarray) -> None:
        with self._changed:
            if image is not None and len(self._items) >= WAITING_FRAMES:
                image = None
                self.left_out_frames += 1
            if len(self._items) >= MOST_WAITING_FRAMES:
                self._items.popleft()
            self._items.append((index, image, audio))
            self._changed.notify()

    def close(self) -> None:
        """Write what waits and close; a server that does not answer is given up after a while."""
        self._is_closed.set()
        with self._changed:
            self._changed.notify()
        self._thread.join(2 * RECONNECT_S + 10)

    def _open(self, first_frame: int) -> LiveMuxer:
        stream = self._stream
        return LiveMuxer(
            self._url, self._container, stream.size, stream.fps, first_frame, stream.is_marked
        )

    def _work(self) -> None:
        while (item := self._next()) is not None:
            try:
                self._muxer = self._muxer or self._open(item[0])
                self._muxer.write(*item)
            except (av.error.FFmpegError, OSError) as error:
                if not (self._is_network and self._reconnect()):
                    self._fail(error)
                    return
        try:
            if self._muxer is not None:
                self._muxer.close()
        except (av.error.FFmpegError, OSError) as error:
            self._fail(error)

    def _next(self) -> tuple[int, np.ndarray | None, np.ndarray] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._items or self._is_closed.is_set())
            return self._items.popleft() if self._items else None

    def _reconnect(self) -> bool:
        """Connect again; the stream goes on with the newest frames."""
        self._drop_muxer()
        for attempt in range(RECONNECTS):
            if self._is_closed.wait(RECONNECT_S):
                return False
            with self._changed:
                first_frame = self._items[-1][0] if self._items else 0
                self._items.clear()
            try:
                self._muxer = self._open(first_frame)
            except (av.error.FFmpegError, OSError):
                logger.info("attempt %d to reach %s failed", attempt + 1, self.name)
            else:
                return True
        return False

    def _drop_muxer(self) -> None:
        muxer, self._muxer = self._muxer, None
        if muxer is not None:
            with contextlib.suppress(av.error.FFmpegError, OSError):
                muxer.close()

    def _fail(self, error: Exception) -> None:
        self._drop_muxer()
        self.error = LiveError("live_target_lost", target=self.name, reason=_why(error))


def _why(error: Exception) -> str:
    is_end = isinstance(error, av.error.EOFError)
    return "the server ended the connection" if is_end else plain_reason(error)


class TargetGroup:
    """Several targets as one; one that fails does not stop the others.

    Args:
        on_lost: called with a target that has failed, while others go on.
    """

    def __init__(self, targets: list[LiveTarget], on_lost: Callable[[LiveTarget], None]) -> None:
        self._targets, self._on_lost = targets, on_lost

    def write(self, index: int, image: np.ndarray | None, audio: np.ndarray) -> None:
        """As ``FrameTarget.write``.

        Raises:
            SynctalkError: why the last target ended.
        """
        for target in list(self._targets):
            if target.error is None:
                target.write(index, image, audio)
                continue
            self._targets.remove(target)
            target.close()
            if not self._targets:
                raise target.error
            self._on_lost(target)

    def close(self) -> None:
        """Finish all."""
        while self._targets:
            self._targets.pop().close()


def open_target(text: str, resolve: Callable[[str], Path], stream: StreamFormat) -> LiveTarget:
    """The target of ``camera``, ``camera:DEVICE``, ``window``, a URL or a file's path.

    Args:
        resolve: gives the path of a file's name.

    Raises:
        LiveError: it is unknown or cannot be opened.
        StorageError: the file cannot be written.
    """
    kind, _, rest = text.partition(":")
    if kind == CAMERA:
        return CameraTarget(rest, stream)
    if text == WINDOW:
        from synctalk_engine.live.window_target import WindowTarget

        return WindowTarget(stream)
    container = container_of(text)
    if "://" in text:
        return StreamTarget(without_key(text), text, container, stream)
    return StreamTarget(text, str(resolve(text).absolute()), container, stream)


def check_target(text: str, resolve: Callable[[str], Path]) -> None:
    """Refuse a target that is none, before anything is loaded; a file gets its folder.

    Raises:
        LiveError: ``live_target_unknown``, ``live_packages_missing``.
        StorageError: the folder cannot be made.
    """
    if text.partition(":")[0] == CAMERA:
        require_packages(VIRTUAL_CAMERA)
    elif text != WINDOW:
        container_of(text)
        if "://" not in text:
            path = resolve(text)
            with storage_errors(path):
                path.parent.mkdir(parents=True, exist_ok=True)


def container_of(text: str) -> str:
    """FFmpeg's name of the format for a URL or a path.

    Raises:
        LiveError: ``live_target_unknown``.
    """
    scheme, separator, rest = text.partition("://")
    if not separator:
        found = FILE_FORMATS.get(Path(text).suffix.lower())
    elif scheme in ("http", "https"):
        found = "hls" if Path(rest.partition("?")[0]).suffix.lower() == ".m3u8" else None
    else:
        found = URL_FORMATS.get(scheme.lower()) if rest else None
    if found is None:
        kinds = ", ".join([CAMERA, WINDOW, *(f"{name}://" for name in URL_FORMATS), *FILE_FORMATS])
        raise LiveError("live_target_unknown", target=without_key(text), kinds=kinds)
    return found


def without_key(url: str) -> str:
    """A URL without its last part: for most services that is a secret stream key."""
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in ("rtmp", "rtmps", "srt"):
        return url
    host, slash, path = rest.partition("/")
    host = host.rpartition("@")[2].partition("?")[0]
    parts = path.split("/")
    return f"{scheme}://{host}{slash}{'/'.join([*parts[:-1], '…']) if parts[-1] else path}"
