"""Shows the latest frame while a video is preprocessed."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtWidgets import QWidget

from synctalk_engine.workspace.clip import Clip
from synctalk_gui.engine.background import Background
from synctalk_gui.widgets.frame_view import FrameView

_INTERVAL_S = 0.4
_BEHIND = 12
"""Several threads write frames; the latest ones may not exist yet."""
_BOUND_PX = 720


class LiveFrame(FrameView):
    """Reads a frame a few times a second in the background; a missing one is skipped."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._is_reading = False
        self._last_s = 0.0
        self.set_empty_text(self.tr("Frames appear here as they are extracted."))

    def clear(self) -> None:
        self.set_image(None)

    def show_newest(self, clip: Clip, frames_done: int, suffix: str) -> None:
        """Show one of the last of ``frames_done`` frames, at most a few times a second."""
        now_s = time.monotonic()
        if self._is_reading or now_s - self._last_s < _INTERVAL_S or frames_done <= 0:
            return
        self._is_reading, self._last_s = True, now_s
        path = clip.frames_dir / f"{max(0, frames_done - 1 - _BEHIND):06d}.{suffix}"
        self._background.run(partial(_read, path), self._on_read)

    def _on_read(self, image: QImage | None) -> None:
        self._is_reading = False
        if image is not None:
            self.set_image(image)


def _read(path: Path) -> QImage | None:
    reader = QImageReader(str(path))
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > _BOUND_PX:
        bound = QSize(_BOUND_PX, _BOUND_PX)
        reader.setScaledSize(size.scaled(bound, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image
