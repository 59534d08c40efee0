"""The preview of a live render: shows the frames that come in on standard input.

Each is width and height as two little-endian 32-bit numbers, then the pixels, uint8 BGR.
"""

from __future__ import annotations

import struct
import sys
from typing import BinaryIO

from PySide6.QtCore import QCoreApplication, QThread, Signal
from PySide6.QtGui import QCloseEvent, QImage, QPixmap, Qt
from PySide6.QtWidgets import QApplication, QLabel

HEADER = struct.Struct("<II")
MOST_PIXELS = 2**26


class FrameStream(QThread):
    """Reads frames until the pipe ends.

    Signals:
        frame_read: a QImage.
    """

    frame_read = Signal(QImage)

    def __init__(self, pipe: BinaryIO) -> None:
        super().__init__()
        self._pipe = pipe

    def run(self) -> None:
        while len(header := self._pipe.read(HEADER.size)) == HEADER.size:
            width_px, height_px = HEADER.unpack(header)
            if not 0 < width_px * height_px <= MOST_PIXELS:
                return
            data = self._pipe.read(3 * width_px * height_px)
            if len(data) < 3 * width_px * height_px:
                return
            image = QImage(data, width_px, height_px, 3 * width_px, QImage.Format.Format_BGR888)
            self.frame_read.emit(image.copy())


class LivePreviewWindow(QLabel):
    """A window with the newest frame, scaled to fit."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(QCoreApplication.translate("LivePreview", "Live preview"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(160, 160)
        self._has_size = False

    def show_frame(self, image: QImage) -> None:
        """Show a frame; the first one decides how large the window is."""
        if not self._has_size:
            self._has_size = True
            screen = self.screen().availableSize()
            self.resize(image.size().boundedTo(screen * 0.8))
        scaled = image.scaled(
            self.size(),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self.setPixmap(QPixmap.fromImage(scaled))

    def closeEvent(self, event: QCloseEvent) -> None:
        """The process ends with its window; the engine sees its pipe break."""
        event.accept()
        QApplication.exit(0)


def main() -> int:
    """Show frames until the pipe or the window is closed."""
    app = QApplication(sys.argv[:1])
    window = LivePreviewWindow()
    frames = FrameStream(sys.stdin.buffer)
    frames.frame_read.connect(window.show_frame)
    frames.finished.connect(app.quit)
    window.show()
    frames.start()
    code = app.exec()
    if not frames.isFinished():
        frames.terminate()  # it waits in read() for frames that nobody wants any more
        frames.wait(1000)
    return code
