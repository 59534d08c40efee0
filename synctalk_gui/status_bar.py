"""The status bar at the bottom of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from synctalk_gui.device_button import DeviceButton
from synctalk_gui.engine.devices import DeviceList
from synctalk_gui.item_models.project_info import ProjectInfo
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.labels import FittingLabel, StatusDot

_HEIGHT_PX = 40
_LEAST_DEVICE_PX, _DEVICE_SHARE = 150, 0.3


class StatusBar(QFrame):
    """Shows running jobs, the next ones, the project's device, and a button for the queue."""

    queue_requested = Signal()

    def __init__(
        self,
        devices: DeviceList,
        names_on_device: Callable[[str], list[str]] = lambda _id: [],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setFixedHeight(_HEIGHT_PX)
        self._dot = StatusDot()
        self._text = FittingLabel(role="mute")
        self.device = DeviceButton(devices, names_on_device)
        self._queue = button("", self.queue_requested.emit, "link")
        self._queue.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(12)
        row.addWidget(self._dot)
        row.addWidget(self._text, 1)
        row.addWidget(self.device)
        row.addWidget(self._queue)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.device.set_most_px(max(_LEAST_DEVICE_PX, round(_DEVICE_SHARE * self.width())))

    def set_project(self, info: ProjectInfo | None) -> None:
        """Show a project's device; none without a project."""
        self.device.setVisible(info is not None)
        if info is not None:
            self.device.set_device(info.device)

    def show_status(self, texts: list[str], tone: str, queue_text: str) -> None:
        """Show what is running.

        Args:
            texts: the same in full and ever shorter; the first that fits is shown.
        """
        self._dot.set_tone(tone)
        self._text.set_texts(texts)
        self._queue.setText(queue_text)
        self._queue.setVisible(bool(queue_text))

    def text(self) -> str:
        return self._text.full_text()

    def queue_button(self) -> QPushButton:
        return self._queue
