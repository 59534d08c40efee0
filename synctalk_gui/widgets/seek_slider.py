"""A slider that jumps to the clicked position."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSlider, QStyle, QWidget


class SeekSlider(QSlider):
    """A slider that jumps to the clicked position; keys are left to the parent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setMinimumWidth(80)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            handle_px = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, None, self)
            span = max(1, self.width() - handle_px)
            offset = round(event.position().x() - handle_px / 2)
            value = QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), offset, span)
            self.setValue(value)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
