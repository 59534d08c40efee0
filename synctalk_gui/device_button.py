"""The button that shows and chooses a project's device."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from synctalk_gui.engine.devices import AUTO, Device, DeviceList
from synctalk_gui.formats import listed, megabytes, number
from synctalk_gui.theme import color, focus_pen, tokens

_BAR_SPACE_PX = 70
_MOST_PX = 380
_NOISE = re.compile(r"\((R|TM|C)\)|NVIDIA |GeForce |CPU @.*?(?=,|$)| Processor", re.IGNORECASE)


def short_name(device: Device) -> str:
    """``RTX 4070`` for ``NVIDIA GeForce RTX 4070``."""
    return re.sub(r"\s+", " ", _NOISE.sub("", device.name)).replace(" ,", ",").strip()


class DeviceButton(QPushButton):
    """Shows the project's device with its memory; a menu chooses another.

    Args:
        what_runs: returns the names of the projects that run on a device, by its id.
    """

    device_chosen = Signal(str)

    def __init__(
        self, devices: DeviceList, what_runs: Callable[[str], list[str]] = lambda _id: []
    ) -> None:
        super().__init__()
        self.setProperty("role", "device")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self._devices = devices
        self._what_runs = what_runs
        self._device_id = AUTO
        self._most_px = _MOST_PX
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.setMenu(self._menu)
        devices.changed.connect(self._show)
        self._show()

    def set_device(self, device_id: str) -> None:
        self._device_id = device_id
        self._show()

    def set_most_px(self, width_px: int) -> None:
        """Limit the width; the memory is left out where it has no room beside the name."""
        self._most_px = width_px
        self.setMaximumWidth(width_px)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        device = self._shown_device()
        name_px = self.fontMetrics().horizontalAdvance(self._name()) + 50
        memory_px = 0
        if device is not None and device.memory_total_mb > 0:
            memory_px = (
                _BAR_SPACE_PX + 16 + self.fontMetrics().horizontalAdvance(self._memory(device))
            )
        has_memory = name_px + memory_px <= self._most_px
        return QSize(min(name_px + (memory_px if has_memory else 0), self._most_px), 30)

    def minimumSizeHint(self) -> QSize:
        return QSize(110, 30)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_bright = self.hasFocus() or self.underMouse()
        painter.setPen(focus_pen() if self.hasFocus() else color(theme.line))
        painter.setBrush(color(theme.hover if is_bright else theme.card))
        inset = 1 if self.hasFocus() else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 7, 7)
        right = self._paint_memory(painter, self.width() - 26)
        painter.setPen(color(theme.text))
        name = self.fontMetrics().elidedText(
            self._name(), Qt.TextElideMode.ElideRight, max(20, int(right) - 20)
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(10, 0, right - 12, self.height()), flags, name)
        self._paint_arrow(painter)
        painter.end()

    def _paint_memory(self, painter: QPainter, right: float) -> float:
        device = self._shown_device()
        if device is None or device.memory_total_mb <= 0:
            return right
        theme = tokens()
        text = self._memory(device)
        width = self.fontMetrics().horizontalAdvance(text)
        name_width = self.fontMetrics().horizontalAdvance(self._name())
        if right - width - _BAR_SPACE_PX - 14 < name_width:
            return right  # the name has priority; the memory is also in the menu and the tooltip
        painter.setPen(color(theme.mute))
        place = QRectF(right - width, 0, width, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
        bar = QRectF(place.left() - _BAR_SPACE_PX + 8, self.height() / 2 - 3, 54, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(theme.line))
        painter.drawRoundedRect(bar, 3, 3)
        fraction = 1 - device.memory_free_mb / device.memory_total_mb
        painter.setBrush(color(theme.err if fraction > 0.92 else theme.series[2]))
        painter.drawRoundedRect(QRectF(bar.x(), bar.y(), bar.width() * fraction, 6), 3, 3)
        return bar.left() - 8

    def _paint_arrow(self, painter: QPainter) -> None:
        x, y = self.width() - 16.0, self.height() / 2 - 1.5
        pen = painter.pen()
        pen.setColor(color(tokens().mute))
        pen.setWidthF(1.5)
        painter.setPen(pen)
        painter.drawPolyline([QPointF(x - 3, y), QPointF(x, y + 3), QPointF(x + 3, y)])

    def _shown_device(self) -> Device | None:
        return self._devices.get(self._device_id)

    def _name(self) -> str:
        device = self._shown_device()
        if device is not None:
            return short_name(device)
        known = {"cpu": self.tr("CPU"), AUTO: self.tr("Looking for devices…")}
        return known.get(self._device_id, self._device_id)

    def _memory(self, device: Device) -> str:
        used = device.memory_total_mb - device.memory_free_mb
        return f"{number(used / 1024, 1)} / {megabytes(device.memory_total_mb)}"

    def _show(self) -> None:
        device = self._shown_device()
        memory = "" if device is None else self._memory(device)
        self.setAccessibleName(
            self.tr("Device: {name}, memory {memory}").format(name=self._name(), memory=memory)
        )
        tip = self.tr("Device of this project: {n}").format(n=self._name())
        names = [] if device is None else self._what_runs(device.id)
        work = self.tr("Used by {names}").format(names=listed(names)) if names else ""
        self.setToolTip("\n".join(line for line in (tip, memory, work) if line))
        self.updateGeometry()
        self.update()

    def _fill_menu(self) -> None:
        self._devices.refresh()
        self._menu.clear()
        group = QActionGroup(self._menu)
        best = self._devices.get(AUTO)
        name = self.tr("Automatic")
        if best is not None:
            name = self.tr("Automatic ({n})").format(n=short_name(best))
        choices = [(AUTO, name)]
        for device in self._devices.devices:
            memory = self.tr("{free} of {total} free").format(
                free=megabytes(device.memory_free_mb), total=megabytes(device.memory_total_mb)
            )
            text = f"{device.name}  ·  {memory}"
            if names := self._what_runs(device.id):
                text += "  ·  " + self.tr("used by {names}").format(names=listed(names))
            choices.append((device.id, text))
        for device_id, text in choices:
            action = QAction(text, self._menu)
            action.setCheckable(True)
            action.setChecked(device_id == self._device_id)
            action.setData(device_id)
            group.addAction(action)
            self._menu.addAction(action)
        group.triggered.connect(self._on_triggered)

    def _on_triggered(self, action: QAction) -> None:
        self.set_device(action.data())
        self.device_chosen.emit(action.data())
