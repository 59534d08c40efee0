"""A preview window: a process of its own, since Qt and torch are never loaded together.

It reads frames on its standard input: width and height as two little-endian 32-bit numbers, then
the pixels, uint8 BGR.
"""

from __future__ import annotations

import contextlib
import struct
import subprocess
import threading

import numpy as np

from synctalk_engine.errors import LiveError, SynctalkError
from synctalk_engine.live.targets import WINDOW, StreamFormat
from synctalk_engine.workspace.engine_process import EngineCommand, window_command

LIVE_WORD = "--live-preview"
"""First argument of the window's program."""


class WindowTarget:
    """Shows the newest frame; frames that come while it draws are left out."""

    def __init__(self, stream: StreamFormat) -> None:
        self.name = WINDOW
        self.error: SynctalkError | None = None
        self._process = subprocess.Popen(
            [*window_command(), LIVE_WORD],
            stdin=subprocess.PIPE,
            env=EngineCommand.default().full_environment(),
        )
        self._newest: np.ndarray | None = None
        self._is_closed = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._work, name="live-window", daemon=True)
        self._thread.start()

    def write(self, index: int, image: np.ndarray | None, audio: np.ndarray) -> None:
        if image is None:
            return
        with self._changed:
            self._newest = image
            self._changed.notify()

    def close(self) -> None:
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        self._thread.join(5.0)
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5.0)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def _work(self) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        while (image := self._take()) is not None:
            try:
                height_px, width_px = image.shape[:2]
                pipe.write(struct.pack("<II", width_px, height_px) + image.tobytes())
                pipe.flush()
            except OSError:
                self.error = LiveError("live_window_lost")
                return

    def _take(self) -> np.ndarray | None:
        with self._changed:
            self._changed.wait_for(lambda: self._newest is not None or self._is_closed)
            image, self._newest = self._newest, None
            return None if self._is_closed else image
