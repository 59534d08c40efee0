"""The outline of an audio file, with the part that has been played."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from synctalk_gui.theme import color, tokens

_HEIGHT_PX = 30
_BAR_PX, _GAP_PX, _LEAST_BAR_PX = 2, 1, 2


class WaveformView(QWidget):
    """Bars of the loudest samples, left to right; a click asks to play from there."""

    seek_requested = Signal(float)
    """0..1 of the length."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._peaks: Sequence[float] = ()
        self._played = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Waveform"))

    @property
    def peaks(self) -> Sequence[float]:
        """0..1, of equal parts of the file."""
        return self._peaks

    def set_peaks(self, peaks: Sequence[float]) -> None:
        self._peaks = peaks
        self.update()

    def set_played(self, fraction: float) -> None:
        """Mark the part that has been played, 0..1."""
        if fraction != self._played:
            self._played = fraction
            self.update()

    def bars(self) -> list[float]:
        """Returns the height of each bar that fits the width, 0..1, the loudest part being 1."""
        count = max(1, self.width() // (_BAR_PX + _GAP_PX))
        if not self._peaks:
            return [0.0] * count
        loudest = max(max(self._peaks), 1e-6)
        total = len(self._peaks)
        begins = [index * total // count for index in range(count + 1)]
        parts = (self._peaks[a : max(b, a + 1)] for a, b in pairwise(begins))
        return [max(part) / loudest for part in parts]

    def sizeHint(self) -> QSize:
        return QSize(160, _HEIGHT_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        bars = self.bars()
        middle = self.height() / 2
        for index, level in enumerate(bars):
            is_played = (index + 1) / len(bars) <= self._played
            painter.setBrush(color(tokens().accent if is_played else tokens().mute))
            height_px = max(_LEAST_BAR_PX, level * self.height())
            left = index * (_BAR_PX + _GAP_PX)
            painter.drawRect(QRectF(left, middle - height_px / 2, _BAR_PX, height_px))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._peaks:
            fraction = event.position().x() / max(1, self.width())
            self.seek_requested.emit(min(max(fraction, 0.0), 1.0))
